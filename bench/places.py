#!/usr/bin/env python3
"""places.py BUILD [probe] - what the gazetteer finds and what it costs.

  probe   128 places of the news of the 2020s (probe.tsv), each in one plain sentence
  else    also the pack's size, start-up, memory of one and of eight processes, look-ups a second, and the speed
          of the program with the whole gazetteer beside that with an empty one, on the text of make bench
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent
ARTICLE = ("Donbas", "Sahel", "West Bank", "Beqaa Valley", "Golan Heights", "Strait of Hormuz", "Red Sea", "Taiwan Strait",
           "Galwan Valley", "Spratly Islands", "Noto Peninsula", "Key Bridge", "Darién Gap", "Bab el-Mandeb")


def run(command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


# ---- the probe

def probe(program):
    rows = [line.split("\t") for line in (HERE / "probe.tsv").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    text = "Reporters returned to {} on Monday, and residents said that prices had risen."
    records = "".join(json.dumps({"id": str(i), "text": text.format(("the " if name in ARTICLE else "") + name)}) + "\n"
                      for i, (name, _) in enumerate(rows))
    output = run([program, "--quiet", "--input-format", "ndjson"], input=records).splitlines()
    counts, wrong = dict.fromkeys(("found", "in the gazetteer", "right country", "with a point", "with a GeoNames id"), 0), []
    for line, (name, country) in zip(output, rows):
        places = [e for e in json.loads(line)["entities"] if e["type"] == "place" and name.startswith(e["text"].removeprefix("the "))]
        whole = [e for e in places if e["text"].removeprefix("the ") in (name, name.split(",")[0])]
        value = whole[0]["value"] if whole else {}
        right = bool(whole) and value.get("country", "-") == country or country == "-" and bool(whole)
        for key, yes in zip(counts, (whole, "kind" in value, right, "lat" in value, "geonames" in value)):
            counts[key] += bool(yes)
        if not right or "lat" not in value:
            wrong.append(f"{name} ({country}): " + (json.dumps(value, ensure_ascii=False) if whole else "not found"))
    print(f"of {len(rows)} places: " + ", ".join(f"{key} {n}" for key, n in counts.items()))
    print("\n".join("  " + line for line in wrong))


# ---- what it costs

def empty_pack(program, folder):
    """The same rules and lists, without a place or a town."""
    rules = folder / "rules"
    shutil.copytree(TOP / "rules/en", rules)
    for name in ("places.tsv", "towns.tsv"):
        lines = (rules / "lists" / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (rules / "lists" / name).write_text("".join(l for l in lines if l[0] == "#") + "Nowhere\t\tcity\tXX\n", encoding="utf-8")
    for source, target in ((rules, "empty.pack"), (TOP / "rules/en", "full.pack")):
        run([program, "pack", "-o", str(folder / target), str(source)])
    return folder / "full.pack", folder / "empty.pack"


def cpu(command):
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def memory(program, count):
    """MB of processes that wait for more input, shared pages split among them."""
    record = json.dumps({"text": "Ama Boadi left Accra on Sunday."}) + "\n"
    processes = [subprocess.Popen([program, "-j", "1", "--quiet", "--input-format", "ndjson"], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True) for _ in range(count)]
    for process in processes:
        process.stdin.write(record)
        process.stdin.flush()
        process.stdout.readline()
    time.sleep(0.3)
    total, private = 0, 0
    for process in processes:
        for line in pathlib.Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines():
            total += int(line.split()[1]) if line.startswith("Pss:") else 0
            private += int(line.split()[1]) if line.startswith("Private") else 0
    for process in processes:
        process.stdin.close()
        process.wait()
    return total / 1024, private / 1024 / count


def costs(build, program):
    articles = build / "bench/articles.ndjson"
    print(f"pack: {(build / 'pack.bin').stat().st_size / 1e6:.1f} MB, in a program of {program.stat().st_size / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        full, empty = empty_pack(program, folder)
        print(f"pack without places: {empty.stat().st_size / 1e6:.1f} MB")
        (folder / "empty.txt").write_text("\n")
        one = {rules: [] for rules in (full, empty)}
        for _ in range(7):
            for rules in one:
                start = cpu([program, "--rules", rules, folder / "empty.txt"])
                text = cpu([program, "-j", "1", "--rules", rules, "--quiet", "--input-format", "ndjson", articles]) if articles.exists() else start
                one[rules].append((start, text - start))
        starts = {r: statistics.median(s for s, _ in v) for r, v in one.items()}
        texts = {r: statistics.median(t for _, t in v) for r, v in one.items()}
        print(f"start-up: {starts[full] * 1000:.0f} ms with the gazetteer, {starts[empty] * 1000:.0f} ms without")
        if texts[empty] > 0:
            print(f"CPU time on the text of make bench: {texts[full] / texts[empty]:.3f} times that with an empty gazetteer")
    for count in (1, 8):
        total, private = memory(program, count)
        print(f"memory of {count}: {total:.1f} MB in all, {private:.1f} MB of it each process's own")
    names = build / "bench/names.txt"
    names.parent.mkdir(exist_ok=True)
    lines = (TOP / "rules/en/lists/places.tsv").read_text(encoding="utf-8").splitlines()
    names.write_text("\n".join(l.split("\t")[0] for l in lines if l[0] != "#") + "\n", encoding="utf-8")
    print("look-ups: " + run([build / "bench/lookups", names]).strip())


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    program = build / "dateline"
    probe(program)
    if sys.argv[2:] != ["probe"]:
        costs(build, program)


if __name__ == "__main__":
    main()
