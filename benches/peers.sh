#!/usr/bin/env bash
# Signs and verifies the badge of our benchmarks by us, by ssi and by Node's @digitalbazaar/vc, one after another on an
# otherwise idle machine, each beside a raw Ed25519 signature in the same process. Prints a table, and writes it to
# benches/results/peers.json and peers.csv. Needs cargo, node and npm; builds what it runs.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
results=benches/results
mkdir -p "$results"

npm ci --prefix benches/peer-node --ignore-scripts --no-audit --no-fund --silent
cargo build --release --locked --manifest-path benches/peer-ssi/Cargo.toml --target-dir "$target/peer-ssi"
cargo bench --locked -p badgewright-signing --bench data_integrity --no-run

# Nothing is built from here on.
CARGO_TARGET_DIR="$target" cargo bench --locked -p badgewright-signing --bench data_integrity -- --noplot
ssi=$("$target/peer-ssi/release/badgewright-peer-ssi")
node=$(node benches/peer-node/bench.mjs)
node benches/peers.mjs "$target/criterion" "$ssi" "$node" "$results"
