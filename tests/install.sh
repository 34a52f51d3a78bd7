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
if command -v cmake >/dev/null; then # on build machines alone: .ci/run has it
    mkdir "$stage/user"
    cat >"$stage/user/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.13)
project(user C)
find_package(dateline 0.1 REQUIRED)
find_package(dateline 0.2 QUIET)
if(dateline_FOUND)
  message(FATAL_ERROR "0.1 is no 0.2")
endif()
find_package(dateline 0.1 REQUIRED)
add_executable(user user.c)
target_link_libraries(user dateline::dateline)
END
    printf '%s\n' '#include <dateline.h>' '#include <stdio.h>' \
        'int main(void) { return puts(dateline_version()) < 0; }' >"$stage/user/user.c"
    cmake -S "$stage/user" -B "$stage/user/build" -DCMAKE_PREFIX_PATH="$stage/opt/news" \
        >"$stage.log" 2>&1 && cmake --build "$stage/user/build" >>"$stage.log" 2>&1 ||
        { cat "$stage.log"; exit 1; }
    "$stage/user/build/user" | grep -q '^[0-9]' || { echo "cmake's program does not run"; exit 1; }
    rm -r "$stage/user"
fi
quiet uninstall DESTDIR="$stage" PREFIX=/opt/news
find "$stage" ! -type d | { ! grep . ; }
