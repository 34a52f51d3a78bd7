#!/bin/sh
# run.sh BUILD [TEXT] - make bench: lays out the text, builds the small programs, fetches the
# peers, measures. All that it writes is below BUILD/bench.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
build=$1 text=${2:-} out=$1/bench
mkdir -p "$out"

if [ -z "$text" ]; then
    text=$out/made.ndjson
    if [ ! -s "$text" ] || [ -n "$(find "$here/make_text.py" "$top/corpus" "$top/tests/gold" \
            "$top/rules/en/lists" -newer "$text")" ]; then
        python3 "$here/make_text.py" 5200000 > "$text.part"
        mv "$text.part" "$text"
    fi
fi
python3 "$here/lay_out.py" "$text" "$out"
python3 "$here/dummy_rules.py" 300 > "$out/dummy.rules"
python3 "$here/dummy_rules.py" 1 > "$out/one.rules"

"${CC:-cc}" -O2 -o "$out/cost" "$here/cost.c"
"${CC:-cc}" -std=c11 -D_GNU_SOURCE -O2 -g -ffp-contract=off -I"$top/include" -I"$top/src" \
    -o "$out/stages" "$here/stages.c" "$build/libdateline.a" \
    $(pkg-config --cflags --libs libpcre2-8 libutf8proc jansson libarchive gumbo) -lmd -lm

modules=
if command -v node > /dev/null && command -v npm > /dev/null; then
    modules=$out/node
    mkdir -p "$modules"
    if ! cmp -s "$here/package-lock.json" "$modules/package-lock.json" ||
            [ ! -d "$modules/node_modules" ]; then
        cp "$here/package.json" "$here/package-lock.json" "$modules"
        (cd "$modules" && npm ci --no-audit --no-fund --silent) || {
            echo "bench: npm could not fetch the peers; going on without them" >&2
            rm -rf "$modules"
            modules=
        }
    fi
fi
python=
if python3 -c 'import venv' 2> /dev/null; then
    python=$out/python/bin/python3
    if ! cmp -s "$here/requirements.txt" "$out/python/requirements.txt"; then
        { python3 -m venv "$out/python" && "$python" -m pip install -q -r "$here/requirements.txt" &&
            cp "$here/requirements.txt" "$out/python"; } || {
            echo "bench: pip could not fetch spaCy and matplotlib; going on without them" >&2
            rm -rf "$out/python"
            python=
        }
    fi
fi
python3 "$here/measure.py" "$build" "$out" "$modules" "$python"
if [ -n "$python" ]; then "$python" "$here/plot.py" "$out/result.json" "$top/docs/bench"; fi
