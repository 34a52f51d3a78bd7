#!/bin/sh
# replay.sh BUILD NAME: the seeds of a fuzz target, through tests/fuzz/replay.c.
cd "$(dirname "$0")/../.." || exit 2
exec "$1/replay/$2" tests/fuzz/seeds/"$2"/*
