#!/bin/sh
# serve.sh [BUILD]: requests a second and the 99th percentile of `dateline serve` on loopback, with
# articles of 4 kB, and its memory before and after; wrk and the server share the cores.
cd "$(dirname "$0")/.." || exit 2
B=${1:-build}
command -v wrk >/dev/null || { echo "serve.sh: wrk is missing: apt-get install wrk" >&2; exit 2; }
work=$(mktemp -d) || exit 2
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT

python3 - >"$work/post.lua" <<'PYTHON'
import glob
text = "\n\n".join(open(name, encoding="utf-8").read() for name in sorted(glob.glob("corpus/*.txt")))
article = text.encode()[:4096].decode(errors="ignore").replace("]==]", "")
print('wrk.method = "POST"')
print('wrk.headers["Content-Type"] = "text/plain"')
print("wrk.body = [==[" + article + "]==]")
PYTHON

"$B/dateline" serve --port 0 --quiet 2>"$work/log" &
server=$!
while ! grep -q listening "$work/log"; do sleep 0.1; done
url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$work/log")
memory() { curl -s "${url}metrics" | awk '/^process_resident_memory_bytes/ { printf "%.0f MB", $2 / 1e6 }'; }

wrk -t1 -c8 -d3s -s "$work/post.lua" "${url}v1/extract" >/dev/null
echo "memory after 3 s: $(memory)"
for connections in 2 16 64; do
    echo "$connections connections, ${SECONDS_EACH:-10} s"
    wrk -t1 -c$connections -d"${SECONDS_EACH:-10}s" --latency -s "$work/post.lua" "${url}v1/extract" |
        grep -E '50%|99%|Requests/sec|Non-2xx|Socket errors'
done
echo "memory at the end: $(memory)"
