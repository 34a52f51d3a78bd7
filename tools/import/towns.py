"""towns.py - the second gazetteer: places too small to be taken at their word.

Nobody who reads "Enterprise" thinks of the town in Alabama, unless the article speaks of Alabama. So small towns,
counties, districts and airports stand in a list of their own, which rules ask more evidence of."""
import collections
import re

from places import DEAD_CODES, Row
from sources import fold, is_latin

# English-language local news is about these towns, however small; of the rest, towns of 8,000.
LOCAL = set("US GB CA AU NZ IE ZA JM".split())
# Wars and disasters bring their villages into the news.
CLOSE = set("UA PS IL SY IQ LB AF YE SD SS ET SO ML NE BF CD MM LY NG PK AM AZ GE".split())
LEAST, CLOSE_LEAST = 8000, 2000
# Countries whose second-order divisions English news names.
DIVIDED = set("US CA GB IE IN NG CN AF IR PK PH TR TH VN ID KE UG NP LK BD PL NO SE ZA GH TZ CD SY IQ YE ET".split())
COUNTY_WORD = re.compile(r" (?:County|Parish|Borough|Census Area|Municipality|Municipio|District|City and Borough|Department|Division)$")
DIGITS = 3                                   # a thousandth of a degree is a hundred metres


class Towns:
    def __init__(self, gazetteer):
        self.gaz, self.src = gazetteer, gazetteer.src
        self.rows = []
        self.ids = {row.id for row in gazetteer.kept if row.id}
        self.taken = collections.defaultdict(list)       # (name, region) -> points
        for row in gazetteer.kept:
            self.taken[(fold(row.surface), row.region or row.country)].append((row.lat, row.lon))
        self.counties = collections.defaultdict(list)    # US.LA.079 -> its towns

    def add(self, surface, name, kind, country, region, lat, lon, id, population, score, flags=()):
        points = self.taken[(fold(surface), region or country)]
        if len(surface) < 3 or surface in self.gaz.other_names or any(self.near(point, lat, lon) for point in points):
            return
        points.append((lat, lon))
        self.rows.append(Row(surface, name, kind, country, region, lat, lon, id, population, flags, score))

    @staticmethod
    def near(point, lat, lon):
        """Two rows of one name so close together are one place twice. England has a St Ives in the east and one in the west."""
        return point[0] == "" or abs(float(point[0]) - lat) + abs(float(point[1]) - lon) < 0.5

    # ---- towns

    def add_towns(self):
        cities = [c for c in self.src.cities if c.id not in self.ids and self.is_kept(c)]
        for city in sorted(cities, key=lambda c: (-c.population, int(c.id))):
            name = self.gaz.clean(city.name)
            if not name or not name[0].isupper() or not is_latin(name):
                continue
            part = self.gaz.kind_of_city(city) == "neighbourhood"
            score = max(city.population, 100) * (0.3 if part else 1)
            for surface in (name, *self.spellings(name)):
                self.add(surface, name, "neighbourhood" if part else "city", city.country, self.gaz.region_of(city), city.lat,
                         city.lon, city.id, city.population, score, {"alt"} if surface != name else ())

    @staticmethod
    def is_kept(city):
        if city.code in DEAD_CODES:
            return False
        if city.country in LOCAL:
            return True
        if city.code == "PPLX":
            return city.population >= LEAST
        return city.population >= (CLOSE_LEAST if city.country in CLOSE else LEAST) or city.code == "PPLA"

    def spellings(self, name):
        """Mount Vernon is Mt. Vernon to a desk in a hurry; the look-up itself drops dots."""
        found = [*self.gaz.saints(name), self.gaz.plain(name)]
        for long, short in (("Mount ", "Mt. "), ("Fort ", "Ft. ")):
            if name.startswith(long):
                found.append(short + name[len(long):])
            elif name.startswith(short):
                found.append(long + name[len(short):])
        return [f for f in found if f != name]

    # ---- US communities that have a post office and are no town in GeoNames' list

    def add_communities(self):
        places = collections.defaultdict(list)
        for name, state, _, _, lat, lon in self.src.us_post_offices:
            if re.fullmatch(r"[A-Z][\w'. -]+", name) and re.fullmatch("[A-Z]{2}", state):
                places[(name, state)].append((lat, lon))
        for (name, state), points in sorted(places.items()):
            lat, lon = self.middle(points)
            self.add(name, name, "city", "US", "US-" + state, lat, lon, "", 0, 150)

    @staticmethod
    def middle(points):
        return (round(sum(p[0] for p in points) / len(points), 3), round(sum(p[1] for p in points) / len(points), 3))

    # ---- counties, districts and the regions that news rarely names

    def add_divisions(self):
        points, people = collections.defaultdict(list), collections.Counter()
        for city in self.src.cities:
            for code in (f"{city.country}.{city.admin1}", f"{city.country}.{city.admin1}.{city.admin2}"):
                points[code].append((city.lat, city.lon))
                people[code] += city.population
        for _, state, _, county, lat, lon in self.src.us_post_offices:
            points[f"US.{state}.{county}"].append((lat, lon))
        for division in self.src.divisions:
            country = division.code[:2]
            if division.id in self.ids or division.code not in points or (division.level == 2 and country not in DIVIDED):
                continue
            self.add_division(division, country, self.middle(points[division.code]), people[division.code])

    def add_division(self, division, country, point, people):
        code = division.code.split(".")
        region = f"US-{code[1]}" if country == "US" else self.gaz.admin1.get(".".join(code[:2]), "")
        kind = "county" if division.level == 2 else "region"
        name = " ".join(division.name.replace("’", "'").split())
        names = [name] + [a for a in division.alternates if country == "US" and COUNTY_WORD.search(a) and a.isascii()
                          and COUNTY_WORD.sub("", a) == COUNTY_WORD.sub("", name)]
        for surface in names:
            if is_latin(surface) and surface[0].isupper() and not re.search(r"\d", surface):
                self.add(surface, name, kind, country, region, *point, division.id, people, max(people, 1000) * 0.3,
                         {"alt"} if surface != name else ())
        bare = COUNTY_WORD.sub("", name)
        if bare != name and country in ("US", "IE", "CA"):
            self.add(bare, name, kind, country, region, *point, division.id, people, max(people, 1000) * 0.01, {"alt"})

    # ---- airports

    def add_airports(self):
        for _, name, city, subd, country, lat, lon in self.src.airports:
            if not re.search(r"\bInternational\b|Heathrow|Gatwick|Stansted|Luton|Schiphol|Haneda", name) or not is_latin(name):
                continue
            region = self.region_named(country, subd)
            short = re.sub(r"\s*\(.*?\)|\s*/.*", "", name).strip()
            names = [short]
            if short.startswith(city + " ") and not re.match(r"(?:International|Regional|Intercontinental|Intl)\b", short[len(city) + 1:]):
                names.append(short[len(city) + 1:])
            if " International " in short and not short.startswith(city + " International"):
                names.append(short.replace(" International ", " "))
            for surface in names:
                if " " in surface:
                    self.add(surface, short, "landmark", country, region, lat, lon, "", 0, 20000, {"alt"} if surface != short else ())

    def region_named(self, country, name):
        for iso, region in self.gaz.divisions.items():
            if iso.startswith(country + "-") and fold(name) in (fold(region.name), *(fold(a) for a in region.alternates)):
                return iso
        return ""

    def ordered(self):
        for row in sorted(self.rows, key=lambda r: (r.surface, -r.score, r.region, r.country, int(r.id or 0))):
            yield row.fields(DIGITS)


def rows(gazetteer):
    towns = Towns(gazetteer)
    towns.add_towns()
    towns.add_divisions()
    towns.add_communities()
    towns.add_airports()
    return list(towns.ordered())
