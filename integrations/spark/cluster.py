"""cluster.py PROGRAM ARTICLES.ndjson: the job on two executors of their own; what it writes is
held against the program's rows. NDJSON, while one executor is killed when a third of the tasks are
done; text files; Parquet with fields of other names, in which an article has no text.

    make check-spark     builds the package, fetches pyspark, makes articles, runs this

Needs a Java runtime (openjdk-17-jre-headless)."""
import csv
import io
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

import dateline_spark
import pyarrow.parquet

TASKS = 24
CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"


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


def rows_of_program(program, *arguments):
    done = subprocess.run([program, "--quiet", "--format", "csv", *arguments],
                          stdout=subprocess.PIPE, check=True)
    return sorted(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")), key=key)


def key(row):
    return row["id"] or "", int(row["start"] or 0)


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


def rows_of_spark(output):
    found = sorted(pyarrow.parquet.read_table(output).to_pylist(), key=key)
    problems = [row for row in found if row["type"] == dateline_spark.PROBLEM]
    return [row for row in found if row["type"] != dateline_spark.PROBLEM], problems


def judge(name, wanted, found, good=True):
    """Says what was seen; true when all rows and columns are equal and there are any."""
    wrong = list(differences(wanted, found))[:5]
    print(f"{name}: {len(found)} rows from Spark, {len(wanted)} from the program; "
          f"{'all columns equal' if not wrong else wrong}")
    return bool(good and found and not wrong and len(found) == len(wanted))


def killed(spark, program, path, folder):
    said = []
    killer = threading.Thread(target=kill_one, args=(spark, said), daemon=True)
    killer.start()
    began = time.monotonic()
    dateline_spark.extract(spark, path, "ndjson", partitions=TASKS).write.parquet(f"{folder}/out")
    took = time.monotonic() - began
    killer.join(5)
    print(*said or ["no executor was killed"], sep="\n")
    found, problems = rows_of_spark(f"{folder}/out")
    return judge(f"NDJSON, an executor killed, {took:.0f} s",
                 rows_of_program(program, "--input-format", "ndjson", path), found,
                 said and not problems)


def texts(_, program, __, folder):
    files = sorted(str(file) for file in CORPUS.glob("*.txt"))
    status = dateline_spark.main([str(CORPUS / "*.txt"), f"{folder}/out", "--input-format", "text"])
    found, problems = rows_of_spark(f"{folder}/out")
    return judge(f"{len(files)} text files", rows_of_program(program, *files), found,
                 status == 0 and not problems)


def parquet(_, program, path, folder):
    """The first articles of the NDJSON, two files, one article without a text."""
    with open(path, encoding="utf-8") as file:
        articles = [json.loads(line) for line, _ in zip(file, range(300))]
    os.mkdir(f"{folder}/in")
    for part in range(2):
        rows = [{"url": one["id"], "published": one.get("date"), "body": one["text"]}
                for one in articles[part::2]]
        if part:
            rows.append({"url": "empty", "published": None, "body": None})
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), f"{folder}/in/{part}.parquet")
    with open(f"{folder}/in.ndjson", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in articles)
    status = dateline_spark.main([f"{folder}/in", f"{folder}/out", "--input-format", "parquet", "--text-field",
                                  "body", "--id-field", "url", "--date-field", "published"])
    found, problems = rows_of_spark(f"{folder}/out")
    told = [(row["id"], row["value"]) for row in problems]
    print(f"status {status}, problems: {told}")
    return judge("Parquet", rows_of_program(program, "--input-format", "ndjson", f"{folder}/in.ndjson"),
                 found, status == 3 and [name for name, _ in told] == ["empty"] and
                 'no text in the field "body"' in told[0][1])


def main(program, path):
    from pyspark.sql import SparkSession
    if not same_rules(program):
        print("the package and the program have different rules: build both anew")
        return 2
    spark = SparkSession.builder.master("local-cluster[2,1,1024]").appName("dateline") \
        .config("spark.ui.enabled", False).config("spark.task.maxFailures", 8) \
        .config("spark.executorEnv.PYTHONPATH", os.path.dirname(os.path.abspath(__file__))) \
        .getOrCreate()
    good = []
    for check in (killed, texts, parquet):
        with tempfile.TemporaryDirectory() as folder:
            good.append(check(spark, program, path, folder))
    spark.stop()
    print(f"{sum(good)} passed, {len(good) - sum(good)} failed")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
