#!/usr/bin/env bash
# Builds the client into web/dist. Does nothing while no file that it is made of is newer than the last build.
set -euo pipefail
cd "$(dirname "$0")/../web"

built=dist/index.html
newer() {
    find . \( -path ./node_modules -o -path ./api-types/node_modules -o -path ./dist \) -prune -o -type f -newer "$built" -print -quit
}
if [ -e "$built" ] && [ -z "$(newer)" ]; then
    exit 0
fi
echo 'client: building'
npm run --silent build
