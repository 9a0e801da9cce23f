#!/usr/bin/env bash
# Whether memory grows with the shop: peak resident memory of a transfer from PostgreSQL to PostgreSQL, and of its verification, at
# about one and ten million source rows. Writes bench/results/memory.md.
#
#   bench/memory.sh [SMALL_CUSTOMERS LARGE_CUSTOMERS]
set -euo pipefail
cd "$(dirname "$0")/.."

small=${1:-47000} large=${2:-470000}
results=bench/results/memory.md
work=$(mktemp -d)
. bench/measure.sh
. bench/servers.sh
finish() { stop_servers; rm -rf "$work"; }
trap finish EXIT

./storefold --version >/dev/null # builds
program=$(ls artifacts/bin/Storefold.Cli/release/Storefold.Cli)
start_postgres

# run CUSTOMERS: one line of the table; the peaks in $peak_transfer and $peak_verify.
run() {
    local rows t
    psql_run postgres -c 'DROP DATABASE IF EXISTS poco WITH (FORCE)' -c 'DROP DATABASE IF EXISTS mi WITH (FORCE)' \
        -c 'CREATE DATABASE poco' -c 'CREATE DATABASE mi'
    "$program" sample "$work/$1" --customers "$1" --poco "$(pg_address poco)" --mi "$(pg_address mi)" >/dev/null
    psql_run poco -c 'VACUUM ANALYZE'
    measure "$program" transfer "$work/$1/plan.yaml" --json
    rows=$(awk -F'[:,]' '/"rows"/ {gsub(/ /, "", $2); print $2; exit}' "$work/out")
    t=$seconds peak_transfer=$peak
    psql_run mi -c ANALYZE
    measure "$program" verify "$work/$1/plan.yaml"
    peak_verify=$peak
    grep -q "no difference" "$work/out" || { cat "$work/out"; echo "bench: verify found differences" >&2; exit 1; }
    echo "| $rows | $t | $peak_transfer | $seconds | $peak_verify |" >>"$work/table"
}

{
    echo "# Memory of a transfer and of its verification"
    echo
    made_by "bench/memory.sh $small $large"
    echo "PostgreSQL to PostgreSQL; no difference in either. Seconds are for orientation; the machine may have been busy."
    echo
    echo "| source rows | transfer s | peak MiB | verify s | peak MiB |"
    echo "|---|---|---|---|---|"
} >"$work/table"
run "$small"
small_transfer=$peak_transfer small_verify=$peak_verify
run "$large"
awk -v a="$small_transfer" -v b="$peak_transfer" -v c="$small_verify" -v d="$peak_verify" \
    'BEGIN {printf "\nLarge to small: transfer %.2fx, verify %.2fx (bar: at most 1.2x).\n", b / a, d / c}' >>"$work/table"
mv "$work/table" "$results"
cat "$results"
