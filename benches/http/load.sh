# Loads, and where their figures go. Sourced by benches/http.sh.
# shellcheck shell=bash

begin_section() {
  file=$results/http-$1.csv
  printf '\n=== %s\n' "$1"
  {
    printf '# %s, %s, %s cores, commit %s, loads of %s s unless the section says otherwise\n' "$(date -u +%F)" "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)" \
      "$(nproc)" "$(git describe --always --dirty 2>/dev/null || echo unknown)" "$seconds"
    echo 'case,measure,value,unit'
  } >"$file"
}

end_section() {
  grep -v '^#' "$file" | column -s, -t
  echo "-> $file"
}

# figure CASE MEASURE VALUE UNIT
figure() { echo "$1,$2,$3,$4" >>"$file"; }

# load CASE SCRIPT CONNECTIONS [WORD…]: what `wrk` measures, with a script of benches/http/ and the service's processor time.
load() {
  local name=$1 script=$2 connections=$3 threads=2 before out; shift 3
  [ "$connections" -ge 2 ] || threads=1
  before=$(cpu_ms "$pid")
  out=$work/load.txt
  BENCH_KEY=$key wrk --threads "$threads" --connections "$connections" --duration "${load_seconds:-$seconds}s" --timeout 10s \
    --script "$bench/$script.lua" "$url" -- "$@" >"$out" || { cat "$out" >&2; exit 1; }
  note_load "$name" "$out" $(($(cpu_ms "$pid") - before))
}

# note_load CASE FILE CPU_MS: the line that `figures.lua` prints, as figures.
note_load() {
  local requests errors rate p50 p90 p99 most
  read -r requests errors rate p50 p90 p99 most < <(sed -n 's/^FIGURES //p' "$2")
  [ -n "$requests" ] || { cat "$2" >&2; exit 1; }
  last_requests=$requests
  figure "$1" rate "$rate" 1/s
  figure "$1" p50 "$p50" ms
  figure "$1" p90 "$p90" ms
  figure "$1" p99 "$p99" ms
  figure "$1" max "$most" ms
  figure "$1" requests "$requests" 1
  figure "$1" errors "$errors" 1
  [ -z "${3:-}" ] || figure "$1" service_cpu "$(awk -v ms="$3" -v n="$requests" 'BEGIN { printf "%.1f", ms * 1000 / n }')" us/request
  [ "$errors" -eq 0 ] || { echo "$1: $errors errors" >&2; cat "$2" >&2; exit 1; }
}

# post PATH TYPE FILE: the answer's body.
post() { curl -sf -H "Authorization: Bearer $key" -H "Content-Type: $2" --data-binary "@$3" "$url$1"; }

# completions COUNT PREFIX: so many, a line each.
completions() {
  awk -v count="$1" -v prefix="$2" -v text="$(tr -d '\n' <"$bench/completion.json")" 'BEGIN {
    for (i = 1; i <= count; i++) {
      row = text
      gsub(/NUMBER/, prefix "-" i, row)
      print row
    }
  }'
}
