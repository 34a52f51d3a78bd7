#!/usr/bin/env python3
"""docs.py PROGRAM: docs/records.md names every field of the schema, docs/README.md every page, the
table in docs/sql.md has the columns of --format csv, and the figure in docs/architecture.md is that
of the #include lines."""
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, "tools")
import include_graph  # pylint: disable=wrong-import-position


def fields(schema):
    """The names of all properties, wherever they are declared."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from fields(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from fields(part)


def columns(program):
    """Of --format csv, and of the table that is made for it."""
    done = subprocess.run([program, "--format", "csv"], input="", text=True, check=True,
                          stdout=subprocess.PIPE)
    with open("docs/sql.md", encoding="utf-8") as file:
        table = re.search(r"CREATE TABLE entities \((.*?)\);", file.read(), re.S)[1]
    names = [column.split()[0].strip('"') for column in table.split(",")]
    return done.stdout.split("\n")[0].split(","), names


def main():
    with open("tests/schema/document.schema.json", encoding="utf-8") as file:
        names = sorted(set(fields(json.load(file))))
    with open("docs/records.md", encoding="utf-8") as file:
        told = set(re.findall(r"`([a-z0-9_]+)`", file.read()))
    with open("docs/README.md", encoding="utf-8") as file:
        linked = set(re.findall(r"\]\(([^)]+)\)", file.read()))
    pages = sorted(name for name in os.listdir("docs") if name.endswith(".md") and name != "README.md")
    missing = [f"docs/records.md: no `{name}`" for name in names if name not in told]
    missing += [f"docs/README.md: no link to {name}" for name in pages if name not in linked]
    with open("docs/architecture.md", encoding="utf-8") as file:
        if include_graph.mermaid() not in file.read():
            missing.append("docs/architecture.md: the figure is not that of the sources: make graph")
    written, made = columns(sys.argv[1])
    if made != written:
        missing.append(f"docs/sql.md: a table of {made}, and not of {written}")
    print(*missing, sep="\n", end="\n" if missing else "")
    print(f"{len(names) + len(pages) + 2 - len(missing)} passed, {len(missing)} failed")
    sys.exit(bool(missing))


main()
