# How a bench measures, and what it says of the machine. Sourced; the caller sets $work.

# measure COMMAND…: wall seconds and peak resident memory in MiB of the command, into $seconds and $peak.
measure() {
    local begun ended pid now
    begun=$(date +%s%N)
    "$@" >"$work/out" 2>"$work/err" &
    pid=$!
    peak=0
    while kill -0 "$pid" 2>/dev/null; do
        now=$(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$pid/status" 2>/dev/null || true)
        if [ -n "${now:-}" ] && [ "$now" -gt "$peak" ]; then peak=$now; fi
        sleep 0.05
    done
    wait "$pid" || { tail -n 30 "$work/err" "$work/out" >&2; echo "bench: failed: $*" >&2; exit 1; }
    ended=$(date +%s%N)
    seconds=$(awk -v ns=$((ended - begun)) 'BEGIN {printf "%.2f", ns / 1e9}')
}

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

# made_by COMMAND…: where the figures of a table come from.
made_by() {
    echo "Made by \`$*\` on $(date -u +%F), commit $(git rev-parse --short HEAD), $(nproc) cores,"
    echo "$(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo); load before: $load_before."
}

load_before=$(cut -d' ' -f1 /proc/loadavg)
