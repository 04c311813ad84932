#!/usr/bin/env bash
# Hot reload: the server is built and started anew when Rust, SQL or rules change; the client reloads in
# the browser as its files change (http://localhost:5173, which passes /api on to the server).
set -euo pipefail
cd "$(dirname "$0")/.."

command -v entr >/dev/null || {
    echo 'set-up: make dev watches files with entr; please install the Debian package entr'
    [ "$(id -u)" -eq 0 ] && apt-get -qq install -y entr >/dev/null
}

npm --prefix web run --silent dev &
client=$!
trap 'kill "$client" 2>/dev/null || true' EXIT

git ls-files '*.rs' '*.toml' '*.sql' |
    entr -rn sh -c 'cargo build --quiet --package autolytiq --bin autolytiq && exec target/debug/autolytiq up --demo'
