"""bench.py PROGRAM ARTICLES.ndjson [MODEL]: the same articles in the same run on one core: the
command line, this package, and a model of spaCy (default: en_core_web_sm) where it is installed.
Processor seconds, so that others on the machine matter less; medians of five rounds, in each of
which all take turns."""
import json
import resource
import statistics
import subprocess
import sys
import time

import dateline

ROUNDS = 5


def seconds(work):
    def now():
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime

    began = now()
    work()
    return now() - began


def main(program, path, model="en_core_web_sm"):
    with open(path, encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    size = sum(len(article["text"].encode()) for article in articles) / 1e6
    engine = dateline.load()
    engine.extract(articles[0]["text"])

    def cli(*paths):
        subprocess.run([program, "--quiet", "--jobs", "1", *paths], check=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def records():
        for doc in engine.extract_many(articles, jobs=1):
            doc.write("json")

    def entities():
        return sum(entity.end for doc in engine.extract_many(articles, jobs=1) for entity in doc)

    def columns():
        for _ in dateline.batches(engine.extract_many(articles, jobs=1)):
            pass

    works = {"start of the program": lambda: cli("/dev/null"),
             "the program, JSON": lambda: cli("--input-format", "ndjson", path),
             "Python, doc.write('json')": records,
             "Python, looking at each entity": entities,
             "Python, Arrow columns": columns}
    few = [article["text"] for article in articles[:max(1, len(articles) // 50)]]
    try:
        import spacy
        nlp = spacy.load(model)
        works[f"spaCy {model}"] = lambda: list(nlp.pipe(few))
    except (ImportError, OSError) as why:
        print(f"without spaCy's model: {why}")
    rounds = [{name: seconds(work) for name, work in works.items()} for _ in range(ROUNDS)]
    median = {name: statistics.median(one[name] for one in rounds) for name in works}
    start = median.pop("start of the program")
    median["the program, JSON"] -= start
    part = sum(len(text.encode()) for text in few) / 1e6
    if f"spaCy {model}" in median:
        median[f"spaCy {model}"] *= size / part
    print(f"{len(articles)} articles, {size:.2f} MB; the program's start, {1000 * start:.0f} ms, apart")
    for name, spent in median.items():
        print(f"{name:34} {size / spent:9.3f} MB/s  {median['the program, JSON'] / spent:8.4f} times the program")


if __name__ == "__main__":
    main(*sys.argv[1:])
