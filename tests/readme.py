#!/usr/bin/env python3
"""readme.py DOCUMENT FOLDER: runs the fenced blocks of a document, in order, in a folder.

```sh is run; a ```text or ```json block right behind it must be what it prints.
```rules is kept as mine.rules, ```c as example.c, ```article as article.txt and so on, for the
commands that follow.
Links to files of the repository must lead somewhere.
"""
import os
import re
import subprocess
import sys

KEPT = {"rules": "mine.rules", "c": "example.c", "article": "article.txt",
        "corrections": "corrections.txt", "cases": "cases.txt"}


def blocks(text):
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)
    return [(m[1], m[2], text.count("\n", 0, m.start()) + 1) for m in found]


def run(command, folder):
    done = subprocess.run(["bash", "-e", "-c", command], cwd=folder, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def main():
    path, folder = sys.argv[1:]
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
        good = status == 0 and printed == want
        passed, failed = passed + good, failed + (not good)
        if not good:
            print(f"{path}:{line}: exit {status}, prints\n{printed}instead of\n{want}")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)",
                             re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.M | re.S)):
        if not os.path.exists(os.path.join(os.path.dirname(path), target)):
            print(f"{path}: no {target}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
