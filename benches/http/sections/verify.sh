# POST /verify of 200 badges, again and again: of this service, and of another whose DID document and status list are cached.
# And of FIRST (30,000) badges of this service, each for the first time.
# shellcheck shell=bash
# shellcheck source=benches/http/batches.sh
source "$bench/batches.sh"
# shellcheck source=benches/http/foreign.sh
source "$bench/foreign.sh"

# badges FILE: 200 documents, a line each.
badges() {
  local one
  for one in $(seq 200); do
    completions 1 "verify-$one" >"$work/one"
    post /v1/completions application/json "$work/one" | jq -c .credential
  done >"$1"
}

# all_valid FILE: each is, before anything is measured.
all_valid() {
  while IFS= read -r badge; do
    verdict=$(curl -s -H 'Content-Type: application/json' -d "$badge" "$url/verify" | jq -r .verdict)
    [ "$verdict" = valid ] || { echo "a badge is $verdict" >&2; exit 1; }
  done < <(head -n 20 "$1")
}

start "$work/local"
badges "$work/local-badges"
all_valid "$work/local-badges"
load_seconds=3 load warm-up verify 16 "$work/local-badges"
load local verify 64 "$work/local-badges"
issued "${FIRST:-30000}" first | documents >"$work/first-badges"
load_seconds=3 load local-first verify 64 "$work/first-badges"
[ "$last_requests" -le "$(wc -l <"$work/first-badges")" ] || echo "some were verified twice" >&2
figure memory local-peak "$(peak_rss "$pid")" MB
stop "$pid"

if start_foreign; then
  badges "$work/foreign-badges"
  environment=(BADGEWRIGHT_FETCH__EXTRA_CA="$work/ca.pem" BADGEWRIGHT_ALLOW_PRIVATE_NETWORKS=true)
  start "$work/stranger"
  environment=()
  all_valid "$work/foreign-badges"
  load_seconds=3 load warm-up-foreign verify 16 "$work/foreign-badges"
  load foreign verify 64 "$work/foreign-badges"
  figure memory peak "$(peak_rss "$pid")" MB
  stop_foreign
fi
