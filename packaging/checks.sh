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
        -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DCMAKE_AUTOGEN_ORIGIN_DEPENDS=OFF >/dev/null || return 1
    local targets
    mapfile -t targets < <(ninja -C "$lint_build" -t targets all | sed -nE 's/^([A-Za-z0-9_-]+_autogen): phony$/\1/p')
    ninja -C "$lint_build" --quiet "${targets[@]}"
}

# Runs a command over all sources on all processors, and lets through only what it found.
on_each_source() {
    prepare_lint || return 1
    sources | grep '\.cpp$' | xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 4 "$@" 2> >(grep -vE '^[0-9]+ warnings? generated\.$' >&2)
}

check_tidy() {
    on_each_source clang-tidy --quiet -p "$lint_build"
}

check_clazy() {
    on_each_source clazy-standalone -p "$lint_build" --header-filter='/(app|ui|tests|include/[a-z]+)/' \
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
