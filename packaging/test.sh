#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds Coffer with its tests as users get it, and runs every test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() { printf 'test.sh: %s\n' "$*" >&2; exit 1; }

packaging/deps.sh || fail "the packages that Coffer needs could not be installed; see above."
cmake --preset release -DCOFFER_TESTS=ON || fail "the build could not be configured; see above."
cmake --build --preset release || fail "the build failed; see above."
ctest --preset release --parallel 2 --output-on-failure
