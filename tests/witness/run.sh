#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh install FOLDER              copies the witnesses to the folder and installs the libraries they use
# run.sh SCRIPT FOLDER PROGRAM [...]  runs one of them there, see witness.mjs
# Exit code 77, after saying so, where there is no Node.js.
set -euo pipefail
what=$1 folder=$2
shift 2
for tool in node npm; do
    if ! command -v "$tool" >/dev/null; then
        printf '%s is not installed: there is no witness.\n' "$tool"
        exit 77
    fi
done
source=$(dirname "${BASH_SOURCE[0]}")
if [ "$what" = install ]; then
    mkdir -p "$folder"
    if ! cmp -s "$source/package-lock.json" "$folder/installed.json"; then
        cp "$source"/package*.json "$folder"
        npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --no-progress
        cp "$source/package-lock.json" "$folder/installed.json"
    fi
    exit 0
fi
cp "$source"/*.mjs "$folder"
exec node "$folder/witness.mjs" "$what.mjs" "$@"
