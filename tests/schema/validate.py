#!/usr/bin/env python3
"""Validates records against document.schema.json: one JSON document a line, or one over many
lines, on standard input. Prints what is wrong, one line each, and exits 1 where anything is.

Needs python3-jsonschema. What a schema cannot say is checked here: mentions come in text
order and do not overlap, spans hold their core, and cards exist."""
import json
import os
import sys

import jsonschema


def documents(text):
    try:
        yield json.loads(text)
        return
    except json.JSONDecodeError:
        pass
    for line in text.split("\n"):  # not splitlines: U+2028 ends no line of JSON
        if line.strip():
            yield json.loads(line)


def span_faults(document):
    end = byte_end = 0
    for i, entity in enumerate(document["entities"]):
        where = f"entities/{i}"
        if entity["start"] < end or entity["byte_start"] < byte_end:
            yield where, "begins inside the mention before it"
        if entity["end"] - entity["start"] != len(entity["text"]):
            yield where, "its text is not as long as its span"
        end, byte_end = entity["end"], entity["byte_end"]
        core = entity.get("core_start", entity["start"]), entity.get("core_end", end)
        if not entity["start"] <= core[0] < core[1] <= end:
            yield where, "the core is not inside the span"
        if entity.get("card", 0) > len(document["cards"]):
            yield where, "its card is not there"


def faults(validator, document):
    found = False
    for error in validator.iter_errors(document):
        found = True
        yield "/".join(map(str, error.absolute_path)), error.message[:200]
    if not found:
        yield from span_faults(document)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "document.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    text = sys.stdin.buffer.read().decode("utf-8")
    count = wrong = 0
    for document in documents(text):
        count += 1
        bad = list(faults(validator, document))
        wrong += bool(bad)
        for where, what in bad:
            name = document.get("id") if isinstance(document, dict) else None
            print(f"document {count} ({name}): {where}: {what}")
    print(f"{count - wrong} of {count} documents are well formed", file=sys.stderr)
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
