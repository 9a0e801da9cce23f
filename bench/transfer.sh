#!/usr/bin/env bash
# Speed and memory of a transfer from SQLite to SQLite, and of its verification. Makes two samples of the same kind, about
# 200,000 and 2,000,000 source rows, folds each three times into a fresh copy of its target and verifies it, and writes the
# table to bench/results/transfer.md. The peer in the same run is the sqlite3 shell: `.dump` of the source piped into a new
# database, which is what a copy costs without any resolving, ID map, fingerprint or check.
#
#   bench/transfer.sh [SMALL_CUSTOMERS LARGE_CUSTOMERS [REPEATS]]
set -euo pipefail
cd "$(dirname "$0")/.."

small=${1:-9500} large=${2:-95000} repeats=${3:-3}
results=bench/results/transfer.md
work=$(mktemp -d)
. bench/measure.sh
trap 'rm -rf "$work"' EXIT

command -v sqlite3 >/dev/null || { echo "bench: the peer, the sqlite3 shell, is missing (apt-get install sqlite3)" >&2; exit 3; }
./storefold --version >/dev/null # builds
program=$(ls artifacts/bin/Storefold.Cli/release/Storefold.Cli)

dump_pipe() { sqlite3 "$1" .dump | sqlite3 "$2"; }

# run LABEL CUSTOMERS: one line of the table, and the peak memory in $peak_transfer.
run() {
    local shop="$work/$1" transfers="" verifies="" peaks="" verify_peaks="" dumps="" rows=0
    "$program" sample "$shop" --customers "$2" >/dev/null
    cp "$shop/mi.db" "$work/mi.template"
    cp "$shop/poco.db" "$work/poco.template"
    for _ in $(seq "$repeats"); do
        rm -f "$shop"/*.db* "$work/copy.db"
        cp "$work/mi.template" "$shop/mi.db"
        cp "$work/poco.template" "$shop/poco.db"
        measure dump_pipe "$shop/poco.db" "$work/copy.db"
        dumps+="$seconds"$'\n'
        measure "$program" transfer "$shop/plan.yaml" --json
        transfers+="$seconds"$'\n' peaks+="$peak"$'\n'
        rows=$(awk -F'[:,]' '/"rows"/ {gsub(/ /, "", $2); print $2; exit}' "$work/out")
        measure "$program" verify "$shop/plan.yaml"
        verifies+="$seconds"$'\n' verify_peaks+="$peak"$'\n'
        grep -q "no difference" "$work/out" || { cat "$work/out"; echo "bench: verify found differences" >&2; exit 1; }
    done
    local t v d
    t=$(printf %s "$transfers" | median) v=$(printf %s "$verifies" | median) d=$(printf %s "$dumps" | median)
    peak_transfer=$(printf %s "$peaks" | median)
    peak_verify=$(printf %s "$verify_peaks" | median)
    awk -v l="$1" -v r="$rows" -v t="$t" -v v="$v" -v d="$d" -v p="$peak_transfer" -v q="$peak_verify" 'BEGIN {
        printf "| %s | %d | %.2f | %d | %d | %.2f | %d | %d | %.2f | %.2f |\n", l, r, t, r / t, p, v, r / v, q, d, t / d }'
}

{
    echo "# Transfer SQLite -> SQLite"
    echo
    made_by "bench/transfer.sh $small $large $repeats"
    echo "Medians of $repeats runs. Rows are source rows with their parts, as the books count them. ID map, part map, fingerprints, matching, points"
    echo "(frozen and debited in the source) and the survey of both sides are in the time. The peer is \`sqlite3 .dump | sqlite3\`."
    echo
    echo "| sample | source rows | transfer s | rows/s | peak MiB | verify s | rows/s | peak MiB | dump pipe s | transfer / dump pipe |"
    echo "|---|---|---|---|---|---|---|---|---|---|"
} >"$work/table"
run small "$small" >>"$work/table"
small_peak=$peak_transfer small_verify=$peak_verify
run large "$large" >>"$work/table"
{
    echo
    awk -v a="$small_peak" -v b="$peak_transfer" -v c="$small_verify" -v d="$peak_verify" \
        'BEGIN {printf "Peak memory, large to small: transfer %.2fx, verify %.2fx (bar: at most 1.2x).\n", b / a, d / c}'
} >>"$work/table"
mv "$work/table" "$results"
cat "$results"
