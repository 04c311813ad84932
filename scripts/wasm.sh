#!/usr/bin/env bash
# Builds the browser's engine into web/src/engine/pkg (not in git): the program, its JavaScript and
# TypeScript, and the side tables of the tax. Does nothing while its inputs are unchanged.
#   scripts/wasm.sh             the engine that the client loads
#   scripts/wasm.sh --weigh     and its sizes, though it is unchanged
#   scripts/wasm.sh --tax-only  the tax without the desk, into target/wasm-tax-only, to be weighed
set -euo pipefail
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-target}
pkg=web/src/engine/pkg
features=()
if [ "${1:-}" = --tax-only ]; then
    pkg=$target/wasm-tax-only
    features=(--no-default-features)
fi
say() { printf 'engine: %s\n' "$*"; }

inputs=$(
    {
        find engine/money engine/tax engine/desk engine/wasm xtask -type f \
            -not -path '*/tests/*' -not -path '*/test/*' -not -path '*/benches/*' -not -path '*/examples/*' -not -path '*/cases/*' \
            -not -name '*.md'
        ls Cargo.toml Cargo.lock scripts/wasm.sh web/package-lock.json 2>/dev/null
    } | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1
)

weigh() {
    local file=$1
    say "$(printf '%-14s %8d bytes, %7d gzipped' "$(basename "$file")" "$(stat -c %s "$file")" "$(gzip -9 -c "$file" | wc -c)")"
}
weigh_all() {
    for file in "$pkg"/wasm_bg.wasm "$pkg"/*.bin; do weigh "$file"; done
}

if [ "$(cat "$pkg/.inputs" 2>/dev/null)" = "$inputs" ] && [ -s "$pkg/wasm_bg.wasm" ]; then
    [ "${1:-}" != --weigh ] || weigh_all
    exit 0
fi

libraries=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null || true)
if ! compgen -G "$libraries/libcore-*.rlib" >/dev/null; then
    say "adding the target wasm32-unknown-unknown"
    rustup target add wasm32-unknown-unknown
fi

say "building for the browser"
building=$(mktemp -d)
trap 'rm -rf "$building"' EXIT
cargo run --quiet --release --package tax --bin tax-tables -- "$building"
# A path that stays, so that an unchanged build is not made again.
packed=$(realpath -m "$target")/rules.packed
cmp --silent "$building/rules.packed" "$packed" || cp "$building/rules.packed" "$packed"
rm "$building/rules.packed"
# A debug build of its own profile would link the native side in: only the wasm crate is asked for.
PACKED_RULES=$packed cargo build --quiet --profile wasm --target wasm32-unknown-unknown --package wasm "${features[@]}"
cargo run --quiet --package xtask -- "$target/wasm32-unknown-unknown/wasm/wasm.wasm" "$building"

optimizer=web/node_modules/.bin/wasm-opt
if [ -x "$optimizer" ]; then
    "$optimizer" -Oz --converge "$building/wasm_bg.wasm" -o "$building/optimized.wasm"
    mv "$building/optimized.wasm" "$building/wasm_bg.wasm"
else
    say "web/node_modules has no wasm-opt: the program is not made smaller"
fi

mkdir -p "$pkg"
cp "$building"/* "$pkg"/
echo "$inputs" >"$pkg/.inputs"
weigh_all
