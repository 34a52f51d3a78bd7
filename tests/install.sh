#!/bin/sh
# install.sh [BUILD]: `make install` puts down what tests/manifest.txt lists and no more,
# what it put down works, and `make uninstall` leaves nothing behind.
cd "$(dirname "$0")/.." || exit 2
stage=$PWD/${1:-build}/stage
quiet() { make --no-print-directory -s "$@" >"$stage.log" 2>&1 || { cat "$stage.log"; exit 1; }; }

rm -rf "$stage"
quiet install DESTDIR="$stage" PREFIX=/opt/news
(cd "$stage/opt/news" && find . ! -type d | sed 's,^\./,,' | LC_ALL=C sort) |
    diff -u tests/manifest.txt - || exit 1
find "$stage" ! -type d ! -path "$stage/opt/news/*" | { ! grep . ; } || exit 1
echo 'Seen in Nairobi on 3 May 2024.' | "$stage/opt/news/bin/dateline" | grep -q 2024-05-03 || {
    echo "the installed program does not find 3 May 2024"
    exit 1
}
grep -qx prefix=/opt/news "$stage/opt/news/lib/pkgconfig/dateline.pc" || {
    echo "dateline.pc names another prefix"
    exit 1
}
quiet uninstall DESTDIR="$stage" PREFIX=/opt/news
find "$stage" ! -type d | { ! grep . ; }
