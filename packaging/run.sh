#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds Coffer and starts it: with the demo exchange, or with the given arguments.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() { printf 'run.sh: %s\n' "$*" >&2; exit 1; }

packaging/deps.sh || fail "the packages that Coffer needs could not be installed; see above."
cmake --preset release || fail "the build could not be configured; see above."
cmake --build --preset release --target coffer || fail "the build failed; see above."

program=build/release/bin/coffer
if [ $# -eq 0 ]; then set -- --demo; fi

has_display() {
    [ "$(uname -s)" = Darwin ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]
}

if has_display; then exec "$program" "$@"; fi

export QT_QPA_PLATFORM=offscreen
case " $* " in
    *" --screenshots"* | *" --version "* | *" --help "* | *" -h "* | *" -v "*) exec "$program" "$@" ;;
esac
pictures=build/screenshots
printf 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): Coffer draws its pages into files.\n'
"$program" --demo --screenshots "$pictures" || fail "the pictures could not be made; see above."
printf 'The pictures are in %s:\n' "$pictures"
ls "$pictures"
