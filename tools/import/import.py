#!/usr/bin/env python3
"""import.py - makes the derived lists of rules/en/lists from openly licensed packages.

  import.py --download DIR              fetch the pinned packages, check and unpack them
  import.py --from DIR --to LISTS       write the lists; same packages, same bytes
  import.py --from DIR --check LISTS    are the lists what this would write? status 1 where not

Neither the build nor the tests need this tool: its output is committed. README.md tells which
package gives what. The steps are in order below; the work is done in the files beside this one."""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import fetch
import names
import places
import sources
import towns
from table import Table


def make_lists(origin):
    src = sources.Sources(origin)
    hand = sources.Hand(pathlib.Path(__file__).resolve().parent / "hand")

    words = names.common_words(src)
    given = names.given_names(src, hand, words)
    surnames = names.surnames(src, hand, words)
    gazetteer = places.gazetteer(src, hand, words, given, surnames)

    return [
        Table("words.tsv", "ordinary English words in lower case; lower level = commoner", "word, level (10 20 35 40 50)",
              "SCOWL 2020.12.07 (SCOWL licence)", names.word_rows(words)),
        Table("given.tsv", "given names", "name, commonness 1..5 (5 = very common), gender (m f u or empty), flag (word)",
              "US Census 1990 (public domain), faker 10.6.0 (MIT), gender-detection-from-name 1.11.5 (MIT), hand/given.tsv",
              names.given_rows(given)),
        Table("surnames.tsv", "family names", "name, commonness 1..5 (5 = very common), flag (word)",
              "US Census 1990 (public domain), faker 10.6.0 (MIT), hand/surnames.tsv", names.surname_rows(surnames)),
        Table("famous.tsv", "people known to everybody by this name", "name, since when (news: of our time; history)",
              "WordNet 3.0, hand/famous.tsv", names.famous_people(src, hand, words)),
        Table("places.tsv", "the gazetteer; the likeliest reading of a surface first", ", ".join(places.COLUMNS),
              "GeoNames (CC BY 4.0, modified), WordNet 3.0, Unicode CLDR 48.2.0, i18n-iso-countries 7.14.0 (MIT), hand/*.tsv",
              gazetteer.table()),
        Table("towns.tsv", "small towns, counties, districts and airports: places once something says so", ", ".join(places.COLUMNS),
              "GeoNames (CC BY 4.0, modified), airportsdata 20260905 (MIT)", towns.rows(gazetteer)),
        Table("demonyms.tsv", "nationality and regional adjectives, and inhabitants", "word, ISO country code, ISO region code or region name",
              "WordNet 3.0, hand/demonyms.tsv", places.demonym_rows(src, hand, words)),
    ]

def write_lists(origin, target):
    target.mkdir(parents=True, exist_ok=True)
    for table in make_lists(origin):
        (target / table.name).write_bytes(table.bytes())
        print(f"{table.name}: {len(table.rows)} rows")


def differing(tables, folder):
    """The lists of the folder that are not what the tables say, to the byte."""
    return [t.name for t in tables if not (folder / t.name).exists() or (folder / t.name).read_bytes() != t.bytes()]


def check_lists(origin, folder):
    wrong = differing(make_lists(origin), folder)
    for name in wrong:
        print(f"{folder / name}: not what the import writes: change its input and run the import")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--download", metavar="DIR", type=pathlib.Path)
    parser.add_argument("--from", metavar="DIR", type=pathlib.Path, dest="origin")
    parser.add_argument("--to", metavar="LISTS", type=pathlib.Path)
    parser.add_argument("--check", metavar="LISTS", type=pathlib.Path)
    args = parser.parse_args()
    if args.download:
        fetch.download(args.download)
    elif args.origin and args.to:
        write_lists(args.origin, args.to)
    elif args.origin and args.check:
        return check_lists(args.origin, args.check)
    else:
        parser.error("give --download DIR, or --from DIR and --to or --check LISTS")
    return 0


if __name__ == "__main__":
    sys.exit(main())
