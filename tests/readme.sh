#!/bin/sh
# readme.sh [BUILD]: the README's commands give what stands below them, its C program
# compiles and runs against an installed library, its rule passes its own examples.
cd "$(dirname "$0")/.." || exit 2
stage=$PWD/${1:-build}/readme
rm -rf "$stage"
make --no-print-directory -s install PREFIX="$stage" >/dev/null || exit 1
mkdir "$stage/work"
ln -s "$PWD/corpus" "$stage/work/corpus"
export PATH="$stage/bin:$PATH" LD_LIBRARY_PATH="$stage/lib"
export PKG_CONFIG_PATH="$stage/lib/pkgconfig"
exec python3 tests/readme.py README.md "$stage/work"
