#!/bin/sh
# What `make demo` shows: a few articles with their entities in colour, one as JSON, and how
# many were found in each article of corpus/.
cd "$(dirname "$0")/.." || exit 2
dateline=${1:-build}/dateline
records=${1:-build}/demo.ndjson

title() { printf '\n\033[1m$ %s\033[0m\n\n' "$*"; }

for article in corpus/2025-10-23-*.txt corpus/2024-05-28-busan-summit.txt corpus/wire-rabat-rates.txt; do
    [ -f "$article" ] || continue
    title "dateline --format ansi $article"
    "$dateline" --quiet --format ansi "$article" || exit 1
done
title "dateline --pretty corpus/wire-rabat-rates.txt | head -60"
"$dateline" --quiet --pretty corpus/wire-rabat-rates.txt | head -60
title "dateline corpus/ >$records"
"$dateline" --quiet corpus/ >"$records" || exit 1
awk '{
    id = $0; sub(/.*"id":"/, "", id); sub(/".*/, "", id)
    sub(/"cards":\[.*/, "")
    printf "%-44s", id
    split("person place date percent", types, " ")
    for (t = 1; t <= 4; t++) printf " %4d %s", gsub("\"type\":\"" types[t] "\"", "&"), types[t]
    printf "\n"
}' "$records"
printf '\n%d articles; one JSON document a line in %s\n' "$(wc -l <"$records")" "$records"
