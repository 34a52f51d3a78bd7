#!/bin/sh
# web.sh: web/dist is what its sources give, and the page and the report do in Chromium what
# their readers do. Screenshots go to build/screenshots/. Called by make check-web.
cd "$(dirname "$0")/../web" || exit 2
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
status=0
node build.mjs --check >>"$log" || status=1
for test in page report; do
    [ ! -f test/$test.mjs ] || timeout 300 node test/$test.mjs >>"$log" 2>&1 || status=1
done
cat "$log"
awk '/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
     END { print passed " passed, " failed " failed" }' "$log"
exit $status
