# SOAK_SECONDS (600) of reading and verifying 5,000 badges, and of issuing others in the first half, all at once, and how much
# memory the service has meanwhile: benches/results/http-soak-memory.csv. What grows with the badges stops growing at half time; what grows with time
# does not.
# shellcheck shell=bash
# shellcheck source=benches/http/batches.sh
source "$bench/batches.sh"
soak=${SOAK_SECONDS:-600}
start "$work/soak"
issued 5000 soak >"$work/ids"
documents <"$work/ids" >"$work/badges"

loads=()
background() {
  BENCH_KEY=$key wrk --threads 1 --connections "$3" --duration "$2s" --timeout 10s --script "$bench/$4.lua" "$url" -- "${@:5}" \
    >"$work/soak-$1.txt" &
  loads+=($!)
}
background issue $((soak / 2)) 8 paced-issue soak 20
background read "$soak" 4 read "$work/ids" .json application/json
background page "$soak" 2 read "$work/ids" - text/html
background verify "$soak" 4 verify "$work/badges"

series=$results/http-soak-memory.csv
echo 'second,memory_mb,badges' >"$series"
for ((second = 0; second <= soak; second += 5)); do
  echo "$second,$(rss "$pid"),$(counter badgewright_badges_issued_total)" >>"$series"
  sleep 5
done
wait "${loads[@]}"
for name in issue read page verify; do note_load "$name" "$work/soak-$name.txt"; done
figure memory peak "$(peak_rss "$pid")" MB
