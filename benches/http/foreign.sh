# Another service, at an https address of its own. Sourced by sections that verify strangers' badges.
# shellcheck shell=bash

# An authority, and a certificate by it for `localhost`.
make_certificates() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=An authority for a measurement' \
    -addext 'keyUsage=critical,keyCertSign' -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=localhost' -keyout "$work/leaf.key" \
    -out "$work/leaf.csr" 2>/dev/null
  openssl x509 -req -in "$work/leaf.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 2 \
    -extfile <(echo 'subjectAltName=DNS:localhost') -out "$work/leaf.pem" 2>/dev/null
}

# start_foreign: as `start`, behind TLS; false, with a word, where a program that it needs is missing.
start_foreign() {
  local tool port listening
  for tool in node openssl; do
    command -v "$tool" >/dev/null || { echo "skipped: foreign badges ($tool is not installed)"; return 1; }
  done
  make_certificates
  coproc front { PEER_CERTIFICATE=$work/leaf.pem PEER_KEY=$work/leaf.key node tests/peers/https.mjs; }
  foreign_front=$front_PID
  read -r port <&"${front[0]}"
  start "$work/foreign" --public-url "https://localhost:$port"
  foreign=$pid
  listening=$url
  echo "{\"upstream\": \"$listening\"}" >&"${front[1]}"
  read -r _ <&"${front[0]}"
}

stop_foreign() {
  stop "$foreign"
  kill "$foreign_front" 2>/dev/null || true
}
