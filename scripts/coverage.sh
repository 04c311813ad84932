#!/usr/bin/env bash
# Line coverage of the engine and the services by the workspace's own tests, one row a crate.
#   scripts/coverage.sh                      everything
#   scripts/coverage.sh -p money -p tax      only by the tests of these crates
set -euo pipefail
cd "$(dirname "$0")/.."

rustup component list --installed | grep -q '^llvm-tools' || rustup component add llvm-tools
tools=$(dirname "$(find "$(rustc --print sysroot)" -name llvm-profdata | head -n 1)")
out=target/coverage
rm -rf "$out/profiles"
mkdir -p "$out/profiles"

what=("$@")
[ $# -gt 0 ] || what=(--workspace)
export CARGO_TARGET_DIR=$out
export RUSTFLAGS='-C instrument-coverage'
export LLVM_PROFILE_FILE=$PWD/$out/profiles/%m-%p.profraw

cargo test "${what[@]}" --quiet
objects=$(cargo test "${what[@]}" --no-run --message-format json 2>/dev/null |
    node -e 'for (const line of require("fs").readFileSync(0, "utf8").split("\n")) { if (!line) continue; const message = JSON.parse(line); if (message.executable) console.log("--object=" + message.executable); }')

find "$out/profiles" -name '*.profraw' >"$out/profiles.txt"
"$tools/llvm-profdata" merge -sparse -f "$out/profiles.txt" -o "$out/merged.profdata"
# shellcheck disable=SC2086
"$tools/llvm-cov" export $objects --instr-profile "$out/merged.profdata" --summary-only >"$out/summary.json"
node scripts/coverage-table.mjs "$out/summary.json"
