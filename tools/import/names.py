"""names.py - given names, family names and ordinary words, graded by commonness."""
import collections
import re
import unicodedata

from sources import fold, is_latin, nfc

WORD_FLAG = "word"
# Locales of faker that joke, and those whose names are not names in Latin script.
LEFT_OUT_LOCALES = {"base", "en_BORK", "en_AU_ocker", "eo"}
SURNAMES_FROM_CENSUS = 40000
GIVEN_BY_RANK = ((100, 5), (400, 4), (99999, 3))
SURNAME_BY_RANK = ((1000, 5), (5000, 4), (15000, 3), (99999, 2))
GENDERS = {"male": "m", "female": "f"}


def grade(rank, table):
    return next(grade for limit, grade in table if rank < limit)


def common_words(src):
    return src.scowl


def word_rows(words):
    return sorted((word, level) for word, level in words.items() if len(word) > 1 or word == "a")


def flag(name, words):
    return WORD_FLAG if name.lower() in words else ""


def title_case(name):
    """jean-luc becomes Jean-Luc, mcdonald stays: only word starts change."""
    return re.sub(r"(^|[\s\-'’])(\w)", lambda m: m[1] + m[2].upper(), name)


def is_name(name):
    """A single word in normal capitals: no initials, no prefixes, no slashes."""
    return (is_latin(name) and len(name) > 1 and name[0].isupper() and not re.search(r"[\s./]|--", name)
            and name[-1] not in "-'" and re.search(r"[aeiouyáàâäãåæéèêëíìîïóòôöõøúùûüýœăąęěėőűůıāēīōūơưạảấầậắằếềệểễỉịọỏốồộổỗớờợởỡụủứừựửữỳỷỹ]|Ng", name.lower()) is not None
            and not (len(name) > 3 and name.isupper()))


class Name:
    def __init__(self):
        self.grade, self.sources, self.genders, self.flag = 0, set(), collections.Counter(), ""

    def raise_to(self, grade):
        self.grade = max(self.grade, grade)


def faker_names(src, kind):
    """(locale, gender, name); gender is generic, female or male."""
    for locale in sorted(src.faker):
        if locale in LEFT_OUT_LOCALES:
            continue
        parts = src.faker[locale][kind]
        if not isinstance(parts, dict):
            continue
        for gender in sorted(parts):
            for name in parts[gender] or ():
                yield locale, gender, name


def given_names(src, hand, words):
    """Given name -> Name."""
    found = {}

    def at(name):
        return found.setdefault(name, Name())

    for gender in ("male", "female"):
        for rank, name in enumerate(src.census["first_" + gender]):
            name = title_case(name.lower())
            if is_name(name) and not (len(name) == 2 and words.get(name.lower(), 99) <= 10):
                entry = at(name)
                entry.raise_to(grade(rank, GIVEN_BY_RANK))
                entry.genders[GENDERS[gender]] += 1 + 5000 / (rank + 10)
                entry.sources.add("census")
    for locale, gender, name in faker_names(src, "first"):
        name = name.replace("’", "'").strip()
        if is_name(name):
            entry = at(name)
            entry.sources.add(locale[:2])
            if gender in GENDERS:
                entry.genders[GENDERS[gender]] += 1
    for lower, languages in src.gender.items():
        name = title_case(lower.replace("’", "'"))
        if not is_name(name):
            continue
        # This list has the, you and can: where no other list knows the name, an ordinary word is none.
        if name not in found and (words.get(lower, 99) <= 50 or len(name) <= 2):
            continue
        entry = at(name)
        entry.sources.update("g" + language for language in languages)
        entry.genders.update(GENDERS[g] for g in sorted(languages.values()) if g in GENDERS)
    for name, level, gender in hand.rows("given.tsv"):
        entry = at(name)
        entry.raise_to(int(level))
        entry.sources.add("hand")
        if not entry.genders and gender in "mf":
            entry.genders[gender] += 1
    for name, entry in found.items():
        count = len(entry.sources)
        entry.raise_to(4 if count >= 9 else 3 if count >= 5 else 2 if count >= 2 else 1)
        entry.flag = flag(name, words)
    return merge_unaccented(found)


def unmarked(name):
    """Without the accents that a look-up can take off: Đ and ł are letters of their own."""
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)))


def merge_unaccented(found):
    """Jose and José are one name, since the look-up takes accents off: the commoner spelling stays, with what both knew."""
    spellings = {}
    for name in sorted(found):
        spellings.setdefault(unmarked(name), []).append(name)
    for names in spellings.values():
        best = max(names, key=lambda n: (found[n].grade, unmarked(n) == n))
        for name in names:
            if name != best:
                found[best].raise_to(found[name].grade)
                found[best].genders += found[name].genders
                found[best].flag = found[best].flag or found[name].flag
                del found[name]
    return found


def gender_of(votes):
    """m or f where at least five votes in six agree, u where they do not, nothing where nobody knows."""
    total = votes["m"] + votes["f"]
    if not total:
        return ""
    return next((g for g in "mf" if votes[g] >= total * 5 / 6), "u")


def given_rows(given):
    rows = []
    for name, entry in given.items():
        rows.append((name, entry.grade, gender_of(entry.genders), entry.flag))
    return sorted(rows)


def surname_case(name):
    """Mcdonald is written McDonald; the census has neither capitals nor apostrophes inside."""
    if re.match(r"Mc[a-z]{3,}", name):
        return "Mc" + name[2].upper() + name[3:]
    return name


def surnames(src, hand, words):
    """Family name -> Name."""
    found = {}

    def at(name):
        return found.setdefault(name, Name())

    apostrophes = {name.replace("'", "").lower(): name for name, *_ in hand.rows("surnames.tsv") if "'" in name}
    for rank, name in enumerate(src.census["last"][:SURNAMES_FROM_CENSUS]):
        if not is_name(title_case(name.lower())):
            continue
        name = apostrophes.get(name.lower()) or surname_case(title_case(name.lower()))
        at(name).raise_to(grade(rank, SURNAME_BY_RANK))
    for locale, _, name in faker_names(src, "last"):
        name = name.replace("’", "'").strip()
        if is_name(name):
            at(name).sources.add(locale[:2])
    for name, level in hand.rows("surnames.tsv"):
        at(name).raise_to(int(level))
    for name, entry in found.items():
        count = len(entry.sources)
        entry.raise_to(4 if count >= 8 else 3 if count >= 4 else 2 if count >= 1 else 1)
        entry.flag = flag(name, words)
    return merge_unaccented(found)


def surname_rows(found):
    return sorted((name, entry.grade, entry.flag) for name, entry in found.items())


def famous_people(src, hand, words):
    """Names by which people are known to everybody: WordNet's, and the hand list. What is an ordinary word as well is left out."""
    net = src.wordnet
    found = {row[0]: "news" for row in hand.rows("famous.tsv")}
    for synset in net.instances():
        if "person" not in net.ancestors(synset):
            continue
        for lemma in map(nfc, synset.lemmas):
            plain = is_name(lemma) and len(lemma) > 3 and lemma.lower() not in words
            if plain and not re.search(r"[A-Z]{2}", lemma):
                found.setdefault(lemma, "history")
    return sorted(by_fold(found))


def by_fold(found):
    """Of spellings that a look-up cannot tell apart, the one written by hand, or the first."""
    kept = {}
    for name, kind in sorted(found.items(), key=lambda item: (item[1] != "news", item[0])):
        kept.setdefault(fold(name).replace("'", "").replace("-", " "), (name, kind))
    return kept.values()
