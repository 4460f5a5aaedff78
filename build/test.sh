# ./lianxin test [fast|all]
#
#   test        every test but those marked [Trait("speed", "long")], on SQLite and PostgreSQL, in a real browser
#   test fast   at most two minutes: SQLite only, no browser, nothing marked slow or long
#   test all    everything
#
# Last line: N passed, N failed, N skipped. The exit code is the runner's.

tested=$root/artifacts/test
runner="" run_temp=""

end_tests() {
  # The runner leads a group of its own, so that a server or browser that a broken test left behind ends with it.
  [ -z "$runner" ] || kill -KILL -- "-$runner" 2>/dev/null || true
  stop_postgresql
  [ -z "$run_temp" ] || rm -rf "$run_temp"
}

run_tests() {
  local level=${1:-usual} filter=() status=0 solution project modules="" log counts
  case $level in
    usual) filter=(--filter-not-trait speed=long) ;;
    fast) filter=(--filter-not-trait speed=long --filter-not-trait speed=slow) ;;
    all) ;;
    *) die "Usage: ./lianxin test [fast|all]" "用法：./lianxin test [fast|all]" 2 ;;
  esac

  trap end_tests EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  need_runtime
  unset LIANXIN_POSTGRESQL # an operator's own database is none to test on
  # As in the demo: a run is over before code that is measured while it runs, to be made faster later, has paid for its measuring.
  export DOTNET_TieredPGO=${DOTNET_TieredPGO:-0}

  if [ "$level" = fast ]; then
    export LIANXIN_TEST_POSTGRESQL=off
    solution=build/Fast.slnf
    make fast "src tests" "$solution" "$tested"
  else
    need_browser
    start_postgresql
    solution=Lianxin.slnx
    make "all fast" "src tests" "$solution" "$tested"
  fi
  # The built tests of that solution by name: a project that is gone from it may still lie in the folder.
  for project in $(grep -o 'tests/[^"]*\.csproj' "$root/$solution"); do
    project=$(basename "$project" .csproj)
    modules+="${modules:+;}artifacts/test/bin/$project/release/$project.dll"
  done
  export LIANXIN_BINARY=$tested/bin/Lianxin.Server/release/lianxin
  export LIANXIN_APP=$tested/publish/Lianxin.App/release/wwwroot

  # Databases, folders, browser profiles: all under one roof that goes, however the run ends.
  run_temp=$(mktemp -d -p /tmp lianxin-run.XXXXXX)
  log=$tested/test.log
  set -m # a job of its own group
  (cd "$root" && TMPDIR=$run_temp exec dotnet test --test-modules "$modules" --no-ansi --no-progress --max-parallel-test-modules 2 "${filter[@]}") >"$log" 2>&1 </dev/null &
  runner=$!
  set +m
  tail -n +1 -f -s 0.2 --pid="$runner" "$log" &
  local shown=$!
  wait "$runner" || status=$?
  wait "$shown" || true

  counts=$(awk '/^ *(total|failed|succeeded|skipped):/ { v[$1] = $2 } END { printf "%d passed, %d failed, %d skipped", v["succeeded:"], v["failed:"], v["skipped:"] }' "$log")
  if [ $status = 0 ] && [ "${counts%% *}" = 0 ]; then
    say "No test ran" "没有运行任何测试"
    status=8
  fi
  printf '%s\n' "$counts"
  exit $status
}
