#!/usr/bin/env bash
# Signs and verifies the badge of our benchmarks by us, by ssi and by Node's @digitalbazaar/vc, one after another on an
# otherwise idle machine, each beside a raw Ed25519 signature in the same process. Prints a table, and writes it to
# benches/results/peers.json and peers.csv. Needs cargo, node and npm; builds what it runs.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
results=benches/results
commit=$(git describe --always --dirty)
mkdir -p "$results"

npm ci --prefix benches/peer-node --ignore-scripts --no-audit --no-fund --silent
cargo build --release --locked --manifest-path benches/peer-ssi/Cargo.toml --target-dir "$target/peer-ssi"
cargo bench --locked -p badgewright-signing --bench data_integrity --no-run

# Nothing is built from here on. Ours is measured in short rounds, each with its own raw signature: a machine's speed drifts,
# and within a round hardly.
rounds=$(mktemp -d)
trap 'rm -rf "$rounds"' EXIT
for round in 1 2 3 4 5 6 7; do
  CRITERION_HOME=$rounds/$round CARGO_TARGET_DIR=$target cargo bench --locked --quiet -p badgewright-signing --bench data_integrity -- \
    --noplot --quiet --warm-up-time 0.3 --measurement-time 1 --sample-size 30
done
ssi=$("$target/peer-ssi/release/badgewright-peer-ssi")
node=$(node benches/peer-node/bench.mjs)
node benches/peers.mjs "$rounds" "$ssi" "$node" "$results"
sed -i "1i # $(date -u +%F), $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, commit $commit" \
  "$results/peers.csv"
