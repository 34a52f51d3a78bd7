#!/usr/bin/env python3
"""kill.py PROGRAM [ARTICLES [MOMENTS [PART_SIZE]]]: a run that is killed again and again.

An undisturbed run into a folder gives the bytes that are right. Then the same run is killed
(SIGKILL, or now and then SIGTERM) at random moments, each time a little after it made some
way, and gone on with by --resume; at its end the parts, what is said beside them and the
list must be the same to the byte.
"""
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
ARTICLES, MOMENTS, PART = (int(a) for a in (sys.argv[2:5] + ["600", "6", "40"][len(sys.argv) - 2:]))
FIRST = ["Ama", "Kofi", "Ines", "Rosa", "Tomas", "Li", "Piet", "Noor"]
LAST = ["Boadi", "Mensah", "Lund", "Okafor", "Haas", "Vidal", "Sato", "Brandt"]
PLACES = ["Accra", "Geneva", "Lisbon", "Oslo", "Nairobi", "Lima", "Kyoto", "Perth"]


def article(i, pick):
    lines = ["%s %s met %s %s in %s on Sunday." % (pick(FIRST), pick(LAST), pick(FIRST),
                                                   pick(LAST), pick(PLACES)),
             "Rents rose by %d.%d percent in %d, Mr. %s said." % (
                 i % 40, i % 10, 1950 + i % 70, pick(LAST))]
    return {"id": "a%d" % i, "date": "2024-02-29", "text": "\n\n".join(lines * 2)}


def write_input(path):
    pick = random.Random(7).choice
    with open(path, "w", encoding="utf-8") as out:
        for i in range(ARTICLES):
            out.write('{"text": %d}\n' % i if i % 97 == 50 else json.dumps(article(i, pick)) + "\n")


def command(folder, *more):
    return [PROGRAM, "--quiet", "--errors", "--part-size", str(PART), "-o", folder, *more,
            "articles.ndjson"]


def parts(folder):
    """Everything in the folder, by name."""
    names = sorted(os.listdir(folder))
    return [(name, hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest())
            for name in names]


def listed(folder):
    try:
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            return len(json.load(file)["parts"])
    except (FileNotFoundError, NotADirectoryError):
        return 0


def kill_at_random(folder, seconds, number):
    """Starts or goes on, and kills; the moment is some way into a share of the whole run, so
    that all moments come before its end."""
    more = ["--resume"] if os.path.exists(folder) else []  # with or without a list in it
    run = subprocess.Popen(command(folder, *more), stderr=subprocess.DEVNULL)
    time.sleep(random.uniform(0, seconds / MOMENTS))
    run.send_signal(signal.SIGTERM if number % 5 == 4 else signal.SIGKILL)
    return run.wait()


def main():
    random.seed(int(os.environ.get("SEED", "11")))
    where = tempfile.mkdtemp()
    os.chdir(where)
    write_input("articles.ndjson")
    began = time.monotonic()
    status = subprocess.run(command("whole"), stderr=subprocess.DEVNULL, check=False).returncode
    took = time.monotonic() - began
    assert status == 3, "the wrong lines were not told: exit status %d" % status
    killed = 0
    for number in range(MOMENTS):
        killed += kill_at_random("killed", took, number) < 0
        print("moment %d: %d parts of %d" % (number + 1, listed("killed"), listed("whole")))
    again = ["--resume"] if os.path.exists("killed") else []
    last = subprocess.run(command("killed", *again), stderr=subprocess.DEVNULL,
                          check=False).returncode
    same = parts("killed") == parts("whole")
    print("%d articles, %.1f s undisturbed, killed %d times of %d: %s" % (
        ARTICLES, took, killed, MOMENTS, "the same bytes" if same else "OTHER BYTES"))
    shutil.rmtree(where)
    return 0 if same and last == 3 else 1


sys.exit(main())
