#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How long "coffer --demo" takes to its first frame and to the first balances, from the start of the process, and how
# much memory it holds 3 s later; under Xvfb, on an own display. With "keepassxc" installed its window's mapping is timed
# in turn with Coffer's, the same way. Prints minimum, median and maximum; nothing here passes or fails.
#   tests/bench/startup.sh [RUNS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
runs=${1:-9}
program=$PWD/build/release/bin/coffer
[ -x "$program" ] || { echo "Build the release preset first." >&2; exit 1; }
for tool in Xvfb xdotool; do
    command -v "$tool" >/dev/null || { echo "startup.sh needs $tool." >&2; exit 1; }
done

work=$(mktemp -d)
: >"$work/display"
Xvfb -displayfd 3 -screen 0 1400x900x24 3>"$work/display" 2>/dev/null &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
until read -r number <"$work/display" 2>/dev/null; do sleep 0.05; done
DISPLAY=:$number
export DISPLAY HOME=$work XDG_RUNTIME_DIR=$work
unset WAYLAND_DISPLAY QT_QPA_PLATFORM

now() { date +%s%3N; }

# Starts a program and prints the ms until a window of that name is mapped; leaves its id in $pid.
time_mapping() {
    local name=$1 started
    shift
    started=$(now)
    "$@" >/dev/null 2>&1 &
    pid=$!
    until xdotool search --onlyvisible --name "$name" >/dev/null 2>&1; do :; done
    echo $(($(now) - started)) >>"$work/$name.mapped"
    echo "$started" >"$work/started"
}

finish() {
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}

noted() { sed -n "s/.*$1 at \([0-9]*\).*/\1/p" "$work/profile/coffer.log" | tail -n 1; }

for _ in $(seq "$runs"); do
    if command -v keepassxc >/dev/null; then
        time_mapping KeePassXC keepassxc
        sleep 1
        finish
    fi
    rm -rf "$work/profile"
    QT_LOGGING_RULES=coffer.start=true time_mapping Coffer "$program" --demo --profile "$work/profile"
    sleep 3
    awk '/^Pss:/ {printf "%.1f\n", $2 / 1024}' "/proc/$pid/smaps_rollup" >>"$work/memory"
    finish
    for what in 'first frame' balances; do
        echo $(($(noted "$what") - $(cat "$work/started"))) >>"$work/$what.noted"
    done
done

spread() { sort -n "$2" | awk -v what="$1" '{v[NR] = $1} END {printf "%-28s min %s  median %s  max %s\n", what, v[1], v[int((NR + 1) / 2)], v[NR]}'; }
spread "Coffer mapped, ms" "$work/Coffer.mapped"
if [ -f "$work/KeePassXC.mapped" ]; then spread "KeePassXC mapped, ms" "$work/KeePassXC.mapped"; fi
spread "Coffer first frame, ms" "$work/first frame.noted"
spread "Coffer balances, ms" "$work/balances.noted"
spread "Coffer memory (PSS), MiB" "$work/memory"
