#!/bin/sh
# abi.sh [BUILD]: libdateline.so exports what tests/abi.txt lists and no more, and what
# libdateline.a shows to its neighbours begins with dl_ or dateline_.
cd "$(dirname "$0")/.." || exit 2
B=${1:-build}
status=0
nm -D --defined-only "$B/libdateline.so" | sed 's/.* //' | LC_ALL=C sort |
    diff -u --label tests/abi.txt --label libdateline.so tests/abi.txt - || status=1
nm -g --defined-only "$B/libdateline.a" |
    awk 'NF == 3 && $3 !~ /^(dl|dateline)_/ { print "libdateline.a shows " $3; bad = 1 }
         END { exit bad }' || status=1
exit $status
