# GET /credentials/{id}: the document, the page, and both where the client has them already.
# shellcheck shell=bash
# shellcheck source=benches/http/batches.sh
source "$bench/batches.sh"
start "$work/read"
issued 200 read >"$work/ids"

# tags SUFFIX TYPE FILE: ids with the entity tags of what is read there.
tags() {
  local id
  while IFS= read -r id; do
    echo "$id $(curl -sf -o /dev/null -D - -H "Accept: $2" "$url/credentials/$id$1" | tr -d '\r' | awk 'tolower($1) == "etag:" { print $2 }')"
  done <"$work/ids" >"$3"
}
tags .json application/json "$work/json-tags"
tags '' text/html "$work/page-tags"

load_seconds=3 load warm-up read 16 "$work/ids" .json application/json
load json read 64 "$work/ids" .json application/json
load json-304 read 64 "$work/json-tags" .json application/json
load page read 64 "$work/ids" - text/html
load page-304 read 64 "$work/page-tags" - text/html
figure memory peak "$(peak_rss "$pid")" MB
