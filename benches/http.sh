#!/usr/bin/env bash
# Measures the running service over HTTP, from a fresh clone:
#
#   benches/http.sh                    every section but `growth`, `soak` and `build`, which take long
#   benches/http.sh issue batch        these sections
#
# Sections: issue one store batch verify read memory start growth soak build. Each starts the release binary on a free port with a data folder of
# its own, and writes benches/results/http-<section>.csv: `case,measure,value,unit`, a line a figure, with the machine and the
# commit on top. Durations: BENCH_SECONDS (20) for each load, SOAK_SECONDS (600). A binary that is there already:
# BENCH_BINARY. Needs curl, jq and wrk (Debian packages of these names) and column (bsdextrautils); `verify` also node and openssl.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
bench=$PWD/benches/http
results=${BENCH_RESULTS:-$PWD/benches/results}
seconds=${BENCH_SECONDS:-20}
work=$(mktemp -d "${TMPDIR:-/tmp}/badgewright-bench.XXXXXX")

# shellcheck source=benches/http/service.sh
source "$bench/service.sh"
# shellcheck source=benches/http/load.sh
source "$bench/load.sh"
trap 'stop_all; rm -rf "$work"' EXIT

for tool in curl jq wrk column; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 2; }
done
sections=("$@")
[ $# -gt 0 ] || sections=(issue one store batch verify read memory start)
for section in "${sections[@]}"; do
  [ -f "$bench/sections/$section.sh" ] || { echo "there is no section $section" >&2; exit 2; }
done

build
mkdir -p "$results"
for section in "${sections[@]}"; do
  begin_section "$section"
  # shellcheck source=/dev/null
  source "$bench/sections/$section.sh"
  stop_all
  end_section
done
