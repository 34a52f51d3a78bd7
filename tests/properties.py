#!/usr/bin/env python3
"""properties.py PROGRAM: what must hold for every article, whatever the rules find.

- the text at the span is the record's text, counted in code points, bytes and UTF-16 units
  by Python, from the file itself and from NDJSON
- spans come in order and do not overlap
- two runs give the same bytes; so do other locales, and other orders of the articles
- "x. " in front moves dates and percentages by three and changes nothing else about them;
  names may feel it (the start of a sentence is evidence), which is reported
- the NFD form of the text gives the same values
"""
import json
import os
import random
import subprocess
import sys
import unicodedata

PROGRAM = sys.argv[1]
CORPUS = sorted(f"corpus/{name}" for name in os.listdir("corpus") if name.endswith(".txt"))
EXACT = ("date", "percent")
passed, failed = 0, 0


def run(*args, stdin=b"", locale="C.UTF-8"):
    environment = dict(os.environ, LC_ALL=locale, LANG=locale)
    done = subprocess.run([PROGRAM, "--quiet", *args], input=stdin, env=environment,
                          stdout=subprocess.PIPE, check=True)
    return done.stdout


def records(out):
    return [json.loads(line) for line in out.decode("utf-8").split("\n") if line]


def of_texts(texts, *args):
    """The records of (id, date, text) as NDJSON, in one run."""
    lines = [json.dumps({"id": name, "date": date, "text": text} if date
                        else {"id": name, "text": text}) for name, date, text in texts]
    return records(run("--input-format", "ndjson", *args, "-",
                       stdin="\n".join(lines).encode()))


def judge(good, what, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok {what}: {why}")


def read(path):
    """The bytes of the file and the article text; a byte order mark is no part of it."""
    with open(path, "rb") as file:
        data = file.read()
    return data, data.decode("utf-8", errors="replace").removeprefix("\ufeff")


def utf16(text):
    return text.encode("utf-16-le")


def span_fault(record, text, data):
    end = byte_end = 0
    for entity in record["entities"]:
        surface = entity["text"]
        bounds = {key: entity[key] for key in entity if key.endswith(("start", "end"))}
        if entity["start"] < end or entity["byte_start"] < byte_end:
            return f"{surface!r} overlaps the one before it: {bounds}"
        end, byte_end = entity["end"], entity["byte_end"]
        units = utf16(text)[2 * entity["utf16_start"]:2 * entity["utf16_end"]]
        if text[entity["start"]:end] != surface or units.decode("utf-16-le") != surface \
                or data[entity["byte_start"]:byte_end].decode() != surface:
            return f"{surface!r} is not the text at {bounds}"
    return ""


def spans_are_true(articles, from_files):
    from_texts = of_texts([(path, None, text) for path, (_, text) in articles.items()],
                          "--offsets", "utf16")
    for record in from_files:
        data, text = articles[record["source"]]
        why = span_fault(record, text, data)
        judge(not why, f"spans of {record['source']}", why)
    for record in from_texts:
        _, text = articles[record["id"]]
        why = span_fault(record, text, text.encode())
        judge(not why, f"spans of {record['id']} as NDJSON", why)


def runs_agree():
    first = run("corpus/")
    judge(run("corpus/") == first, "two runs")
    for locale in ("C", "de_DE.UTF-8", "tr_TR.UTF-8", "POSIX"):
        judge(run("corpus/", locale=locale) == first, f"locale {locale}")
    by_source = {record["source"]: record for record in records(run(*CORPUS))}
    for seed in range(3):
        order = CORPUS[:]
        random.Random(seed).shuffle(order)
        again = {record["source"]: record for record in records(run(*order))}
        wrong = [path for path in order if again[path] != by_source[path]]
        judge(not wrong, f"order {seed}", f"{wrong} differ")


def told(record, shift=0, exact=None):
    """What a record says, without the fields that follow from the others."""
    return [(e["type"], e["text"], e["start"] - shift, e["end"] - shift, e["value"])
            for e in record["entities"] if not exact or e["type"] in exact]


def dated(record):
    """Only dates that were given from outside: those in the text may be read otherwise."""
    return record["date"] if record["date_from"] in ("name", "record", "option") else None


def difference(a, b):
    return f"{[x for x in a if x not in b][:3]} against {[x for x in b if x not in a][:3]}"


def a_prefix_shifts(articles, plain):
    moved = of_texts([(r["id"], dated(r), "x. " + articles[r["id"]][1]) for r in plain])
    felt = 0
    for before, after in zip(plain, moved):
        want, have = told(before, exact=EXACT), told(after, 3, EXACT)
        judge(want == have, f"'x. ' before {before['id']}", difference(want, have))
        names = told(before), told(after, 3)
        felt += [n[:4] for n in names[0]] != [n[:4] for n in names[1]]
    print(f"'x. ' in front changes a span of a name in {felt} of {len(plain)} articles")


def plain_value(value):
    """Names are given as the article writes them, so they are compared composed."""
    return json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)))


def nfd_gives_the_same(articles, plain):
    nfd = of_texts([(r["id"], dated(r), unicodedata.normalize("NFD", articles[r["id"]][1]))
                    for r in plain])
    for before, after in zip(plain, nfd):
        want = [(e["type"], plain_value(e["text"]), plain_value(e["value"]))
                for e in before["entities"]]
        have = [(e["type"], plain_value(e["text"]), plain_value(e["value"]))
                for e in after["entities"]]
        judge(want == have, f"NFD of {before['id']}", difference(want, have))


def main():
    articles = {path: read(path) for path in CORPUS}
    from_files = records(run("--offsets", "utf16", "corpus/"))
    spans_are_true(articles, from_files)
    runs_agree()
    dates = {record["source"]: dated(record) for record in from_files}
    plain = of_texts([(path, dates[path], text) for path, (_, text) in articles.items()])
    a_prefix_shifts(articles, plain)
    nfd_gives_the_same(articles, plain)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
