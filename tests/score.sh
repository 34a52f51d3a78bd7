#!/bin/sh
# score.sh [BUILD]: span precision, recall and F1 of each type on corpus/ against
# tests/gold/, held against the lowest F1 that tests/gold/floor.tsv accepts.
cd "$(dirname "$0")/.." || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
python3 tests/gold/check.py --jsonl >"$scratch/gold" || exit 1
"${1:-build}/dateline" --quiet corpus/ >"$scratch/found" || exit 1
python3 tests/score.py "$scratch/gold" "$scratch/found" tests/gold/floor.tsv
