# A PostgreSQL of our own for the length of a run: own folder, own port, own socket, as durable as a real one (fsync on), gone afterwards.
# Nobody else's server is touched, and two clones may run at once.

cluster="" cluster_bin=""

# The newest server of the machine, 15 or later; empty when there is none.
find_postgresql() {
  local best="" each version
  for each in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin "$(dirname "$(command -v initdb 2>/dev/null || echo /none/none)")"; do
    [ -x "$each/initdb" ] && [ -x "$each/postgres" ] || continue
    version=$("$each/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    if [ "$version" -ge 15 ] && { [ -z "$best" ] || [ "$version" -gt "${best%% *}" ]; }; then best="$version $each"; fi
  done
  echo "${best#* }"
}

# as_owner COMMAND…: PostgreSQL refuses to run as root, so root lends it an account that owns nothing here.
as_owner() {
  if [ "$(id -u)" = 0 ]; then
    local account=postgres
    id "$account" >/dev/null 2>&1 || account=nobody
    (cd / && setpriv --reuid="$account" --regid="$(id -g "$account")" --init-groups env HOME="$cluster" "$@")
  else
    (cd / && "$@")
  fi
}

# Sets LIANXIN_TEST_POSTGRESQL, or leaves it unset and has said what is missing. An address given by the caller is used as it is.
start_postgresql() {
  [ -z "${LIANXIN_TEST_POSTGRESQL:-}" ] || return 0
  cluster_bin=$(find_postgresql)
  if [ -z "$cluster_bin" ]; then
    install "the tests on PostgreSQL" postgresql || return 0
    cluster_bin=$(find_postgresql)
    if [ -z "$cluster_bin" ]; then
      say "This system's PostgreSQL is older than 15; the tests on PostgreSQL skip" "系统自带的 PostgreSQL 低于 15，相关测试跳过"
      return 0
    fi
  fi

  # /tmp itself: the path of a socket has room for 107 characters, and the account above must reach it.
  cluster=$(mktemp -d -p /tmp lianxin-pg.XXXXXX)
  [ "$(id -u)" != 0 ] || chown "$(id postgres >/dev/null 2>&1 && echo postgres || echo nobody)" "$cluster"

  # Chinese collation, as a hospital's own server may have it: code that silently needs the plain order of "C" shows here.
  if ! as_owner "$cluster_bin/initdb" -D "$cluster/data" -U lianxin --auth=trust --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=zh-CN \
    --no-sync >"$cluster/initdb.log" 2>&1 </dev/null; then
    tail -n 5 "$cluster/initdb.log" >&2
    die "Could not make a PostgreSQL for the tests" "无法创建测试用 PostgreSQL"
  fi
  cat >>"$cluster/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$cluster'
max_connections = 200
shared_buffers = 128MB
max_wal_size = 2GB
fsync = on
synchronous_commit = on
timezone = 'UTC'
CONF

  local port
  for _ in 1 2 3 4 5 6 7 8; do
    port=$((20000 + RANDOM % 12000)) # below the range that the system itself hands out
    if as_owner "$cluster_bin/pg_ctl" start -w -t 60 -D "$cluster/data" -o "-p $port" -l "$cluster/server.log" >/dev/null 2>&1 </dev/null; then
      # Through its socket, as on a hospital's one machine: half the way of the loopback.
      export LIANXIN_TEST_POSTGRESQL="Host=$cluster;Port=$port;Username=lianxin;Database=postgres"
      return 0
    fi
    grep -q 'could not bind' "$cluster/server.log" || break # taken: the next; anything else will not get better
  done
  tail -n 5 "$cluster/server.log" >&2
  die "PostgreSQL for the tests does not start" "测试用 PostgreSQL 无法启动"
}

stop_postgresql() {
  [ -n "$cluster" ] || return 0
  # Nothing in it is wanted any more.
  as_owner "$cluster_bin/pg_ctl" stop -m immediate -w -D "$cluster/data" >/dev/null 2>&1 || true
  rm -rf "$cluster"
  cluster=""
}
