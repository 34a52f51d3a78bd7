#!/bin/sh
# Installs what is missing, on Debian 12 (and its relatives):
#
#   setup.sh          what the program needs
#   setup.sh check    what the tests need too
#   setup.sh docs     what make docs needs too
#   setup.sh web      what make check-web needs too (and npm fetches)
#   setup.sh ci       what .ci/run needs too
#
# Does nothing, and asks nobody for root, when all is there.
program='
build-essential       command -v cc && command -v make
pkg-config            command -v pkg-config
libpcre2-dev          pkg-config libpcre2-8
libutf8proc-dev       pkg-config libutf8proc
libjansson-dev        pkg-config jansson
libmd-dev             pkg-config libmd
libarchive-dev        pkg-config libarchive
libgumbo-dev          pkg-config gumbo
libzstd-dev           pkg-config libzstd
liblzma-dev           pkg-config liblzma
libbz2-dev            test -n "$(find /usr/include -name bzlib.h 2>/dev/null)"
zlib1g-dev            pkg-config zlib
nettle-dev            pkg-config nettle
libmicrohttpd-dev     pkg-config libmicrohttpd'
check='
libcmocka-dev         pkg-config cmocka
python3               command -v python3
python3-jsonschema    python3 -c "import jsonschema"
libsqlite3-dev        pkg-config sqlite3
sqlite3               command -v sqlite3
jq                    command -v jq
zsh                   command -v zsh'
docs='
graphviz              command -v dot
python3-markdown      python3 -c "import markdown"'
web='
nodejs                command -v node
npm                   command -v npm
chromium              command -v chromium'
ci='
git                   command -v git
cmake                 command -v cmake
clang                 command -v clang
libclang-rt-14-dev    test -n "$(find /usr/lib -name "libclang_rt.fuzzer-*.a" 2>/dev/null)"
clang-format          command -v clang-format
clang-tidy            command -v clang-tidy
cppcheck              command -v cppcheck
python3-venv          python3 -m venv --help && python3 -m ensurepip --version
python3-dev           test -f "$(python3 -c "import sysconfig; print(sysconfig.get_path(\"include\"))")/Python.h"'

case "$1" in
'') needed=$program ;;
check) needed=$program$check ;;
docs) needed=$program$check$docs ;;
web) needed=$program$check$web ;;
ci) needed=$program$check$ci ;;
*) echo "usage: setup.sh [check|docs|web|ci]" >&2; exit 2 ;;
esac

missing() { # the packages whose test fails, on one line
    echo "$needed" | while read -r package test; do
        [ -z "$package" ] || eval "$test" >/dev/null 2>&1 </dev/null || printf '%s ' "$package"
    done
}

packages=$(missing)
[ -n "$packages" ] || exit 0
echo "setup: missing: $packages"
if ! command -v apt-get >/dev/null; then
    echo "setup: no apt-get here: install what those Debian packages hold" >&2
    exit 1
fi
root=
if [ "$(id -u)" -ne 0 ]; then
    root=sudo
    command -v sudo >/dev/null || {
        echo "setup: as root: apt-get install $packages" >&2
        exit 1
    }
    echo "setup: installing needs root"
fi
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -q || echo "setup: apt-get update failed; trying with the lists there are" >&2
# shellcheck disable=SC2086 # several packages
$root apt-get install -q -y --no-install-recommends $packages || exit 1
packages=$(missing)
[ -z "$packages" ] || { echo "setup: still missing: $packages" >&2; exit 1; }
echo "setup: done"
