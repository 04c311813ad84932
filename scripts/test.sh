#!/usr/bin/env bash
# Every test: Rust (unit, black box, whole system), the browser's engine against the native one, the
# client's components, and its rooms in a real browser. Stops at the first suite that fails.
set -euo pipefail
cd "$(dirname "$0")/.."

suite() { printf '\n== %s\n' "$1"; shift; "$@"; }

suite 'Rust: engine, services, whole system' cargo test --workspace --quiet
suite 'Browser engine equals native engine' node engine/wasm/test/equal.mjs
suite 'Client: components' npm --prefix web test --silent
cargo build --quiet --package autolytiq --bin autolytiq
# The demo is made once; every file of browser tests starts a studio of its own from a copy of it.
ready=$(mktemp -d)
trap 'rm -rf "$ready"' EXIT
node tests/browser/prepare.mjs "$ready/data"
export STUDIO_DATA="$ready/data"
suite 'Browser: the main job and every room, against the whole studio' node --test --test-concurrency=1 tests/browser/*.test.mjs
