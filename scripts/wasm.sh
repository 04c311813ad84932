#!/usr/bin/env bash
# Builds the browser's engine into web/src/engine (not in git): in pkg the program of the page, its JavaScript and
# TypeScript, and the side tables of the tax; in pkg-worker the larger program that works beside the page, which takes
# the same tables. Does nothing while its inputs are unchanged.
#   scripts/wasm.sh             the engines that the client loads
#   scripts/wasm.sh --weigh     and its sizes, though it is unchanged
#   scripts/wasm.sh --tax-only  the tax without the desk, into target/wasm-tax-only, to be weighed
set -euo pipefail
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-target}
folder=web/src/engine
case "${1:-}" in
    --tax-only) builds=(tax-only) folder=$target ;;
    *) builds=(pkg pkg-worker) ;;
esac
say() { printf 'engine: %s\n' "$*"; }

# Where a build goes, and what is in it.
pkg_of() { if [ "$1" = tax-only ]; then echo "$folder/wasm-tax-only"; else echo "$folder/$1"; fi; }
features_of() {
    case "$1" in
        tax-only) echo --no-default-features ;;
        pkg-worker) echo --features worker ;;
    esac
}
# The page waits for its program, so that is made small; the worker's comes later and is made fast.
switches_of() { if [ "$1" = pkg-worker ]; then echo -O2; else echo -Oz --converge; fi; }

inputs=$(
    {
        find engine/money engine/tax engine/desk engine/lending engine/menu engine/door engine/wasm xtask -type f \
            -not -path '*/tests/*' -not -path '*/test/*' -not -path '*/benches/*' -not -path '*/examples/*' -not -path '*/cases/*' \
            -not -name '*.md'
        ls Cargo.toml Cargo.lock scripts/wasm.sh web/package-lock.json 2>/dev/null
    } | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1
)

weigh_all() {
    local build file
    for build in "${builds[@]}"; do
        for file in "$(pkg_of "$build")"/wasm_bg.wasm "$(pkg_of "$build")"/*.bin; do
            [ ! -e "$file" ] || say "$(printf '%-24s %8d bytes, %7d gzipped' "$build/$(basename "$file")" "$(stat -c %s "$file")" "$(gzip -9 -c "$file" | wc -c)")"
        done
    done
}
is_built() {
    [ "$(cat "$(pkg_of "$1")/.inputs" 2>/dev/null)" = "$inputs" ] && [ -s "$(pkg_of "$1")/wasm_bg.wasm" ]
}

missing=()
for build in "${builds[@]}"; do is_built "$build" || missing+=("$build"); done
if [ ${#missing[@]} -eq 0 ]; then
    [ "${1:-}" != --weigh ] || weigh_all
    exit 0
fi

libraries=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null || true)
if ! compgen -G "$libraries/libcore-*.rlib" >/dev/null; then
    say "adding the target wasm32-unknown-unknown"
    rustup target add wasm32-unknown-unknown
fi

say "building for the browser"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo run --quiet --release --package tax --bin tax-tables -- "$work"
# A path that stays, so that an unchanged build is not made again.
packed=$(realpath -m "$target")/rules.packed
cmp --silent "$work/rules.packed" "$packed" || cp "$work/rules.packed" "$packed"

optimizer=web/node_modules/.bin/wasm-opt
[ -x "$optimizer" ] || say "web/node_modules has no wasm-opt: the programs are not made smaller"
for build in "${missing[@]}"; do
    building=$work/$build
    mkdir "$building"
    # A debug build of its own profile would link the native side in: only the wasm crate is asked for.
    # shellcheck disable=SC2046 # the features are several words
    PACKED_RULES=$packed cargo build --quiet --profile wasm --target wasm32-unknown-unknown --package wasm $(features_of "$build")
    cargo run --quiet --package xtask -- "$target/wasm32-unknown-unknown/wasm/wasm.wasm" "$building"
    if [ -x "$optimizer" ]; then
        # shellcheck disable=SC2046 # the switches are several words
        "$optimizer" $(switches_of "$build") "$building/wasm_bg.wasm" -o "$building/optimized.wasm"
        mv "$building/optimized.wasm" "$building/wasm_bg.wasm"
    fi
    # The worker's program takes the tables that stand beside the page's.
    [ "$build" = pkg-worker ] || cp "$work"/*.bin "$building"/
    pkg=$(pkg_of "$build")
    mkdir -p "$pkg"
    cp "$building"/* "$pkg"/
    echo "$inputs" >"$pkg/.inputs"
done
weigh_all
