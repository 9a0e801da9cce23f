#!/usr/bin/env bash
# Speed and memory of a transfer between databases, side by side with what people use: a raw COPY pipe into the same indexed
# tables, pgloader and pgcopydb. Starts a PostgreSQL and a MariaDB of its own, makes the sample on them, and writes the table to
# bench/results/databases.md. Every transfer is verified; the script ends with an error where a row differs.
#
#   bench/databases.sh [CUSTOMERS [REPEATS]]     47,000 customers are about a million source rows
set -euo pipefail
cd "$(dirname "$0")/.."

customers=${1:-47000} repeats=${2:-3}
results=bench/results/databases.md
work=$(mktemp -d)
. bench/measure.sh
. bench/servers.sh
finish() { stop_servers; rm -rf "$work"; }
trap finish EXIT
for peer in pgloader pgcopydb psql mariadb; do
    command -v $peer >/dev/null || { echo "bench: $peer is missing (apt-get install pgloader pgcopydb postgresql mariadb-server)" >&2; exit 3; }
done

./storefold --version >/dev/null # builds
program=$(ls artifacts/bin/Storefold.Cli/release/Storefold.Cli)
export MARIA_PASSWORD=bench

tables=$(sed -n 's/^CREATE TABLE \([a-z_]*\).*/\1/p' packs/mi-platform/postgres/schema.sql)

# A column that is filled later, because tables refer to each other, is left out on both sides of the pipe.
columns_of() {
    psql_run "$1" -At -c "SELECT string_agg(quote_ident(column_name), ',' ORDER BY ordinal_position) FROM information_schema.columns
        WHERE table_name = '$2' AND is_generated = 'NEVER' AND column_name <> 'held_coupon_code_id'"
}

# copy_pipe FROM TO: the rows that FROM has and TO has not yet, table by table, into the same indexed tables.
copy_pipe() {
    local table columns last
    for table in $tables; do
        columns=$(columns_of "$1" "$table")
        last=$(psql_run "$2" -At -c "SELECT coalesce(max(id), 0) FROM $table")
        psql_run "$1" -c "COPY (SELECT $columns FROM $table WHERE id > $last) TO STDOUT (FORMAT BINARY)" \
            | psql_run "$2" -c "COPY $table($columns) FROM STDIN (FORMAT BINARY)"
    done
}

rows_in() {
    local table sum=0
    for table in $tables; do sum=$((sum + $(psql_run "$1" -At -c "SELECT count(*) FROM $table"))); done
    echo $sum
}

plan_of() { sed -e "s|sqlite:poco.db|$2|" -e "s|sqlite:mi.db|$3|" "$work/sample/plan.yaml" >"$1"; }

# transfer FROM TEMPLATE: median seconds of a transfer into a database made from the template, in $t; rows in $rows, memory in $rss.
transfer() {
    local from=$1 template=$2 times="" peaks="" address
    for _ in $(seq "$repeats"); do
        fresh mi "$template"
        case $from in
            postgres) fresh poco poco_template; address=$(pg_address poco) ;;
            mariadb)
                mariadb_run -e 'DROP DATABASE IF EXISTS poco; CREATE DATABASE poco CHARACTER SET utf8mb4'
                mariadb_run poco <"$work/poco.sql"
                address=$(maria_address poco) ;;
            sqlite) cp "$work/sample/pristine.db" "$work/sample/poco.db"; address="sqlite:$work/sample/poco.db" ;;
        esac
        plan_of "$work/plan.yaml" "$address" "$(pg_address mi)"
        cp "$work/sample/service-centres.csv" "$work/"
        measure "$program" transfer "$work/plan.yaml" --workers 2 --json
        times+="$seconds"$'\n' peaks+="$peak"$'\n'
        rows=$(awk -F'[:,]' '/"rows"/ {gsub(/ /, "", $2); print $2; exit}' "$work/out")
    done
    t=$(printf %s "$times" | median) rss=$(printf %s "$peaks" | median)
    psql_run mi -c ANALYZE
    measure "$program" verify "$work/plan.yaml"
    grep -q "no difference" "$work/out" || { cat "$work/out"; echo "bench: verify found differences" >&2; exit 1; }
    verify_s=$seconds verify_rss=$peak
}

# pipe TEMPLATE: median seconds of the COPY pipe of what the last transfer wrote, in $p; its rows in $copied.
pipe() {
    local times="" before
    before=$(rows_in "$1")
    for _ in $(seq "$repeats"); do
        fresh piped "$1"
        measure copy_pipe mi piped
        times+="$seconds"$'\n'
    done
    p=$(printf %s "$times" | median)
    copied=$(($(rows_in piped) - before))
}

line() { awk -v l="$1" -v r="$2" -v s="$3" -v m="${4:-}" -v x="${5:-}" 'BEGIN { printf "| %s | %d | %.2f | %d | %s | %s |\n", l, r, s, r / s, m, x }' >>"$work/table"; }
ratio() { awk -v a="$1" -v b="$2" -v c="$3" -v d="$4" 'BEGIN { printf "%.2f", (a / b) / (c / d) }'; }

start_postgres
start_mariadb
"$program" sample "$work/sample" --customers "$customers" >/dev/null
cp "$work/sample/poco.db" "$work/sample/pristine.db"
for database in poco_template mi_template; do psql_run postgres -c "CREATE DATABASE $database"; done
mariadb_run -e 'CREATE DATABASE poco CHARACTER SET utf8mb4'
"$program" sample "$work/on_postgres" --customers "$customers" --poco "$(pg_address poco_template)" --mi "$(pg_address mi_template)" >/dev/null
"$program" sample "$work/on_mariadb" --customers "$customers" --poco "$(maria_address poco)" >/dev/null
mariadb-dump --no-defaults -u root -S "$work/mariadb/sock" --triggers --routines poco >"$work/poco.sql"
psql_run postgres -c 'CREATE DATABASE mi_empty'
psql_run mi_empty -f packs/mi-platform/postgres/schema.sql
for database in poco_template mi_template; do psql_run $database -c 'VACUUM ANALYZE'; done

{
    echo "# Transfers between databases"
    echo
    made_by "bench/databases.sh $customers $repeats"
    echo "Medians of $repeats runs. A row is a source row, parts included, as the books count them; for the peers, a row that they copied. ID map, part map,"
    echo "fingerprints, matching, points (frozen and debited in the source) and the survey of both sides are in our time; each"
    echo "transfer was verified without a difference. Servers run without waiting for the disk (fsync off), for all alike."
    echo
    echo "| what | rows | seconds | rows/s | peak MiB | rows/s against the peer |"
    echo "|---|---|---|---|---|---|"
} >"$work/table"

# beside_copy TEMPLATE PIPE OURS BAR: a transfer into a copy of the template, and the pipe of what it wrote.
beside_copy() {
    transfer postgres "$1"
    pipe "$1"
    line "COPY pipe of what we wrote, $2" "$copied" "$p"
    line "PostgreSQL → PostgreSQL, $3" "$rows" "$t" "$rss" "$(ratio "$rows" "$t" "$copied" "$p") × COPY (bar $4)"
    line "verification of it, both sides" "$rows" "$verify_s" "$verify_rss"
}

beside_copy mi_empty "into empty tables with their indexes" "fresh target" 0.8
beside_copy mi_template "into tables with rows" "merged into a shop that has rows" 0.5

psql_run postgres -c 'CREATE DATABASE cloned'
measure pgcopydb clone --source "$(pg_address poco_template)" --target "$(pg_address cloned)" --dir "$work/pgcopydb" --table-jobs 2 --index-jobs 2 --no-acl --no-owner
source_rows=0
for table in $(sed -n 's/^CREATE TABLE \([a-z_]*\).*/\1/p' packs/poco-store/postgres/schema.sql); do
    source_rows=$((source_rows + $(psql_run poco_template -At -c "SELECT count(*) FROM $table")))
done
line "pgcopydb clone of the source, indexes built afterwards" "$source_rows" "$seconds" "$peak"

# loaded ADDRESS: pgloader's whole run into an empty database, in $seconds. It may hang, or end well without a row.
loaded() {
    psql_run postgres -c 'DROP DATABASE IF EXISTS loaded WITH (FORCE)' -c 'CREATE DATABASE loaded'
    measure run_pgloader "$1"
    loaded_rows=$(awk '/Total import time/ {print $5}' "$work/out")
}

run_pgloader() { timeout -k 5 75 pgloader "$1" "postgresql://postgres@127.0.0.1:$pg_port/loaded" || echo "pgloader ended with $?"; }

# beside_pgloader KIND LABEL ADDRESS: a transfer from that kind of source, and pgloader's run over the same one.
beside_pgloader() {
    transfer "$1" mi_empty
    loaded "$3"
    if [ "${loaded_rows:-0}" -gt 0 ]; then
        line "pgloader, $2" "$loaded_rows" "$seconds"
        line "$2, fresh target" "$rows" "$t" "$rss" "$(ratio "$rows" "$t" "$loaded_rows" "$seconds") × pgloader (bar 2)"
    else
        echo "| pgloader, $2 | 0 | $seconds | | | $(grep -m1 -iE 'error|fatal|heap|pgloader ended' "$work/out" "$work/err" -h | head -1 | cut -c1-120 | tr '|' ' ') |" >>"$work/table"
        line "$2, fresh target" "$rows" "$t" "$rss" "pgloader brought nothing over"
    fi
}

beside_pgloader sqlite "SQLite → PostgreSQL" "sqlite://$work/sample/pristine.db"
beside_pgloader mariadb "MariaDB → PostgreSQL" "mysql://bench:bench@127.0.0.1:$maria_port/poco"

mv "$work/table" "$results"
cat "$results"
