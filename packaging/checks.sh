#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the project's own code: checks.sh [spdx|format|tidy|clazy|asan …], all of them when none is named. Every finding is a
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
        grep -E '\.(cpp|h|cmake|sh|py|qss|yml)$|(^|/)CMakeLists\.txt$|^\.ci/run$|^\.clang-tidy$|^\.clazy$')
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

# on_each_source PATTERN COMMAND…: runs a command over the sources of such names on all processors; of what it says,
# the counts of compiler warnings in others' headers are left out.
on_each_source() {
    prepare_lint || return 1
    local files=$1
    shift
    sources | grep -E "$files" | xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 4 "$@" 2>&1 |
        sed -E "/^[0-9]+ (warnings?|errors?)( and [0-9]+ (warnings?|errors?))? generated\.\$/d; s#$PWD/##g"
}

# The program itself; over the tests too these two would take longer than building everything.
program_sources='^(app|ui)/.*\.cpp$'

check_tidy() {
    on_each_source "$program_sources" clang-tidy --quiet -p "$lint_build"
}

check_clazy() {
    on_each_source "$program_sources" clazy-standalone -p "$lint_build" --header-filter='/(app|ui|include/[a-z_]+)/' \
        --extra-arg=-Werror --checks="$(grep -v '^#' .clazy | paste -sd,)"
}

# All tests but those that drive whole programs.
check_asan() {
    cmake --preset asan >/dev/null && cmake --build --preset asan && ctest --preset asan -LE 'e2e|bench' --parallel 2
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
