# ./lianxin bench NAME: builds bench/ and runs it beside a server of its own and, where there is one, a PostgreSQL of its own.

run_bench() {
  local projects=() status=0
  mapfile -t projects < <(find "$root/bench" -name '*.csproj' 2>/dev/null)
  [ ${#projects[@]} = 1 ] || die "bench/ holds no project to run" "bench/ 中没有可运行的项目"
  [ $# -gt 0 ] || die "Usage: ./lianxin bench NAME" "用法：./lianxin bench NAME" 2

  need_runtime
  make_server
  make bench "src bench" "${projects[0]}" "$root/artifacts/bench" -p:RunAnalyzers=false
  trap stop_postgresql EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  start_postgresql

  local name
  name=$(basename "${projects[0]}" .csproj)
  LIANXIN_BINARY=$ready_server "$root/artifacts/bench/bin/$name/release/$name" "$@" || status=$?
  exit $status
}
