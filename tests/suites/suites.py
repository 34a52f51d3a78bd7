#!/usr/bin/env python3
"""Runs the English test suites of other taggers and says which share of them dateline passes.

  suites.py DATELINE FOLDER [--failures GROUP] [--suite NAME]

FOLDER holds the suites, one case a line: {"id", "text", "reference", "expected": [...]}, as
recognizers.*.jsonl (Microsoft Recognizers-Text) and duckling.*.jsonl. They are not part of this
project. Each case belongs to the first group of groups.py that fits it; a group is in scope,
follows another convention, or is out of scope, and says why. Exit status 1 where less than the
aim is reached: 90 % of the cases in scope, all of the percentages.

How two answers are compared (compare.py): a mention fits where it overlaps and its value is the
same. Prepositions may belong to a span or not; an end may be exclusive or not; of two readings
(the last Friday, the next one) that which dateline gives, or lists as an alternative, counts.
What is found beside the expected mentions is a failure.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys

import compare
import groups

SUITES = {
    "percent": ["recognizers.number.PercentModel.jsonl",
                "recognizers.number.PercentModelPercentMode.jsonl"],
    "recognizers": ["recognizers.datetime.DateTimeModel.jsonl"],
    "duckling": ["duckling.time-en.jsonl", "duckling.time-en-us.jsonl",
                 "duckling.time-en-gb.jsonl", "duckling.time-en-negative.jsonl",
                 "duckling.time-en-latent.jsonl"],
}
AIMS = {"percent": 1.0, "recognizers": 0.9, "duckling": 0.9}


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def predict(dateline, cases, suite, path):
    """What dateline finds in each case, by id."""
    order = "dmy" if "-gb" in path.name else "mdy"
    types = "percent" if suite == "percent" else "date,time,duration,set,vague"
    lines = "".join(json.dumps({"id": case["id"], "text": case["text"],
                                "date": (case.get("reference") or "2020-01-01")[:10]}) + "\n"
                    for case in cases)
    run = subprocess.run([dateline, "--quiet", "--input-format", "ndjson", "--types", types,
                          "--date-order", order],
                         input=lines, capture_output=True, text=True, check=True)
    found = (json.loads(line) for line in run.stdout.splitlines())
    return {document["id"]: document["entities"] for document in found}


def run_suite(dateline, folder, suite):
    """(case, group, what was found, passed) for each case."""
    for name in SUITES[suite]:
        path = folder / name
        if not path.exists():
            sys.exit(f"{path}: no such suite")
        cases = load(path)
        predicted = predict(dateline, cases, suite, path)
        for case in cases:
            found = predicted.get(case["id"], [])
            passed = compare.passes(case, found, suite)
            yield case, groups.group_of(case, suite), found, passed


def show_failure(case, found):
    expected = [(e["text"], e.get("values") or e.get("value")) for e in case["expected"]]
    got = [(f["text"], f["type"], f["value"].get("start"), f["value"].get("end"),
            (f["value"].get("timex") or {}).get("value")) for f in found]
    print(f"    {case['id']}  {case['text'][:150]!r}  {(case.get('reference') or '')[:10]}")
    print(f"      wanted {json.dumps(expected)[:400]}\n      found  {json.dumps(got)[:400]}")


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dateline")
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--suite", choices=SUITES)
    options.add_argument("--failures", metavar="GROUP", help="show the failures of this group")
    asked = options.parse_args()
    reached = True
    for suite in [asked.suite] if asked.suite else SUITES:
        tally = collections.defaultdict(lambda: [0, 0])
        for case, group, found, passed in run_suite(asked.dateline, asked.folder, suite):
            tally[group][0] += passed
            tally[group][1] += 1
            if asked.failures == group.name and not passed:
                show_failure(case, found)
        passed, cases = (sum(n[i] for n in tally.values()) for i in (0, 1))
        print(f"{suite}: {passed} of {cases} pass, {passed / cases:.3f}")
        for scope in groups.SCOPES:
            of_scope = {g: n for g, n in tally.items() if g.scope == scope}
            if not of_scope:
                continue
            passed, cases = (sum(n[i] for n in of_scope.values()) for i in (0, 1))
            print(f"  {scope}: {passed} of {cases}, {passed / cases:.3f}")
            for group, (good, count) in sorted(of_scope.items(), key=lambda g: g[1][0] - g[1][1]):
                print(f"    {good:4} of {count:4}  {group.name:24} {group.why}")
            if scope == groups.IN:
                reached &= passed >= AIMS[suite] * cases
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
