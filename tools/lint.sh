#!/bin/sh
# clang-tidy (.clang-tidy) and cppcheck (.cppcheck) over the sources: no finding.
cd "$(dirname "$0")/.." || exit 2
status=0
find src tools -name '*.c' | sort |
    xargs -P "$(nproc)" -n 16 sh -c 'clang-tidy --quiet "$@" -- -std=c11 -D_GNU_SOURCE \
        -Iinclude -Isrc $(pkg-config --cflags libpcre2-8 libutf8proc jansson libmd) \
        2>/dev/null' lint || status=1
cppcheck --enable=warning,performance,portability -q --std=c11 -j "$(nproc)" \
    -Iinclude -Isrc --suppressions-list=.cppcheck --error-exitcode=1 src tools || status=1
[ $status -eq 0 ] && echo "lint: nothing found"
exit $status
