# POST /v1/batches with BATCH_ROWS (100,000) lines: alone, between single posts, while others ask, and as a dry run.
# shellcheck shell=bash
# shellcheck source=benches/http/batches.sh
source "$bench/batches.sh"
rows=${BATCH_ROWS:-100000}
start "$work/batch"

completions 1000 warm-up >"$work/rows"
run_batch "$work/rows"

completions "$rows" dry >"$work/rows"
run_batch "$work/rows" '?dryRun=true'
note_batch dry-run "$rows"

load single-posts-before issue 64 before
before=$(cpu_ms "$pid")
completions "$rows" alone >"$work/rows"
run_batch "$work/rows"
note_batch alone "$rows"
figure alone service_cpu "$(awk -v ms=$(($(cpu_ms "$pid") - before)) -v n="$rows" 'BEGIN { printf "%.1f", ms * 1000 / n }')" us/row
figure alone peak_memory "$(peak_rss "$pid")" MB
load single-posts-after issue 64 after

# Sixteen others, each ten times a second: by themselves, and beside a batch.
badge=$(issued 1 reader)
load_seconds=5 load others-alone meanwhile 16 "$badge" 100
completions "$rows" busy >"$work/rows"
BENCH_KEY=$key wrk --threads 2 --connections 16 --duration 300s --timeout 10s --script "$bench/meanwhile.lua" "$url" -- "$badge" 100 \
  >"$work/others.txt" &
others=$!
sleep 1
run_batch "$work/rows"
kill -INT "$others"
wait "$others" || true
note_batch beside-others "$rows"
note_load others-meanwhile "$work/others.txt"
figure beside-others peak_memory "$(peak_rss "$pid")" MB
