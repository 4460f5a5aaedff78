# ./lianxin format [--check] [FILE…]: lays out the C# files named, or all of them, and then also the style that .editorconfig asks for.
# --check changes nothing and fails when something would change. The hook in build/hooks formats what is staged.

run_format() {
  local check=() files=() each status=0
  for each; do
    case $each in
      --check) check=(--verify-no-changes) ;;
      -*) die "Usage: ./lianxin format [--check] [FILE…]" "用法：./lianxin format [--check] [FILE…]" 2 ;;
      *) files+=("$(realpath --relative-to="$root" "$each")") ;;
    esac
  done
  need_runtime
  cd "$root"
  if [ ${#files[@]} -gt 0 ]; then
    dotnet format whitespace --folder . --include "${files[@]}" "${check[@]}" || status=$?
  else
    dotnet format whitespace --folder . --exclude artifacts "${check[@]}" || status=$?
    dotnet format style Lianxin.slnx --severity warn "${check[@]}" || status=$?
  fi
  [ $status = 0 ] || die "Not as ./lianxin format lays it out" "代码格式与 ./lianxin format 不一致" "$status"
}
