# What the machine must have. As root on Debian it is installed; elsewhere one line says what to install.

needs_updated=""

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ -f /etc/debian_version ]; }

# install ENGLISH-PURPOSE PACKAGE…: true when they are there afterwards.
install() {
  local purpose=$1 log
  shift
  if ! can_install; then
    say "Missing for $purpose: $* (Debian: apt-get install $*)" "缺少软件包：$*"
    return 1
  fi
  log=$(mktemp)
  say "Installing $* for $purpose …" "正在安装 $* …"
  if [ -z "$needs_updated" ]; then
    # An unreachable mirror is no reason to stop: the packages may be in the cache.
    apt-get update >"$log" 2>&1 </dev/null || say "apt-get update failed; trying with the lists that are there" "软件源更新失败，改用现有列表"
    needs_updated=yes
  fi
  if DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    say "Could not install $*" "安装失败：$*"
    return 1
  fi
}

# The SDK, and what .NET itself asks of the system: ICU for Chinese sorting and dates, the zone data for Asia/Shanghai.
need_runtime() {
  command -v dotnet >/dev/null ||
    die ".NET SDK not found: install the version that global.json names, see https://dotnet.microsoft.com/download" "未找到 .NET SDK，请安装 global.json 所列版本"
  # Whoever has no home (a service account) still builds.
  [ -n "${HOME:-}" ] && [ -w "${HOME:-}" ] || export DOTNET_CLI_HOME=$root/artifacts/home
  # English, since progress and counts are read from what it prints.
  export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true
  [ "$(uname -s)" = Linux ] || return 0

  local package
  if ! /sbin/ldconfig -p 2>/dev/null | grep -q libicuuc; then
    package=libicu-dev # its number differs from release to release; this one brings it everywhere
    install ".NET (ICU)" "$package" || exit 1
  fi
  [ -e /usr/share/zoneinfo/Asia/Shanghai ] || install "the time zone Asia/Shanghai" tzdata || exit 1
}

has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

# Pictures and widths of Chinese text mean nothing without a Chinese font.
has_chinese_font() {
  if command -v fc-list >/dev/null; then [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; else [ -d /usr/share/fonts/opentype/noto ]; fi
}

# The browser tests skip themselves and name the package where this could not bring it.
need_browser() {
  local missing=()
  has_chromium || missing+=(chromium)
  has_chinese_font || missing+=(fonts-noto-cjk)
  [ ${#missing[@]} = 0 ] || install "the browser tests" "${missing[@]}" || true
}
