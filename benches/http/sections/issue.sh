# POST /v1/completions, each badge on disk before its 201: with 64 connections, and with one.
# shellcheck shell=bash
start "$work/issue"
load_seconds=3 load warm-up issue 8 warm-up
load 64-connections issue 64 many
load 1-connection issue 1 one
figure memory after "$(rss "$pid")" MB

# What was acknowledged is in the store, also after a stop. Those that were under way when a load ended are there as well.
acknowledged=$(awk -F, '$2 == "requests" { sum += $3 } END { print sum }' "$file")
issued=$(counter badgewright_badges_issued_total)
stop "$pid"
start "$work/issue"
stored=$(badges_in_store)
figure store acknowledged "$acknowledged" 1
figure store stored "$stored" 1
[ "$stored" -eq "$issued" ] && [ "$stored" -ge "$acknowledged" ] && [ "$stored" -le $((acknowledged + 73)) ] \
  || { echo "$acknowledged acknowledged, $issued issued, $stored stored" >&2; exit 1; }
