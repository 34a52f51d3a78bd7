#!/usr/bin/env python3
"""The committed lists are well-formed and say what they promise. Runs offline: python3 -m unittest tools/import/test_import.py"""
import pathlib
import re
import unicodedata
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LISTS = ROOT / "rules/en/lists"
HAND = ROOT / "tools/import/hand"

KINDS = set("country region city capital landmark water mountain island continent worldregion desert historic territory "
            "neighbourhood county state".split())
FLAGS = set("word given surname alt abbr".split())
GRADES = {"1", "2", "3", "4", "5"}
# Name, kind, country, region, point, GeoNames id, people, prominence, flags.
PLACE_COLUMNS = (re.compile(r".*"), KINDS, re.compile(r"([A-Z]{2})?"), re.compile(r"([A-Z]{2}-[A-Z0-9]{1,3})?"),
                 re.compile(r"(-?\d{1,2}\.\d{3,5})?"), re.compile(r"(-?\d{1,3}\.\d{3,5})?"), re.compile(r"\d*"), re.compile(r"\d*"),
                 re.compile(r"\d{1,3}"), re.compile(r"(\w+(,\w+)*)?"))
# For each list: how many columns, and what each column after the surface may hold.
COLUMNS = {
    "given.tsv": (GRADES, {"m", "f", "u", ""}, {"word", ""}),
    "surnames.tsv": (GRADES, {"word", ""}),
    "surnames-first.tsv": (re.compile(r"(zh|ko|vi)(,(zh|ko|vi))*"),),
    "famous.tsv": ({"news", "history"},),
    "words.tsv": ({"10", "20", "35", "40", "50"},),
    "places.tsv": PLACE_COLUMNS, "towns.tsv": PLACE_COLUMNS,
    "countrywords.tsv": (re.compile(r"[A-Z]{2}"),),
    "demonyms.tsv": (re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?|[A-Z][A-Za-z -]+"),),
    "titles.tsv": ({"hon", "title", "rank", "clergy", "noble"}, {"m", "f", ""}),
    "orgs.tsv": ({"org", "team", "news"},),
    "connectors.tsv": ({"person", "place", "org", "any", "any person"},),
    "nicknames.tsv": (re.compile(r"[A-Z].+"),),
    "roles.tsv": (), "orgsuffix.tsv": (), "orgprefix.tsv": (), "placesuffix.tsv": (), "placeprefix.tsv": (), "speech.tsv": (),
    "personverbs.tsv": (), "locprep.tsv": (), "kin.tsv": (), "placenouns.tsv": (), "suffixes.tsv": (), "other.tsv": (),
}


def text(path):
    return path.read_bytes().decode("utf-8")


def rows(name):
    return [line.split("\t") for line in text(LISTS / name).split("\n") if line and not line.startswith("#")]


def allowed(value, rule):
    return value in rule if isinstance(rule, set) else bool(rule.fullmatch(value))


class Form(unittest.TestCase):
    def test_every_list_of_the_import_is_known_here(self):
        self.assertLessEqual(set(COLUMNS), {p.name for p in LISTS.glob("*.tsv")})

    def test_lists_are_nfc_with_lf_and_a_source(self):
        for name in COLUMNS:
            body = text(LISTS / name)
            self.assertEqual(body, unicodedata.normalize("NFC", body), name)
            self.assertNotIn("\r", body, name)
            self.assertTrue(body.endswith("\n") and not body.endswith("\n\n"), name)
            self.assertRegex(body.split("\n")[0], "^# " + re.escape(name), name)
            self.assertIn("# source: ", "\n".join(body.split("\n")[:4]), name)

    def test_every_value_is_one_of_its_column(self):
        for name, rules in COLUMNS.items():
            for row in rows(name):
                self.assertTrue(row[0] and row[0] == row[0].strip() and "  " not in row[0], (name, row))
                self.assertLessEqual(len(row), 1 + len(rules), (name, row))
                for value, rule in zip(row[1:] + [""] * (len(rules) + 1 - len(row)), rules):
                    self.assertTrue(allowed(value, rule), (name, row, value))

    def test_lists_are_sorted(self):
        for name in COLUMNS:
            surfaces = [row[0] for row in rows(name)]
            self.assertEqual(surfaces, sorted(surfaces), name)

    def test_only_places_repeat_a_surface(self):
        for name in set(COLUMNS) - {"places.tsv", "towns.tsv", "countrywords.tsv"}:
            surfaces = [row[0] for row in rows(name)]
            self.assertEqual(len(surfaces), len(set(surfaces)), name)

    def test_no_machine_path_and_no_registry_in_any_file(self):
        found = re.compile(r"registry\.|pypi\.org|npmjs|/home/|/root/|/tmp/|/work/")
        for path in [*LISTS.iterdir(), *HAND.iterdir(), *HAND.parent.glob("*.py"), *HAND.parent.glob("*.md")]:
            if path.is_file() and path.name != "test_import.py":
                self.assertIsNone(found.search(text(path)), path.name)

    def test_the_gazetteer_stays_small(self):
        self.assertLessEqual((LISTS / "places.tsv").stat().st_size, 2_500_000)
        self.assertLessEqual((LISTS / "towns.tsv").stat().st_size, 4_600_000)

    def test_lower_case_lists_are_lower_case(self):
        for name in ("roles.tsv", "speech.tsv", "personverbs.tsv", "kin.tsv", "locprep.tsv", "words.tsv"):
            for surface, *_ in rows(name):
                self.assertEqual(surface, surface.lower(), name)


class Names(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.given = {row[0]: row + [""] * (4 - len(row)) for row in rows("given.tsv")}
        cls.surnames = {row[0]: row + [""] * (3 - len(row)) for row in rows("surnames.tsv")}
        cls.words = dict(rows("words.tsv"))

    def test_common_names_are_graded_high(self):
        for name in ("Donald", "Scott", "Maria", "John"):
            self.assertEqual(self.given[name][1], "5", name)
        for name in ("Smith", "Greer", "Kim"):
            self.assertEqual(self.surnames[name][1], "5", name)

    def test_gender_follows_the_majority(self):
        self.assertEqual(self.given["Donald"][2], "m")
        self.assertEqual(self.given["Mary"][2], "f")

    def test_newsmakers_are_known(self):
        for name in ("Xi", "Putin", "Macron", "Bessent", "He", "Starmer", "Takaichi", "Hegseth", "McDonald", "O'Brien"):
            self.assertIn(name, self.surnames)
        for name in ("Lifeng", "Jinping", "Volodymyr", "Jamieson", "Jae-myung", "Jong-un"):
            self.assertIn(name, self.given)

    def test_names_that_are_words_say_so(self):
        for name in ("Will", "Mark", "Rose", "May"):
            self.assertEqual(self.given[name][3], "word", name)
        for name in ("He", "White", "Young", "Banks", "Long"):
            self.assertEqual(self.surnames[name][2], "word", name)

    def test_plain_words_are_no_given_names(self):
        for name in ("The", "You", "To", "Not", "In", "My", "So"):
            self.assertNotIn(name, self.given)

    def test_families_that_come_first(self):
        first = dict(rows("surnames-first.tsv"))
        self.assertEqual(first["Xi"], "zh")
        self.assertEqual(first["Nguyen"], "vi")
        self.assertIn("ko", first["Lee"])
        self.assertIn("zh", first["He"])


class Places(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.places, cls.towns = {}, {}
        for name, found in (("places.tsv", cls.places), ("towns.tsv", cls.towns)):
            for row in rows(name):
                found.setdefault(row[0], []).append(cls.spelt_out(row + [""] * (11 - len(row))))

    @staticmethod
    def spelt_out(row):
        """What the file leaves out is put in; prominence goes to the end, as a number."""
        surface, name, kind, country, region, lat, lon, id, population, prominence, flags = row
        return [surface, name or surface, kind, country or region[:2], region, lat, lon, id, population or "0", flags, int(prominence)]

    def first(self, surface):
        return self.places[surface][0]

    def test_the_first_reading_is_the_one_news_means(self):
        for surface, kind, country in (
                ("Geneva", "city", "CH"), ("Paris", "capital", "FR"), ("Cologne", "city", "DE"), ("Munich", "city", "DE"),
                ("White House", "landmark", "US"), ("Kremlin", "landmark", "RU"), ("Downing Street", "landmark", "GB"),
                ("Washington", "capital", "US"), ("Washington, D.C.", "capital", "US"), ("New York", "city", "US"),
                ("Georgia", "country", "GE"), ("Gaza", "territory", "PS"), ("Crimea", "region", "UA"), ("Kashmir", "region", "IN"),
                ("Kuala Lumpur", "capital", "MY"), ("Gyeongju", "city", "KR"), ("Beijing", "capital", "CN"), ("Seoul", "capital", "KR"),
                ("Stockholm", "capital", "SE"), ("Madrid", "capital", "ES"), ("London", "capital", "GB"), ("Bombay", "city", "IN"),
                ("Saigon", "city", "VN"), ("Basra", "city", "IQ"), ("Rangoon", "city", "MM"), ("Peking", "capital", "CN"),
                ("USA", "country", "US"), ("US", "country", "US"), ("U.S.", "country", "US"), ("America", "country", "US"),
                ("UK", "country", "GB"), ("Britain", "country", "GB"), ("UAE", "country", "AE"), ("DRC", "country", "CD"),
                ("People's Republic", "country", "CN"), ("Ivory Coast", "country", "CI"), ("Holland", "country", "NL"),
                ("Burma", "country", "MM"), ("Calif.", "state", "US"), ("Mass.", "state", "US"), ("N.Y.", "state", "US"),
                ("D.C.", "capital", "US"), ("Texas", "state", "US"), ("Ontario", "region", "CA"), ("Bavaria", "state", "DE"),
                ("Chechnya", "region", "RU"), ("Middle East", "worldregion", ""), ("Southeast Asia", "worldregion", ""),
                ("Latin America", "worldregion", ""), ("Africa", "continent", ""), ("Danube", "water", ""), ("Himalayas", "mountain", ""),
                ("Mar-a-Lago", "landmark", "US"), ("Taiwan Strait", "water", ""), ("Tiananmen Square", "landmark", "CN"),
                ("Birmingham", "city", "GB"), ("Cambridge", "city", "GB"), ("Perth", "city", "AU"), ("Boston", "city", "US"),
                ("St. Louis", "city", "US"), ("Kherson", "city", "UA"), ("Rafah", "city", "PS"), ("Davos", "city", "CH")):
            found = self.first(surface)
            self.assertEqual((found[2], found[3]), (kind, country), surface)

    def test_the_white_house_is_not_casablanca(self):
        self.assertEqual({row[3] for row in self.places["White House"]}, {"US"})
        self.assertEqual({row[3] for row in self.places["USA"]}, {"US"})

    def test_two_spellings_are_one_city(self):
        self.assertEqual(self.first("Kyiv")[7], "703448")
        self.assertEqual(self.first("Kiev")[7], "703448")
        self.assertEqual(self.first("Kiev")[1], "Kyiv")
        self.assertEqual(self.first("Genève")[1], "Geneva")

    def test_other_readings_are_kept(self):
        self.assertIn("US-TX", [row[4] for row in self.places["Paris"]])
        self.assertIn("US-WA", [row[4] for row in self.places["Washington"]])
        self.assertIn("US-GA", [row[4] for row in self.places["Georgia"]])

    def test_the_reading_news_means_is_the_most_prominent(self):
        for surface, country in (("Paris", "FR"), ("Georgia", "GE"), ("London", "GB"), ("Birmingham", "GB"), ("Mexico", "MX"), ("Mayfair", "GB")):
            every = self.places[surface] + self.towns.get(surface, [])
            self.assertEqual(max(every, key=lambda row: row[10])[3], country, surface)

    def test_small_towns_and_counties_have_ids(self):
        for surface, region, kind, id in (("Rapides Parish", "US-LA", "county", "4338356"), ("Cottonport", "US-LA", "city", "4320874"),
                                          ("St Ives", "GB-ENG", "city", "2638778"), ("Paris", "US-ID", "city", "5603240")):
            self.assertIn((region, kind, id), [(row[4], row[2], row[7]) for row in self.towns[surface]], surface)

    def test_accents_of_a_citys_own_name_stay(self):
        for surface in ("Bogotá", "Medellín", "São Paulo", "Malmö"):
            self.assertEqual(self.first(surface)[1], surface)

    def test_towns_called_like_words_say_so(self):
        for surface in ("Of", "Most", "Same", "Nice", "Reading", "Mobile", "Orange", "Turkey", "China", "Miss.", "Wash."):
            for row in self.places[surface]:
                self.assertIn("word", row[9].split(","), surface)

    def test_towns_called_like_people_say_so(self):
        for surface, flag in (("Victoria", "given"), ("Austin", "given"), ("Sydney", "given"), ("Lincoln", "surname"),
                              ("Houston", "surname"), ("Jackson", "surname")):
            self.assertIn(flag, self.first(surface)[9].split(","), surface)

    def test_flags_are_known_and_ordered(self):
        for readings in self.places.values():
            for row in readings:
                self.assertLessEqual(set(filter(None, row[9].split(","))), FLAGS, row)

    def test_every_country_has_an_id_and_a_point(self):
        countries = {row[3]: row for readings in self.places.values() for row in readings if row[2] == "country" and row[7]}
        self.assertGreaterEqual(len(countries), 190)
        for row in countries.values():
            self.assertTrue(row[5] and row[6], row)

    def test_every_country_has_a_capital(self):
        capitals = {row[3] for readings in self.places.values() for row in readings if row[2] == "capital"}
        countries = {row[3] for readings in self.places.values() for row in readings if row[2] == "country"}
        self.assertLessEqual(countries - capitals, {"AQ", "EH", "IL", "PS"})    # GeoNames calls neither claim a capital

    def test_all_states_of_the_us_are_there(self):
        states = {row[4] for readings in self.places.values() for row in readings if row[2] == "state" and row[3] == "US"}
        self.assertEqual(len(states), 50)

    def test_points_lie_on_the_globe(self):
        for readings in self.places.values():
            for row in readings:
                self.assertEqual(bool(row[5]), bool(row[6]), row)
                if row[5]:
                    self.assertLessEqual(abs(float(row[5])), 90, row)
                    self.assertLessEqual(abs(float(row[6])), 180, row)

    def test_rivers_and_mountains_have_points(self):
        for kind, least in (("water", 0.98), ("mountain", 0.98), ("island", 0.95), ("desert", 0.98), ("landmark", 0.9), ("region", 0.9)):
            rows = [row for readings in self.places.values() for row in readings if row[2] == kind]
            self.assertGreaterEqual(sum(bool(row[5]) for row in rows), least * len(rows), kind)

    def test_every_point_of_the_hand_list_is_used(self):
        used = {(row[1], row[2], row[5], row[6]) for readings in self.places.values() for row in readings}
        for line in text(HAND / "points.tsv").split("\n"):
            if line and not line.startswith("#"):
                name, kind, _, lat, lon = line.split("\t")
                self.assertIn((name, kind, f"{float(lat):.5f}", f"{float(lon):.5f}"), used, line)

    def test_short_names_are_known(self):
        for surface, country in (("Qamishli", "SY"), ("Afrīn", "SY"), ("Clacton", "GB"), ("Samawah", "IQ"), ("Gulf", "")):
            self.assertEqual(self.first(surface)[3], country, surface)

    def test_no_raw_alternate_slipped_in(self):
        for surface in ("The", "For", "THE", "FOR", "CAN", "MAD", "Republic of", "Secretary", "Commerce", "Donald", "Jinping"):
            self.assertNotIn(surface, self.places)


class Others(unittest.TestCase):
    def test_demonyms_name_their_country(self):
        demonyms = dict(rows("demonyms.tsv"))
        for word, place in (("Chinese", "CN"), ("Iraqi", "IQ"), ("Kosovar", "XK"), ("Parisian", "FR-IDF"), ("Texan", "US-TX"),
                            ("European", "Europe"), ("Dutch", "NL"), ("South Korean", "KR"), ("Burkinabe", "BF")):
            self.assertEqual(demonyms[word], place, word)
        for word in ("Muslim", "Jewish", "Reagan", "Clinton"):
            self.assertNotIn(word, demonyms)

    def test_titles_know_their_kind(self):
        titles = {row[0]: row[1] for row in rows("titles.tsv")}
        for word, kind in (("Mr", "hon"), ("Dr", "hon"), ("Vice Prime Minister", "title"), ("Trade Representative", "title"),
                           ("Treasury Secretary", "title"), ("Gen.", "rank"), ("Pope", "clergy"), ("Sheikh", "clergy"),
                           ("Crown Prince", "noble"), ("Tan Sri", "hon"), ("Detective Inspector", "rank")):
            self.assertEqual(titles[word], kind, word)

    def test_organisations_have_their_acronyms(self):
        orgs = dict(rows("orgs.tsv"))
        for word, kind in (("UN", "org"), ("United Nations", "org"), ("NATO", "org"), ("Reuters", "news"), ("AFP", "news"),
                           ("Manchester United", "team"), ("Toyota", "org"), ("Hamas", "org")):
            self.assertEqual(orgs[word], kind, word)
        self.assertNotIn("USA", orgs)


if __name__ == "__main__":
    unittest.main()
