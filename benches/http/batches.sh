# Batches of completions, sent and followed to their end. Sourced by sections that need one.
# shellcheck shell=bash

# run_batch FILE [QUERY]: sets `batch`, its id, `batch_ms`, from the first byte sent to the end, and `received_ms`, to the 202.
run_batch() {
  local began status
  began=$(date +%s%N)
  batch=$(post "/v1/batches${2:-}" application/x-ndjson "$1" | jq -r .id)
  received_ms=$((($(date +%s%N) - began) / 1000000))
  while :; do
    status=$(curl -sf -H "Authorization: Bearer $key" "$url/v1/batches/$batch")
    [ "$(jq -r .status <<<"$status")" = running ] || break
    sleep 0.05
  done
  batch_ms=$((($(date +%s%N) - began) / 1000000))
  [ "$(jq -r '"\(.status) \(.failed)"' <<<"$status")" = "done 0" ] || { echo "$status" >&2; exit 1; }
}

# note_batch CASE ROWS
note_batch() {
  figure "$1" received "$received_ms" ms
  figure "$1" time "$batch_ms" ms
  figure "$1" rate "$(awk -v rows="$2" -v ms="$batch_ms" 'BEGIN { printf "%.0f", rows * 1000 / ms }')" 1/s
}

# issued COUNT PREFIX: so many new badges by a batch; their ids, a line each.
issued() {
  completions "$1" "$2" >"$work/issued"
  run_batch "$work/issued"
  curl -sf -H "Authorization: Bearer $key" "$url/v1/batches/$batch/results" | jq -r .id
}

# documents: of the ids that come in, a line each.
documents() {
  sed "s#.*#url = \"$url/credentials/&.json\"#" | curl -sf -K - -w '\n'
}
