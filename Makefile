# Autolytiq: everything that a person runs. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash

AUTOLYTIQ := target/release/autolytiq

.PHONY: help run test lint bench coverage fuzz dev clean setup setup-test wasm client build openapi reference

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: build ## Set up, then the studio with demo data at http://localhost:8080
	@$(AUTOLYTIQ) up --demo

test: setup-test wasm client ## Set up, then every test: Rust, browser engine, client, whole system
	@scripts/test.sh

lint: setup wasm ## Formatting, clippy, TypeScript and ESLint, all without a warning
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cd web && npm run --silent typecheck && npm run --silent lint

bench: setup-test wasm client ## Measure every promised figure beside its reference, in one table
	@scripts/bench.sh

coverage: setup-test wasm client ## Line coverage of engine and services
	@scripts/coverage.sh

fuzz: setup ## Search for text that breaks the engine, a minute for each door (FUZZ_SECONDS)
	@scripts/fuzz.sh

dev: client ## Hot reload: the server restarts and the browser refreshes as files change
	@scripts/dev.sh

reference: openapi ## Write all of docs/reference: the API, the tax of each jurisdiction, JSON Schemas
	@cargo run --quiet --package tax --features openapi --bin tax-reference -- docs/reference

openapi: setup ## Write docs/reference/openapi.json and the client's types from the services
	@scripts/openapi.sh

clean: ## Remove everything that was built (the database in ./data stays)
	cargo clean
	rm -rf web/dist web/node_modules web/src/engine/pkg web/src/engine/pkg-worker

setup:
	@scripts/setup.sh

setup-test:
	@scripts/setup.sh --test

wasm: setup
	@scripts/wasm.sh

client: wasm
	@scripts/client.sh

build: client
	@cargo build --quiet --release --package autolytiq --bin autolytiq
