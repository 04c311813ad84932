#!/usr/bin/env bash
# Writes docs/reference/openapi.json, as the gateway serves it, and the client's types from it. The studio runs for
# that on a database of its own, which is thrown away.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --quiet --package autolytiq --bin autolytiq
premises=$(mktemp -d)
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
PORT=$port DATA_DIR=$premises target/debug/autolytiq up >"$premises.log" 2>&1 &
studio=$!
trap 'kill "$studio" 2>/dev/null || true; wait "$studio" 2>/dev/null || true; rm -rf "$premises" "$premises.log"' EXIT

until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/ready"; do
    kill -0 "$studio" 2>/dev/null || { cat "$premises.log" >&2; exit 1; }
    sleep 0.2
done

mkdir -p docs/reference
curl --silent --fail "http://127.0.0.1:$port/api/v1/openapi.json" |
    node -e 'process.stdout.write(JSON.stringify(JSON.parse(require("node:fs").readFileSync(0, "utf8")), null, 1) + "\n")' \
        >docs/reference/openapi.json
[ -d web/api-types/node_modules ] || npm --prefix web/api-types ci --silent --no-audit --no-fund
npm --prefix web/api-types run --silent generate
