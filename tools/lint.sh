#!/bin/sh
# clang-tidy over the program and the library with the checks of .clang-tidy: no finding.
cd "$(dirname "$0")/.." || exit 2
find src tools -name '*.c' | sort |
    xargs -P "$(nproc)" -n 4 sh -c 'clang-tidy --quiet "$@" -- -std=c11 -D_GNU_SOURCE \
        -Iinclude -Isrc $(pkg-config --cflags libpcre2-8 libutf8proc jansson libmd) \
        2>/dev/null' lint
status=$?
[ $status -eq 0 ] && echo "lint: nothing found"
exit $status
