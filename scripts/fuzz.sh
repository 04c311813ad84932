#!/usr/bin/env bash
# Coverage-guided fuzzing of the JSON doors: `make fuzz` gives each target FUZZ_SECONDS (60).
# Seeds are the worked cases; what is found anew stays in fuzz/corpus (not in git), what breaks is
# written to fuzz/artifacts and named at the end.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${FUZZ_SECONDS:-60}
targets=("${@:-}")
[ -n "${targets[0]}" ] || targets=(tax_json desk_json)
host=$(rustc -vV | sed -n 's/^host: //p')
out=$PWD/fuzz/target

# The counters that guide the search; the compiler's own passes, no sanitizer of memory: the engine has no unsafe code.
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1"
cargo build --quiet --release --manifest-path fuzz/Cargo.toml --target-dir "$out" --target "$host"
unset RUSTFLAGS

for target in "${targets[@]}"; do
    corpus=fuzz/corpus/$target
    mkdir -p "$corpus" fuzz/artifacts
    node fuzz/seeds.mjs "$target" "$corpus"
    echo "fuzz: $target for $seconds s, $(find "$corpus" -type f | wc -l) seeds"
    "$out/$host/release/$target" "$corpus" -max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=1024 \
        -dict=fuzz/json.dict -artifact_prefix="fuzz/artifacts/$target-" -print_final_stats=1 2>&1 |
        grep -E '^(stat::|SUMMARY|==|thread|.*panicked)|DONE|BINGO|ERROR' || true
    [ "${PIPESTATUS[0]}" -eq 0 ] || {
        echo "fuzz: $target broke; the text is in fuzz/artifacts"
        exit 1
    }
done
