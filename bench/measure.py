#!/usr/bin/env python3
"""Times dateline, its peers and wc on one core, in turn, and writes the figures.

    measure.py PROGRAMS TEXTS [MODULES]

PROGRAMS holds dateline, TEXTS what lay_out.py wrote and the small programs of bench/, MODULES
the packages of npm. Prints a table and writes TEXTS/result.json. The machine may be busy with
other work, so programs take turns and each figure is the median of ROUNDS runs; speeds are
by CPU time, and by the clock on the wall beside it.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys

ROUNDS = 5
PEER_BYTES = {"compromise": 300_000, "chrono": 10**9}
HERE = os.path.dirname(os.path.abspath(__file__))
PIN = ["taskset", "-c", "0"] if shutil.which("taskset") else []


class Bench:
    def __init__(self, programs, texts, modules):
        self.dateline = os.path.join(programs, "dateline")
        self.texts = texts
        self.modules = modules
        self.bytes = os.path.getsize(self.text("all.txt"))
        self.articles = len(os.listdir(self.text("articles")))
        self.runs = {}

    def text(self, name):
        return os.path.join(self.texts, name)

    def keep(self, name, command):
        done = subprocess.run(PIN + command, stdout=subprocess.PIPE, check=True,
                              env=dict(os.environ, LC_ALL="C.UTF-8"))
        figures = json.loads(done.stdout)
        if figures.get("status", 0) != 0:
            sys.exit("bench: %s: exit status %d" % (name, figures["status"]))
        self.runs.setdefault(name, []).append(figures)

    def cost(self, name, *command):
        self.keep(name, [self.text("cost"), *command])

    def scan(self, name, what, *options):
        """A scan, and right beside it the same set-up with nothing to do."""
        self.cost(name, self.dateline, *options, self.text(what))
        self.cost(name + " start", self.dateline, *options, self.text("empty.txt"))

    def peer(self, name):
        self.keep(name, ["node", os.path.join(HERE, "peer.mjs"), name,
                         self.text("articles.ndjson"), self.modules, str(PEER_BYTES[name])])

    def round(self):
        self.scan("ndjson", "articles.ndjson")
        self.cost("wc", "wc", "-w", self.text("all.txt"))
        self.cost("wc start", "wc", "-w", self.text("empty.txt"))
        self.scan("files", "articles")
        if self.modules:
            self.peer("chrono")
        self.scan("one rule more", "articles.ndjson", "--add-rules", self.text("one.rules"))
        self.scan("dummy rules", "articles.ndjson", "--add-rules", self.text("dummy.rules"))
        if self.modules:
            self.peer("compromise")
        self.keep("stages", [self.text("stages"), self.text("articles.ndjson")])

    def median(self, name, field):
        return statistics.median(run[field] for run in self.runs[name])

    def speed(self, name, field="cpu_s"):
        """MB/s, net of start-up."""
        start = self.median(name + " start", field) if name + " start" in self.runs else 0
        size = self.runs[name][0].get("bytes", self.bytes)
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
    names = [name for name in ("ndjson", "files", "wc", "chrono", "compromise", "one rule more",
                               "dummy rules") if name in bench.runs]
    out = {"machine": machine(), "bytes": bench.bytes, "articles": bench.articles,
           "rounds": ROUNDS,
           "mb_per_s": {name: bench.speed(name) for name in names},
           "mb_per_s_wall": {name: bench.speed(name, "wall_s") for name in names},
           "start_ms": 1000 * bench.median("ndjson start", "cpu_s"),
           "start_ms_wall": 1000 * bench.median("ndjson start", "wall_s"),
           "rss_mb": bench.median("ndjson", "rss_kb") / 1000,
           "dummy_rules_slow_by": bench.slowed(), "stages_s": bench.stages()}
    out["ratio"] = {name: out["mb_per_s"]["ndjson"] / out["mb_per_s"][name]
                    for name in ("wc", "chrono", "compromise") if name in names}
    out["runs"] = bench.runs
    return out


def print_speeds(bench, out):
    labels = {"ndjson": "dateline, NDJSON", "files": "dateline, one file an article",
              "wc": "wc -w", "chrono": "chrono-node", "compromise": "compromise"}
    print("%-32s %10s %10s %16s" % ("", "MB/s", "(by wall)", "dateline / this"))
    for name, label in labels.items():
        if name not in bench.runs:
            continue
        ratio = out["ratio"].get(name)
        print("%-32s %10.3f %10.3f %16s" % (label, out["mb_per_s"][name],
                                            out["mb_per_s_wall"][name],
                                            "%.3g" % ratio if ratio else ""))
    if "compromise" in bench.runs:
        print("compromise: on %d of the articles, %.2f MB" % (
            bench.runs["compromise"][0]["articles"], bench.runs["compromise"][0]["bytes"] / 1e6))
    else:
        print("chrono-node, compromise: passed over, since node or npm is missing")


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
    bench = Bench(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
    for turn in range(ROUNDS):
        print("round %d of %d" % (turn + 1, ROUNDS), file=sys.stderr)
        bench.round()
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
