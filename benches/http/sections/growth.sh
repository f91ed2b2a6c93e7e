# Issuing and reading by id with 10 badges in the store, 10 thousand, and GROWTH_MOST (1,000,000), filled by batches of
# 100,000; then how long it takes to open, and what it takes on disk. Loads issue badges as well, so that each is of a copy.
# shellcheck shell=bash
# shellcheck source=benches/http/batches.sh
source "$bench/batches.sh"
most=${GROWTH_MOST:-1000000}
# Of all badges, so many are read: their documents are more than the service keeps in memory. And so many again and again.
sampled=20000
often=200
stored=0
: >"$work/all-ids"

# fill TO: so many badges in the store, and their ids in a file.
fill() {
  local part
  while [ "$stored" -lt "$1" ]; do
    part=$(($1 - stored < 100000 ? $1 - stored : 100000))
    issued "$part" "fill-$stored" >>"$work/all-ids"
    stored=$((stored + part))
  done
}

# measure SIZE: a copy of the store, opened anew.
measure() {
  cp -r "$work/growth" "$work/copy"
  start "$work/copy"
  figure "$1" opened "$ready_ms" ms
  figure "$1" memory-opened "$(rss "$pid")" MB
  shuf -n "$sampled" "$work/all-ids" >"$work/ids"
  load_seconds=3 load "$1-warm-up" read 16 "$work/ids" .json application/json
  load "$1-read" read 64 "$work/ids" .json application/json
  head -n "$often" "$work/ids" >"$work/often"
  load "$1-read-often" read 64 "$work/often" .json application/json
  load_seconds=3 load "$1-warm-up-issue" issue 64 "warm-$1"
  load_seconds=5 load "$1-issue" issue 64 "growth-$1"
  figure "$1" memory "$(rss "$pid")" MB
  figure "$1" peak_memory "$(peak_rss "$pid")" MB
  stop "$pid"
  rm -rf "$work/copy"
}

for size in 10 10000 "$most"; do
  start "$work/growth"
  fill "$size"
  figure "$size" badges "$(wc -l <"$work/all-ids")" 1
  figure "$size" peak_memory-filling "$(peak_rss "$pid")" MB
  stop "$pid"
  measure "$size"
done
figure "$most" disk "$(du -sb "$work/growth/data/store" | awk -v n="$stored" '{ printf "%.0f", $1 / n }')" bytes/badge
