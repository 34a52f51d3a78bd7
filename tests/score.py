#!/usr/bin/env python3
"""Span precision, recall and F1 of each type, held against a floor.

    score.py GOLD.jsonl FOUND.jsonl FLOOR.tsv      exit 1 where an F1 is below its floor
    score.py GOLD.jsonl FOUND.jsonl --errors       each mention missed (-) or too many (+)

Both files hold {"id", "entities": [{"type", "start", "end", "text"}]}, one article a line.
A span counts when type, start and end are the same. The value column says how many of the
right spans have the value of the gold too, for what the gold tells of it. The gold gives the
whole period that a date names: a modifier (`early 2024`) may narrow it, a bound (`since
2024`) may leave one side open.
"""
import json
import sys


def load(path):
    with open(path, encoding="utf-8") as file:
        return {record["id"]: record["entities"] for record in map(json.loads, file)}


def spans(entities, kind):
    return {(e["start"], e["end"]): e for e in entities if e["type"] == kind}


def agrees(want, have):
    """Every field of the gold value is there; a title may be told in more words."""
    start, end = have.get("start"), have.get("end")
    if want.get("modifier") and want["start"] and start and end:
        return want["start"] <= start <= end <= want["end"]
    if want.get("start") and (want.get("bound") or have.get("bound")):
        return want["start"] in (start, end) or want["end"] in (start, end)
    return all(have.get(field) == value or field == "title"
               for field, value in want.items() if value is not None)


def count(gold, found, kind, errors):
    right = wanted = given = valued = 0
    for name, entities in gold.items():
        want, have = spans(entities, kind), spans(found.get(name, []), kind)
        wanted, given = wanted + len(want), given + len(have)
        both = want.keys() & have.keys()
        right += len(both)
        valued += sum(agrees(want[s]["value"], have[s]["value"]) for s in both)
        for sign, only in (("-", want.keys() - both), ("+", have.keys() - both)):
            side = want if sign == "-" else have
            errors += [(name, start, sign, kind, side[start, end]["text"])
                       for start, end in only]
    return right, wanted, given, valued


def main():
    gold, found = load(sys.argv[1]), load(sys.argv[2])
    if missing := gold.keys() - found.keys():
        sys.exit("no record for " + ", ".join(sorted(missing)))
    errors, low = [], 0
    floors = {}
    if sys.argv[3] != "--errors":
        with open(sys.argv[3], encoding="utf-8") as file:
            floors = {line.split("\t")[0]: float(line.split("\t")[1])
                      for line in file if not line.startswith("#")}
    print(f"{'type':9}{'gold':>6}{'found':>7}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}"
          f"{'floor':>8}{'value':>8}")
    for kind in ("person", "place", "date", "percent"):
        right, wanted, given, valued = count(gold, found, kind, errors)
        f1 = 2 * right / max(wanted + given, 1)
        floor = floors.get(kind, 0)
        low += f1 < floor
        print(f"{kind:9}{wanted:6}{given:7}{right:7}{right / max(given, 1):8.3f}"
              f"{right / max(wanted, 1):8.3f}{f1:8.3f}{floor:8.3f}{valued / max(right, 1):8.3f}"
              + ("  below the floor" if f1 < floor else ""))
    if not floors:
        for name, start, sign, kind, text in sorted(errors):
            print(f"{sign} {name}:{start} {kind} {text!r}")
        return
    print(f"{len(floors) - low} passed, {low} failed")
    sys.exit(low > 0)


if __name__ == "__main__":
    main()
