#!/usr/bin/env python3
"""read.py PROGRAM: every output format read back by a reader that is not ours, and held
against the JSON records of the same articles.

The readers are those of Python's standard library and of python3-jsonschema; what each
format's own tools make of it is seen by peers.py."""
import csv
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree

import jsonschema

PROGRAM = sys.argv[1]
TRICKY = "tests/formats/2024-02-29-tricky.txt"
ARTICLES = [*sorted(f"corpus/{name}" for name in os.listdir("corpus")
                    if name.endswith(".txt"))[:12], TRICKY]
TYPES = ("--types", "+organisation,time,duration,set")
results = {}  # by name and fact: did it hold each time?


def run(*args):
    done = subprocess.run([PROGRAM, "--quiet", *TYPES, *args], stdout=subprocess.PIPE,
                          check=True)
    return done.stdout.decode("utf-8")


def judge(good, name, why=""):
    """One fact about a format; it counts once, however many records it is asked of."""
    fact = name, sys._getframe(1).f_lineno
    if not good and results.get(fact, True):
        print(f"not ok {name}: {why}")
    results[fact] = results.get(fact, True) and bool(good)


def article_text(path):
    with open(path, "rb") as file:
        return file.read().decode("utf-8", errors="replace").removeprefix("\ufeff")


RECORDS = [json.loads(line) for line in run("--format", "ndjson", *ARTICLES).splitlines()]
TEXTS = [article_text(path) for path in ARTICLES]
ENTITIES = [(record, entity) for record in RECORDS for entity in record["entities"]]


# ---- tables


def same_cell(cell, value):
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == ("true" if value else "false")
    if isinstance(value, (int, float)):
        return cell != "" and float(cell) == value
    return cell == value


def expected_row(record, entity):
    """What a row must say, by the record: those columns that are a field of it."""
    value = entity["value"] or {}
    kind = {"time": "date", "duration": "date", "set": "date"}.get(entity["type"],
                                                                  entity["type"])
    row = {name: entity.get(name) for name in
           ("type", "text", "start", "end", "byte_start", "byte_end", "card", "confidence",
            "rule", "role")}
    row.update(id=record["id"], date=record["date"])
    fields = {"person": ("name", "given", "family", "title"),
              "place": ("name", "kind", "country", "region", "lat", "lon", "geonames"),
              "date": ("kind", "precision", "modifier"),
              "percent": ("comparator", "min", "max", "unit", "direction")}
    for name in {field for names in fields.values() for field in names}:
        row[name] = value.get(name) if name in fields.get(kind, ()) else None
    if kind == "date":
        row.update(from_date=value.get("start"), to_date=value.get("end"),
                   ambiguous=value.get("ambiguous", False))
    if kind == "percent":
        row["number"] = value["value"]
    return row


def check_table(name, rows):
    judge(len(rows) == len(ENTITIES), name, f"{len(rows)} rows of {len(ENTITIES)}")
    wrong = [(column, row.get(column), wanted)
             for row, (record, entity) in zip(rows, ENTITIES)
             for column, wanted in expected_row(record, entity).items()
             if not same_cell(row.get(column, "no such column"), wanted)]
    judge(not wrong, name, wrong[:5])


def check_csv():
    out = run("--format", "csv", *ARTICLES)
    check_table("csv", list(csv.DictReader(io.StringIO(out, newline=""), strict=True)))


def unescape(cell):
    marks = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    out, letters = [], iter(cell)
    for letter in letters:
        out.append(marks[next(letters)] if letter == "\\" else letter)
    return "".join(out)


def check_tsv():
    header, *lines = run("--format", "tsv", *ARTICLES).split("\n")[:-1]
    names = header.split("\t")
    rows = [dict(zip(names, map(unescape, line.split("\t")), strict=True)) for line in lines]
    check_table("tsv", rows)


# ---- pages


class Page(html.parser.HTMLParser):
    """The texts of the articles as a browser shows them, and the marks in them."""

    def __init__(self):
        super().__init__()
        self.texts, self.marks, self.inside, self.loads = [], [], False, []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.loads += [name for name in ("src", "href") if name in named]
        if tag == "div" and named.get("class") == "text":
            self.inside = True
            self.texts.append("")
        elif tag == "mark" and self.inside:
            self.marks.append([named["class"], named["data-value"], ""])
            self.in_mark = True

    def handle_endtag(self, tag):
        self.in_mark = self.in_mark and tag != "mark"
        self.inside = self.inside and tag != "div"

    in_mark = False

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] += data
            if self.in_mark:
                self.marks[-1][2] += data


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
              for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def check_html():
    out = run("--format", "html", *ARTICLES)
    page = Page()
    page.feed(out)
    page.close()
    wanted = [text.replace("\r\n", "\n").replace("\r", "\n") for text in TEXTS]
    judge(page.texts == wanted, "html", "the text of an article is another one")
    judge([(kind, text) for kind, _, text in page.marks] ==
          [(entity["type"], entity["text"]) for _, entity in ENTITIES], "html", "marks")
    judge(not page.loads and "<script" not in out and "url(" not in out, "html", "it loads something")
    for theme in re.findall(r":root \{(.*?)\}", out, re.DOTALL):  # by day, by night
        colours = dict(re.findall(r"--(\w+): (#\w{6})", theme))
        grounds = [name for name in colours if name not in ("ink", "rule")]
        least = min(contrast(colours["ink"], colours[name]) for name in grounds)
        judge(len(grounds) == 7 and least >= 7, "html", f"contrast {least:.1f} in {colours}")


# ---- annotations


def check_brat():
    """By the rules that brat's own parser holds: see its annotation.py."""
    line = re.compile(r"T(\d+)\t([A-Za-z0-9_-]+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
    for path, record, text in zip(ARTICLES, RECORDS, TEXTS):
        found = []
        for row in run("--format", "brat", path).split("\n")[:-1]:
            match = line.fullmatch(row)
            if not match:
                judge(re.fullmatch(r"N\d+\tReference T\d+ GeoNames:\d+\t.+|#\d+\tAnnotatorNotes T\d+\t.*", row),
                      "brat", row)
                continue
            parts = [tuple(map(int, part.split())) for part in match[3].split(";")]
            judge(match[4] == " ".join(text[start:end] for start, end in parts), "brat", row)
            found.append((parts[0][0], parts[-1][1], match[2].lower()))
        judge(found == [(e["start"], e["end"], e["type"]) for e in record["entities"]], "brat", path)


def check_conll():
    documents = run("--format", "conll", *ARTICLES).split("-DOCSTART- -X- O O\n")[1:]
    judge(len(documents) == len(ARTICLES), "conll", f"{len(documents)} documents")
    for document, record in zip(documents, RECORDS):
        found, before = [], "O"
        for line in document.split("\n"):
            word, _, tag = line.rpartition(" ")
            if tag.startswith("B-"):
                found.append(word)
            elif tag.startswith("I-"):
                judge(before[2:] == tag[2:], "conll", line)
                found[-1] += word
            before = tag or "O"
        bare = [re.sub(r"[\s\u00ad]", "", entity["text"]) for entity in record["entities"]]
        judge(found == bare, "conll", (record["id"], [p for p in zip(found, bare) if p[0] != p[1]][:3]))


def check_spacy():
    documents = json.loads(run("--format", "spacy", *ARTICLES))
    for document, record, text in zip(documents, RECORDS, TEXTS, strict=True):
        (paragraph,) = document["paragraphs"]
        tokens = [token for sentence in paragraph["sentences"] for token in sentence["tokens"]]
        built, spans, start = "", [], None
        for token in tokens:
            prefix = token["ner"][0]
            start = len(built) if prefix in "BU" else start
            built += token["orth"]
            if prefix in "LU":
                spans.append((start, len(built)))
            built += " " if token["space"] else ""
        judge(built == text == paragraph["raw"], "spacy", f"the text of {record['id']}")
        judge(spans == [(e["start"], e["end"]) for e in record["entities"]], "spacy", record["id"])


def check_labelstudio():
    schema = {"type": "array", "items": {
        "type": "object", "required": ["data", "predictions"], "properties": {
            "data": {"type": "object", "required": ["text", "id"]},
            "predictions": {"type": "array", "minItems": 1, "items": {
                "required": ["model_version", "score", "result"], "properties": {
                    "score": {"type": "number", "minimum": 0, "maximum": 1},
                    "result": {"type": "array", "items": {
                        "required": ["id", "from_name", "to_name", "type", "value"], "properties": {
                            "type": {"const": "labels"}, "value": {
                                "required": ["start", "end", "text", "labels"]}}}}}}}}}}
    tasks = json.loads(run("--format", "labelstudio", *ARTICLES))
    jsonschema.validate(tasks, schema)
    ids = set()
    for task, record in zip(tasks, RECORDS, strict=True):
        (prediction,) = task["predictions"]
        for region, entity in zip(prediction["result"], record["entities"], strict=True):
            value = region["value"]
            ids.add((record["id"], region["id"]))
            judge(task["data"]["text"][value["start"]:value["end"]] == value["text"] == entity["text"] and
                  value["labels"] == [entity["type"]], "labelstudio", region)
    judge(len(ids) == len(ENTITIES), "labelstudio", "two regions have one id")


def check_w3c():
    """By the MUSTs of the Web Annotation Data Model, 3.1 and 4.2."""
    pages = [json.loads(line) for line in run("--format", "w3c", *ARTICLES).splitlines()]
    ids = [page["id"] for page in pages] + [item["id"] for page in pages for item in page["items"]]
    judge(len(ids) == len(set(ids)), "w3c", "two have one id")
    uuid = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}")
    judge(all(map(uuid.fullmatch, ids)), "w3c", "an id is no UUID of version 8")
    for page, record, text in zip(pages, RECORDS, TEXTS, strict=True):
        judge(page["@context"] == "http://www.w3.org/ns/anno.jsonld" and
              page["type"] == "AnnotationPage", "w3c", page["id"])
        for item, entity in zip(page["items"], record["entities"], strict=True):
            place, quote = item["target"]["selector"]
            found = quote["prefix"] + quote["exact"] + quote["suffix"]
            at = place["start"] - len(quote["prefix"])
            judge(item["type"] == "Annotation" and text[at:at + len(found)] == found and
                  quote["exact"] == entity["text"] and item["body"][0]["value"] == entity["type"],
                  "w3c", item)


def check_datashare():
    lines = [json.loads(line) for line in run("--format", "datashare", *ARTICLES).splitlines()]
    found = sorted((e["documentId"], offset, e["mention"]) for e in lines for offset in e["offsets"])
    utf16 = {(record["id"], entity["start"]): len(text[:entity["start"]].encode("utf-16-le")) // 2
             for record, text in zip(RECORDS, TEXTS) for entity in record["entities"]}
    categories = {"PERSON", "LOCATION", "ORGANIZATION", "DATE", "NUMBER"}
    wanted = sorted((record["id"], utf16[record["id"], entity["start"]], entity["text"])
                    for record, entity in ENTITIES)
    judge(found == wanted, "datashare", "other mentions")
    judge({e["category"] for e in lines} <= categories, "datashare", "a category of our own")


def check_ftm():
    entities = [json.loads(line) for line in run("--format", "ftm", *ARTICLES).splitlines()]
    ids = {entity["id"] for entity in entities}
    documents = [entity for entity in entities if entity["schema"] == "PlainText"]
    mentions = [entity for entity in entities if entity["schema"] == "Mention"]
    judge(len(ids) == len(entities) == len(documents) + len(mentions), "ftm", "ids or schemata")
    judge([e["properties"]["bodyText"][0] for e in documents] == TEXTS, "ftm", "the texts")
    judge(all(e["properties"]["document"][0] in ids for e in mentions), "ftm", "a mention of nothing")
    people = [card["name"] for record in RECORDS for card in record["cards"] if card["type"] == "person"]
    judge([e["properties"]["name"][0] for e in mentions
           if e["properties"]["detectedSchema"] == ["Person"]] == people, "ftm", "people")


def check_geojson():
    collection = json.loads(run("--format", "geojson", *ARTICLES))
    places = [(card["value"]["lon"], card["value"]["lat"], card["name"]) for record in RECORDS
              for card in record["cards"] if card["type"] == "place" and "lat" in card["value"]]
    found = [(*feature["geometry"]["coordinates"], feature["properties"]["name"])
             for feature in collection["features"]]
    judge(collection["type"] == "FeatureCollection" and found == places, "geojson", "other places")


def check_ical():
    out = run("--format", "ical", *ARTICLES)
    lines = out.split("\r\n")
    judge("\n" not in out.replace("\r\n", ""), "ical", "a line ends with a line feed alone")
    judge(max(len(line.encode()) for line in lines) <= 75, "ical", "a line is too long")
    unfolded = out.replace("\r\n ", "").split("\r\n")
    first_days = [line.partition(":")[2][:8] for line in unfolded if line.startswith("DTSTART")]
    judge(len(first_days) > 50 and all(re.fullmatch(r"\d{8}", day) for day in first_days), "ical", "days")
    known = {card["value"]["start"][:10].replace("-", "") for record in RECORDS
             for card in record["cards"] if card["type"] == "date" and card["value"]["start"]}
    judge({day for day in known if len(day) == 8} <= set(first_days), "ical", "a day is missing")
    judge(unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == len(first_days), "ical", "events")


def check_graphml():
    space = "{http://graphml.graphdrawing.org/xmlns}"
    tree = xml.etree.ElementTree.fromstring(run("--format", "graphml", *ARTICLES))
    names = {node.get("id"): node.find(f"{space}data[@key='label']").text for node in tree.iter(space + "node")}
    edges = {frozenset((names[edge.get("source")], names[edge.get("target")])):
             int(edge.find(f"{space}data[@key='weight']").text) for edge in tree.iter(space + "edge")}
    together = {}
    for record in RECORDS:
        people = sorted({card["name"] for card in record["cards"] if card["type"] == "person"})
        for i, one in enumerate(people):
            for other in people[i + 1:]:
                pair = frozenset((one, other))
                together[pair] = together.get(pair, 0) + 1
    judge(edges == together, "graphml", f"{len(edges)} pairs of {len(together)}")


def check_timeml():
    """Well formed, the text unchanged, and a TIMEX3 element for each date, two for a stretch."""
    for path, text, record in zip(ARTICLES, TEXTS, RECORDS):
        root = xml.etree.ElementTree.fromstring(run("--format", "timeml", path))
        body = root.find("TEXT")
        wanted = "".join(c if c in "\t\n\r" or c >= " " else "\ufffd" for c in text)
        judge("".join(body.itertext()) == wanted, "timeml", f"{path}: the text differs")
        judge(root.findtext("DOCID") == record["id"], "timeml", path)
        judge(root.find("DCT/TIMEX3").get("value") == record["date"], "timeml", path)
        elements = body.findall("TIMEX3")
        dates = [e for e in record["entities"] if "timex" in (e["value"] or {})]
        texts = " ".join("".join(e.itertext()) for e in elements)
        judge(all(e["text"].split()[0] in texts for e in dates), "timeml", f"{path}: a date is lost")
        whole = [e for e in elements if e.get("value") in {d["value"]["timex"]["value"] for d in dates}]
        judge(len(whole) >= len([d for d in dates if d["value"]["kind"] != "range"]), "timeml", path)
        tids = [e.get("tid") for e in elements]
        judge(tids == [f"t{i + 1}" for i in range(len(tids))], "timeml", "tids are not in order")
        anchors = {e.get("anchorTimeID") for e in elements} - {None}
        judge(anchors <= {"t0", *tids}, "timeml", f"{path}: an anchor is none of the elements")
        judge({e.get("type") for e in elements} <= {"DATE", "TIME", "DURATION", "SET"}, "timeml", path)


def check_every_format_is_known():
    """To these tests, and to the manual."""
    with open("src/cli/dateline.1", encoding="utf-8") as file:
        manual = file.read()
    listed = run("--help").partition("Formats:\n")[2]
    for name in re.findall(r"^ {6}(\w+)", listed, re.MULTILINE):
        known = f"check_{name}" in globals() or name in ("json", "ndjson", "markup", "ansi")
        judge(known, name, "no test reads it")
        judge(re.search(rf"\\fB{name}\b|\.B {name}\b", manual), name, "not in the manual")


def check_no_article_is_no_wrong_file():
    for name in ("csv", "html", "spacy", "labelstudio", "geojson", "ical", "graphml"):
        out = run("--format", name, "--input-format", "ndjson", os.devnull)
        judge(out.strip(), name, "no article gives nothing")
        if name in ("spacy", "labelstudio", "geojson"):
            json.loads(out)
        if name == "graphml":
            xml.etree.ElementTree.fromstring(out)


def main():
    for name, check in sorted(globals().items()):
        if name.startswith("check_") and name != "check_table":
            check()
    failed = sum(not good for good in results.values())
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
