"""killed.py PROGRAM ARTICLES.ndjson: the job on two executors of their own, of which one is
killed when a third of the tasks are done; what it writes is held against the program's rows.

    make check-spark     builds the package, fetches pyspark, makes articles, runs this

Needs a Java runtime (openjdk-17-jre-headless)."""
import csv
import io
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import dateline_spark
import pyarrow.parquet

TASKS = 24


def children(pid):
    """Processes below pid, from /proc."""
    parents = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, left = [], [pid]
    while left:
        more = parents.get(left.pop(), [])
        found += more
        left += more
    return found


def executors():
    """Executors that this very process has started."""
    found = []
    for pid in children(os.getpid()):
        try:
            command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if b"CoarseGrainedExecutorBackend" in command and b"java" in command.split(b"\0")[0]:
            found.append(pid)
    return found


def kill_one(spark, said):
    """SIGKILL for an executor once a third of the tasks of the job are done."""
    tracker = spark.sparkContext.statusTracker()
    while True:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        done = max((stage.numCompletedTasks for stage in stages if stage and stage.numTasks == TASKS),
                   default=0)
        if done >= TASKS // 3:
            break
        time.sleep(0.02)
    victim = executors()[0]
    os.kill(victim, signal.SIGKILL)
    said.append(f"executor {victim} killed after {done} of {TASKS} tasks; "
                f"others: {[pid for pid in executors() if pid != victim]}")


def as_text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return round(value, 5)
    return str(value)


def rows_of_program(program, path):
    done = subprocess.run([program, "--quiet", "--input-format", "ndjson", "--format", "csv", path],
                          stdout=subprocess.PIPE, check=True)
    rows = csv.DictReader(io.StringIO(done.stdout.decode(), newline=""))
    return sorted(({name: cell for name, cell in row.items()} for row in rows), key=key)


def key(row):
    return row["id"], int(row["start"])


def differences(wanted, found):
    for row, entity in zip(wanted, found):
        for name, cell in row.items():
            value = as_text(entity[name])
            if isinstance(value, float):
                cell = cell and round(float(cell), 5)
            if value != cell:
                yield f"{row['id']} {row['start']} {name}: {value!r} instead of {cell!r}"


def same_rules(program):
    """An older wheel would be held against a newer program."""
    import dateline
    done = subprocess.run([program], input=b"Accra", stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)["rules"] == dateline.load().rules_hash


def main(program, path):
    from pyspark.sql import SparkSession
    if not same_rules(program):
        print("the package and the program have different rules: build both anew")
        return 2
    output = tempfile.mkdtemp() + "/entities"
    spark = SparkSession.builder.master("local-cluster[2,1,1024]").appName("dateline") \
        .config("spark.ui.enabled", False).config("spark.task.maxFailures", 8) \
        .config("spark.executorEnv.PYTHONPATH", os.path.dirname(os.path.abspath(__file__))) \
        .getOrCreate()
    said = []
    killer = threading.Thread(target=kill_one, args=(spark, said), daemon=True)
    killer.start()
    began = time.monotonic()
    dateline_spark.extract(spark, path, "ndjson", partitions=TASKS).write.parquet(output)
    took = time.monotonic() - began
    killer.join(5)
    spark.stop()
    print(*said or ["no executor was killed"], sep="\n")
    found = sorted(pyarrow.parquet.read_table(output).to_pylist(), key=key)
    shutil.rmtree(os.path.dirname(output))
    wanted = rows_of_program(program, path)
    wrong = list(differences(wanted, found))[:5]
    print(f"{len(found)} rows from Spark in {took:.0f} s, {len(wanted)} from the program; "
          f"{'all columns equal' if not wrong else wrong}")
    good = said and not wrong and len(found) == len(wanted)
    print(f"{int(bool(good))} passed, {int(not good)} failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
