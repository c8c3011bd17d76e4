#!/usr/bin/env bash
# SPDX-FileCopyrightText: Bellwether contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a reviewer would say before reading: format, arrows, clang-tidy, clazy, strings that nobody can translate. Called by ./dev lint.
# `lint.sh --all` runs clang-tidy and clazy over every source, otherwise over those that differ from the last commit's parent.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
say() { printf '\033[1m== %s\033[0m\n' "$*"; }
check() { say "$1"; shift; "$@" || { failed=1; printf '   ^ needs a look\n'; }; }

if [ "${1:-}" = --all ]; then
    mapfile -t sources < <(git ls-files 'app/*.cpp' 'core/*.cpp' 'ui/*.cpp')
else
    mapfile -t sources < <(git diff --name-only --diff-filter=d HEAD~1 -- 'app/*.cpp' 'core/*.cpp' 'ui/*.cpp')
fi

format() { git ls-files '*.h' '*.cpp' | xargs clang-format --dry-run 2>&1 | grep -c warning | { read -r n; echo "$n places differ from the format"; }; }
arrows() { cmake --build build/dev --target tst_arrows >/dev/null && ctest --test-dir build/dev -R 'arrows|core_links' --output-on-failure -Q; }
nothing_said() { # nothing_said PATTERN COMMAND...: prints the lines that match and fails if there are any
    local pattern=$1
    shift
    ! "$@" 2>&1 | grep -E "$pattern"
}
whole() { cmake --preset core-only -DBELLWETHER_BUILD_TESTS=OFF -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null && cmake --build build/core-only >/dev/null; }
# What g++ precompiled, clang's tools can't read: they get the commands of a build without it, which is configured and never built.
commands() { cmake --preset dev -B build/lint -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null; }
tidy() { [ ${#sources[@]} -eq 0 ] || nothing_said 'warning:|error:' clang-tidy -p build/lint --quiet "${sources[@]}"; }
lazy() { [ ${#sources[@]} -eq 0 ] || nothing_said 'warning:' clazy-standalone -p build/lint -checks=level1,no-non-pod-global-static "${sources[@]}"; }
words() { ! grep -rnE '(setText|setToolTip|setWindowTitle|addAction|addTab|QPushButton|QLabel)\((QStringLiteral\()?"[^"]*[A-Za-z]{2}' ui app --include='*.cpp'; }

say "format"; format
check "arrows" arrows
check "core without its window and without precompiled headers" whole
check "commands for clang's tools" commands
check "clang-tidy on ${#sources[@]} sources" tidy
check "clazy on ${#sources[@]} sources" lazy
check "words outside tr()" words
exit $failed
