#!/bin/sh
# readme.sh [BUILD]: the commands of the README, the guide to rules and docs/ give what stands below
# them, their C programs compile and run against an installed library, their rules pass their own
# examples. BLESS=1 writes down what they print.
cd "$(dirname "$0")/.." || exit 2
stage=$PWD/${1:-build}/readme
rm -rf "$stage"
make --no-print-directory -s install PREFIX="$stage" >/dev/null || exit 1
export PATH="$stage/bin:$PATH" LD_LIBRARY_PATH="$stage/lib"
export PKG_CONFIG_PATH="$stage/lib/pkgconfig"
status=0
for document in README.md rules/README.md docs/*.md; do
    work=$stage/work/$document
    mkdir -p "$work"
    ln -s "$PWD/corpus" "$work/corpus"
    python3 tests/readme.py "$document" "$work" || status=1
done
python3 tests/docs.py dateline || status=1
exit $status
