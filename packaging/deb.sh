#!/bin/sh
# deb.sh OUT: builds the Debian packages of what is committed, in a copy of the sources below
# OUT, with the commit's time for theirs, so that the same commit gives the same bytes.
set -eu
cd "$(dirname "$0")/.."
mkdir -p "$1"
out=$(cd "$1" && pwd)
rm -rf "$out"/*
git archive --format=tar --prefix=dateline/ HEAD | tar x -C "$out"
cd "$out/dateline"
dpkg-buildpackage --build=full --no-sign ${DEB_OPTIONS:-} >"$out/log" 2>&1 || {
    tail -40 "$out/log"
    exit 1
}
cd "$out"
ls ./*.deb ./*.dsc
