#!/usr/bin/env bash
# How well a transfer foresees its own end. Folds the sample on SQLite and compares the estimate that it gave after 10 %, 25 %,
# 50 % and 75 % of its time with the time that was left then; also a run that was killed half-way and went on, and a second run,
# which writes nothing. Writes bench/results/eta.md, with what a row of each step cost: that is where the weights in
# src/Storefold/Engine/RowCosts.cs come from. Run it on an idle machine.
#
#   bench/eta.sh [CUSTOMERS]
set -euo pipefail
cd "$(dirname "$0")/.."

customers=${1:-60000}
results=bench/results/eta.md
work=$(mktemp -d)
. bench/measure.sh
trap 'rm -rf "$work"' EXIT

./storefold --version >/dev/null # builds
program=artifacts/bin/Storefold.Cli/release/Storefold.Cli
"$program" sample "$work/shop" --customers "$customers" >/dev/null

# traced NAME: a transfer whose reports stand in $work/NAME.
traced() { STOREFOLD_PROGRESS_TRACE="$work/$1" "$program" transfer "$work/shop/plan.yaml" >"$work/$1.out" 2>&1 || true; }

# errors LABEL NAME: one line of the table.
errors() {
    awk -F'\t' -v label="$1" '
        $4 != "" { at[++n] = $1; left[n] = $4 }
        { end = $1 }
        END {
            printf "| %s | %.1f |", label, end
            split("10 25 50 75", shares, " ")
            for (s = 1; s <= 4; s++) {
                for (i = 1; i < n && at[i] < end * shares[s] / 100; i++);
                printf " %+.1f %% |", (left[i] - (end - at[i])) / (end - at[i]) * 100
            }
            print ""
        }' "$work/$2"
}

traced first
cp "$work/shop/mi.db" "$work/folded.db" && cp "$work/shop/poco.db" "$work/left.db"
traced second
rm -f "$work/shop"/*.db*
"$program" sample "$work/again" --customers "$customers" >/dev/null
cp "$work/again"/*.db "$work/shop/"
points=$(awk 'END { print int(NR * 3) }' "$work/first") # six pause points or so to a batch: about half-way
STOREFOLD_KILL_AT=$points "$program" transfer "$work/shop/plan.yaml" >/dev/null 2>&1 || true
traced resumed

{
    echo "# The estimate of the time that is left"
    echo
    made_by "bench/eta.sh $customers"
    echo "The error is that of the estimated time left, as a share of the time that was left (bar: within 15 % after 10 %)."
    echo
    echo "| run | seconds | after 10 % | 25 % | 50 % | 75 % |"
    echo "|---|---|---|---|---|---|"
    errors "first" first
    errors "killed half-way and gone on with: the second process" resumed
    errors "second, nothing to write" second
    echo
    echo "What a row cost in the first run:"
    echo
    echo "| step | rows | microseconds a row |"
    echo "|---|---|---|"
    awk -F'\t' '{ spent[$2] += $1 - last; rows[$2] += $3; last = $1; if (!seen[$2]++) order[++n] = $2 }
        END { for (i = 1; i <= n; i++) { s = order[i]
            if (rows[s] > 0) printf "| %s | %d | %.1f |\n", s, rows[s], spent[s] / rows[s] * 1e6
            else printf "| %s | | %.2f s in all |\n", s, spent[s] } }' "$work/first"
} >"$work/table"
mv "$work/table" "$results"
cat "$results"
