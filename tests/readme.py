#!/usr/bin/env python3
"""readme.py DOCUMENT FOLDER: runs the fenced blocks of a document, in order, in a folder.
BLESS=1 writes down what they print instead of comparing. Ports 8090 to 8099 stand for free ones.

```sh is run; a ```text or ```json block right behind it must be what it prints.
```rules is kept as mine.rules, ```c as example.c, ```article as article.txt and so on, for the
commands that follow.
Links to files of the repository must lead somewhere.
"""
import os
import re
import socket
import subprocess
import sys

KEPT = {"rules": "mine.rules", "c": "example.c", "article": "article.txt",
        "corrections": "corrections.txt", "cases": "cases.txt"}


def blocks(text):
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)
    return [(m[1], m[2], text.count("\n", 0, m.start()) + 1) for m in found]


def free_port(_):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def run(command, folder):
    ports = {port: free_port(port) for port in re.findall(r"\b809\d\b", command)}
    command = re.sub(r"\b809\d\b", lambda port: ports[port[0]], command)
    done = subprocess.run(["bash", "-e", "-c", command], cwd=folder, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def bless(path, text, printed):
    """Puts what was printed, in order, into the blocks that tell it."""
    def fill(block):
        return f"{block[1]}```{block[2]}\n{printed.pop(0)}```\n"
    told = re.compile(r"(^```sh\n(?:(?!^```$).*\n)*^```\n)^```(text|json)\n(?:(?!^```$).*\n)*?^```\n", re.M)
    with open(path, "w", encoding="utf-8") as file:
        file.write(told.sub(fill, text))


def main():
    path, folder = sys.argv[1:]
    told = []
    with open(path, encoding="utf-8") as file:
        text = file.read()
    passed = failed = 0
    parts = blocks(text)
    for (kind, body, line), following in zip(parts, parts[1:] + [("", "", 0)]):
        if kind in KEPT:
            with open(os.path.join(folder, KEPT[kind]), "w", encoding="utf-8") as file:
                file.write(body)
        if kind != "sh":
            continue
        status, printed = run(body, folder)
        want = following[1] if following[0] in ("text", "json") else printed
        if following[0] in ("text", "json"):
            told.append(printed)
        good = status == 0 and printed == want
        passed, failed = passed + good, failed + (not good)
        if not good:
            print(f"{path}:{line}: exit {status}, prints\n{printed}instead of\n{want}")
    if os.environ.get("BLESS"):
        bless(path, text, told)
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)",
                             re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.M | re.S)):
        if not os.path.exists(os.path.join(os.path.dirname(path), target)):
            print(f"{path}: no {target}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
