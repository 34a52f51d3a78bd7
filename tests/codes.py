#!/usr/bin/env python3
"""codes.py: every code and every message of the rule tools is shown by a test.

Warnings: each code that the sources give stands in rules/README.md and has a file
tests/warnings/CODE-*.rules whose .err holds what it gives, to the letter. Errors: each
message that the sources of rules and corrections can give stands in what some test
expects. Statuses: the schema's words are those of dateline_status_name.
"""
import glob
import json
import re
import sys

LITERALS = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
CALLS = re.compile(
    r"\b(dl_(?:parser_fail|rules_fail|fail|fail_plain)|complain|fail_at|refuse)\s*\(")
SOURCES = ["src/rules/*.c", "src/correct/*.c", "src/cases.c"]
EXPECTED = ["tests/errors/*.err", "tests/cli/*/std*", "tests/unit/*.c"]
UNTESTABLE = {  # what no rule file can bring about
    "no memory": "tests/unit/test_memory.c fails every allocation",
    "was checked, and yet is not known": "dl_tree_check tells of it before",
    "this program was built without embedded rules: give --rules": "the build's own tool",
}


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def unquoted(literals):
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"', literals)
    return "".join(parts).encode().decode("unicode_escape").encode("latin-1").decode("utf-8")


def call_text(text, at):
    """What stands in the parentheses that open at `at`."""
    depth, quoted, i = 0, False, at
    while i < len(text):
        c = text[i]
        if quoted:
            i += c == "\\"
            quoted = c != '"'
        elif c == '"':
            quoted = True
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
            if depth == 0:
                return text[at + 1:i]
        i += 1
    return ""


def messages():
    for pattern in SOURCES:
        for path in sorted(glob.glob(pattern)):
            text = read(path)
            for call in CALLS.finditer(text):
                inside = call_text(text, call.end() - 1)
                for literals in re.findall(LITERALS, inside):
                    message = unquoted(literals)
                    if len(re.sub(r"%[^a-z]*[a-z]|\W", "", message)) >= 6:
                        yield path, text.count("\n", 0, call.start()) + 1, message


def as_regex(message):
    parts = re.split(r"(%%|%[-+ 0#]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:z|ll?)?[a-zA-Z])", message)
    return "".join("%" if p == "%%" else ".*" if i % 2 else re.escape(p)
                   for i, p in enumerate(parts))


def main():
    failures, checked = [], 0
    sources = "".join(read(p) for p in glob.glob("src/*.c") + glob.glob("src/*/*.c"))
    codes = sorted(set(re.findall(r'"(W\d\d\d)"', sources)))
    table = re.findall(r"^\| (W\d\d\d) \|", read("rules/README.md"), re.M)
    count = int(re.search(r"CODES = (\d+)", sources)[1])
    checked += 1
    if codes != table or len(codes) != count:
        failures.append(f"codes {codes} in the sources, {table} in rules/README.md, {count} known")
    for code in codes:
        files = glob.glob(f"tests/warnings/{code}-*.rules")
        shown = [f for f in files if f"warning {code}: " in read(f[:-6] + ".err")]
        checked += 1
        if not shown:
            failures.append(f"{code} has no test in tests/warnings/")
    expected = "\n".join(read(p) for pattern in EXPECTED for p in sorted(glob.glob(pattern)))
    for path, line, message in messages():
        checked += 1
        if message in UNTESTABLE or re.search(as_regex(message), expected):
            continue
        failures.append(f"{path}:{line}: no test expects: {message}")
    words = re.findall(r'\[DATELINE_\w+\] = \{"(\w+)"', read("src/base/error.c"))
    schema = json.dumps(json.loads(read("tests/schema/document.schema.json")))
    checked += 1
    if not all(f'"{word}"' in schema for word in words) or len(words) < 10:
        failures.append("the schema lacks a status")
    for failure in failures:
        print(failure)
    print(f"{checked - len(failures)} passed, {len(failures)} failed")
    sys.exit(bool(failures))


main()
