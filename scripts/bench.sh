#!/usr/bin/env bash
# Measures every promised figure beside its reference: `make bench`. Load goes to this machine only.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
for program in wrk nginx curl; do command -v "$program" >/dev/null || missing+=("$program"); done
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ]; then
        echo "set-up: please install these Debian packages: ${missing[*]}"
        exit 1
    fi
    echo "set-up: installing ${missing[*]}"
    apt-get -qq install -y --no-install-recommends "${missing[@]/nginx/nginx-light}" >/dev/null
fi
cargo build --quiet --release --package autolytiq --bin autolytiq
scripts/wasm.sh --tax-only
exec node tests/load/bench.mjs "$@"
