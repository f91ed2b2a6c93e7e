# Memory of a service that nobody has asked anything, and of one that has drawn a page, a picture and a report.
# shellcheck shell=bash
start "$work/idle"
sleep 3
figure idle memory "$(rss "$pid")" MB
completions 1 memory >"$work/one"
badge=$(post /v1/completions application/json "$work/one" | tee "$work/badge" | jq -r .id)
curl -sf -H 'Accept: text/html' -o /dev/null "$url/credentials/$badge"
figure after-a-page memory "$(rss "$pid")" MB
jq -c .credential "$work/badge" | curl -sf -H 'Content-Type: application/json' --data-binary @- -o /dev/null "$url/verify"
figure after-a-report memory "$(rss "$pid")" MB
curl -sf -o /dev/null "$url/credentials/$badge.png"
figure after-a-picture memory "$(rss "$pid")" MB
