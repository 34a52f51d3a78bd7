#!/bin/sh
# check.sh: make check-deb. The program, the library and the Debian packages of what is committed:
# built twice, in folders of two names, they are the same bytes; lintian finds nothing in sources
# and packages; on a bare Debian with the libraries that they ask for they install, read an article,
# serve and stop, and when they are purged every file is as it was.
#
# Needs root, debootstrap, lintian and a Debian mirror (MIRROR); takes minutes.
set -eu
cd "$(dirname "$0")/.."
out=$PWD/build/deb
again=$PWD/build/debian/again
bare=$PWD/build/debian/bare
fail() { echo "deb: $*" >&2; exit 1; }
[ "$(id -u)" -eq 0 ] || fail "debootstrap and chroot need root"
for tool in debootstrap lintian dpkg-buildpackage; do
    command -v $tool >/dev/null || fail "no $tool: apt-get install debootstrap lintian dpkg-dev debhelper"
done

sh packaging/deb.sh "$out" >/dev/null
DEB_BUILD_OPTIONS=nocheck sh packaging/deb.sh "$again" >/dev/null
for one in "$out"/*.deb "$out"/*.tar.xz; do
    cmp "$one" "$again/${one##*/}" || fail "not the same bytes in another folder: ${one##*/}"
done
for at in "$out/dateline" "$again/dateline"; do
    make -s -C "$at" clean && make -s -j"$(nproc)" -C "$at" all >"$out/plain" 2>&1 || fail "make: see $out/plain"
done
for one in dateline libdateline.so libdateline.a; do
    cmp "$out/dateline/build/$one" "$again/dateline/build/$one" || fail "not the same bytes in another folder: $one"
done
echo "the same bytes in two folders: dateline libdateline.so libdateline.a $(cd "$out" && echo *.deb *.tar.xz)"

lintian --fail-on error,warning,info,pedantic,experimental -EvIi --pedantic "$out"/*.changes \
    >"$out/lintian" 2>&1 || { grep -E '^[EWIPX]:' "$out/lintian"; fail "lintian"; }
echo "lintian: nothing, in sources and $(cd "$out" && ls ./*.deb | wc -l) packages"

rm -rf "$bare"
needed=$(for one in "$out"/*.deb; do dpkg-deb -f "$one" Depends; done | tr ',' '\n' |
    sed 's/(.*//; s/ //g' | grep -v 'dateline' | sort -u | paste -sd,)
debootstrap --variant=minbase --include="$needed,sqlite3" bookworm "$bare" ${MIRROR:-} >"$out/bare" 2>&1 ||
    { tail -5 "$out/bare"; fail "debootstrap"; }
mkdir "$bare/root/deb"
cp "$out"/dateline_*.deb "$out"/libdateline0_*.deb "$out"/libdateline-dev_*.deb \
    "$out"/sqlite3-dateline_*.deb "$bare/root/deb"
cp corpus/2015-03-15-merida-bridge.txt "$bare/root"
chroot "$bare" sh -eu <<'END'
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
files() { # but not what dpkg keeps of its doings
    find / -xdev \( -path /proc -o -path /root -o -path /tmp -o -path /var/lib/dpkg -o -path /var/log \
        -o -path /var/cache/ldconfig \) -prune -o -printf '%y %m %u %s %p %l\n' | grep -v '^d' | sort
}
files >/root/before
dpkg-query -W -f '${Package} ${Status}\n' >/root/known
dpkg -i /root/deb/*.deb >/root/log 2>&1 || { cat /root/log; exit 1; }
files >/root/between
echo "installed: $(comm -13 /root/before /root/between | wc -l) files"
dateline --quiet --format csv /root/2015-03-15-merida-bridge.txt >/root/rows
grep -q '2015-03-15-merida-bridge,2015-03-15,person,Consuelo Arrabal' /root/rows
echo "dateline: $(wc -l </root/rows) rows of an article"
echo "SELECT text FROM dateline('Kofi Mensah left.');" |
    sqlite3 :memory: -cmd '.load /usr/lib/sqlite3/dateline' | grep -qx 'Kofi Mensah'
dateline serve --port 8099 >/root/served 2>&1 &
serve=$!
sleep 2
kill -TERM $serve
wait $serve || { cat /root/served; exit 1; }
grep -q '"event":"listening"' /root/served && grep -q '"event":"stopped"' /root/served
echo "dateline serve: listening, then stopped, status 0"
dpkg --purge libdateline-dev sqlite3-dateline dateline libdateline0 >/root/log 2>&1 || { cat /root/log; exit 1; }
files >/root/after
dpkg-query -W -f '${Package} ${Status}\n' >/root/left
diff /root/before /root/after && diff /root/known /root/left
echo "purged: $(wc -l </root/after) files, as before"
END
rm -rf "$bare" "$again"
echo "4 passed, 0 failed"
