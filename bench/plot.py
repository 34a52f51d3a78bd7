#!/usr/bin/env python3
"""Draws the benchmark page: the table and the cost curves.

    plot.py RESULT.json FOLDER       writes FOLDER/README.md and FOLDER/*.svg
"""
import json
import os
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "dateline"  # the same file for the same figures
import matplotlib.pyplot as plt  # noqa: E402

LABELS = {"ndjson": "dateline", "wc": "wc -w", "grep": "grep -cE", "chrono": "chrono-node",
          "compromise": "compromise", "wink": "wink-nlp", "recognizers": "Recognizers-Text",
          "spacy": "spaCy en_core_web_sm"}
WHAT = {"ndjson": "people, places, dates, percentages, values", "wc": "words, counted",
        "grep": "lines with months, weekdays, years, percentages", "chrono": "dates",
        "compromise": "people, places", "wink": "dates, numbers and the like",
        "recognizers": "dates, percentages", "spacy": "names of 18 types (tok2vec and ner alone)"}


def save(figure, folder, name):
    figure.tight_layout()
    figure.savefig(os.path.join(folder, name + ".svg"), metadata={"Date": None})
    plt.close(figure)


def draw_speeds(result, folder):
    names = [name for name in LABELS if name in result["mb_per_s"]]
    names.sort(key=lambda name: result["mb_per_s"][name])
    figure, axes = plt.subplots(figsize=(7, 3))
    axes.barh([LABELS[name] for name in names], [result["mb_per_s"][name] for name in names],
              color=["#c0392b" if name == "ndjson" else "#7f8c8d" for name in names])
    axes.set_xscale("log")
    axes.set_xlabel("MB/s on one core")
    save(figure, folder, "speeds")


def curve(result, prefix):
    return sorted((int(name.split()[1]), name) for name in result["mb_per_s"]
                  if name.startswith(prefix + " "))


def draw_curve(result, folder, prefix, label, value, unit):
    points = [(x, value(name)) for x, name in curve(result, prefix)]
    figure, axes = plt.subplots(figsize=(5, 3))
    axes.plot([x for x, _ in points], [y for _, y in points], "o-", color="#c0392b")
    if prefix != "bytes":
        axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel(label)
    axes.set_ylabel(unit)
    save(figure, folder, prefix)


def draw_threads(result, folder):
    points = sorted((int(name.split()[0]), result["bytes"] / 1e6 / median(result, name))
                    for name in result["mb_per_s"] if name.endswith(" threads"))
    figure, axes = plt.subplots(figsize=(5, 3))
    axes.plot([x for x, _ in points], [y for _, y in points], "o-", color="#c0392b")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("threads")
    axes.set_ylabel("MB/s by the clock on the wall")
    save(figure, folder, "threads")


def median(result, name):
    times = sorted(run["wall_s"] for run in result["runs"][name])
    return times[len(times) // 2]


def plain(number):
    """Three digits that count, as people write them."""
    return "%.0f" % number if number >= 100 else "%.3g" % number


def table(result):
    yield "| | what it finds | MB/s | articles/s | peak MB | start-up | dateline is faster |"
    yield "|---|---|---|---|---|---|---|"
    for name, label in LABELS.items():
        if name not in result["mb_per_s"]:
            continue
        start = result["starts_ms"].get(name)
        ratio = result["ratio"].get(name)
        yield "| %s | %s | %s | %s | %.0f | %s | %s |" % (
            label, WHAT[name], plain(result["mb_per_s"][name]),
            plain(result["articles_per_s"][name]), result["peak_mb"][name],
            "%.0f ms" % start if start else "not counted",
            plain(ratio) + " times" if ratio else "")


def write_page(result, folder):
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as out:
        out.write("""# What it costs

Written by `make bench`; [bench/README.md](../../bench/README.md) tells how it is measured.
%d articles, %.2f MB of made-up news, one core of %s, median of %d round%s, all in the same run;
speed is bytes of article text for a second of CPU time, start-up apart. On a machine that others
use too, figures compare within the table and not with those of another day.

%s

Two threads are %.2f times as fast as one, start-up included.

![speeds](speeds.svg)

| | |
|---|---|
| ![time by bytes](bytes.svg) | ![speed by rules](rules.svg) |
| ![speed by entries](entries.svg) | ![speed by threads](threads.svg) |

Rules that do not apply: each begins with a word of its own that no article has. Entries: a list
of so many more names, none of which stands in an article.
""" % (result["articles"], result["bytes"] / 1e6, result["machine"].get("cpu", "a machine"),
       result["rounds"], "" if result["rounds"] == 1 else "s", "\n".join(table(result)), result["threads_ratio"]))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        result = json.load(file)
    folder = sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    draw_speeds(result, folder)
    draw_curve(result, folder, "bytes", "MB of articles, with their records' JSON",
               lambda name: median(result, name) - median(result, name + " start"), "seconds")
    draw_curve(result, folder, "rules", "rules more",
               lambda name: result["mb_per_s"][name], "MB/s")
    draw_curve(result, folder, "entries", "entries more",
               lambda name: result["mb_per_s"][name], "MB/s")
    draw_threads(result, folder)
    write_page(result, folder)


main()
