#!/bin/sh
# Command line cases: tests/cli/NAME/ holds cmd (a shell script that calls "$DATELINE"), and
# what it must give: status, and where they matter stdout and stderr, to the byte. stdin is
# its standard input (else /dev/null). cmd runs in a fresh copy of its folder.
#
# run.sh [NAME...]        all cases, or these
# BLESS=1 run.sh [...]    writes down what comes instead of comparing
# DATELINE=PROGRAM        default: build/dateline
here=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$here/../.." && pwd)
DATELINE=$(realpath "${DATELINE:-$ROOT/build/dateline}")
export ROOT DATELINE
export LC_ALL=C.UTF-8
scratch=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
passed=0 failed=0

run_case() { # folder of the case -> $scratch/out/{stdout,stderr,status}
    chmod -R u+rwx "$scratch"/* 2>/dev/null
    rm -rf "$scratch"/*
    mkdir "$scratch/out"
    cp -a "$1" "$scratch/case"
    input=/dev/null
    [ -f "$1/stdin" ] && input=$1/stdin
    (cd "$scratch/case" && rm -f cmd stdin stdout stderr status &&
        exec timeout 60 bash "$1/cmd") <"$input" >"$scratch/out/stdout" 2>"$scratch/out/stderr"
    echo $? >"$scratch/out/status"
}

compare() { # folder of the case; says what differs
    for part in status stdout stderr; do
        [ -f "$1/$part" ] || continue
        diff -u --label "$part expected" --label "$part" "$1/$part" "$scratch/out/$part" ||
            return 1
    done
}

bless() {
    for part in status stdout stderr; do
        if [ "$part" = status ] || [ -f "$1/$part" ]; then cp "$scratch/out/$part" "$1/$part"; fi
    done
}

[ $# -gt 0 ] || set -- $(cd "$here" && ls -d */ | tr -d /)
for name in "$@"; do
    run_case "$here/$name"
    [ -n "$BLESS" ] && bless "$here/$name"
    if compare "$here/$name" >"$scratch/differs" 2>&1; then
        passed=$((passed + 1))
        echo "ok $name"
    else
        failed=$((failed + 1))
        echo "not ok $name"
        sed 's/^/    /' "$scratch/differs"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
