#!/usr/bin/env python3
"""ablate.py TUNE DATELINE FITTED GOLD - what each kind of evidence is worth: it is taken out of the
rules, the weights are fitted again (build/tune) and the sets of bench/accuracy.py are scored. FITTED
is what tools/fit_data.py wrote. Prints a table for docs/decisions.md; takes ten minutes or so."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

import accuracy

RULES = os.path.join(accuracy.HERE, "..", "rules", "en")
SETS = ("cleanconll.dev", "worldwide.dev2", "rest/wikigold.all", "ieer.dev", "msnbc.all")
NOTHING = "(?!)"
KINDS = (  # what is left out, clues by their conditions, whether learnt words go too
    ("nothing", NOTHING, False),
    ("the rest of the article", r"when document", False),
    ("of it: parts of longer names", r"when document (?:first|last|inner)-of", False),
    ("of it: neighbours", r"when document (?:left|right)", False),
    ("lists of given and family names", r"in (?:given|surname|family-first|nickname)\b", False),
    ("lists of places, organisations and other names", r"in (?:place|town|org|other-name|demonym)\b(?!-)", False),
    ("how common a word is", r"in ordinary\b", False),
    ("words beside, and words that names begin and end with", r"(?m)^  (?:before|after) |in (?:role|title|kin|speech"
     r"|person-verb|place-prep|place-noun|[a-z-]*-(?:suffix|prefix))\b", False),
    ("learnt words and endings", NOTHING, True),
    ("sport", r"is sport", False),
)


def left_out(folder, pattern, words):
    """A copy of the rules without clues that the pattern finds, and without learnt words."""
    rules = os.path.join(folder, "rules")
    shutil.copytree(RULES, rules)
    for path in glob.glob(os.path.join(rules, "*.rules")):
        with open(path, encoding="utf-8") as file:
            blocks = re.split(r"(?m)^(?=\S)", file.read())
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(b for b in blocks if not (b.startswith("clue ") and re.search(pattern, b))))
    for path in glob.glob(os.path.join(rules, "lists", "words-*.tsv")) if words else ():
        with open(path, "w", encoding="utf-8") as file:
            file.write("qqqq\t" + "\t".join("0" * 10) + "\n")
    return rules


def fit(tune, rules, fitted, words):
    few = ["-w", "1000000", "-n", "1000000"] if words else []
    subprocess.run([tune, rules, os.path.join(rules, "lists"), *few, *fitted], check=True, stderr=subprocess.DEVNULL)
    for path in glob.glob(os.path.join(rules, "lists", "words-*.tsv")):
        if words:
            with open(path, "a", encoding="utf-8") as file:
                file.write("qqqq\t" + "\t".join("0" * 10) + "\n")


def main():
    tune, dateline, fitted, gold = sys.argv[1:5]
    fitted = sorted(glob.glob(os.path.join(fitted, "*.jsonl")))
    paths = {s: os.path.join(gold, s + ".jsonl") for s in SETS if os.path.exists(os.path.join(gold, s + ".jsonl"))}
    marks = {s: accuracy.read(path) for s, path in paths.items()}
    print(accuracy.head("left out", *(s.replace("rest/", "") for s in paths), "mean"), end="")
    for what, pattern, words in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            rules = left_out(folder, pattern, words)
            fit(tune, rules, fitted, words)
            cells, sums = [], [0.0, 0.0]
            for name, path in paths.items():
                found = accuracy.run_dateline(dateline, path, "--rules", rules)
                pair = [accuracy.f1(accuracy.compare(marks[name], found, kind, accuracy.SHOWN_FROM))
                        for kind in ("person", "place")]
                cells.append(" / ".join("%.1f" % (100 * x) for x in pair))
                sums = [a + b / len(paths) for a, b in zip(sums, pair)]
            print(accuracy.row(what, *cells, " / ".join("%.1f" % (100 * x) for x in sums)), end="", flush=True)


if __name__ == "__main__":
    main()
