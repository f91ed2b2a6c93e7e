#!/bin/sh
# How the store behaves with 10, 10 thousand and 1 million badges: time to issue and to read, disk, memory, time to open.
# Beside it, a file that is only appended to in the same pattern: what the disk alone allows. Lines of JSON go to standard
# output, and benches/results/growth.csv is written. Takes about a quarter of an hour and 4 GB of disk.
#
#   benches/growth.sh [COUNT ...]        in $TMPDIR, or a folder that is made and removed there
set -eu
command -v python3 >/dev/null || { echo "python3 is not installed" >&2; exit 2; }
cd "$(dirname "$0")/.."
counts=${*:-10 10000 1000000}
results=benches/results
mkdir -p "$results"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM

cargo build --quiet --release -p badgewright-store --example growth
growth=${CARGO_TARGET_DIR:-target}/release/examples/growth

for count in $counts; do
    "$growth" fill "$folder/data" "$count"
    # Measuring issues badges as well, so that it is done with a copy.
    rm -rf "$folder/copy"
    cp -r "$folder/data" "$folder/copy"
    "$growth" measure "$folder/copy"
done >"$folder/lines"
"$growth" disk "$folder/disk" >>"$folder/lines"
cat "$folder/lines"

python3 - "$folder/lines" "$results/growth.csv" <<'PYTHON'
import csv, json, sys

lines = [json.loads(line) for line in open(sys.argv[1])]
filled = {line["badges"]: line for line in lines if "written" in line}
measured = [line for line in lines if "openSeconds" in line]
disk = next(line["disk"] for line in lines if "disk" in line)
with open(sys.argv[2], "w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["badges", "disk_bytes_per_badge", "open_s", "idle_mb", "loaded_mb", "read_p50_ms", "read_p99_ms",
                    "issue_1_p50_ms", "issue_1_p99_ms", "issue_64_per_s", "issue_64_p50_ms", "issue_64_p99_ms",
                    "issue_64_cpu_us"])
    for line in measured:
        one, many = line["oneClient"], line["manyClients"]
        known = filled.get(line["badges"], line)
        table.writerow([line["badges"], known["diskBytesPerBadge"], round(line["openSeconds"], 3),
                        round(line["bytesIdle"] / 1e6, 1), round(line["bytesAfterWriting"] / 1e6, 1),
                        line["readMs"]["p50"], line["readMs"]["p99"], one["waitedMs"]["p50"], one["waitedMs"]["p99"],
                        many["writtenPerSecond"], many["waitedMs"]["p50"], many["waitedMs"]["p99"],
                        round(many["cpuMicroseconds"], 1)])
    one, many = disk["oneClient"]["waitedMs"], disk["manyClients"]
    table.writerow(["appended file", "", "", "", "", "", "", one["p50"], one["p99"], many["writtenPerSecond"],
                    many["waitedMs"]["p50"], many["waitedMs"]["p99"], ""])
PYTHON
