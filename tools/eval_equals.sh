#!/bin/sh
# eval_equals.sh GOLD SCORER [OPTIONS]: `dateline eval` and a scorer of the same measures
# (python3 SCORER GOLD PREDICTED, as a table) print the same figures for one gold set.
# A maintainer's check: it needs gold that is not ours to publish.
gold=$1 scorer=$2
shift 2
dateline=${DATELINE:-build/dateline}
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
all=person,place,date,percent,time,duration,set
case " $* " in *merge-timex*) all=$all,vague ;; esac
figures() { # rows of types, up to the last column that both have
    grep -E '^[a-z]+ +[0-9]+ +[0-9]+ \|' | cut -d'|' -f1-4 | sed 's/  median.*//; s/ \+/ /g; s/ $//'
}
"$dateline" --quiet --input-format ndjson --types $all "$gold" >"$scratch/found" || exit 3
python3 "$scorer" "$gold" "$scratch/found" "$@" | figures >"$scratch/want"
"$dateline" eval --quiet "$gold" "$@" | figures >"$scratch/got"
test -s "$scratch/want" && diff "$scratch/want" "$scratch/got" && cat "$scratch/got"
