#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the project's own code: checks.sh [spdx|format|tidy|clazy|asan …], all when none is named. Every finding is a
# failure, and all checks run even when one fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

sources() { git ls-files -co --exclude-standard -- app ui tests | grep -E '\.(cpp|h)$'; }

# The checks that read code as a compiler does need its commands and what Qt's moc makes, but nothing built. Without
# precompiled headers they have less to walk through, and each file must include what it uses.
lint_build=build/lint

check_spdx() {
    local file missing=0
    while read -r file; do
        if [ -f "$file" ] && ! head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later'; then
            printf '%s: no SPDX line\n' "$file"
            missing=1
        fi
    done < <(git ls-files -co --exclude-standard |
        grep -E '\.(cpp|h|cmake|sh|py|mjs|qss|yml)$|(^|/)CMakeLists\.txt$|^\.ci/run$|^\.clang-tidy$|^\.clazy$')
    return $missing
}

check_format() {
    sources | xargs clang-format --dry-run -Werror
}

prepare_lint() {
    cmake -G Ninja -S . -B "$lint_build" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=clang++ \
        -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null || return 1
    # Runs moc by the lists that CMake made; through the build it would wait for libraries.
    find "$lint_build" -name AutogenInfo.json -print0 |
        xargs -0 -P "$(getconf _NPROCESSORS_ONLN)" -I '{}' cmake -E cmake_autogen '{}' Debug >/dev/null
}

# closures PATTERN: for each source of such a name a line with it and every project file that it includes, directly or
# not.
closures() {
    sources | xargs awk -v wanted="$1" '
        { known[FILENAME] }
        match($0, /^#include "[^"]+"/) { seen[FILENAME] = seen[FILENAME] " " substr($0, 11, RLENGTH - 11) }
        function add(file, parts, count, at) {
            if (file in done) return
            done[file]; line = line " " file
            count = split(seen[file], parts, " ")
            for (at = 1; at <= count; at++) if (parts[at] in path) add(path[parts[at]])
        }
        END {
            for (file in known) { short = file; sub(/^app\//, "", short); path[short] = file }
            for (file in known) if (file ~ wanted) { split("", done); line = ""; add(file); print substr(line, 2) }
        }' | sort
}

# What a check is made with: its settings, the tools and the libraries.
fingerprint() {
    cat .clang-tidy .clazy CMakeLists.txt cmake/*.cmake
    clang-tidy --version
    dpkg-query -W 2>/dev/null || rpm -qa 2>/dev/null | sort || pacman -Q 2>/dev/null || true
}

# look_at COMMAND… STAMP SOURCE
look_at() { "${@:1:$#-2}" "${@: -1}" && : >"${@: -2:1}"; }
export -f look_at

# on_each_source PATTERN COMMAND…: runs a command over the sources of such names on all processors; of what it says,
# the counts of compiler warnings in others' headers are left out. A source that was found clean before, with all that
# it includes and by the same tools, is not looked at again: a stamp named by the hash of all that says so.
on_each_source() {
    local files=$1 stamps=${XDG_CACHE_HOME:-$HOME/.cache}/coffer-lint common source includes hash list
    shift
    prepare_lint || return 1
    mkdir -p "$stamps" && find "$stamps" -type f -mtime +30 -delete
    common=$({ fingerprint; printf '%s\n' "$@"; } | sha256sum)
    list=$(closures "$files" | while read -r source includes; do
        # shellcheck disable=SC2086 # a list of names
        hash=$({ printf '%s' "$common"; sha256sum "$source" $includes; } | sha256sum)
        if [ -e "$stamps/${hash%% *}" ]; then touch "$stamps/${hash%% *}"; else echo "$stamps/${hash%% *} $source"; fi
    done)
    printf '%s\n' "$list" | xargs -r -P "$(getconf _NPROCESSORS_ONLN)" -n 2 bash -c 'look_at "$@"' look_at "$@" 2>&1 |
        sed -E "/^[0-9]+ (warnings?|errors?)( and [0-9]+ (warnings?|errors?))? generated\.\$/d; s#$PWD/##g"
}

# The program itself; over the tests too these two would take longer than building everything.
program_sources='^(app|ui)/.*\.cpp$'

check_tidy() {
    local warnings=(-Wzero-as-null-pointer-constant -Wsuggest-override -Wpessimizing-move -Wredundant-move
        -Wrange-loop-analysis -Wunused-value -Wunused-result -Wmisleading-indentation -Wfor-loop-analysis)
    on_each_source "$program_sources" clang-tidy --quiet -p "$lint_build" "${warnings[@]/#/--extra-arg=}"
}

check_clazy() {
    on_each_source "$program_sources" clazy-standalone -p "$lint_build" --header-filter='/(app|ui|include/[a-z_]+)/' \
        --extra-arg=-Werror --checks="$(grep -v '^#' .clazy | paste -sd,)"
}

# All tests but those that drive whole programs, under AddressSanitizer and UndefinedBehaviorSanitizer.
check_asan() {
    cmake --preset asan >/dev/null && cmake --build --preset asan --target coffer_tests_unit coffer_tests_ui &&
        ctest --preset asan -L '^(unit|ui)$' --parallel 2
}

checks=("$@")
if [ ${#checks[@]} -eq 0 ]; then checks=(spdx format tidy clazy asan); fi
failed=()
for check in "${checks[@]}"; do
    printf '== %s\n' "$check"
    SECONDS=0
    "check_$check" || failed+=("$check")
    printf '== %s: %d s\n' "$check" "$SECONDS"
done
if [ ${#failed[@]} -gt 0 ]; then
    printf 'Failed: %s\n' "${failed[*]}" >&2
    exit 1
fi
printf 'All checks passed.\n'
