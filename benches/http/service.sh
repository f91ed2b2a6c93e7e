# The service that is measured: built, started on a free port, watched, stopped. Sourced by benches/http.sh.
# shellcheck shell=bash

services=()

build() {
  binary=${BENCH_BINARY:-}
  [ -z "$binary" ] || return 0
  cargo build --release --locked --quiet
  binary=${CARGO_TARGET_DIR:-target}/release/badgewright
}

# start FOLDER [FLAG…]: sets `pid`, `url`, `key` and `ready_ms`.
start() {
  local folder=$1 began out=$work/started.json again=(); shift
  mkdir -p "$folder"
  : >"$out"
  # On another port, it is the same host all the same.
  [ ! -f "$folder/url" ] || again=(--public-url "$(cat "$folder/url")")
  began=$(date +%s%N)
  env -i PATH="$PATH" HOME="$HOME" "${environment[@]}" "$binary" serve --json --listen 127.0.0.1:0 --data-dir "$folder/data" "${again[@]}" "$@" \
    >"$out" 2>"$folder/log" &
  pid=$!
  services+=("$pid")
  until [ -s "$out" ] && jq -e .listening "$out" >/dev/null 2>&1; do
    kill -0 "$pid" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
    sleep 0.005
  done
  jq -r .url "$out" >"$folder/url"
  url=http://$(jq -r .listening "$out")
  curl -sf --retry 100 --retry-delay 0 --retry-connrefused -o /dev/null "$url/readyz"
  ready_ms=$((($(date +%s%N) - began) / 1000000))
  key=$(cat "$(jq -r .adminKeyFile "$out")")
}
environment=()

# stop PID: SIGTERM, and waits for its end.
stop() {
  kill -TERM "$1" 2>/dev/null || return 0
  wait "$1" 2>/dev/null || true
}

stop_all() {
  local one
  for one in "${services[@]}"; do stop "$one"; done
  services=()
}

# How much memory a process has (VmRSS), or had at most (VmHWM), in MB.
memory_of() { awk -v field="$2:" '$1 == field { printf "%.1f", $2 / 1024 }' "/proc/$1/status"; }
rss() { memory_of "$1" VmRSS; }
peak_rss() { memory_of "$1" VmHWM; }

# The processor time of a process until now, in ms (a clock tick is 10 ms).
cpu_ms() { awk '{ print ($14 + $15) * 10 }' "/proc/$1/stat"; }

# How many badges the store has: counted in its list, page by page.
badges_in_store() {
  local cursor='' count=0 page
  while :; do
    page=$(curl -sf -H "Authorization: Bearer $key" "$url/v1/credentials?limit=500${cursor:+&cursor=$cursor}")
    count=$((count + $(jq '.credentials | length' <<<"$page")))
    cursor=$(jq -r '.next // empty' <<<"$page")
    [ -n "$cursor" ] || break
  done
  echo "$count"
}

# A counter of /metrics.
counter() { curl -sf "$url/metrics" | awk -v name="$1" '$1 == name { print $2 }'; }
