# POST /v1/completions by one connection, beside one client of the store alone, by turns: so that a host whose speed changes
# changes it for both: the median of what a request waits, and of the store the same and the time that a badge takes.
# shellcheck shell=bash
cargo build --quiet --release --locked -p badgewright-store --example growth
growth=${CARGO_TARGET_DIR:-target}/release/examples/growth
for round in 1 2 3 4 5 6 7; do
  "$growth" fill "$work/store-$round" 10 >"$work/line"
  "$growth" measure "$work/store-$round" >"$work/line"
  figure "round-$round" store_p50 "$(jq .oneClient.waitedMs.p50 "$work/line")" ms
  figure "round-$round" store_time "$(jq '1000 / .oneClient.writtenPerSecond' "$work/line" | cut -c1-5)" ms
  start "$work/one-$round"
  load_seconds=3 load "warm-up-$round" issue 8 warm-up
  load "round-$round" issue 1 one
  stop "$pid"
done
for of in p50 time; do
  difference=$(awk -F, -v of="store_$of" '$2 == of { store[$1] = $3 } $2 == "p50" && $1 in store { printf "%.3f\n", $3 - store[$1] }' \
    "$file" | sort -n | sed -n 4p)
  figure all-rounds "more_than_store_$of" "$difference" ms
done
