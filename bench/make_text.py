#!/usr/bin/env python3
"""Makes news-like text of any size from the articles of this repository.

    make_text.py BYTES > articles.ndjson

Sentences change places between articles. The marks of tests/gold say where names, dates and
figures stand; they are replaced, the same name by the same name within an article, and so
are some ordinary words by others with the same ending, so that the vocabulary grows as it
does in real news. The same seed gives the same bytes.
"""
import json
import os
import random
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
LISTS = os.path.join(ROOT, "rules", "en", "lists")
SEED = 20251023

MARK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(((?:[^()\\]|\\.)*)\)")
SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?]”))(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St)\.)"
                      r"(?<!\b(?:Mrs|Rev|Gen|Sen|Gov)\.) (?=[“\[A-Z])")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
ENDINGS = ("ings", "ing", "ed", "ly", "ness", "ments", "ment", "tions", "tion", "ity", "ies",
           "ers", "er", "ous", "ive", "al", "able", "es", "s", "")
MONTHS = ("January February March April May June July August September October November "
          "December").split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

# Shares that give a vocabulary like that of real news: 5 MB hold 36,000 distinct words.
ORDINARY_REPLACED = 0.08
FOREIGN_SENTENCE = 0.5
PARAGRAPHS = (9, 16)


def table(name):
    with open(os.path.join(LISTS, name), encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]


def split_sentences(paragraph):
    """No sentence ends inside of a mark."""
    kept = MARK.sub(lambda mark: mark.group().replace(" ", "\0"), paragraph)
    return [sentence.replace("\0", " ") for sentence in SENTENCE.split(kept)]


class Names:
    """A list from which common entries are drawn far more often than rare ones."""

    def __init__(self, rng, entries):
        self.rng = rng
        self.entries = entries

    def draw(self):
        # Half of the draws come from the first 250th.
        return self.entries[int(len(self.entries) * self.rng.random() ** 8)]


def by_level(rows, first_is_common):
    rows = [row for row in rows if len(row) > 1 and row[1].isdigit() and " " not in row[0]]
    return [row[0] for row in sorted(rows, key=lambda row: (
        int(row[1]) if first_is_common else -int(row[1]), row[0]))]


def read_articles():
    folder = os.path.join(ROOT, "corpus")
    articles = []
    for name in sorted(os.listdir(folder)):
        marked = os.path.join(ROOT, "tests", "gold", name)
        if not name.endswith(".txt"):
            continue
        path = marked if os.path.exists(marked) else os.path.join(folder, name)
        with open(path, encoding="utf-8") as file:
            lines = [line for line in file.read().split("\n") if line[:1] not in ("#", "@")]
        paragraphs = [part.strip("\n") for part in "\n".join(lines).split("\n\n")]
        articles.append([part for part in paragraphs if part])
    return articles


class Writer:
    def __init__(self, rng):
        self.rng = rng
        self.given = Names(rng, by_level(table("given.tsv"), False))
        self.family = Names(rng, by_level(table("surnames.tsv"), False))
        places = [row for row in table("places.tsv") if len(row) > 8 and row[8].isdigit()]
        places.sort(key=lambda row: (-int(row[8]), row[0]))
        self.places = Names(rng, [row[0] for row in places])
        self.words = {}
        for word in by_level(table("words.tsv"), True):
            if word.isascii() and len(word) > 3:
                self.words.setdefault(ending(word), []).append(word)
        self.words = {end: Names(rng, words) for end, words in self.words.items()}
        self.known = {}

    def same(self, key, make):
        """One answer for one article."""
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]

    def person(self, surface, value):
        family = value.split()[-1] if value else surface.split()[-1]
        def word(match):
            old = match.group()
            if old[0].islower() or len(old) == 1:
                return old
            names = self.family if old == family else self.given
            new = self.same(("person", old), names.draw)
            return new.upper() if old.isupper() else new
        return WORD.sub(word, surface)

    def place(self, surface):
        new = self.same(("place", surface), self.places.draw)
        return new.upper() if surface.isupper() and len(surface) > 4 else new

    def figures(self, surface):
        def number(match):
            old = match.group()
            return str(self.rng.randint(int("1" + "0" * (len(old) - 1)), int("9" * len(old))))
        return re.sub(r"(?<!\d)[1-9]\d{0,2}(?!\d)", number, surface)

    def date(self, surface):
        surface = re.sub(r"\b(?:19|20)\d\d\b", lambda _: str(self.rng.randint(1960, 2026)), surface)
        surface = re.sub(r"(?<!\d)[1-9]\d?(?!\d)", lambda _: str(self.rng.randint(1, 28)), surface)
        for group in (MONTHS, DAYS):
            surface = re.sub(r"\b(?:%s)\b" % "|".join(group),
                             lambda _, group=group: self.rng.choice(group), surface)
        return surface

    def mark(self, surface, value):
        kind, _, rest = value.partition(" ")
        surface = re.sub(r"\\(.)", r"\1", surface)
        if kind == "person":
            return self.person(surface, rest.split(";")[0])
        if kind == "place":
            return self.place(surface)
        return self.date(surface) if kind == "date" else self.figures(surface)

    def ordinary(self, text):
        """Some words become others with the same ending; figures change."""
        def word(match):
            old = match.group()
            if len(old) < 5 or not old.isascii() or not old.islower():
                return old
            if self.rng.random() >= ORDINARY_REPLACED:
                return old
            return self.words[ending(old)].draw()
        return self.figures(WORD.sub(word, text))

    def sentence(self, text):
        out, at = [], 0
        for match in MARK.finditer(text):
            out += self.ordinary(text[at:match.start()]), self.mark(*match.groups())
            at = match.end()
        return "".join(out) + self.ordinary(text[at:])


def ending(word):
    return next(end for end in ENDINGS if word.endswith(end))


class Newsroom:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.articles = read_articles()
        self.writer = Writer(self.rng)
        self.paragraphs = [part for article in self.articles for part in article[1:]]
        self.sentences = [sentence for part in self.paragraphs if "\n" not in part
                          for sentence in split_sentences(part)]

    def paragraph(self, part):
        if "\n" in part:
            return self.writer.sentence(part)
        chosen = [self.rng.choice(self.sentences) if self.rng.random() < FOREIGN_SENTENCE
                  else sentence for sentence in split_sentences(part)]
        return " ".join(self.writer.sentence(sentence) for sentence in chosen)

    def article(self):
        self.writer.known = {}
        frame = self.rng.choice(self.articles)
        count = min(self.rng.randint(*PARAGRAPHS), len(frame))
        body = [part if self.rng.random() < 0.7 else self.rng.choice(self.paragraphs)
                for part in frame[1:count]]
        return "\n\n".join([self.writer.sentence(frame[0])] +
                           [self.paragraph(part) for part in body]) + "\n"


def main():
    wanted = int(sys.argv[1])
    room = Newsroom(SEED)
    written = number = 0
    while written < wanted:
        number += 1
        text = room.article()
        written += len(text.encode())
        day = "%d-%02d-%02d" % (room.rng.randint(2015, 2025), room.rng.randint(1, 12),
                                room.rng.randint(1, 28))
        record = {"id": "%05d" % number, "date": day, "text": text}
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


main()
