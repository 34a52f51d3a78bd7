#!/bin/sh
# many_words.sh PROGRAM: 661 articles with some thirteen thousand distinct words, one after the
# other by one scanner and by two: a record for each, and the same bytes. Short texts never
# make the tables of words grow while they are being asked.
cd "$(dirname "$0")/.." || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
python3 bench/make_text.py 1200000 >"$scratch/made" || exit 2
for jobs in 1 2; do
    "$1" --jobs $jobs --quiet --input-format ndjson "$scratch/made" >"$scratch/$jobs" ||
        echo "--jobs $jobs: exit $?"
done
passed=0 failed=0
count() { if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not so: $*"; fi; }
count test "$(wc -l <"$scratch/1")" -eq "$(wc -l <"$scratch/made")"
count cmp "$scratch/1" "$scratch/2"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
