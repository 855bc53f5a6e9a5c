#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs all that building, running, testing and checking Coffer needs. Quick when nothing is missing.
set -euo pipefail

# "a|b": the first that this release of the system has; "a?": only where it has it.
debian_packages=(
    # Build
    g++ cmake ninja-build ccache mold git
    qt6-base-dev qt6-base-dev-tools 'qt6-websockets-dev|libqt6websockets6-dev' 'qt6-charts-dev|libqt6charts6-dev'
    'qt6-svg-dev|libqt6svg6-dev' qt6-httpserver-dev 'libqt6opengl6-dev?' libgl1-mesa-dev
    qtkeychain-qt6-dev libsimdjson-dev libexpected-dev libboost-dev libssl-dev zlib1g-dev libbenchmark-dev
    # Run: the database driver, SVG icons, a font, the service that keeps the keys
    libqt6sql6-sqlite libqt6svg6 fonts-dejavu-core gnome-keyring dbus
    # Tests and measurements
    xvfb xauth dbus-x11 libsecret-tools curl openssl sqlite3 procps oathtool
    python3-cryptography poppler-utils
    # Checks
    clang clang-format clang-tidy clazy
)
fedora_packages=(
    gcc-c++ cmake ninja-build ccache mold git-core
    qt6-qtbase-devel qt6-qtwebsockets-devel qt6-qtcharts-devel qt6-qtsvg-devel qt6-qthttpserver-devel mesa-libGL-devel
    qtkeychain-qt6-devel simdjson-devel expected-devel boost-devel openssl-devel zlib-devel google-benchmark-devel
    qt6-qtbase-gui dejavu-sans-fonts gnome-keyring dbus-daemon
    xorg-x11-server-Xvfb xorg-x11-xauth dbus-x11 libsecret curl openssl sqlite procps-ng oathtool
    python3-cryptography poppler-utils
    clang clang-tools-extra clazy
)
arch_packages=(
    gcc cmake ninja ccache mold git
    qt6-base qt6-websockets qt6-charts qt6-svg qt6-httpserver mesa
    qtkeychain-qt6 simdjson tl-expected boost openssl zlib benchmark
    ttf-dejavu gnome-keyring dbus
    xorg-server-xvfb xorg-xauth libsecret curl sqlite procps-ng oath-toolkit python-cryptography poppler
    clang clazy
)
brew_packages=(
    cmake ninja ccache
    qt qtkeychain simdjson tl-expected boost openssl@3 zlib google-benchmark
    llvm clang-format
)

# Tests in tests/witness run in Node.js. Some systems have it with its npm in a package of another name, which can't be
# installed beside these: the commands tell.
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    debian_packages+=(nodejs npm)
    fedora_packages+=(nodejs nodejs-npm)
    arch_packages+=(nodejs npm)
    brew_packages+=(node)
fi

say() { printf '%s\n' "$*"; }
fail() { printf 'deps.sh: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        fail "installing packages needs root, and there is no sudo here. Run this script as root."
    fi
}

apt_has() { [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]; }

# The entries of the list that are not installed yet.
missing_debian() {
    local installed entry name names=${debian_packages[*]//[|?]/ }
    # shellcheck disable=SC2086 # a list of names
    installed=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' $names 2>/dev/null || true) "
    for entry in "${debian_packages[@]}"; do
        for name in ${entry//[|?]/ }; do
            case $installed in *" installed:$name "*) continue 2 ;; esac
        done
        say "$entry"
    done
}

# The name of each entry that apt can install.
available_debian() {
    local entry name
    for entry in "$@"; do
        for name in ${entry//[|?]/ }; do
            if apt_has "$name"; then
                say "$name"
                continue 2
            fi
        done
        case $entry in *\?) ;; *) say "${entry%%|*}" ;; esac # apt will say that it has no such package
    done
}

apt_install() {
    local names
    mapfile -t names < <(available_debian "$@")
    if [ ${#names[@]} -eq 0 ]; then return; fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${names[@]}"
}

install_debian() {
    local missing needed=() entry
    mapfile -t missing < <(missing_debian)
    for entry in "${missing[@]}"; do
        case $entry in *\?) apt_has "${entry%\?}" || continue ;; esac
        needed+=("${entry%%|*}")
    done
    if [ ${#needed[@]} -eq 0 ]; then return; fi
    say "Installing: ${needed[*]%\?}"
    as_root apt-get update -q || say "The package lists could not all be updated; trying with what is there."
    apt_install "${missing[@]}" && return
    say "That did not work; trying once more with fresh package lists."
    as_root dpkg --configure -a # an installation that was interrupted before
    as_root apt-get update -q
    apt_install "${missing[@]}"
}

install_fedora() {
    local missing
    mapfile -t missing < <(rpm -q --whatprovides "${fedora_packages[@]}" 2>/dev/null |
        sed -n 's/^no package provides //p')
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    say "Installing: ${missing[*]}"
    as_root dnf install -y "${missing[@]}"
}

install_arch() {
    local missing
    mapfile -t missing < <(pacman -T "${arch_packages[@]}" || true)
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    say "Installing: ${missing[*]}"
    as_root pacman -Syu --needed --noconfirm "${missing[@]}"
}

install_brew() {
    local missing
    mapfile -t missing < <(comm -13 <(brew list --formula -1 | sort) <(printf '%s\n' "${brew_packages[@]}" | sort))
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    say "Installing: ${missing[*]}"
    brew install "${missing[@]}"
}

if have apt-get && have dpkg-query; then
    install_debian
elif have dnf; then
    install_fedora
elif have pacman; then
    install_arch
elif have brew; then
    install_brew
else
    say "This system's package manager is not known to this script. Coffer needs these, by their Debian names:"
    printf '  %s\n' "${debian_packages[@]%%[|?]*}"
    fail "install them, then build with: cmake --preset release && cmake --build --preset release"
fi
