#!/usr/bin/env python3
"""Check the gold articles of tests/gold/ against corpus/, or print them as JSONL.

    check.py                 check every tests/gold/*.txt; exit 1 where anything is wrong
    check.py --jsonl         print one JSON object for an article
    check.py --stats         count mentions by type and by article
    check.py --write         write corpus/NAME.txt from each gold file which has none yet
    check.py ... NAME...     only these (with or without .txt)

A gold file is the whole article with mentions marked `[surface](type value; field=value)`.
`\\[ \\] \\\\` are escapes in the text, `\\) \\; \\\\` inside of a value, `\\#` and `\\@` at the start of a line.
A byte order mark of the corpus file is no part of the text; the gold file then has none or the same.
"""
import argparse
import datetime
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(os.path.dirname(os.path.dirname(HERE)), "corpus")
BOM = b"\xef\xbb\xbf"

FIELDS = {
    "person": {"title"},
    "place": {"country"},
    "date": {"modifier", "bound"},
    "percent": {"unit"},
}
MODIFIERS = {"early", "mid", "late", "approx"}
BOUNDS = {"from", "since", "until", "by", "before", "after"}
UNITS = {"percentage_point", "basis_point"}
COMPARATORS = {"eq", "approx", "gt", "gte", "lt", "lte"}
NUMBER = r"-?\d+(?:\.\d+)?"


class Bad(Exception):
    pass


def parse(marked):
    """The plain text and the list of (start, end, type, value, fields) of a gold text."""
    out, found = [], []
    length = 0
    i, n = 0, len(marked)
    opened = None
    line_start = True

    def put(char):
        nonlocal length, line_start
        out.append(char)
        length += 1
        line_start = char == "\n"

    def where():
        return "line %d" % (marked.count("\n", 0, i) + 1)

    while i < n:
        c = marked[i]
        if c == "\\":
            following = marked[i + 1:i + 2]
            if following in ("[", "]", "\\") and following:
                put(following)
            elif following in ("#", "@") and following and line_start:
                put(following)
            else:
                raise Bad("%s: lone backslash" % where())
            i += 2
        elif c in "#@" and line_start:
            raise Bad("%s: %s at the start of a line must be escaped" % (where(), c))
        elif c == "[":
            if opened is not None:
                raise Bad("%s: a mention inside of a mention" % where())
            opened = length
            i += 1
        elif c == "]":
            if opened is None:
                raise Bad("%s: ] without [" % where())
            if marked[i + 1:i + 2] != "(":
                raise Bad("%s: ] without (type value)" % where())
            value, i = read_value(marked, i + 2, where)
            surface = "".join(out)[opened:]
            if not surface or surface != surface.strip():
                raise Bad("%s: empty or padded mention %r" % (where(), surface))
            found.append((opened, length, value))
            opened = None
        else:
            put(c)
            i += 1
    if opened is not None:
        raise Bad("mention not closed at the end of the file")
    text = "".join(out)
    return text, [(s, e) + read_mention(v, text[s:e]) for s, e, v in found]


def read_value(marked, i, where):
    """The parts of what stands in the parentheses which begin before i, unescaped, and the index behind it."""
    parts, buf = [], []
    while True:
        if i >= len(marked) or marked[i] == "\n":
            raise Bad("%s: value not closed" % where())
        c = marked[i]
        if c == "\\":
            if marked[i + 1:i + 2] not in (")", "\\", ";"):
                raise Bad("%s: lone backslash in a value" % where())
            buf.append(marked[i + 1])
            i += 2
        elif c == ")":
            parts.append("".join(buf))
            return parts, i + 1
        elif c == ";":
            parts.append("".join(buf))
            buf = []
            i += 1
        else:
            buf.append(c)
            i += 1


def read_mention(parts, surface):
    kind, _, value = parts[0].strip().partition(" ")
    value = value.strip()
    if kind not in FIELDS:
        raise Bad("%r: unknown type %r" % (surface, kind))
    fields = {}
    for part in parts[1:]:
        key, eq, val = part.partition("=")
        key, val = key.strip(), val.strip()
        if not eq or not val or key in fields or key not in FIELDS[kind]:
            raise Bad("%r: bad field %r" % (surface, part))
        fields[key] = val
    record = {"person": person, "place": place, "date": date, "percent": percent}[kind](surface, value, fields)
    return kind, value, record


def person(surface, value, fields):
    if not value or len(value) < len(surface) and " " in surface:
        raise Bad("%r: a person's value is the fullest name, not %r" % (surface, value))
    return dict({"name": value}, **fields)


def place(surface, value, fields):
    if not value:
        raise Bad("%r: a place needs a name" % surface)
    if "country" in fields and not re.fullmatch(r"[A-Z]{2}", fields["country"]):
        raise Bad("%r: bad country code %r" % (surface, fields["country"]))
    return dict({"name": value}, **fields)


def days(value):
    """First and last day, in ISO form, of 2025, 2025-04, 2025-Q3 or 2025-05-03; 44 BC is -0043."""
    m = re.fullmatch(r"(-?\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?", value)
    if not m:
        raise Bad("bad date value %r" % value)
    year, quarter, month, day = (int(g) if g else None for g in m.groups())
    shift = 0 if year > 0 else 400 * (1 - year // 400)  # the calendar repeats; datetime begins with year 1
    year += shift
    try:
        if day:
            first = last = datetime.date(year, month, day)
        else:
            if quarter:
                a, b = 3 * quarter - 2, 3 * quarter
            elif month:
                a = b = month
            else:
                a, b = 1, 12
            first = datetime.date(year, a, 1)
            last = datetime.date(year + b // 12, b % 12 + 1, 1) - datetime.timedelta(1)
    except ValueError as e:
        raise Bad("bad date value %r: %s" % (value, e))
    return iso(first, shift), iso(last, shift)


def iso(day, shift):
    year = day.year - shift
    return "%s%04d-%02d-%02d" % ("-" if year < 0 else "", abs(year), day.month, day.day)


def date(surface, value, fields):
    if fields.get("modifier", "mid") not in MODIFIERS:
        raise Bad("%r: bad modifier" % surface)
    if fields.get("bound", "by") not in BOUNDS:
        raise Bad("%r: bad bound" % surface)
    if not value:
        return dict({"start": None, "end": None}, **fields)
    a, _, b = value.partition("/")
    first, last = days(a)
    if b:
        first2, last2 = days(b)
        if "-" not in (value[:1], b[:1]) and (not first < last2 or first2 < first):
            raise Bad("%r: the range %s runs backwards" % (surface, value))
        last = last2
    return dict({"start": first, "end": last}, **fields)


def percent(surface, value, fields):
    if fields.get("unit", "basis_point") not in UNITS:
        raise Bad("%r: bad unit" % surface)
    unit = fields.get("unit", "percent")
    m = re.fullmatch(r"(?:([a-z]+) )?(%s)" % NUMBER, value)
    r = re.fullmatch(r"(%s)/(%s)" % (NUMBER, NUMBER), value)
    record = {"comparator": "eq", "value": None, "min": None, "max": None, "unit": unit}

    def num(s):
        return float(s) if "." in s else int(s)

    if r:
        record.update(comparator="range", min=num(r[1]), max=num(r[2]))
        if record["min"] >= record["max"]:
            raise Bad("%r: the range %s runs backwards" % (surface, value))
    elif m and (m[1] or "eq") in COMPARATORS:
        record["comparator"] = m[1] or "eq"
        record[{"gt": "min", "gte": "min", "lt": "max", "lte": "max"}.get(m[1], "value")] = num(m[2])
    else:
        raise Bad("%r: bad percent value %r" % (surface, value))
    return record


def read_bytes(path):
    with open(path, "rb") as f:
        return f.read()


def load(name):
    data = read_bytes(os.path.join(HERE, name + ".txt"))
    if data.startswith(BOM):
        data = data[len(BOM):]
    return parse(data.decode("utf-8"))


def main():
    parser = argparse.ArgumentParser(description="check the gold articles, or print them as JSONL")
    parser.add_argument("--jsonl", action="store_true")
    parser.add_argument("--stats", action="store_true")
    parser.add_argument("--write", action="store_true", help="write missing corpus files from the gold")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    names = [os.path.basename(a)[:-4] if a.endswith(".txt") else a for a in args.names] or sorted(
        f[:-4] for f in os.listdir(HERE) if f.endswith(".txt"))
    errors = 0
    total = {}
    for name in names:
        corpus = os.path.join(CORPUS, name + ".txt")
        try:
            text, mentions = load(name)
            if args.write and not os.path.exists(corpus):
                with open(corpus, "wb") as f:
                    f.write(text.encode("utf-8"))
            data = read_bytes(corpus)
            plain = text.encode("utf-8")
            if data.startswith(BOM):
                data = data[len(BOM):]
            if data != plain:
                at = next((k for k, (x, y) in enumerate(zip(data, plain)) if x != y), min(len(data), len(plain)))
                raise Bad("differs from corpus/%s.txt at byte %d: corpus %r, gold %r"
                          % (name, at, data[at:at + 30], plain[at:at + 30]))
        except (Bad, OSError, UnicodeDecodeError) as e:
            sys.stderr.write("%s: %s\n" % (name, e))
            errors += 1
            continue
        counts = {}
        for m in mentions:
            counts[m[2]] = counts.get(m[2], 0) + 1
            total[m[2]] = total.get(m[2], 0) + 1
        if args.jsonl:
            print(json.dumps({"id": name, "text": text, "entities": [
                {"start": s, "end": e, "type": kind, "text": text[s:e], "value": record}
                for s, e, kind, _, record in mentions]}, ensure_ascii=False))
        elif args.stats:
            print("%-45s %4d words  %s" % (name, len(text.split()),
                                          "  ".join("%s %d" % (k, counts.get(k, 0)) for k in FIELDS)))
    if not args.names and os.path.isdir(CORPUS):
        for f in sorted(os.listdir(CORPUS)):
            if f.endswith(".txt") and f[:-4] not in names:
                sys.stderr.write("%s: no gold file\n" % f)
                errors += 1
    if not args.jsonl:
        print("%d articles, %s, %d errors" % (
            len(names), ", ".join("%d %s" % (total.get(k, 0), k) for k in FIELDS), errors))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
