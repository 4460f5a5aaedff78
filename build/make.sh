# Builds. Two folders: artifacts/demo for what is run, artifacts/test for what is tested. Each holds an app laid out untrimmed and
# uncompressed (a third of the time); a released build, trimmed, must never share an obj folder with them: the app would not start.

ready=$root/artifacts/demo
ready_server=$ready/bin/Lianxin.Server/release/lianxin
ready_app=$ready/publish/Lianxin.App/release/wwwroot

# Everything that a build reads, by content: the same with and without git, and a commit that changes only a document builds nothing.
# stamp FOLDER…
stamp() {
  (
    cd "$root"
    find "$@" Directory.Build.props Directory.Packages.props global.json BannedSymbols.txt .editorconfig Lianxin.slnx Ready.slnf build/make.sh \
      \( -name bin -o -name obj -o -name node_modules -o -name TestResults \) -prune -o -type f -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
  )
}

# One build at a time in one clone. The lock ends with this process, or with the subshell that holds it.
lock_builds() {
  mkdir -p "$root/artifacts"
  exec 9>"$root/artifacts/build.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    say "Another build of this clone is running; waiting …" "正在等待另一个构建 …"
    flock 9
  fi
}

# One line a project, with the second it was done at; warnings and errors whole.
progress() {
  # Not awk: Debian's keeps back what it reads.
  local line seen=$'\n' start=$SECONDS
  while IFS= read -r line; do
    case $line in
      *"Determining projects to restore"*) line="  packages 依赖包 …" ;;
      *" -> "*) line="  ${line%% -> *}" ;;
      *": error "* | *": warning "*) line="  $line" ;;
      *) continue ;;
    esac
    case $seen in *$'\n'"$line"$'\n'*) continue ;; esac # the app says it twice: built, and laid out
    seen+=$line$'\n'
    printf '%5d s%s\n' $((SECONDS - start)) "$line" >&2
  done
}

# compile TARGET OUT [OPTIONS…]: Release, with a compiler of its own that stays between the projects (a third of the time) and ends with the build.
compile() {
  local target=$1 out=$2 pipe=lianxin-$$-$RANDOM log status=0 sdk
  shift 2
  mkdir -p "$out"
  log=$out/build.log
  (
    cd "$root"
    # Through a file: whatever a build leaves running would hold a pipe open for ever.
    dotnet build "$target" -c Release -tl:off -v m -nodeReuse:false -p:ArtifactsPath="$out" -p:UseSharedCompilation=true -p:SharedCompilationId="$pipe" \
      -p:ReadyToServe=true -p:PublishTrimmed=false -p:CompressionEnabled=false "$@" >"$log" 2>&1 9>&- </dev/null &
    build=$!
    trap 'kill "$build" 2>/dev/null || true' INT TERM
    tail -n +1 -f -s 0.2 --pid="$build" "$log" 2>/dev/null | progress
    wait "$build"
  ) || status=$?
  sdk=$(cd "$root" && dotnet --list-sdks | awk -v v="$(cd "$root" && dotnet --version)" '$1 == v { gsub(/[][]/, "", $2); print $2 "/" $1 }')
  dotnet exec "$sdk/Roslyn/bincore/VBCSCompiler.dll" -shutdown -pipename:"$pipe" >/dev/null 2>&1 || true # none was started: nothing to compile
  [ $status = 0 ] || die "The build failed; all of it: $log" "构建失败，完整记录：$log" "$status"
}

# make NAMES FOLDERS TARGET OUT [OPTIONS…]: compiles unless the stamp of the first name says that nothing changed since it was built.
# NAMES are all that this build brings up to date. Two names of one OUT must have the same FOLDERS: stamps of another state of the
# sources fall when something is built, since its files are then a mixture.
make() {
  local names=$1 folders=$2 target=$3 out=$4 now each name=${1%% *}
  shift 4
  # shellcheck disable=SC2086 # a list of folders
  now=$(stamp $folders)
  [ "$(cat "$out/$name.stamp" 2>/dev/null)" != "$now" ] || return 0
  (
    lock_builds
    [ "$(cat "$out/$name.stamp" 2>/dev/null)" != "$now" ] || exit 0
    for each in "$out"/*.stamp; do
      [ "$(cat "$each" 2>/dev/null)" = "$now" ] || rm -f "$each"
    done
    say "Building $name … 正在构建 …"
    compile "$target" "$out" "$@"
    for each in $names; do echo "$now" >"$out/$each.stamp"; done
  )
}

# Server and app, ready to serve. Analyzers speak in ./lianxin test.
make_ready() { make "app server" src Ready.slnf "$ready" -p:RunAnalyzers=false; }

# The server alone: the verbs that show nothing in a browser do not wait for the app. It lies where make_ready puts it.
make_server() { make server src src/Lianxin.Server/Lianxin.Server.csproj "$ready" -p:RunAnalyzers=false; }
