#!/usr/bin/env bash
# Folds a real Medusa and a real Vendure into another real Medusa that has customers and orders of its own, starts Medusa on the
# written database, and on the source, and asks the one for everything that the other says (compare.mjs).
# usage: run.sh FOLDER_OF_PLATFORM_DATABASES [CACHE_FOLDER]; needs node 20 or later, npm, PostgreSQL's server, sqlite3 and xz
set -eu

data=$(readlink -f "$1") here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -P "$here/../../.." && pwd)
cache=${2:-$root/artifacts/platforms/medusa} work=$(mktemp -d) port=${STOREFOLD_PLATFORM_PORT:-39441} pids=
export STOREFOLD_PLATFORM_DATABASE_PORT=$((port + 2)) STOREFOLD_PLATFORM_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')

# PostgreSQL refuses to run as root.
as_server() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1) || true
PATH=${bin:+$bin:}$PATH

finish() {
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  for pid in $pids; do wait "$pid" 2>/dev/null || true; done
  [ ! -d "$work/pg/data" ] || as_server pg_ctl -D "$work/pg/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT

mkdir -p "$cache"
if [ ! -d "$cache/node_modules/@medusajs/medusa" ]; then
  cp "$here/package.json" "$cache/"
  (cd "$cache" && npm install --no-audit --no-fund >"$cache/npm.log" 2>&1) || { tail -5 "$cache/npm.log" >&2; exit 3; }
fi
cp "$here/medusa-config.cjs" "$cache/medusa-config.js"

mkdir "$work/pg"
[ "$(id -u)" != 0 ] || { chown postgres "$work/pg"; chmod a+x "$work"; }
as_server initdb -D "$work/pg/data" -U postgres -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions --auth-local=trust --auth-host=scram-sha-256 >/dev/null
as_server pg_ctl -D "$work/pg/data" -w -t 60 -l "$work/pg/log" -o "-p $STOREFOLD_PLATFORM_DATABASE_PORT -c listen_addresses=127.0.0.1 \
  -c unix_socket_directories='$work/pg' -c fsync=off" start >/dev/null
sql() { psql -X -q -v ON_ERROR_STOP=1 -h "$work/pg" -p "$STOREFOLD_PLATFORM_DATABASE_PORT" -U postgres "$@"; }
sql -d postgres -c "CREATE ROLE storefold LOGIN PASSWORD '$STOREFOLD_PLATFORM_PASSWORD'" -c 'CREATE DATABASE source OWNER storefold'
# With its owner, so that Medusa may work with it.
xz -dc "$data/medusa-2.15.3.pg15.slim.sql.xz" | { echo 'SET ROLE storefold;'; cat; } | sql -d source >"$work/restore.log" 2>&1

# The target: the same platform with other people, other numbers and other codes, so that nothing of the source is there yet.
sql -d postgres -c 'CREATE DATABASE target TEMPLATE source OWNER storefold'
sql -d target >/dev/null <<'SQL'
UPDATE customer SET email = 'own-' || id || '@target.example', phone = NULL;
UPDATE provider_identity p SET entity_id = c.email FROM auth_identity a JOIN customer c ON c.id = a.app_metadata ->> 'customer_id'
  WHERE p.auth_identity_id = a.id AND p.provider = 'emailpass';
UPDATE "order" SET display_id = display_id + 100000, email = 'own@target.example';
SELECT setval('order_display_id_seq', (SELECT max(display_id) FROM "order"));
UPDATE promotion SET code = 'OWN-' || code;
SQL
xz -dc "$data/vendure-3.7.3.sqlite.xz" >"$work/vendure.db"
cp "$here/plan.yaml" "$work/plan.yaml"
"$root/storefold" transfer "$work/plan.yaml"
"$root/storefold" verify "$work/plan.yaml"

serve() { # DATABASE PORT
  cd "$cache"
  DATABASE_URL="postgres://storefold:$STOREFOLD_PLATFORM_PASSWORD@127.0.0.1:$STOREFOLD_PLATFORM_DATABASE_PORT/$1" \
    MEDUSA_DISABLE_TELEMETRY=true NODE_ENV=production exec node node_modules/.bin/medusa start -H 127.0.0.1 -p "$2" >"$work/$1.log" 2>&1
}

await() { # DATABASE PID
  for _ in $(seq 300); do
    ! grep -q 'Server is ready' "$work/$1.log" || return 0
    kill -0 "$2" 2>/dev/null || break
    sleep 1
  done
  tail -20 "$work/$1.log" >&2
  exit 3
}

serve source "$port" &
source_pid=$! pids=$!
serve target "$((port + 1))" &
target_pid=$! pids="$pids $!"
await source "$source_pid"
await target "$target_pid"
timeout 900 node "$here/compare.mjs" "$port" "$((port + 1))" "$work/vendure.db"
