#!/usr/bin/env python3
"""fit_data.py FOLDER OUT - the annotated articles that tools/tune fits on, and those that it
leaves (FOLDER holds the gold as NDJSON; nothing of it is kept here).

conll2003.train      without its sports tables
worldwide.dev        without the ids of dates.dev, which is kept for testing
wikigold.all, lgl.all  the half that a hash of the id picks; OUT/rest/ gets the other half

Where a set marks otherwise than we do, the mark says "unknown", and nothing is learnt from it:
a country before a title ("US President"), a nationality word that is marked as a place, a place
that is marked inside of a longer name, a country or city that may be a team in an article on
sport. CoNLL 2003 marks those ("Kenya beat Ghana") as places; in its articles on sport they are
marked as the teams that they are to us, unless they stand behind a preposition, in brackets, or
in the dateline.
"""
import json, os, re, sys, zlib

SPORT = set("""cup league match matches coach season scored goal goals team teams players
championship tournament innings wicket wickets soccer tennis cricket rugby baseball basketball
hockey nba nhl nfl quarterback inning standings playoff playoffs striker midfielder
quarterfinals semifinals scores results halftime scorers batting bowling""".split())
TITLE = re.compile(r" (?:(?:Vice|Deputy|Prime|Foreign|Finance|Defen[cs]e|Interior|Treasury|Chief) )*"
                   r"(?:President|Minister|Secretary|Chancellor|Senator|Sen\.|Rep\.|Ambassador|King|Queen"
                   r"|Governor|Mayor|Premier|Attorney General)\b")
BEFORE_PLACE = re.compile(r"(?:\b(?:in|at|near|from|to|of|outside|around|via|across)(?: the)? |\()$", re.I)


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def is_table(text):
    rows = [row for row in text.split("\n") if row.strip()]
    tabular = sum(len(re.findall(r"\d+", row)) >= 2 and len(re.findall(r"\b[a-z]+\b", row)) <= 2
                  for row in rows)
    return tabular > 0.25 * len(rows)


def is_sport(text):
    return sum(word in SPORT for word in re.findall(r"[a-z]+", text.lower())) >= 4


def teams_out_of_places(document):
    text = document["text"]
    rows = text.split("\n")
    headline = len(rows[0])
    head = sum(len(row) + 1 for row in rows[:3])  # headline, byline, dateline
    for entity in document["entities"]:
        start = entity["start"]
        if entity["type"] != "place":
            continue
        if headline <= start < head:
            continue
        if not BEFORE_PLACE.search(text[max(0, start - 14):start]):
            entity["type"], entity["label"] = "other", "ORG"


def open_teams(document):
    text = document["text"]
    for entity in document["entities"]:
        if entity["type"] == "place" and not BEFORE_PLACE.search(text[max(0, entity["start"] - 14):entity["start"]]):
            entity["type"] = "unknown"


def open_titles(document):
    for entity in document["entities"]:
        if entity["type"] == "place" and TITLE.match(document["text"], entity["end"]):
            entity["type"] = "unknown"


def open_parts_of_names(document):
    text = document["text"]
    for entity in document["entities"]:
        inside = re.match(r"(?:'s)?[ -](?:of |and |& )?[A-Z]", text[entity["end"]:entity["end"] + 8])
        behind = re.search(r"(?:[A-Z]\S*[ -]|\bof (?:the )?|\bfor )$", text[max(0, entity["start"] - 30):entity["start"]])
        if inside or behind or entity.get("demonym"):
            entity["type"] = "unknown"
    document["marked"] = "place"


def conll(folder):
    for document in lines(os.path.join(folder, "conll2003.train.jsonl")):
        if is_table(document["text"]):
            continue
        if is_sport(document["text"]):
            teams_out_of_places(document)
        open_titles(document)
        yield document


def worldwide(folder):
    kept_for_tests = {d["id"] for d in lines(os.path.join(folder, "dates.dev.jsonl"))}
    for document in lines(os.path.join(folder, "worldwide.dev.jsonl")):
        if document["id"] not in kept_for_tests:
            if is_sport(document["text"]):
                open_teams(document)
            open_titles(document)
            yield document


def is_fitted(document):
    return zlib.crc32(document["id"].encode()) % 2 == 0


def half(folder, name, fitted):
    for document in lines(os.path.join(folder, name + ".jsonl")):
        if is_fitted(document) == fitted:
            yield document


def wikigold(folder):
    for document in half(folder, "wikigold.all", True):
        open_titles(document)
        yield document


def lgl(folder):
    for document in half(folder, "lgl.all", True):
        open_titles(document)
        open_parts_of_names(document)
        yield document


def write(path, documents):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(document, ensure_ascii=False) + "\n")


def main():
    folder, out = sys.argv[1:3]
    for name, documents in (("conll", conll), ("worldwide", worldwide), ("wikigold", wikigold), ("lgl", lgl)):
        write(os.path.join(out, name + ".jsonl"), documents(folder))
    for name in ("wikigold.all", "lgl.all"):
        write(os.path.join(out, "rest", name + ".jsonl"), half(folder, name, False))


if __name__ == "__main__":
    main()
