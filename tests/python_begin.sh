# python_begin.sh: sourced by python.sh and python_sanitized.sh with B, the build folder, set:
# an empty folder $out for what they make, and how they fail.
cd "$(dirname "$0")/.." || exit 2
here=$PWD
out=$here/$B/python
fail() { echo "python: $*" >&2; exit 1; }
quiet() { "$@" >"$out/log" 2>&1 || { tail -40 "$out/log" >&2; fail "$*"; }; }

rm -rf "$out" bindings/python/build bindings/python/src/*.egg-info
mkdir -p "$out"
