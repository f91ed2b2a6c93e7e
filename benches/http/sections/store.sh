# What the store alone acknowledges in the same pattern, for comparison with `issue`: one writer, groups, fsync.
# shellcheck shell=bash
CRITERION_HOME=$work/criterion cargo bench --quiet --locked -p badgewright-store --bench store -- record_issuance --noplot >"$work/bench" 2>&1 \
  || { cat "$work/bench" >&2; exit 1; }
for estimates in "$work"/criterion/record_issuance/*/new/estimates.json; do
  name=$(jq -r .function_id "$(dirname "$estimates")/benchmark.json")
  nanoseconds=$(jq .median.point_estimate "$estimates")
  figure "$name" time "$(awk -v ns="$nanoseconds" 'BEGIN { printf "%.3f", ns / 1e6 }')" ms/badge
  figure "$name" rate "$(awk -v ns="$nanoseconds" 'BEGIN { printf "%.0f", 1e9 / ns }')" 1/s
done
