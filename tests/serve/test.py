#!/usr/bin/env python3
"""test.py PROGRAM: `dateline serve` over real sockets: answers, refusals, hostile clients,
and its end. One line for each fact; the last one is "N passed, N failed"."""
import gzip
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ARTICLE = open(os.path.join(ROOT, "corpus/2024-05-28-busan-summit.txt"), "rb").read()
RULE = ("rule contract.id  contract  0.9\n  match  [A-Z]{2}-(?<number>\\d{4})\n"
        "  value  parts(number)\n  + Signed as [CT-4410](contract) today.\n")


class Server:
    def __init__(self, *options):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", *options], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=self.log)
        self.port = None
        for _ in range(600):
            for line in self.lines():
                if line["event"] == "listening":
                    self.port = int(line["url"].rstrip("/").rsplit(":", 1)[1])
            if self.port or self.process.poll() is not None:
                break
            time.sleep(0.02)

    def lines(self):
        self.log.seek(0)
        return [json.loads(line) for line in self.log if line.startswith("{")]

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body,
                           {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers

    def json(self, method, path, body=None, kind="application/json", **headers):
        if isinstance(body, dict):
            body = json.dumps(body)
        if body is not None:
            headers["Content_Type"] = kind
        status, text, _ = self.ask(method, path, body, **headers)
        return status, json.loads(text)

    def raw(self, sent, wait=3.0):
        """What comes back for these bytes until the server closes or is silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as client:
            got = b""
            try:
                client.sendall(sent)
                while more := client.recv(65536):
                    got += more
            except (TimeoutError, ConnectionResetError, BrokenPipeError):
                pass
            return got

    def lives(self):
        return self.ask("GET", "/healthz")[0] == 200

    def memory(self):
        for line in self.ask("GET", "/metrics")[1].decode().splitlines():
            if line.startswith("process_resident_memory_bytes "):
                return int(line.split()[1])

    def end(self, which=signal.SIGTERM):
        self.process.send_signal(which)
        return self.process.wait(timeout=30)


def command_line(*arguments, stdin=None):
    return subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, check=False)


def same_without(document, *fields):
    return {name: value for name, value in document.items() if name not in fields}


# ---- facts -----------------------------------------------------------------------------

def it_says_what_the_command_line_says(server):
    status, found = server.json("POST", "/v1/extract?date=2024-05-28", ARTICLE, "text/plain")
    told = json.loads(command_line("--date", "2024-05-28", stdin=ARTICLE).stdout)
    assert status == 200 and found["entities"], found
    assert same_without(found, "id", "source") == same_without(told, "id", "source")


def every_format_is_served(server):
    _, formats = server.json("GET", "/v1/formats")
    assert {"json", "csv", "markup"} <= {row["name"] for row in formats}
    for row in formats:
        status, text, _ = server.ask("POST", "/v1/extract?format=" + row["name"], ARTICLE,
                                     Content_Type="text/plain")
        assert status == 200 and text, row


def ndjson_gives_a_line_for_a_line(server):
    body = '{"text": "Rents rose on Monday.", "date": "2024-01-04"}\n{"id": "b", "text": "x"}\n'
    status, text, headers = server.ask("POST", "/v1/extract?date=2020-01-01", body,
                                       Content_Type="application/x-ndjson")
    first, second = map(json.loads, text.splitlines())
    assert status == 200 and headers["Content-Type"] == "application/x-ndjson"
    assert first["date"] == "2024-01-04" and second["date"] == "2020-01-01"
    assert first["id"] == "request:1" and second["id"] == "b"
    assert first["source"] == second["source"]


def a_wrong_line_is_named(server):
    status, told = server.json("POST", "/v1/extract", '{"text": "a"}\n{"text\n',
                               "application/x-ndjson")
    assert status == 400 and told["detail"].startswith("line 2: "), told


def options_of_the_address_count(server):
    body = {"text": "Zeta Corp met on 3/4/2025 in Accra.", "date_order": "dmy",
            "types": "date", "offsets": "utf16", "pretty": True, "id": "x"}
    status, found = server.json("POST", "/v1/extract", body)
    assert status == 200 and [e["type"] for e in found["entities"]] == ["date"], found
    assert found["entities"][0]["value"]["start"] == "2025-04-03"
    assert found["entities"][0]["utf16_start"] == 17 and found["id"] == "x"


def nul_and_broken_text_are_answered(server):
    status, found = server.json("POST", "/v1/extract", {"text": "Accra\0 Accra"})
    assert status == 200 and len(found["entities"]) == 2, found
    status, found = server.json("POST", "/v1/extract", b"in Accra \xff\xfe\x80 in Accra",
                                "text/plain")
    assert status == 200 and len(found["entities"]) == 2, found


def rules_of_a_request_count_for_it_alone(server):
    text = "The lease CT-4410 ended."
    _, found = server.json("POST", "/v1/extract", {"text": text, "rules": RULE})
    assert [e["type"] for e in found["entities"]] == ["contract"], found
    _, found = server.json("POST", "/v1/extract", {"text": text})
    assert found["entities"] == [], found


def rules_with_errors_name_the_place(server):
    status, told = server.json("POST", "/v1/extract", {"text": "x", "rules": "rule a\n"})
    assert status == 422 and told["findings"][0]["line"] == 1, told
    assert told["findings"][0]["file"] == "your rules"


def rules_are_checked(server):
    status, told = server.json("POST", "/v1/rules/check", RULE, "text/plain")
    assert status == 200 and told["failed"] == 0 and told["examples"] > 1, told
    status, told = server.json("POST", "/v1/rules/check",
                               {"rules": RULE + "  + No [thing](contract) here.\n"})
    assert told["failed"] == 1, told
    errors = [row for row in told["findings"] if row["severity"] == "error"]
    assert [row["line"] for row in errors] == [5], told


def rules_reach_no_file(server):
    status, told = server.json("POST", "/v1/rules/check", "include /etc/passwd\n",
                               "text/plain")
    assert status == 422 and "read none" in told["findings"][0]["message"], told
    status, told = server.json("POST", "/v1/rules/check",
                               "list x @ /etc/hostname\nrule a.b c 0.5\n  match {x}\n",
                               "text/plain")
    assert status == 422 and "read none" in told["findings"][0]["message"], told


def why_and_why_not_are_told(server):
    body = {"text": "Ama Boadi left Accra for the summit.", "find": "Accra"}
    status, told = server.json("POST", "/v1/explain", body)
    assert status == 200 and told[0]["type"] == "place" and told[0]["evidence"], told
    body.update(find="summit", **{"as": "place"})
    status, told = server.json("POST", "/v1/why-not", body)
    assert status == 200 and told[0]["reason"] == "no-candidate", told
    assert server.json("POST", "/v1/why-not", {"text": "x", "find": "x"})[0] == 400


def why_not_tells_which_place_was_not_chosen(server):
    body = {"text": "The mill in Paris closed.", "find": "Paris", "place": "Paris, Texas"}
    status, told = server.json("POST", "/v1/why-not", body)
    assert status == 200, told
    assert [p["region"] for p in told[0]["namesakes"]] == ["FR-IDF", "US-TX"], told
    assert server.json("POST", "/v1/why-not?place=Paris,%20Texas&find=Paris", body["text"],
                       "text/plain") == (status, told)
    status, told = server.json("POST", "/v1/why-not", {**body, "as": "person"})
    assert status == 400 and "as=place" in told["detail"], told
    status, told = server.json("POST", "/v1/why-not", {**body, "place": ""})
    assert status == 400 and "Paris, Texas" in told["detail"], told


def what_is_wrong_is_said(server):
    for method, path, body, kind, status in (
            ("GET", "/nothing", None, "", 404),
            ("GET", "/v1/extract", None, "", 405),
            ("DELETE", "/healthz", None, "", 405),
            ("POST", "/v1/extract", "x", "image/png", 415),
            ("POST", "/v1/extract?date=3", "x", "text/plain", 400),
            ("POST", "/v1/extract?datum=3", "x", "text/plain", 400),
            ("POST", "/v1/extract?rules=x", "x", "text/plain", 400),
            ("POST", "/v1/extract?format=pdf", "x", "text/plain", 400),
            ("POST", "/v1/extract?types=", "x", "text/plain", 400),
            ("POST", "/v1/extract", "[1]", "application/json", 400),
            ("POST", "/v1/extract", "{", "application/json", 400),
            ("POST", "/v1/extract", '{"id": "a"}', "application/json", 400),
            ("POST", "/v1/extract", '{"text": 3}', "application/json", 400),
            ("POST", "/v1/extract", '{"text": "a", "teh": 1}', "application/json", 400),
            ("POST", "/v1/extract", '{"text": "a", "date": 5}', "application/json", 400),
            ("POST", "/v1/extract", '{"text": "a", "date": "5"}', "application/json", 400)):
        got, told = server.json(method, path, body, kind)
        assert got == status and told["status"] == status and told["detail"], (path, body, told)


def head_is_get_without_a_body(server):
    status, text, headers = server.ask("HEAD", "/healthz")
    assert status == 200 and text == b"" and int(headers["Content-Length"]) > 0


def answers_carry_a_strict_policy(server):
    for path in ("/", "/app.js", "/healthz", "/nothing"):
        _, _, headers = server.ask("GET", path)
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in headers


def each_page_has_a_nonce_of_its_own(server):
    seen = set()
    for _ in range(2):
        _, text, headers = server.ask("GET", "/")
        nonce = headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
        assert nonce.encode() in text
        seen.add(nonce)
    assert len(seen) == 2


def pages_of_other_sites_are_turned_away(server):
    ours = f"127.0.0.1:{server.port}"
    for headers, status in (({"Origin": "http://evil.example"}, 403),
                            ({"Sec_Fetch_Site": "cross-site"}, 403),
                            ({"Sec_Fetch_Site": "same-site"}, 403),
                            ({"Host": f"evil.example:{server.port}"}, 403),
                            ({"Host": "127.0.0.1.evil.example"}, 403),
                            ({"Origin": "null"}, 403),
                            ({"Origin": "http://" + ours, "Sec_Fetch_Site": "same-origin"}, 200),
                            ({"Host": "localhost"}, 200), ({"Host": "[::1]:99"}, 200)):
        got, _ = server.json("POST", "/v1/extract", "x", "text/plain", **headers)
        assert got == status, (headers, got)


def pipelined_requests_are_answered_in_order(server):
    one = "POST /v1/extract?id={} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" \
          "Content-Length: 5\r\n{}\r\nAccra"
    got = server.raw("".join(one.format(i, "Connection: close\r\n" if i == 4 else "")
                             for i in range(5)).encode())
    at = [got.find(f'"id":"{i}"'.encode()) for i in range(5)]
    assert got.count(b"HTTP/1.1 200") == 5 and at == sorted(at) and at[0] > 0, got


def malformed_requests_end_with_an_error(server):
    for sent in (b"\r\n\r\n", b"GET\r\n\r\n", b"\0\0\0\0\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                 b"GET / HTTP/1.1\r\n\r\n", b"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\n"
                 b"Content-Length: -5\r\n\r\nxxxxx",
                 b"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                 b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc",
                 b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
                 b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"b" * 100000 + b"\r\n\r\n"):
        got = server.raw(sent, 0.5)
        assert b" 200 " not in got.split(b"\r\n")[0], (sent[:60], got[:200])
    assert server.lives()


def what_is_too_large_is_refused(server):
    big = "Accra " * 250000
    assert server.json("POST", "/v1/extract", big, "text/plain")[0] == 413
    huge = b"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"
    assert b" 413 " in server.raw(huge).split(b"\r\n")[0]
    chunks = b"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" \
             b"Transfer-Encoding: chunked\r\n\r\n"
    chunks += b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    for _ in range(4):
        chunks += b"80000\r\n" + b"a" * 0x80000 + b"\r\n"
    assert b" 413 " in server.raw(chunks + b"0\r\n\r\n").split(b"\r\n")[0]
    endless = server.raw(chunks + b"80000\r\n" * 1 + (b"a" * 0x80000 + b"\r\n80000\r\n") * 20)
    assert b" 200 " not in endless.split(b"\r\n")[0]
    assert server.lives()


def what_is_packed_is_bounded_unpacked(server):
    line = b'{"text": "In Accra."}\n'
    status, text, _ = server.ask("POST", "/v1/extract", gzip.compress(line * 2), Content_Type="application/x-ndjson")
    assert status == 200 and len(text.splitlines()) == 2
    for lines in (line * 200000, b'{"text":""}\n' * 2000000):
        status, told = server.json("POST", "/v1/extract", gzip.compress(lines), "application/x-ndjson")
        assert status == 413 and "larger than" in told["detail"], told


def who_is_slow_is_cut_off_and_disturbs_nobody(server):
    """The server of this run gives 2 seconds to each part of a request."""
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(40)]
    began = time.monotonic()
    for client in slow:
        client.sendall(b"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\n")
    open_ones = set(slow)
    while open_ones and time.monotonic() - began < 15:
        for client in list(open_ones):
            client.setblocking(False)
            try:
                client.send(b"X")
                if client.recv(100) == b"":
                    open_ones.discard(client)
            except BlockingIOError:
                pass
            except OSError:
                open_ones.discard(client)
        assert server.lives()
        time.sleep(0.2)
    took = time.monotonic() - began
    for client in slow:
        client.close()
    assert not open_ones and 1.5 < took < 8, (len(open_ones), took)


def metrics_count(server):
    _, text, headers = server.ask("GET", "/metrics")
    lines = dict(line.rsplit(" ", 1) for line in text.decode().splitlines() if line[0] != "#")
    assert headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert int(lines['dateline_http_requests_total{method="POST",path="/v1/extract",status="200"}']) > 5
    assert int(lines["dateline_articles_total"]) > 5
    assert int(lines['dateline_entities_total{type="place"}']) > 5
    assert int(lines["dateline_http_requests_in_flight"]) == 1
    buckets = [int(v) for k, v in lines.items() if k.startswith(
        'dateline_http_request_seconds_bucket{method="POST",path="/v1/extract"')]
    assert buckets == sorted(buckets) and buckets[-1] > 5


def the_log_never_tells_what_articles_say(server):
    server.log.seek(0)
    told = server.log.read()
    assert "Busan" not in told and "Accra" not in told and "date=" not in told
    requests = [line for line in server.lines() if line["event"] == "request"]
    assert {"client", "method", "path", "status", "bytes_in", "bytes_out", "ms"} <= set(requests[0])


def the_openapi_document_names_every_route(server):
    _, told = server.json("GET", "/v1/openapi.json")
    assert told["openapi"].startswith("3.")
    for path, methods in told["paths"].items():
        for method in methods:
            status, _, _ = server.ask(method.upper(), path, b"", Content_Type="text/plain")
            assert status not in (404, 405), (method, path, status)
    with open(os.path.join(ROOT, "src/serve/request.c"), encoding="utf-8") as file:
        source = file.read()
    for path in told["paths"]:
        assert f'"{path}"' in source, path
    for line in source.splitlines():
        if line.startswith('    {"') and '"/v1/' in line:
            method, path = line.split('"')[1], line.split('"')[3]
            assert method.lower() in told["paths"][path], (method, path)


def it_ends_when_told_and_finishes_what_it_began(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        body = (b"Rents in Accra rose by 3 percent on Monday. " * 20000)[:800000]
        client.sendall(b"POST /v1/extract?types=date HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                       b"Content-Length: %d\r\n\r\n" % len(body) + body[:-10])
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        client.sendall(body[-10:])
        got = b""
        while more := client.recv(1 << 20):
            got += more
    assert b" 200 " in got.split(b"\r\n")[0] and got.rstrip().endswith(b'"problems":[]}'), got[:300]
    assert server.process.wait(timeout=30) == 0
    assert [line["event"] for line in server.lines()][-1] == "stopped"


# ---- servers of their own --------------------------------------------------------------

def a_token_is_asked_for():
    with tempfile.NamedTemporaryFile("w") as file:
        file.write("correct-horse-battery\n")
        file.flush()
        server = Server("--token-file", file.name, "--bind", "0.0.0.0", "--quiet")
        for headers, status in (({}, 401), ({"Authorization": "Bearer wrong-horse-battery-x"}, 401),
                                ({"Authorization": "Bearer "}, 401),
                                ({"Authorization": "Basic correct-horse-battery"}, 401),
                                ({"Authorization": "Bearer correct-horse-battery"}, 200)):
            got, _ = server.json("POST", "/v1/extract", "x", "text/plain", **headers)
            assert got == status, (headers, got)
        assert server.lives() and server.ask("GET", "/metrics")[0] == 401
        assert server.ask("GET", "/")[0] == 200
        assert server.end() == 0
        assert not [line for line in server.lines() if line["event"] == "request"]


def beyond_loopback_it_needs_a_token():
    told = command_line("serve", "--bind", "0.0.0.0", "--port", "0")
    assert told.returncode == 2 and b"a token is needed" in told.stderr, told


def a_short_token_is_refused():
    with tempfile.NamedTemporaryFile("w") as file:
        file.write("short\n")
        file.flush()
        told = command_line("serve", "--token-file", file.name)
    assert told.returncode == 2 and b"16 characters" in told.stderr, told


def a_port_in_use_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = command_line("serve", "--port", str(taken.getsockname()[1]))
    assert told.returncode == 2 and b"in use" in told.stderr, told


def an_address_that_asks_too_often_is_told_to_wait():
    server = Server("--rate", "5")
    seen = [server.ask("POST", "/v1/extract", "x", Content_Type="text/plain") for _ in range(20)]
    statuses = [status for status, _, _ in seen]
    assert statuses[:10] == [200] * 10 and 429 in statuses, statuses
    assert [h for status, _, h in seen if status == 429][0]["Retry-After"] == "1"
    assert server.lives()
    assert server.end(signal.SIGINT) == 0


def rules_and_corrections_of_the_command_line_are_served():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "mine.rules"), "w", encoding="utf-8") as file:
            file.write(RULE)
        with open(os.path.join(folder, "corrections"), "w", encoding="utf-8") as file:
            file.write("never place Accra\n")
        server = Server("--add-rules", file.name.replace("corrections", "mine.rules"),
                        "--corrections", file.name)
        _, found = server.json("POST", "/v1/extract", "CT-4410 in Accra", "text/plain")
        assert [e["type"] for e in found["entities"]] == ["contract"], found
        assert server.end() == 0


def memory_stays_flat():
    server = Server("--quiet", "--jobs", "2")
    def round_of_requests(rounds):
        for i in range(rounds):
            server.json("POST", "/v1/extract", ARTICLE, "text/plain")
            server.json("POST", "/v1/extract", {"text": "See CT-4410.",
                                                "rules": RULE + f"# {i % 7}\n"} if i % 40 == 0
                        else {"text": f"Name{i} Surname{i} left Accra{i}.", "types": "person"})
    round_of_requests(150)
    before = server.memory()
    round_of_requests(300)
    after = server.memory()
    assert after < 600e6 and after < before * 1.3 + 16e6, (before, after)
    assert server.end() == 0


SHARED = (
    it_says_what_the_command_line_says, every_format_is_served, ndjson_gives_a_line_for_a_line,
    a_wrong_line_is_named, options_of_the_address_count, nul_and_broken_text_are_answered,
    rules_of_a_request_count_for_it_alone, rules_with_errors_name_the_place, rules_are_checked,
    rules_reach_no_file, why_and_why_not_are_told,
    why_not_tells_which_place_was_not_chosen, what_is_wrong_is_said,
    head_is_get_without_a_body, answers_carry_a_strict_policy, each_page_has_a_nonce_of_its_own,
    pages_of_other_sites_are_turned_away, pipelined_requests_are_answered_in_order,
    malformed_requests_end_with_an_error, what_is_too_large_is_refused, what_is_packed_is_bounded_unpacked,
    who_is_slow_is_cut_off_and_disturbs_nobody, metrics_count,
    the_openapi_document_names_every_route, the_log_never_tells_what_articles_say,
    it_ends_when_told_and_finishes_what_it_began)
ALONE = (a_token_is_asked_for, beyond_loopback_it_needs_a_token, a_short_token_is_refused,
         a_port_in_use_is_said, an_address_that_asks_too_often_is_told_to_wait,
         rules_and_corrections_of_the_command_line_are_served, memory_stays_flat)


def main():
    passed = failed = 0
    shared = Server("--timeout", "2", "--max-bytes", "1M")
    for fact in SHARED + ALONE:
        try:
            fact(*((shared,) if fact in SHARED else ()))
            passed += 1
            print("ok", fact.__name__)
        except Exception as err:  # pylint: disable=broad-except
            failed += 1
            print("not ok", fact.__name__, type(err).__name__, str(err)[:1500])
    if shared.process.poll() is None:
        shared.process.kill()
    shared.log.seek(0)
    alarms = [line for line in shared.log if not line.startswith("{")]
    if alarms or shared.process.wait() != 0:
        failed += 1
        print("not ok: the server ended badly", shared.process.returncode, *alarms[:50])
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
