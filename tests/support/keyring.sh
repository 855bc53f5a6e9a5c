#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command on a session bus of its own with a Secret Service that nobody else uses:
#   keyring.sh unlocked|locked|hung|absent COMMAND [ARG…]
#     unlocked  an open keyring
#     locked    a closed one, with no display that could show the prompt
#     hung      the service is there and never answers
#     absent    no Secret Service on the bus
# Exits with the command's code, or 99 when the service could not be set up. HOME and the XDG folders are new and
# removed at the end, unless COFFER_KEYRING_HOME names a folder: that one is used and kept, so that a second run finds
# what the first one stored.
set -euo pipefail

setup_failed() { printf 'keyring.sh: %s\n' "$*" >&2; exit 99; }

# ---- inside the bus: $0 --inside MODE COMMAND…

readonly service=org.freedesktop.secrets
readonly login=/org/freedesktop/secrets/collection/login

call() { # call DESTINATION PATH INTERFACE.METHOD [ARG…]
    dbus-send --session --print-reply=literal --reply-timeout=5000 --dest="$1" "${@:2}" 2>/dev/null
}

is_locked() {
    call $service $login org.freedesktop.DBus.Properties.Get \
        string:org.freedesktop.Secret.Collection string:Locked | grep -q 'boolean true'
}

start_service() {
    # The password is part of the test; without it the daemon could not open its keyring unattended.
    printf 'coffer-test' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 ||
        setup_failed "gnome-keyring-daemon did not start"
    local try
    for try in {1..100}; do
        if call $service $login org.freedesktop.DBus.Properties.GetAll \
            string:org.freedesktop.Secret.Collection >/dev/null; then break; fi
        [ "$try" -lt 100 ] || setup_failed "the login keyring did not appear"
        sleep 0.05
    done
    daemon=$(call org.freedesktop.DBus / org.freedesktop.DBus.GetConnectionUnixProcessID string:$service |
        sed -nE 's/.*uint32 ([0-9]+).*/\1/p')
    [ -n "$daemon" ] || setup_failed "the keyring's process is not known"
}

run_inside() {
    local mode=$1 status=0
    shift
    if [ "$mode" != absent ]; then
        start_service
        case $mode in
            unlocked) if is_locked; then setup_failed "the keyring stayed locked"; fi ;;
            locked)
                call $service /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock array:objpath:$login >/dev/null
                is_locked || setup_failed "the keyring stayed open" ;;
            hung) kill -STOP "$daemon" ;;
        esac
    fi
    "$@" || status=$?
    if [ "$mode" != absent ]; then
        kill -CONT "$daemon" 2>/dev/null || true
        kill -TERM "$daemon" 2>/dev/null || true
        for _ in {1..40}; do kill -0 "$daemon" 2>/dev/null || break; sleep 0.05; done
        kill -KILL "$daemon" 2>/dev/null || true
    fi
    exit $status
}

if [ "${1:-}" = --inside ]; then
    shift
    run_inside "$@"
fi

# ---- outside

mode=${1:-}
[[ $mode =~ ^(unlocked|locked|hung|absent)$ && $# -ge 2 ]] || {
    sed -n '3,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
}
shift
for tool in dbus-run-session dbus-send gnome-keyring-daemon; do
    command -v $tool >/dev/null || setup_failed "$tool is missing"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=${COFFER_KEYRING_HOME:-$work/home}
mkdir -p "$root"
root=$(cd "$root" && pwd)
export HOME=$root XDG_DATA_HOME=$root/data XDG_CONFIG_HOME=$root/config XDG_CACHE_HOME=$root/cache
export XDG_RUNTIME_DIR=$work/run
mkdir -p "$XDG_DATA_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL XDG_CURRENT_DESKTOP DESKTOP_SESSION KDE_FULL_SESSION \
    KDE_SESSION_VERSION
if [ "$mode" = locked ]; then unset DISPLAY WAYLAND_DISPLAY; fi

# A bus that knows no installed service: nothing is started by itself, above all not a second keyring.
cat > "$work/bus.conf" <<X
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=$work</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
X
status=0
dbus-run-session --config-file="$work/bus.conf" -- "$BASH" "$0" --inside "$mode" "$@" || status=$?
exit $status
