#!/usr/bin/env python3
"""names_spacy.py MODEL <articles.ndjson >names.ndjson - what spaCy finds in each article, with its
labels read as dateline's types: PERSON; GPE, LOC and FAC are places; ORG. A leading "the" and a
possessive at the end, which the gold of news sets leaves out, are taken off its spans."""
import json
import re
import sys

import spacy

TYPES = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "organisation"}
nlp = spacy.load(sys.argv[1], exclude=["parser", "lemmatizer", "attribute_ruler"])
nlp.max_length = 10_000_000
for line in sys.stdin:
    article = json.loads(line)
    entities = []
    for found in nlp(article["text"]).ents:
        if found.label_ not in TYPES:
            continue
        the = re.match(r"(?:the|The|THE)\s+", found.text)
        end = re.search(r"\s*['’]s?$|\s+$", found.text)
        entities.append({"start": found.start_char + (the.end() if the else 0),
                         "end": found.start_char + (end.start() if end else len(found.text)),
                         "type": TYPES[found.label_]})
    print(json.dumps({"id": article["id"], "entities": entities}))
