# Issuing and reading by id with 10 badges in the store, 10 thousand, and GROWTH_MOST (1,000,000), filled by batches of
# 100,000; then how long it takes to open, and what it takes on disk.
# shellcheck shell=bash
# shellcheck source=benches/http/batches.sh
source "$bench/batches.sh"
most=${GROWTH_MOST:-1000000}
start "$work/growth"
stored=0

# fill TO: so many badges in the store.
fill() {
  local part
  while [ "$stored" -lt "$1" ]; do
    part=$(($1 - stored < 100000 ? $1 - stored : 100000))
    completions "$part" "fill-$stored" >"$work/rows"
    run_batch "$work/rows"
    stored=$((stored + part))
  done
}

# A sample of ids: what was issued first, and what was issued last.
sample() {
  curl -sf -H "Authorization: Bearer $key" "$url/v1/credentials?limit=100" | jq -r '.credentials[].id' >"$work/ids"
  issued 100 "sample-$stored" >>"$work/ids"
}

load_seconds=5 load warm-up issue 64 warm-up
stop "$pid"
rm -rf "$work/growth"
start "$work/growth"
for size in 10 10000 "$most"; do
  fill "$size"
  sample
  load_seconds=3 load "$size-warm-up" read 16 "$work/ids" .json application/json
  load "$size-read" read 64 "$work/ids" .json application/json
  load_seconds=5 load "$size-issue" issue 64 "growth-$size"
  figure "$size" memory "$(rss "$pid")" MB
  stored=$(counter badgewright_badges_issued_total)
done
stop "$pid"
figure "$most" disk "$(du -sb "$work/growth/data/store" | awk -v n="$stored" '{ printf "%.0f", $1 / n }')" bytes/badge
start "$work/growth"
figure "$most" reopened "$ready_ms" ms
figure "$most" memory-reopened "$(rss "$pid")" MB
