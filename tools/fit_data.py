#!/usr/bin/env python3
"""fit_data.py FOLDER OUT - the annotated articles that tools/tune fits on, as our conventions
read them (FOLDER holds the gold as NDJSON; nothing of it is kept here).

conll2003.train   without its sports tables; in what is left of sport, a country or city that
                  plays ("Kenya beat Ghana") is a team, and stays a place only where it stands
                  behind a preposition, in brackets, or in the dateline
worldwide.dev     without the ids of dates.dev, which is kept for testing
wikigold.all      the half that tune's own filter (:half) picks
"""
import json, os, re, sys

SPORT = set("""cup league match matches coach season scored goal goals team teams players
championship tournament innings wicket wickets soccer tennis cricket rugby baseball basketball
hockey nba nhl nfl quarterback inning standings playoff playoffs striker midfielder
quarterfinals semifinals scores results halftime scorers batting bowling""".split())
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
    head = sum(len(row) + 1 for row in text.split("\n")[:3])  # headline, byline, dateline
    for entity in document["entities"]:
        if entity["type"] != "place" or entity["start"] < head:
            continue
        if not BEFORE_PLACE.search(text[max(0, entity["start"] - 14):entity["start"]]):
            entity["type"], entity["label"] = "other", "ORG"


def conll(folder):
    for document in lines(os.path.join(folder, "conll2003.train.jsonl")):
        if is_table(document["text"]):
            continue
        if is_sport(document["text"]):
            teams_out_of_places(document)
        yield document


def worldwide(folder):
    kept_for_tests = {d["id"] for d in lines(os.path.join(folder, "dates.dev.jsonl"))}
    for document in lines(os.path.join(folder, "worldwide.dev.jsonl")):
        if document["id"] not in kept_for_tests:
            yield document


def main():
    folder, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    for name, documents in (("conll", conll), ("worldwide", worldwide)):
        with open(os.path.join(out, name + ".jsonl"), "w", encoding="utf-8") as file:
            for document in documents(folder):
                file.write(json.dumps(document, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
