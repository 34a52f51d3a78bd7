#!/bin/sh
# golden.sh [BUILD] [bless]: a few whole articles of corpus/ with all that is found in them.
# Each tests/golden/NAME.json is compared to the byte with what comes out for
# corpus/NAME.txt; all of corpus/ is held against the JSON Schema. bless rewrites the files.
#
# The hash of the rules is left out: it would change each file with every rule.
cd "$(dirname "$0")/.." || exit 2
DATELINE=${1:-build}/dateline
passed=0 failed=0

document() { # name
    "$DATELINE" --pretty --offsets utf16 "corpus/$1.txt" |
        sed 's/"rules": "sha256:[0-9a-f]*"/"rules": "sha256:..."/'
}

judge() { # status, name
    if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok $2"; fi
}

for golden in tests/golden/*.json; do
    name=$(basename "$golden" .json)
    [ "$2" != bless ] || document "$name" >"$golden"
    document "$name" | diff -u --label "$golden" --label "$name" "$golden" -
    judge $? "$name"
done
for options in '' '--types +organisation,other,time,duration,set,vague' '--offsets utf16'; do
    "$DATELINE" --quiet $options corpus/ | python3 tests/schema/validate.py
    judge $? "schema: corpus/ $options"
done
"$DATELINE" --pretty "corpus/$name.txt" | python3 tests/schema/validate.py
judge $? "schema: --pretty"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
