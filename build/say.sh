# Words to the person at the terminal: English, and Chinese beside it. They go to stderr, so that a verb's own output stays clean.

say() { printf '%s\n' "$1" >&2; [ -z "${2:-}" ] || printf '%s\n' "$2" >&2; }

# die ENGLISH CHINESE [EXIT CODE, default 1]
die() { say "$1" "${2:-}"; exit "${3:-1}"; }

# has_option NAME ARGS…: is NAME or NAME=value among them?
has_option() {
  local name=$1 each
  shift
  for each; do case $each in "$name" | "$name"=*) return 0 ;; esac; done
  return 1
}
