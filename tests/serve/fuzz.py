#!/usr/bin/env python3
"""fuzz.py PROGRAM SECONDS [SEED]: broken requests to `dateline serve`, many at a time.

Requests as they should be are cut, doubled, spliced and sprinkled with bytes; some connections
hang up early, some are never read. The server must answer a good request all the while (or, being
busy, say 503 to it), end with status 0 when told, and say nothing but its log (a sanitizer would).
"""
import json
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM, SECONDS = sys.argv[1], float(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 9
RULE = "rule a.b contract 0.9\n  match (?<n>[A-Z]{2}-\\d+)\n  value parts(n)\n  + See [AB-12](contract).\n"


def request(method, path, kind, body, *headers):
    head = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}",
            f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


ARTICLE = "Prime Minister Ama Boadi left Accra on 3 May 2024; rents rose by just over 3.5 percent.\n".encode()
JSON = json.dumps({"text": ARTICLE.decode(), "date": "2024-05-05", "types": "+organisation", "find": "Accra",
                   "as": "person", "at": 25, "rules": RULE}).encode()
PLAIN_JSON = json.dumps({"text": ARTICLE.decode(), "offsets": "utf16", "pretty": True}).encode()
SEEDS = [
    request("POST", "/v1/extract?date=2024-05-05&format=csv", "text/plain", ARTICLE),
    request("POST", "/v1/extract?date_order=dmy&min_confidence=0.5", "text/html; charset=utf-8",
            b"<html><body><p>" + ARTICLE + b"</p></body></html>"),
    request("POST", "/v1/extract", "application/x-ndjson", b'{"text": "In Accra"}\n' * 3),
    request("POST", "/v1/extract", "application/json", PLAIN_JSON),
    request("POST", "/v1/extract", "application/json", JSON),
    request("POST", "/v1/explain?find=Accra", "text/plain", ARTICLE),
    request("POST", "/v1/why-not", "application/json", PLAIN_JSON[:-1] + b', "find": "rents", "as": "place"}'),
    request("POST", "/v1/rules/check", "text/plain", RULE.encode()),
    request("GET", "/", "text/plain", b""), request("GET", "/v1/rules", "text/plain", b"", "Accept: */*"),
    request("HEAD", "/healthz", "text/plain", b"", "Connection: close"),
    request("GET", "/metrics", "text/plain", b"", "Authorization: Bearer x"),
    b"POST /v1/extract HTTP/1.1\r\nHost: [::1]\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5\r\nAccra\r\n3;a=b\r\n in\r\n0\r\nX: y\r\n\r\n",
]
PIECES = [b"\r\n", b"\r\n\r\n", b"\0", b"%00", b"%", b"\xff\xfe", b"0", b"-1", b"99999999999999999999", b":", b"?",
          b"&", b"=", b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"Expect: 100-continue\r\n",
          b"HTTP/1.0", b"HTTP/2.0", b"{", b"}", b'"', b"\\u0000", b"\\ud800", b"<", b"text", b"rules", b"a" * 5000,
          b"include /etc/passwd\n", b"(" * 200, b"(a*)*b", b"\xe2\x80\xa8", b"[" * 3000]


def mutate(rng, seed):
    text = bytearray(seed)
    for _ in range(rng.choice((0, 1, 1, 2, 3, 8))):
        at = rng.randrange(len(text) + 1)
        how = rng.randrange(5)
        if how == 0:
            text[at:at + rng.choice((1, 4, 60))] = b""
        elif how == 1:
            text[at:at] = rng.choice(PIECES)
        elif how == 2 and at < len(text):
            text[at] = rng.randrange(256)
        elif how == 3:
            other = rng.choice(SEEDS)
            text[at:] = other[rng.randrange(len(other)):]
        else:
            text[at:at] = text[at:at + rng.choice((1, 20, 300))]
    return bytes(text)


def attack(port, rng, until, sent):
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2) as client:
                client.settimeout(0.3)
                data = b"".join(mutate(rng, rng.choice(SEEDS)) for _ in range(rng.choice((1, 1, 1, 3))))
                client.sendall(data)
                sent[0] += 1
                how = rng.random()
                if how < 0.1:
                    continue
                if how < 0.5:
                    client.shutdown(socket.SHUT_WR)
                while client.recv(65536):
                    pass
        except OSError:
            pass


def asks_well(port):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(request("POST", "/v1/extract", "text/plain", ARTICLE, "Connection: close"))
        got = b""
        while more := client.recv(65536):
            got += more
        status = got.split(b"\r\n")[0]
        if b" 503 " in status or (b" 200 " in status and b"Ama Boadi" in got):
            return True
        print("a good request was answered", got[:300])
        return False


def main():
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen([PROGRAM, "serve", "--port", "0", "--timeout", "3", "--max-bytes", "200k"],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
        port = None
        while port is None and server.poll() is None:
            time.sleep(0.05)
            log.seek(0)
            port = next((int(json.loads(line)["url"].rstrip("/").rsplit(":", 1)[1])
                         for line in log if '"listening"' in line), None)
        sent, until = [0], time.monotonic() + SECONDS
        threads = [threading.Thread(target=attack, args=(port, random.Random(SEED + i), until, sent))
                   for i in range(6)]
        for thread in threads:
            thread.start()
        good = port is not None
        while time.monotonic() < until and server.poll() is None:
            good = asks_well(port) and good
            time.sleep(0.5)
        for thread in threads:
            thread.join()
        server.terminate()
        status = server.wait(timeout=60)
        log.seek(0)
        alarms = [line for line in log if not line.startswith("{")]
        print(f"{sent[0]} broken requests in {SECONDS:.0f} s, exit {status}", *alarms[:60])
        good = good and status == 0 and not alarms
        print(f"{int(good)} passed, {int(not good)} failed")
        sys.exit(not good)


main()
