#!/bin/sh
# run.sh [BUILD]: runs every suite and adds up. Each suite prints what it likes; what counts
# are lines of these forms, wherever they stand, and its exit status:
#
#   N passed, N failed              scripts
#   [  PASSED  ] N test(s).         cmocka
#   ... N cases, N failed           case files and examples of rules
#
# What failed is shown whole. The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 2
B=${1:-build}
log=$B/tests.log
DATELINE=$B/dateline
export B DATELINE
passed=0 failed=0
case $B in *address*|*undefined*|*thread*) sanitized=yes ;; *) sanitized= ;; esac
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}"

count() { # the log's totals, as "PASSED FAILED"
    awk '
    /^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
    /^\[  PASSED  \] [0-9]+ test\(s\)/ { passed += $4 }
    /^\[  FAILED  \] [0-9]+ test\(s\)/ { failed += $4 }
    /[0-9]+ (cases|examples), [0-9]+ failed/ {
        for (i = 3; i < NF; i++)
            if ($i ~ /^(cases|examples),$/) { passed += $(i-1) - $(i+1); failed += $(i+1) }
    }
    END { print passed + 0, failed + 0 }' "$log"
}

suite() { # name, command...
    name=$1
    shift
    began=$(date +%s)
    "$@" >"$log" 2>&1 </dev/null
    status=$?
    set -- $(count)
    good=$1 bad=$2
    [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$status" -ne 0 ] || [ "$((good + bad))" -gt 0 ] || good=1
    passed=$((passed + good))
    failed=$((failed + bad))
    [ "$bad" -eq 0 ] || sed 's/^/    /' "$log"
    word=ok
    [ "$bad" -eq 0 ] || word=FAILED
    printf '%-6s %-28s %6d passed %4d failed %4d s\n' \
        "$word" "$name" "$good" "$bad" "$(($(date +%s) - began))"
}

mkdir -p "$B"
for source in tests/unit/test_*.c; do
    name=$(basename "$source" .c)
    suite "unit/$name" "$B/unit/$name"
done
suite "examples in rules" "$DATELINE" check --strict
for target in tests/fuzz/fuzz_*.c; do
    name=$(basename "$target" .c)
    suite "seeds of $name" sh tests/fuzz/replay.sh "$B" "${name#fuzz_}"
done
suite "codes and messages" python3 tests/codes.py
suite "editor grammar" python3 tests/grammar.py
suite "gold agrees with corpus" python3 tests/gold/check.py
suite "serve" python3 tests/serve/test.py "$DATELINE"
[ ! -f tests/cli/run.sh ] || suite "command line" sh tests/cli/run.sh
suite "golden documents" sh tests/golden.sh "$B"
suite "formats" python3 tests/formats/read.py "$DATELINE"
suite "properties" python3 tests/properties.py "$DATELINE"
suite "calendar against Python's" python3 tests/calendar.py "$DATELINE"
suite "engine and reference" "$B/reference" corpus
suite "many words" sh tests/many_words.sh "$DATELINE"
suite "killed runs" python3 tests/kill.py "$DATELINE"
suite "hostile texts" "$B/hostile"
[ ! -f tools/import/test_import.py ] || suite "import tool" python3 tools/import/test_import.py
suite "SQLite" sh tests/sqlite.sh "$B"
if [ -z "$sanitized" ]; then # these look at files or figures that a sanitizer changes
    suite "span F1 over its floor" sh tests/score.sh "$B"
    suite "layers" sh tests/layers.sh
    suite "exported symbols" sh tests/abi.sh "$B"
    suite "installed files" sh tests/install.sh "$B"
    suite "README and docs" sh tests/readme.sh "$B"
fi
echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
