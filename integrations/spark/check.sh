#!/bin/sh
# check.sh [BUILD]: make check-spark. Builds the wheel as make check-python does where there is
# none of these rules, fetches pyspark, makes articles, runs cluster.py.
set -eu
cd "$(dirname "$0")/../.."
B=${1:-build}
out=$PWD/$B/spark
mkdir -p "$out"
command -v java >/dev/null || { echo "spark: a Java runtime is needed (openjdk-17-jre-headless)" >&2; exit 1; }
[ -n "$(find "$B/python/dist" -name 'dateline-*.whl' -newer "$B/pack.bin" 2>/dev/null)" ] || sh tests/python.sh "$B"
[ -x "$out/venv/bin/pip" ] || python3 -m venv "$out/venv"
"$out/venv/bin/pip" install -q pyspark pyarrow pandas
"$out/venv/bin/pip" install -q --force-reinstall --no-index "$B"/python/dist/dateline-*.whl
[ -s "$out/articles.ndjson" ] || python3 bench/make_text.py 9000000 >"$out/articles.ndjson"
PATH="$out/venv/bin:$PATH" exec python integrations/spark/cluster.py "$B/dateline" "$out/articles.ndjson"
