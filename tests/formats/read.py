#!/usr/bin/env python3
"""read.py PROGRAM: every output format read back by a reader that is not ours, and held
against the JSON records of the same articles.

The readers are those of Python's standard library and of python3-jsonschema; what each
format's own tools make of it is in docs/formats.md."""
import csv
import io
import json
import os
import subprocess
import sys

PROGRAM = sys.argv[1]
TRICKY = "tests/formats/2024-02-29-tricky.txt"
ARTICLES = [*sorted(f"corpus/{name}" for name in os.listdir("corpus")
                    if name.endswith(".txt"))[:12], TRICKY]
TYPES = ("--types", "+organisation,time,duration,set")
passed, failed = 0, 0


def run(*args):
    done = subprocess.run([PROGRAM, "--quiet", *TYPES, *args], stdout=subprocess.PIPE,
                          check=True)
    return done.stdout.decode("utf-8")


def judge(good, what, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok {what}: {why}")


def article_text(path):
    with open(path, "rb") as file:
        return file.read().decode("utf-8", errors="replace").removeprefix("\ufeff")


RECORDS = [json.loads(line) for line in run("--format", "ndjson", *ARTICLES).splitlines()]
TEXTS = [article_text(path) for path in ARTICLES]
ENTITIES = [(record, entity) for record in RECORDS for entity in record["entities"]]


# ---- tables


def same_cell(cell, value):
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == ("true" if value else "false")
    if isinstance(value, (int, float)):
        return cell != "" and float(cell) == value
    return cell == value


def expected_row(record, entity):
    """What a row must say, by the record: those columns that are a field of it."""
    value = entity["value"] or {}
    kind = {"time": "date", "duration": "date", "set": "date"}.get(entity["type"],
                                                                  entity["type"])
    row = {name: entity.get(name) for name in
           ("type", "text", "start", "end", "byte_start", "byte_end", "card", "confidence",
            "rule", "role")}
    row.update(id=record["id"], date=record["date"])
    fields = {"person": ("name", "given", "family", "title"),
              "place": ("name", "kind", "country", "region", "lat", "lon", "geonames"),
              "date": ("kind", "precision", "modifier"),
              "percent": ("comparator", "min", "max", "unit", "direction")}
    for name in {field for names in fields.values() for field in names}:
        row[name] = value.get(name) if name in fields.get(kind, ()) else None
    if kind == "date":
        row.update(from_date=value.get("start"), to_date=value.get("end"),
                   ambiguous=value.get("ambiguous", False))
    if kind == "percent":
        row["number"] = value["value"]
    return row


def check_table(name, rows):
    judge(len(rows) == len(ENTITIES), name, f"{len(rows)} rows of {len(ENTITIES)}")
    wrong = [(column, row.get(column), wanted)
             for row, (record, entity) in zip(rows, ENTITIES)
             for column, wanted in expected_row(record, entity).items()
             if not same_cell(row.get(column, "no such column"), wanted)]
    judge(not wrong, name, wrong[:5])


def check_csv():
    out = run("--format", "csv", *ARTICLES)
    check_table("csv", list(csv.DictReader(io.StringIO(out, newline=""), strict=True)))


def unescape(cell):
    marks = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    out, letters = [], iter(cell)
    for letter in letters:
        out.append(marks[next(letters)] if letter == "\\" else letter)
    return "".join(out)


def check_tsv():
    header, *lines = run("--format", "tsv", *ARTICLES).split("\n")[:-1]
    names = header.split("\t")
    rows = [dict(zip(names, map(unescape, line.split("\t")), strict=True)) for line in lines]
    check_table("tsv", rows)


def main():
    for name, check in sorted(globals().items()):
        if name.startswith("check_") and name != "check_table":
            check()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
