# The release build of the workspace from clean, with everything downloaded before.
# shellcheck shell=bash
cargo fetch --locked --quiet
began=$(date +%s)
CARGO_TARGET_DIR=$work/target cargo build --release --workspace --locked --quiet
figure from-clean time $(($(date +%s) - began)) s
