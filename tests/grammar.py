#!/usr/bin/env python3
"""grammar.py: the editor grammar is whole, and knows every line of the English rules.

Each include leads somewhere, each regex compiles, and of each line that is not empty some
pattern takes the beginning, as an editor would.
"""
import glob
import json
import re
import sys

PATH = "editors/vscode/syntaxes/dateline-rules.tmLanguage.json"


def walk(node):
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from walk(child)
    elif isinstance(node, list):
        for child in node:
            yield from walk(child)


def beginnings(grammar, patterns):
    for pattern in patterns:
        if "include" in pattern:
            inner = grammar["repository"][pattern["include"][1:]]
            yield from beginnings(grammar, [inner])
        elif "match" in pattern or "begin" in pattern:
            yield re.compile(pattern.get("match", pattern.get("begin")))
        else:
            yield from beginnings(grammar, pattern["patterns"])


def main():
    failures, checked = [], 0
    with open(PATH, encoding="utf-8") as file:
        grammar = json.load(file)
    for node in walk(grammar):
        for key in ("match", "begin", "end"):
            if isinstance(node.get(key), str):
                checked += 1
                re.compile(node[key])
        include = node.get("include")
        if isinstance(include, str) and include[1:] not in grammar["repository"]:
            failures.append(f"no {include}")
    tops = list(beginnings(grammar, grammar["patterns"]))
    for path in sorted(glob.glob("rules/en/*.rules")):
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                checked += 1
                if line.strip() and not any(top.match(line) for top in tops):
                    failures.append(f"{path}:{number}: unknown to the grammar: {line.rstrip()}")
    for name in ("package.json", "language-configuration.json"):
        with open(f"editors/vscode/{name}", encoding="utf-8") as file:
            json.load(file)
    for failure in failures:
        print(failure)
    print(f"{checked - len(failures)} passed, {len(failures)} failed")
    sys.exit(bool(failures))


main()
