#!/bin/sh
# python_sanitized.sh BUILD: the tests of the Python package with its C part and the library built
# under AddressSanitizer and UndefinedBehaviorSanitizer; pyarrow and pandas beside it, since columns
# are handed over as memory. What Python itself never frees is no finding.
#
# Fetches packages with pip; make check-python SAN=address,undefined and .ci/run call it.
B=$1
. "$(dirname "$0")/python_begin.sh"

python3 -m venv "$out/venv" || fail "no python3-venv"
sanitize='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g'
DATELINE_BUILD=$here/$B CFLAGS=$sanitize LDFLAGS='-fsanitize=address,undefined' \
    quiet "$out/venv/bin/pip" wheel -q --no-deps -w "$out" bindings/python
quiet "$out/venv/bin/pip" install -q pandas pyarrow
quiet "$out/venv/bin/pip" install -q --no-index "$out"/dateline-*.whl
module=$(echo "$out"/venv/lib/python3*/site-packages/dateline/_core.abi3.so)
nm -D "$module" | grep -q __asan_report_load || fail "the module is not sanitized"

cd "$out" || exit 2 # not beside the sources
DATELINE=$here/$B/dateline ASAN_OPTIONS=detect_leaks=0 PYTHONMALLOC=malloc \
    LD_PRELOAD="$(cc -print-file-name=libasan.so) $(cc -print-file-name=libstdc++.so.6)" \
    "$out/venv/bin/python" -W ignore -m unittest discover -s "$here/bindings/python/tests" >log 2>&1 ||
    { tail -60 log; fail "its tests"; }
echo "$(sed -n 's/^Ran \([0-9]*\) tests.*/\1/p' log) passed, 0 failed"
