#!/usr/bin/env python3
"""Lays out the same articles in every shape that is measured.

    lay_out.py SOURCE FOLDER      SOURCE: NDJSON with "text", or a folder of *.txt

Writes to FOLDER: articles.ndjson, articles/NNNNN.txt, all.txt (for wc), empty.txt.
"""
import json
import os
import shutil
import sys


def records(source):
    if os.path.isdir(source):
        for folder, below, names in sorted(os.walk(source)):
            for name in sorted(names):
                if name.endswith(".txt"):
                    with open(os.path.join(folder, name), encoding="utf-8", errors="replace",
                              newline="") as file:
                        yield {"text": file.read()}
        return
    with open(source, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def main():
    source, folder = sys.argv[1:]
    articles = os.path.join(folder, "articles")
    shutil.rmtree(articles, ignore_errors=True)
    os.makedirs(articles)
    open(os.path.join(folder, "empty.txt"), "w").close()
    with open(os.path.join(folder, "one-line.txt"), "w", encoding="utf-8") as line:
        line.write("in 1999\n") # grep says with its exit status when there is nothing
    with open(os.path.join(folder, "articles.ndjson"), "w", encoding="utf-8") as lines, \
            open(os.path.join(folder, "all.txt"), "w", encoding="utf-8", newline="") as whole:
        for number, record in enumerate(records(source), 1):
            text = record["text"].encode("utf-8", "replace").decode()
            kept = {"id": "%05d" % number, "text": text}
            if "date" in record:
                kept["date"] = record["date"]
            lines.write(json.dumps(kept, ensure_ascii=False) + "\n")
            whole.write(text)
            with open(os.path.join(articles, "%05d.txt" % number), "w", encoding="utf-8",
                      newline="") as file:
                file.write(text)


main()
