#!/bin/sh
# Includes point one way: each line below names a folder of src/, then the folders that it
# may include. One file talks to PCRE2, two to utf8proc.
allowed='base:
text: base
lexicon: base text
value: base text lexicon
rules: base text lexicon value
match: base text lexicon value rules
resolve: base text lexicon value rules match
emit: base value
input: base text
gold: base text value input
correct: base text lexicon value rules match resolve
cli:
serve: cli
report: cli'
cd "${1:-.}" || exit 2
{
    for f in src/*/*.[ch]; do
        here=$(basename "$(dirname "$f")")
        may=" $here $(printf '%s\n' "$allowed" | sed -n "s/^$here://p") "
        sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$f" | while read -r there; do
            case "$may" in *" $there "*) ;; *) echo "$f may not include $there/" ;; esac
        done
    done
    pcre=$(grep -l '#include <pcre2.h>' -r src | sort | tr '\n' ' ')
    [ "$pcre" = "src/match/pattern.c " ] || [ "$pcre" = "src/rules/pattern.c " ] || [ -z "$pcre" ] ||
        echo "one file may include pcre2.h: $pcre"
    proc=$(grep -l '#include <utf8proc.h>' -r src | wc -l)
    [ "$proc" -le 2 ] || echo "two files may include utf8proc.h"
} | { ! grep . ; }
