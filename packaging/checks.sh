#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the project's own code: checks.sh [spdx|format|lint|asan …], all of them when none is named. Every finding is a
# failure, and all checks run even when one fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

sources() { git ls-files -co --exclude-standard -- app ui tests | grep -E '\.(cpp|h)$'; }

# Where the checks that need a compiler's view get it: clang's own precompiled headers make them several times faster.
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
        -DCMAKE_AUTOGEN_ORIGIN_DEPENDS=OFF -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >/dev/null || return 1
    local targets
    mapfile -t targets < <(ninja -C "$lint_build" -t targets all | sed -nE 's/^([A-Za-z0-9_]+_autogen|coffer_pch_[a-z]+): phony$/\1/p')
    ninja -C "$lint_build" --quiet "${targets[@]}"
}

check_lint() {
    prepare_lint || return 1
    local own jobs status=0
    jobs=$(getconf _NPROCESSORS_ONLN)
    own=$(mktemp)
    sources | grep '\.cpp$' > "$own"
    xargs -a "$own" -P "$jobs" -n 4 clang-tidy --quiet -p "$lint_build" 2>/dev/null || status=1
    xargs -a "$own" -P "$jobs" -n 4 clazy-standalone -p "$lint_build" --checks="$(grep -v '^#' .clazy | paste -sd,)" \
        --header-filter='/(app|ui|tests|include/[a-z]+)/' || status=1
    rm -f "$own"
    return $status
}

check_asan() {
    cmake --preset asan >/dev/null && cmake --build --preset asan && ctest --preset asan -L unit --parallel 2
}

checks=("$@")
if [ ${#checks[@]} -eq 0 ]; then checks=(spdx format lint asan); fi
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
