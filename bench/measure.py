#!/usr/bin/env python3
"""Times dateline, its peers and wc on one core, in turn, and writes the figures.

    measure.py PROGRAMS TEXTS MODULES PYTHON

PROGRAMS holds dateline, TEXTS what lay_out.py wrote and the small programs of bench/, MODULES
the packages of npm, PYTHON an interpreter with spaCy (both may be ""). Prints a table and
writes TEXTS/result.json. ROUNDS=N in the environment takes other than five. The machine may be busy with
other work, so programs take turns and each figure is the median of ROUNDS runs; speeds are
by CPU time, and by the clock on the wall beside it.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys

ROUNDS = int(os.environ.get("ROUNDS", "5"))
PEER_BYTES = {"compromise": 300_000, "chrono": 10**9, "wink": 1_000_000, "recognizers": 30_000,
              "spacy": 300_000}
NPM = ("chrono", "compromise", "wink", "recognizers")
# what a search without any knowledge finds: months, weekdays, years, percentages
GREP = (r"\b(January|February|March|April|May|June|July|August|September|October|November|"
        r"December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
        r"|\b(19|20)[0-9][0-9]\b|[0-9.]+ ?(percent|per cent|%)")
CORES = len(os.sched_getaffinity(0))
HERE = os.path.dirname(os.path.abspath(__file__))
PIN = ["taskset", "-c", "0"] if shutil.which("taskset") else []


class Bench:
    def __init__(self, programs, texts, modules, python):
        self.python = python
        self.dateline = os.path.join(programs, "dateline")
        self.texts = texts
        self.modules = modules
        self.bytes = os.path.getsize(self.text("all.txt"))
        self.articles = len(os.listdir(self.text("articles")))
        self.runs = {}

    def text(self, name):
        return os.path.join(self.texts, name)

    def keep(self, name, command, pin=True):
        done = subprocess.run((PIN if pin else []) + command, stdout=subprocess.PIPE, check=True,
                              env=dict(os.environ, LC_ALL="C.UTF-8"))
        figures = json.loads(done.stdout)
        if figures.get("status", 0) != 0:
            sys.exit("bench: %s: exit status %d" % (name, figures["status"]))
        self.runs.setdefault(name, []).append(figures)

    def cost(self, name, *command, pin=True):
        self.keep(name, [self.text("cost"), *command], pin)

    def scan(self, name, what, *options):
        """A scan, and right beside it the same set-up with nothing to do."""
        self.cost(name, self.dateline, *options, self.text(what))
        self.cost(name + " start", self.dateline, *options, self.text("empty.txt"))

    def scan_by_all(self, threads):
        self.cost("%d threads" % threads, self.dateline, "-j", str(threads),
                  self.text("articles.ndjson"), pin=False)

    def spacy(self):
        self.keep("spacy", [self.python, os.path.join(HERE, "peer.py"),
                            self.text("articles.ndjson"), str(PEER_BYTES["spacy"])])

    def peer(self, name):
        self.keep(name, ["node", os.path.join(HERE, "peer.mjs"), name,
                         self.text("articles.ndjson"), self.modules, str(PEER_BYTES[name])])

    def round(self):
        self.scan("ndjson", "articles.ndjson")
        self.cost("wc", "wc", "-w", self.text("all.txt"))
        self.cost("wc start", "wc", "-w", self.text("empty.txt"))
        # grep stops at the first hit when it sees that its output goes to /dev/null
        for name, text in (("grep", "all.txt"), ("grep start", "one-line.txt")):
            self.cost(name, "sh", "-c", 'exec grep -cE "$0" "$1" > "$2"', GREP, self.text(text),
                      self.text("grep.out"))
        self.scan("files", "articles")
        self.scan("one rule more", "articles.ndjson", "--add-rules", self.text("one.rules"))
        self.scan("dummy rules", "articles.ndjson", "--add-rules", self.text("dummy.rules"))
        for threads in sorted({1, 2, CORES}):
            self.scan_by_all(threads)
        for name in NPM if self.modules else ():
            self.peer(name)
        if self.python:
            self.spacy()
        self.keep("stages", [self.text("stages"), self.text("articles.ndjson")])

    def curves(self):
        """What the cost of dateline grows with, and what it does not."""
        for megabytes in (1, 2, 4):
            with open(self.text("articles.ndjson"), encoding="utf-8") as file:
                lines, size = [], 0
                for line in file:
                    size += len(line.encode())
                    if size > megabytes * 1_000_000:
                        break
                    lines.append(line)
            with open(self.text("part.ndjson"), "w", encoding="utf-8") as out:
                out.writelines(lines)
            self.scan("bytes %d" % megabytes, "part.ndjson")
        for rules in (1, 100, 1000):
            with open(self.text("more.rules"), "w", encoding="utf-8") as out:
                subprocess.run([sys.executable, os.path.join(HERE, "dummy_rules.py"), str(rules)],
                               stdout=out, check=True)
            self.scan("rules %d" % rules, "articles.ndjson", "--add-rules", self.text("more.rules"))
        for entries in (1000, 10000, 100000):
            with open(self.text("entries.tsv"), "w", encoding="utf-8") as out:
                out.writelines("Zyz%05d Quorvale\n" % i for i in range(entries))
            with open(self.text("entries.rules"), "w", encoding="utf-8") as out:
                out.write("list entries @ entries.tsv\n\nrule more.entries contract 0.9\n"
                          "  match {entries}\n")
            self.scan("entries %d" % entries, "articles.ndjson", "--add-rules",
                      self.text("entries.rules"))

    def median(self, name, field):
        return statistics.median(run[field] for run in self.runs[name])

    def speed(self, name, field="cpu_s"):
        """MB/s, net of start-up."""
        start = self.median(name + " start", field) if name + " start" in self.runs else 0
        size = self.runs[name][0].get("bytes", self.bytes)
        if name.startswith("bytes "):
            size = int(name.split()[1]) * 1_000_000
        return size / 1e6 / (self.median(name, field) - start)

    def slowed(self):
        """By what share of the speed 300 rules more slow it: median over pairs of runs."""
        def net(name, i):
            return self.runs[name][i]["cpu_s"] - self.median(name + " start", "cpu_s")
        return 1 - statistics.median(net("one rule more", i) / net("dummy rules", i)
                                     for i in range(ROUNDS))

    def stages(self):
        rows = {}
        for stage in self.runs["stages"][0]["stages"]:
            rows[stage] = {turn: statistics.median(run["stages"][stage][turn + "_s"]
                                                   for run in self.runs["stages"])
                           for turn in ("first", "second")}
        return rows


def machine():
    about = {"cores": os.cpu_count(), "pinned": bool(PIN)}
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                about["cpu"] = line.split(":", 1)[1].strip()
                break
    return about


def summary(bench):
    names = [name for name in bench.runs if not name.endswith(" start") and name != "stages"]
    out = {"machine": machine(), "bytes": bench.bytes, "articles": bench.articles,
           "rounds": ROUNDS,
           "mb_per_s": {name: bench.speed(name) for name in names},
           "mb_per_s_wall": {name: bench.speed(name, "wall_s") for name in names},
           "start_ms": 1000 * bench.median("ndjson start", "cpu_s"),
           "start_ms_wall": 1000 * bench.median("ndjson start", "wall_s"),
           "rss_mb": bench.median("ndjson", "rss_kb") / 1000,
           "dummy_rules_slow_by": bench.slowed(), "stages_s": bench.stages()}
    out["peak_mb"] = {name: bench.median(name, "rss_kb") / 1000 for name in names}
    out["articles_per_s"] = {name: out["mb_per_s"][name] * 1e6 * out["articles"] / out["bytes"]
                             for name in names}
    out["starts_ms"] = {name: 1000 * bench.median(name + " start", "wall_s")
                        for name in names if name + " start" in bench.runs}
    out["cores"] = CORES
    out["ratio"] = {name: out["mb_per_s"]["ndjson"] / out["mb_per_s"][name]
                    for name in ("wc", "grep", "spacy", *NPM) if name in names}
    out["threads_ratio"] = (bench.median("1 threads", "wall_s") /
                            bench.median("%d threads" % min(2, CORES), "wall_s"))
    out["runs"] = bench.runs
    return out


LABELS = {"ndjson": "dateline, NDJSON", "files": "dateline, one file an article",
          "wc": "wc -w", "grep": "grep -cE, 22 words and two shapes", "chrono": "chrono-node",
          "compromise": "compromise, people and places", "wink": "wink-nlp, entities",
          "recognizers": "Recognizers-Text, dates and percentages",
          "spacy": "spaCy en_core_web_sm, names alone"}


def print_speeds(bench, out):
    print("%-42s %9s %10s %10s %9s %9s %15s" % ("", "MB/s", "(by wall)", "articles/s", "peak MB",
                                                "start ms", "dateline / this"))
    for name, label in LABELS.items():
        if name not in bench.runs:
            continue
        ratio = out["ratio"].get(name)
        start = out["starts_ms"].get(name)
        print("%-42s %9.3f %10.3f %10.1f %9.1f %9s %15s" % (
            label, out["mb_per_s"][name], out["mb_per_s_wall"][name], out["articles_per_s"][name],
            out["peak_mb"][name], "%.0f" % start if start else "",
            "%.3g" % ratio if ratio else ""))
    for name, most in PEER_BYTES.items():
        if name in bench.runs and bench.runs[name][0]["bytes"] < bench.bytes:
            print("%s: on %d of the articles, %.2f MB" % (
                name, bench.runs[name][0]["articles"], bench.runs[name][0]["bytes"] / 1e6))
    print("two threads: %.2f times as fast as one, by the clock on the wall, start-up and all" %
          out["threads_ratio"])


def print_stages(bench, out):
    rows = out["stages_s"]
    total = {turn: sum(row[turn] for row in rows.values()) for turn in ("first", "second")}
    print("\n%-12s %8s %10s   %s" % ("stage", "share", "MB/s", "with a vocabulary that knows "
                                     "the text"))
    for stage, row in rows.items():
        print("%-12s %7.1f%% %10.1f   %7.1f%% %10.1f" % (
            stage, 100 * row["first"] / total["first"], bench.bytes / 1e6 / row["first"],
            100 * row["second"] / total["second"], bench.bytes / 1e6 / row["second"]))
    print("%-12s %7.1f%% %10.1f   %7.1f%% %10.1f" % (
        "all", 100, bench.bytes / 1e6 / total["first"], 100,
        bench.bytes / 1e6 / total["second"]))


def main():
    bench = Bench(*sys.argv[1:5])
    for turn in range(ROUNDS):
        print("round %d of %d" % (turn + 1, ROUNDS), file=sys.stderr)
        bench.round()
        bench.curves()
    out = summary(bench)
    print("%d articles, %.2f MB, one core of %s, median of %d\n" % (
        out["articles"], out["bytes"] / 1e6, out["machine"].get("cpu", "?"), ROUNDS))
    print_speeds(bench, out)
    print("\nstart-up %.1f ms (%.1f by wall), peak memory %.1f MB" % (
        out["start_ms"], out["start_ms_wall"], out["rss_mb"]))
    print("300 rules more that start with rare words: %.1f %% slower (aim: below 10)" % (
        100 * out["dummy_rules_slow_by"]))
    print_stages(bench, out)
    with open(bench.text("result.json"), "w", encoding="utf-8") as file:
        json.dump(out, file, indent=1)
        file.write("\n")


main()
