"""organisations.py - the hand list of organisations, and the agencies, parties and armed groups of WordNet."""
import re

from sources import is_latin

GROUP_KINDS = {"agency", "government department", "party", "political party", "terrorist organization", "international organization",
               "federal agency", "alliance", "military service", "independent agency", "organization", "bureau", "administrative unit",
               "company", "institution", "law enforcement agency", "world organization", "university", "museum", "stock exchange"}


def rows(src, hand, words, places):
    """places: surfaces of the gazetteer, which WordNet uses for governments too."""
    barred = places | {row[0] for row in hand.rows("left-out.tsv")}
    found = {name: kind for name, kind in hand.rows("orgs.tsv")}
    net = src.wordnet
    for synset in net.synsets.values():
        if not (synset.key[0] == "n" and (synset.file == 14 or synset.file == 6 and synset.targets("@i"))):
            continue
        if not GROUP_KINDS & set(net.ancestors(synset)[:10]):
            continue
        for name in synset.lemmas:
            acronym = re.fullmatch(r"[A-Z]{3,6}", name)
            several = name[0].isupper() and re.search(r"[ -][A-Z]", name)
            if (acronym or several) and is_latin(name) and name.lower() not in words and name not in barred:
                found.setdefault(name, "org")
    return sorted(found.items())
