# Real servers for a bench, on loopback, each with its own folder under $work. Sourced; the caller sets $work, and calls
# stop_servers when it ends: only what was started here is ended.

port_base=$((20000 + $$ % 20000))
server_pids=()

as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }

# What a shop that moves would set, and no more: the disk's speed is not what is measured, so commits do not wait for it.
start_postgres() {
    local bin folder="$work/postgres"
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
    mkdir -p "$folder"
    [ "$(id -u)" = 0 ] && chmod 755 "$work" && chown postgres "$folder"
    as_postgres "$bin/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C.UTF-8 --no-sync --auth=trust >/dev/null
    pg_port=$port_base
    as_postgres "$bin/postgres" -D "$folder/data" -p "$pg_port" -h 127.0.0.1 -k "$folder" \
        -c fsync=off -c synchronous_commit=off -c shared_buffers=512MB -c max_wal_size=8GB -c maintenance_work_mem=256MB \
        -c wal_level=logical -c autovacuum_naptime=10s >"$folder/log" 2>&1 &
    server_pids+=($!)
    local tries=0
    until psql_run postgres -c 'SELECT 1' >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || { cat "$folder/log" >&2; return 1; }
        sleep 0.2
    done
}

psql_run() { local database=$1; shift; PGOPTIONS="-c client_min_messages=warning" psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$pg_port" -U postgres -d "$database" "$@"; }

pg_address() { echo "postgres://postgres@127.0.0.1:$pg_port/$1"; }

start_mariadb() {
    local folder="$work/mariadb"
    mkdir -p "$folder"
    local user=()
    [ "$(id -u)" = 0 ] && user=(--user=mysql) && chmod 755 "$work" && chown mysql "$folder"
    mariadb-install-db "${user[@]}" --datadir="$folder/data" --auth-root-authentication-method=normal --skip-test-db >/dev/null 2>&1
    maria_port=$((port_base + 1))
    mariadbd --no-defaults "${user[@]}" --datadir="$folder/data" --port="$maria_port" --bind-address=127.0.0.1 --socket="$folder/sock" \
        --innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=512M --innodb-log-file-size=512M --character-set-server=utf8mb4 \
        --local-infile=1 >"$folder/log" 2>&1 &
    server_pids+=($!)
    local tries=0
    until mariadb_run -e 'SELECT 1' >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || { cat "$folder/log" >&2; return 1; }
        sleep 0.2
    done
    mariadb_run -e "CREATE USER bench@'127.0.0.1' IDENTIFIED BY 'bench'; GRANT ALL ON *.* TO bench@'127.0.0.1'"
}

mariadb_run() { mariadb --no-defaults -u root -S "$work/mariadb/sock" "$@"; }

# The password as a variable, as plans write it: export MARIA_PASSWORD=bench.
maria_address() { echo "mariadb://bench:\${MARIA_PASSWORD}@127.0.0.1:$maria_port/$1"; }

stop_servers() {
    local pid
    for pid in "${server_pids[@]}"; do kill -INT "$pid" 2>/dev/null || true; done
    for pid in "${server_pids[@]}"; do
        kill -TERM "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
}

# fresh NAME TEMPLATE: a database made anew from another one, with its statistics.
fresh() {
    psql_run postgres -c "DROP DATABASE IF EXISTS $1 WITH (FORCE)" -c "CREATE DATABASE $1 TEMPLATE $2 STRATEGY file_copy"
    psql_run postgres -c CHECKPOINT
}
