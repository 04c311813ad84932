#!/usr/bin/env bash
# Installs what the build and the studio need and this machine lacks. Quick when nothing is missing.
#   scripts/setup.sh          what `make run` needs
#   scripts/setup.sh --test   also what the tests need (a browser)
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'set-up: %s\n' "$*"; }

# Debian packages by the command or file that shows they are there.
missing=()
server_binaries() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || [ -x "${PG_BIN:-/nonexistent}/initdb" ]; }
command -v cc >/dev/null || missing+=(build-essential)
server_binaries || missing+=(postgresql)
if [ "${1:-}" = --test ]; then
    command -v chromium >/dev/null || [ -n "${CHROMIUM:-}" ] || missing+=(chromium)
fi
if [ ${#missing[@]} -gt 0 ]; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            as_root=(sudo)
        else
            say "please install these Debian packages, then run the command again: ${missing[*]}"
            exit 1
        fi
    fi
    say "installing ${missing[*]}"
    # The studio runs a private PostgreSQL of its own; the packaged one need not start a server.
    if [[ " ${missing[*]} " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        "${as_root[@]}" mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
fi

for tool in cargo node npm; do
    command -v "$tool" >/dev/null || { say "$tool is missing: install Rust with rustup, and Node.js 20 or later with npm"; exit 1; }
done

# The client's libraries, as the lock file says; the stamp is as old as the lock file it came from. `npm ci` would
# refuse a lock file made where a library's builds for other systems cannot be had; `npm install` takes it as it is.
for package in web web/api-types; do
    [ -f "$package/package-lock.json" ] || continue
    stamp=$package/node_modules/.installed
    if [ ! -e "$stamp" ] || [ "$package/package-lock.json" -nt "$stamp" ]; then
        say "installing the libraries of $package"
        (cd "$package" && npm install --no-audit --no-fund --silent)
        touch "$stamp"
    fi
done
