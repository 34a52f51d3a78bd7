"""places.py - the gazetteer: hand list, countries, regions, cities, WordNet's rivers and landmarks.

A surface with several readings gets a row for each, the likeliest first. Order: hand list, country,
capital, then by population; a feature without people (a river, a landmark) counts as a large town."""
import collections
import difflib
import math
import re

from names import unmarked
from sources import fold, is_latin

COLUMNS = ("surface", "name (empty: the surface)", "kind", "country (empty: of its region)", "region", "lat", "lon", "geonames",
           "population", "prominence", "flags")
CITY_MIN = 15000
UNTOLD_MIN = 100000           # of a town of which the source does not say whether it is a part of another
SEAT_MIN = 1000
SIMILAR_MIN = 300000          # an alternate of a city this large may be a spelling variant that no list knows
DEAD_CODES = {"PPLH", "PPLQ", "PPLW", "PPLCH"}
STATE_COUNTRIES = {"US", "AU", "IN", "BR", "MX", "DE", "NG", "MY", "VE", "AT"}
# CLDR lists municipalities or boroughs there, not regions.
SMALL_SUBDIVISIONS = {"SI", "LV", "MT", "MK", "MD", "LI", "SM", "LT", "GB", "AD", "BB", "NR", "PW", "TV", "KI", "MH",
                      "UM", "FR", "BS", "SC", "TT", "MV", "IS", "JM", "AG", "DM", "GD", "KN", "LC", "VC", "RW", "BA", "MC", "UG", "IT", "CZ", "MA", "MU", "GA"}
# Their names reach English news in several transcriptions.
ARABIC = set("IQ SY JO SA YE EG SD LY TN DZ MA LB AE QA KW OM BH PS MR".split())
TRANSCRIBED = set("""RU UA BY BG RS MK ME BA GR IR IQ SY JO SA YE EG SD LY TN DZ MA AF PK IN BD NP LK MM TH KH LA CN JP KR KP TW MN
KZ KG TJ UZ TM GE AM AZ IL PS LB AE OM KW QA BH ET ER SO""".split())
LOWER_STARTS = ("sub-Saharan", "al-", "eSwatini", "s-", "'s-", "eThekwini")
LEFT_OUT = {"1931681"}        # "Victoria" for the whole of Hong Kong
DIVISION_WORD = re.compile(r" (?:State|Province|Region|Governorate|Oblast|Prefecture|Territory|Voivodeship|Emirate)$")
NATIONS = {"England": ("GB", "GB-ENG"), "Scotland": ("GB", "GB-SCT"), "Wales": ("GB", "GB-WLS"), "Northern Ireland": ("GB", "GB-NIR")}
DIRECTIONS = set("""northern southern eastern western central centre center north south east west northeast northwest
southeast southwest north-east north-west south-east south-west capital upper lower middle plateaux littoral coast
lakes rivers islands highlands plateau savannah maritime hills and of the region province district delta border ports
metropolitan area bay park independence union liberty centrale nord sud est ouest grand midlands outer inner federal""".split())
NO_PLACE = {"constellation", "star", "planet", "university", "college", "ship", "frigate", "galaxy", "asteroid", "satellite",
            "comet", "weapon", "bomb", "military vehicle", "stock exchange", "person", "deity", "laboratory", "sword",
            "warplane", "rocket", "sacred text", "painting", "sculpture", "nebula", "mythical being", "imaginary place",
            "supernova", "quasar", "terrestrial planet", "gas giant", "art", "book", "drug", "telescope"}
KINDS = [  # the first that an instance is
    ("island", {"island", "archipelago", "isle", "atoll"}),
    ("desert", {"desert"}),
    ("water", {"body of water", "water", "river", "lake", "sea", "bay", "strait", "gulf", "channel", "sound", "stream", "waterfall",
               "canal", "ocean", "lagoon", "inlet"}),
    ("mountain", {"mountain", "mountain peak", "range", "natural elevation", "volcano", "hill", "mountain range"}),
    ("capital", {"national capital"}),
    ("city", {"city", "town", "village", "municipality", "state capital", "provincial capital", "port", "urban area"}),
    ("neighbourhood", {"borough", "city district", "district of a city", "neighborhood", "section"}),
    ("county", {"county", "shire"}),
    ("historic", {"kingdom", "empire", "ancient"}),
    ("country", {"country", "state"}),
    ("region", {"state", "province", "American state", "Canadian province", "region", "geographical area", "territory", "peninsula",
                "administrative district", "land"}),
    ("landmark", {"structure", "artifact", "geological formation", "location", "object"}),
]


class Row:
    __slots__ = ("surface", "name", "kind", "country", "region", "lat", "lon", "id", "population", "flags", "score", "told")

    def __init__(self, surface, name, kind, country="", region="", lat="", lon="", id="", population=0, flags=(), score=0, told=None):
        self.surface, self.name, self.kind, self.country, self.region = surface, name, kind, country, region
        self.lat, self.lon, self.id, self.population = lat, lon, str(id), population
        self.flags, self.score, self.told = set(flags), score, told

    def fields(self, digits=5):
        order = ("word", "given", "surname", "alt", "abbr")
        return (self.surface, "" if self.name == self.surface else self.name, self.kind,
                "" if self.region[:3] == self.country + "-" else self.country, self.region,
                degrees(self.lat, digits), degrees(self.lon, digits), self.id, self.population or "", self.prominence(),
                ",".join(f for f in order if f in self.flags))

    def prominence(self):
        """Ten times the logarithm of the people that a town as prominent as this would have."""
        people = 10 * math.log10(max(self.population, 1))
        if self.told is not None:
            return self.told
        if self.score >= COUNTRY and (self.kind == "country" or self.score <= HAND * 0.9):
            return 95
        if self.score > HAND * 0.9:
            return round(people + 12 if self.kind == "capital" else people + 8 if self.population else 60)
        if self.kind == "state" and self.score > CAPITAL * 0.9:
            return 85
        if self.score >= CAPITAL:
            return round(max(50, people + 12))
        return round(10 * math.log10(max(self.score, 10)))


HAND, COUNTRY, CAPITAL = 4e12, 3e12, 2e12
FEATURE, PART_OF_NAME = 400000, 60000   # Tumen River; Orange for the Orange River


def degrees(value, digits):
    return "" if value == "" else f"{float(value):.{digits}f}"


class Gazetteer:
    def __init__(self, src, hand, words, given, surnames):
        self.src, self.hand, self.words, self.given, self.surnames = src, hand, words, given, surnames
        self.rows = []
        self.admin1 = {code: iso for code, iso in hand.rows("admin1.tsv")}
        self.left_out = {row[0] for row in hand.rows("left-out.tsv")}
        # Names that an alternate may not take: Hamas is also a town, Uzbek an old name of Uzbekistan.
        self.other_names = {row[0] for row in hand.rows("demonyms.tsv") + hand.listed("orgs.tsv")} | self.left_out
        self.points = {(name, kind, where): point for name, kind, where, *point in hand.rows("points.tsv")}
        self.countries = {row[0]: row + [""] * (5 - len(row)) for row in hand.rows("countries.tsv")}
        self.by_name = collections.defaultdict(list)     # folded name or alternate -> cities
        for city in src.cities:
            for name in {fold(city.name), *(fold(a) for a in city.alternates if is_latin(a))}:
                self.by_name[name].append(city)
        self.large = collections.defaultdict(list)       # country -> cities that have parts
        for city in src.cities:
            if city.population >= UNTOLD_MIN:
                self.large[city.country].append(city)
        self.learn_admin1()
        self.people = collections.Counter()              # region -> people in its towns
        self.towns = collections.defaultdict(list)
        for city in src.cities:
            region = self.region_of(city)
            if region and city.code not in ("PPLX", ""):
                self.people[region] += city.population
                self.towns[region].append(city)
        self.code_towns = collections.defaultdict(list)  # GeoNames' first-order code -> towns
        for city in src.cities:
            if city.code != "PPLX":
                self.code_towns[f"{city.country}.{city.admin1}"].append(city)
        self.county_towns = collections.defaultdict(list)  # GeoNames' second-order code -> towns
        for city in src.cities:
            self.county_towns[f"{city.country}.{city.admin1}.{city.admin2}"].append(city)
        self.divisions = {}                              # ISO 3166-2 -> GeoNames' division
        self.counties, self.named_counties = {}, collections.defaultdict(list)
        for division in src.divisions:
            if division.level == 2 and self.county_towns[division.code]:
                self.counties[division.iso] = division
                for form in {DIVISION_WORD.sub("", form) for form in (division.name, *division.alternates)}:
                    self.named_counties[(division.code[:2], fold(form))].append(division)
        for division in src.divisions:
            if division.level == 1 and division.iso:
                self.divisions.setdefault(division.iso, division)
                self.admin1.setdefault(division.code, division.iso)

    def learn_admin1(self):
        """A first-order code is the subdivision that its seat is named after, where only one is."""
        taken = set(self.admin1.values())
        names = collections.defaultdict(set)
        for iso, name in self.src.subdivisions.items():
            if iso[:2] not in SMALL_SUBDIVISIONS and iso not in taken:
                names[(iso[:2], fold(name))].add(iso)
        learnt = collections.defaultdict(set)
        for city in self.src.cities:
            if city.code in ("PPLA", "PPLC") and city.country + "." + city.admin1 not in self.admin1:
                for name in (city.name, *city.alternates):
                    learnt[city.country + "." + city.admin1] |= names.get((city.country, fold(name)), set())
        used = collections.Counter(iso for isos in learnt.values() if len(isos) == 1 for iso in isos)
        for code, isos in learnt.items():
            if len(isos) == 1 and used[next(iter(isos))] == 1:
                self.admin1[code] = next(iter(isos))

    def region_of(self, city):
        code = city.country + "." + city.admin1
        if city.country in ("US", "CH") and re.fullmatch("[A-Z]{2}", city.admin1):
            return f"{city.country}-{city.admin1}"
        return self.admin1.get(code, "")

    def add(self, surface, *args, **kw):
        """An article is no part of a name (but The Hague's), nor is a word in front like former."""
        if re.match(r"[Tt]he (?!Hague)", surface) or (surface[0].islower() and not surface.startswith(LOWER_STARTS)):
            return
        self.rows.append(Row(surface, *args, **kw))

    # ---- the hand list

    def add_hand(self):
        for order, row in enumerate(self.hand.rows("places.tsv")):
            names, kind, country, region, lat, lon, id, population, told = row + [""] * (9 - len(row))
            names = names.split("|")
            if kind in ("city", "capital", "neighbourhood"):
                city = self.find_city(names, country, lat, lon, 0.15 if kind == "neighbourhood" else 0.6)
                id = city.id if city else ""
                if city:
                    lat, lon, population = city.lat, city.lon, city.population
                    region = region or self.region_of(city)
            for i, name in enumerate(names):
                self.add(name, names[0], kind, country, region, lat, lon, id, int(population or 0),
                         self.hand_flags(name, i), HAND - order, int(told) if told else None)

    @staticmethod
    def hand_flags(name, i):
        if re.fullmatch(r"(?:[A-Z]\.?){2,}", name):
            return {"abbr"}
        return {"alt"} if i else set()

    def find_city(self, names, country, lat, lon, within):
        """The town of that name nearest to the given point, at most so many degrees away."""
        near = []
        for name in names:
            for city in self.by_name.get(fold(name), ()):
                far = abs(city.lat - float(lat)) + abs(city.lon - float(lon))
                if city.country == country and far < within and city.code not in DEAD_CODES:
                    near.append((-(city.population > 0), far - min(city.population, 1e6) / 2e6, int(city.id), city))
        return min(near)[-1] if near else None

    # ---- countries

    def add_countries(self):
        for code, country in sorted(self.src.geonames_countries.items()):
            if code not in self.countries:
                continue
            _, lat, lon, kind, more = self.countries[code]
            names = []
            for name in (*more.split("|"), *self.src.iso_names.get(code, ()), self.src.territories.get(code, ""),
                         self.src.territories.get(code + "-alt-short", ""), self.src.territories.get(code + "-alt-variant", ""),
                         country["name"]):
                for form in {name, name.replace(" & ", " and "), name.replace("St. ", "Saint ")}:
                    form = form.replace("’", "'")
                    if form and not re.search(r"[(,]| - | SAR ", form) and form not in names:
                        names.append(form)
            best = self.country_name(code, country["name"])
            for name in sorted(names):
                flags = {"abbr"} if re.fullmatch(r"(?:[A-Z]\.?){2,}", name) else {"alt"} if name != best else set()
                self.add(name, best, kind, code, "", lat, lon, country["geonameid"], country["population"], flags,
                         COUNTRY + country["population"] - (1e11 if name == "Congo" and code == "CG" else 0))

    def country_name(self, code, fallback):
        special = {"MM": "Myanmar", "CG": "Republic of the Congo", "CD": "Democratic Republic of the Congo", "CZ": "Czech Republic",
                   "HK": "Hong Kong", "MO": "Macau", "PS": "Palestine", "TR": "Turkey", "CI": "Ivory Coast", "TL": "East Timor",
                   "SZ": "Eswatini", "CV": "Cape Verde", "VA": "Vatican City", "NL": "Netherlands", "BA": "Bosnia and Herzegovina",
                   "AG": "Antigua and Barbuda", "TT": "Trinidad and Tobago", "US": "United States", "GB": "United Kingdom"}
        name = special.get(code) or self.src.territories.get(code) or fallback
        return name.replace(" & ", " and ").replace("’", "'")

    # ---- first-order regions

    def add_regions(self):
        hand = {row[0]: row + [""] * (4 - len(row)) for row in self.hand.rows("regions.tsv")}
        better = {row[0]: row + [""] * (3 - len(row)) for row in self.hand.rows("regionnames.tsv")}
        states = self.src.us_states
        for iso, name in sorted(self.src.subdivisions.items()):
            country = iso[:2]
            if country not in self.countries or (country in SMALL_SUBDIVISIONS and not self.people[iso] and iso not in hand):
                continue
            if name in self.left_out:
                continue
            _, name, more = better.get(iso, (iso, name.replace("’", "'"), ""))
            if not is_latin(name) or re.search(r"[(),/\d]", name) or iso == "US-DC":
                continue
            if iso not in hand and country not in ("AU", "CA", "ZA") and all(t in DIRECTIONS for t in name.lower().split()):
                continue
            _, lat, lon, short = hand.get(iso, (iso, "", "", ""))
            towns = self.region_towns(iso, name)
            if lat == "" and towns:
                lat, lon = self.middle(towns)
            kind = "state" if country in STATE_COUNTRIES else "region"
            id = states[iso[3:]]["geonameid"] if country == "US" and iso[3:] in states else self.division_id(iso, name)
            people = self.people[iso]
            score = people if people else 30000
            if country == "US" and iso[3:] in states:
                score = CAPITAL - 1e10 + people
            if not self.people[iso] and iso not in hand and (name.lower() in self.words or any(
                    c.country == country and c.population >= CITY_MIN for c in self.by_name.get(fold(name), ()))):
                continue
            seat = [c for c in self.by_name.get(fold(DIVISION_WORD.sub("", name)), ()) if c.country == country and c.population > CITY_MIN]
            if seat and country != "US":
                score = min(score, max(c.population for c in seat) - 1)
            self.add(name, name, kind, country, iso, lat, lon, id, people, (), score)
            for form in filter(None, (*more.split("|"), DIVISION_WORD.sub("", name) if seat else "")):
                if form != name:
                    self.add(form, name, kind, country, iso, lat, lon, id, people, {"alt"}, score)
            for form in self.full_names(iso):
                self.add(form, name, kind, country, iso, lat, lon, id, people, {"alt"}, score)
            for form in filter(None, short.split("|")):
                self.add(form, name, kind, country, iso, lat, lon, id, people, {"abbr"}, score)

    def full_names(self, iso):
        """Enugu State, Anbar Governorate: English names that say what the region is."""
        names = self.divisions[iso].alternates if iso in self.divisions else ()
        return [n.replace("’", "'") for n in names if DIVISION_WORD.search(n) and is_latin(n) and not re.search(r"\d", n)
                and not re.match(r"(?:Province|State|Region|Department|District) ", n)]

    def division_of(self, iso, name):
        """GeoNames' division that an ISO region is: of the first order, else of the second, by its code or by its name."""
        named = self.named_counties[(iso[:2], fold(name))]
        return self.divisions.get(iso) or self.counties.get(iso) or (named[0] if len(named) == 1 else None)

    def division_id(self, iso, name):
        division = self.division_of(iso, name)
        return division.id if division else ""

    def region_towns(self, iso, name):
        """The towns of a region; of one that GeoNames does not divide so, the town that it is named after."""
        division = self.division_of(iso, name)
        if self.towns[iso] or division:
            return self.towns[iso] or (self.code_towns if division.level == 1 else self.county_towns)[division.code]
        return [c for c in self.by_name[fold(name)] if c.country == iso[:2] and c.code.startswith("PPLA")][:1]

    @staticmethod
    def middle(towns):
        """The middle of a region's towns, for want of its shape."""
        return (round(sum(c.lat for c in towns) / len(towns), 2), round(sum(c.lon for c in towns) / len(towns), 2))

    # ---- cities

    def add_cities(self, known):
        """known: surfaces that no alternate name may take (White House is no name of Casablanca)."""
        exonyms = self.exonyms()
        kept = [c for c in self.src.cities if self.is_kept(c) or c.id in exonyms]
        main_names = {fold(c.name) for c in kept}
        for city in kept:
            english, more = exonyms.get(city.id, (None, ()))
            name = english or self.clean(city.name)
            if english and city.country not in TRANSCRIBED and unmarked(english) == unmarked(self.clean(city.name)):
                name = self.clean(city.name)                            # Bogotá keeps its accent
            if not name:
                continue
            kind = self.kind_of_city(city)
            score = city.population
            if kind == "capital":
                score = CAPITAL + city.population if city.population >= 50000 or english else city.population * 20
            elif kind == "neighbourhood":
                score *= 0.3
            common = dict(kind=kind, country=city.country, region=self.region_of(city), lat=city.lat, lon=city.lon, id=city.id,
                          population=city.population)
            surfaces = {name: (set(), 1)}
            for other in (self.clean(city.name), *more, *self.saints(name), self.plain(name), *self.short(city, main_names, known)):
                if other:
                    surfaces.setdefault(other, ({"alt"}, 1))
            if kind != "neighbourhood":
                for other in self.good_alternates(city, main_names, known):
                    surfaces.setdefault(other, ({"alt"}, 0.2))
            for surface, (flags, weight) in surfaces.items():
                if any(unmarked(surface) == unmarked(s) and surface != s and not f for s, (f, _) in surfaces.items()):
                    continue                                            # only the accents differ: the look-up folds them
                if kind == "neighbourhood" and surface.lower() in self.words:
                    continue
                self.add(surface, name, flags=flags, score=score * weight, **common)

    def kind_of_city(self, city):
        """Where the source does not tell, what lies close to a much larger city is a part of it."""
        if city.code:
            return {"PPLC": "capital", "PPLX": "neighbourhood"}.get(city.code, "city")
        return "neighbourhood" if self.has_larger(city) else "city"

    def has_larger(self, city):
        close, times = 0.2, 4
        return any(abs(c.lat - city.lat) + abs(c.lon - city.lon) < close and c.population > times * city.population
                   for c in self.large[city.country])

    def is_kept(self, city):
        if city.code in DEAD_CODES or city.id in LEFT_OUT or not is_latin(self.clean(city.name)):
            return False
        if not city.code:
            return city.population >= UNTOLD_MIN
        if city.country in ("US", "GB", "CA", "AU", "IE", "NZ", "IL", "PS", "UA", "LB") and city.code.startswith("PPLA"):
            return city.population >= 8000
        return city.population >= CITY_MIN or city.code == "PPLC" or (city.code == "PPLA" and city.population >= SEAT_MIN)

    @staticmethod
    def clean(name):
        name = re.sub(r"\s*[(\[].*", "", name.replace("’", "'").replace("‘", "'").replace("`", "'")).strip()
        if name[:1] == "'" and name[1:2].isupper():
            name = name[1:]                                             # English writes no ayn: Afrin
        return name if len(name) > 1 and "/" not in name and "," not in name and not re.search(r"\d", name) else ""

    @staticmethod
    def plain(name):
        """Tromsø is Tromso to an English desk; ø is no accent, so the look-up does not do that."""
        return name.translate(str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"}))

    @staticmethod
    def saints(name):
        if name.startswith("Saint "):
            return ["St. " + name[6:], "St " + name[6:]]
        if name.startswith("St. "):
            return ["Saint " + name[4:], "St " + name[4:]]
        return []

    def short(self, city, main_names, known):
        """Qamishli for Al Qamishli, Clacton for Clacton-on-Sea, where no other place has the name."""
        name = self.clean(city.name)
        if city.country in ARABIC and (city.population >= CITY_MIN or city.code.startswith("PPLA")):
            name = re.sub(r"^(?:A[dlnrstz]|Ash|Ath|El)[ -](?=[^\W\d_a-z])", "", name)
        elif city.country == "GB" and city.population >= CITY_MIN:
            name = re.sub(r"[ -](?:on|upon|under|next)[ -](?:the[ -])?.*$", "", name)
        lower = fold(name)
        taken = lower in known or lower in main_names or any(c is not city and fold(c.name) == lower for c in self.by_name[lower])
        ordinary = name.lower() in self.words or name in self.given or name in self.surnames or name in self.other_names
        return [] if taken or ordinary or name == self.clean(city.name) or len(name) < 5 else [name]

    def exonyms(self):
        """City id -> (English name, further names), from the hand list."""
        found = {}
        for english, country, *more in self.hand.rows("exonyms.tsv"):
            more = more[0].split("|") if more and more[0] else []
            cities = [c for n in (english, *more) for c in self.by_name.get(fold(n), ())
                      if c.country == country and c.code not in DEAD_CODES and c.code != "PPLX"]
            if cities:
                names = {fold(n) for n in (english, *more)}
                best = max(cities, key=lambda c: (fold(c.name) in names and c.population > 20000, c.population, -int(c.id)))
                found[best.id] = (english, more)
        return found

    def good_alternates(self, city, main_names, known):
        good = []
        for name in sorted(set(city.alternates)):
            name = name.replace("’", "'")
            if not re.fullmatch(r"[^\W\d_a-z]\w*['’]?\w+(?:[ -][^\W\d_]\w+)*", name) or len(name) < 4 or name.isupper() or not is_latin(name):
                continue
            lower = fold(name)
            if lower in known or lower in main_names or any(c != city and c.population > city.population for c in self.by_name[lower]):
                continue
            listed = name in self.whitelist
            if name in self.other_names or name.lower() in self.words or (not listed and (name in self.given or name in self.surnames)):
                continue
            similar = difflib.SequenceMatcher(None, fold(city.name), lower).ratio()
            variant = (city.country in TRANSCRIBED and city.population >= SIMILAR_MIN and similar >= 0.8 and name.isascii()
                       and lower[0] == fold(city.name)[0] and lower[-1] == fold(city.name)[-1])
            if (listed and similar >= 0.25) or variant:
                good.append(name)
        return good

    # ---- WordNet

    def add_wordnet(self, synsets):
        net = self.src.wordnet
        for synset in synsets:
            kind = self.kind_of(net.ancestors(synset), synset)
            names = [n for n in synset.lemmas if self.is_place_name(n) and n not in self.left_out]
            if not kind or not names or self.more_names(synset, names):
                continue
            country, region = self.where(net.wholes(synset))
            settlement = kind in ("city", "capital", "neighbourhood")
            lat = lon = id = ""
            population = 0
            if settlement:
                if not country or any((fold(n), country) in self.listed for n in names):
                    continue
                city = self.town(names, country, region)
                if not city and any(fold(n) in self.taken for n in names):
                    continue
                if city:
                    lat, lon, id, population = city.lat, city.lon, city.id, city.population
                    region = region or self.region_of(city)
            elif kind in ("country", "region", "historic", "county", "island") and any(fold(n) in self.lands for n in names):
                continue
            elif kind == "country":
                kind = "historic"
            longest = max(names, key=lambda n: n.count(" "))
            for name in names:
                if not settlement and fold(name) in self.hand_lands:
                    continue
                part = longest != name and name in longest and not settlement
                score = PART_OF_NAME if part else population or (10000 if settlement else FEATURE)
                if (name.lower() in self.words or name in self.given) and " " not in name:
                    score = min(score, 10000)
                best = longest if part or name == longest else names[0]
                if settlement and city:
                    best = self.best_name.get(city.id) or self.clean(city.name) or best
                if lat == "" or not settlement:
                    lat, lon = self.points.get((best, kind, region or country), ("", ""))
                self.add(name, best, kind, country, region, lat, lon, id, population, {"alt"} if name != best else (), score)

    def more_names(self, synset, names):
        """A country or a state that is in the list gets WordNet's names for it: Lone-Star State. True if it is one."""
        state = next((self.states[n] for n in synset.lemmas if n in self.states and len(synset.lemmas) > 1), None)
        known = state or next((self.country_rows[n] for n in names if n in self.country_rows and synset.file == 15), None)
        if not known or (not state and not {"country", "state", "land"} & set(self.src.wordnet.ancestors(synset)[:12])):
            return False
        for name in names:
            if fold(name) not in self.taken and name.lower() not in self.words and name not in self.other_names:
                self.add(name, known.name, known.kind, known.country, known.region, known.lat, known.lon, known.id, known.population,
                         {"alt"}, known.score - 1)
        return True

    def kind_of(self, ancestors, synset):
        if NO_PLACE & set(ancestors[:8]) or re.search(r"zodiac|constellation|\bstars?\b|ironclad|warship|mytholog|legend", synset.gloss):
            return None
        if synset.file == 6:
            return "water" if "canal" in ancestors[:3] else "landmark"
        for kind, heads in KINDS:
            if heads & set(ancestors):
                if kind in ("country", "region") and re.search(r"\b(ancient|former)\b", synset.gloss):
                    return "historic"
                return kind
        return None

    def where(self, wholes):
        """Country and, where it is known, region of what lies in these. A US state's synset has its postal code."""
        country = region = ""
        for whole in wholes:
            for lemma in whole.lemmas:
                if lemma in self.states and len(whole.lemmas) > 1:
                    return "US", self.states[lemma].region
                if lemma in NATIONS:
                    return NATIONS[lemma]
                if lemma in self.provinces and not region and not country:
                    country, region = self.provinces[lemma]
                if not country and lemma in self.country_rows:
                    country = self.country_rows[lemma].country
            if country:
                break
        return country, region

    @staticmethod
    def is_place_name(name):
        return name[:1].isupper() and len(name) > 2 and not re.fullmatch(r"[A-Z.]+", name) and is_latin(name.replace(",", ""))

    def town(self, names, country, region):
        found = [c for n in names for c in self.by_name.get(fold(n), ())
                 if c.country == country and (not region or self.region_of(c) == region) and c.code not in DEAD_CODES]
        return max(found, key=lambda c: (c.population, -int(c.id))) if found else None

    # ---- all of it

    def build(self):
        net = self.src.wordnet
        synsets = [s for s in net.instances() if s.file in (15, 17, 6)]
        self.whitelist = {n for s in synsets if s.file == 15 for n in s.lemmas} | self.src.scowl_names
        self.add_hand()
        self.add_countries()
        self.add_regions()
        self.country_rows, self.states, self.provinces = {}, {}, {}
        for row in self.rows:
            if row.kind in ("country", "territory") and row.id:
                self.country_rows.setdefault(row.surface, row)
            if row.country == "US" and row.kind == "state" and "abbr" not in row.flags:
                self.states.setdefault(row.region[3:], row)
            if row.country in ("CA", "AU", "DE", "CN", "RU", "IN") and row.region and row.kind in ("state", "region"):
                self.provinces.setdefault(row.surface, (row.country, row.region))
        self.taken = {fold(row.surface) for row in self.rows}
        landmarks = {fold(n) for s in synsets if s.file in (6, 17) for n in s.lemmas if " " in n}
        self.add_cities(self.taken | landmarks)
        self.listed = {(fold(row.surface), row.country) for row in self.rows}
        self.best_name = {}
        for row in self.rows:
            if row.id and row.kind in ("city", "capital", "neighbourhood"):
                self.best_name.setdefault(row.id, row.name)
        self.taken = {fold(row.surface) for row in self.rows}
        self.lands = {fold(row.surface) for row in self.rows if row.kind not in ("city", "capital", "neighbourhood")}
        self.hand_lands = {fold(row.surface) for row in self.rows if row.score > COUNTRY * 1.1 and row.kind not in ("city", "capital")}
        self.add_wordnet(synsets)
        self.flag_all()
        self.kept = list(self.ordered())
        return self

    def flag_all(self):
        for row in self.rows:
            surface = row.surface
            plain = surface.rstrip(".")
            if plain[1:].islower() and (plain.lower() in self.words or fold(plain) in self.words):
                row.flags.add("word")
            if surface in self.given and self.given[surface].grade >= 2:
                row.flags.add("given")
            if surface in self.surnames and self.surnames[surface].grade >= 4:
                row.flags.add("surname")

    def ordered(self):
        """One row for a surface and a place; of twins the one with the higher score stays."""
        best = {}
        for row in sorted(self.rows, key=lambda r: (-r.score, r.surface, r.country, r.id)):
            kind = "settlement" if row.kind in ("city", "capital", "neighbourhood") else "land" if row.kind in (
                "region", "state", "county", "territory", "historic", "island", "country", "landmark", "worldregion", "continent") else row.kind
            place = row.id or (row.country, row.region if kind == "settlement" else "", kind)
            twins = best.setdefault(row.surface, [])
            if not any(place == p or self.same(row, r, kind, k) for p, k, r in twins):
                twins.append((place, kind, row))
        for surface in sorted(best):
            yield from (row for _, _, row in best[surface])

    @staticmethod
    def same(row, other, kind, other_kind):
        """WordNet's or CLDR's row for what a better row already tells."""
        if kind != other_kind or row.country != other.country:
            return False
        if row.id and other.id:
            return False
        return kind != "settlement" or row.region == other.region or not row.region or not other.region


    def table(self):
        return [row.fields() for row in self.kept]


def gazetteer(src, hand, words, given, surnames):
    return Gazetteer(src, hand, words, given, surnames).build()


# ---- demonyms

INHABITANT = re.compile(r"\b(?:native|inhabitant|citizen|resident|native or inhabitant)s? of (?:the )?([A-Z][\w' ]+?)(?:\s*[;,(]|$| who| or )")


def demonym_rows(src, hand, words):
    left_out = {row[0] for row in hand.rows("left-out.tsv")}
    found = {word: place for word, place in hand.rows("demonyms.tsv")}
    names = {}
    for code, forms in src.iso_names.items():
        for form in forms:
            names.setdefault(form, code)
    for iso, name in src.subdivisions.items():
        if iso.startswith("US-"):
            names.setdefault(name, iso)
    net = src.wordnet
    for synset in net.synsets.values():
        places = []
        if synset.key[0] == "a":
            for target in synset.targets("\\"):
                whole = net.synsets.get(target)
                if whole and whole.file == 15:
                    places += whole.lemmas
        elif synset.file == 18 and not synset.targets("@i"):
            places += INHABITANT.findall(synset.gloss)
        for place in places:
            code = names.get(place)
            if code:
                for word in synset.lemmas:
                    if word[:1].isupper() and len(word) > 3 and word not in names and is_latin(word) and word.lower() not in words and word not in left_out:
                        found.setdefault(word, code)
                break
    return sorted(found.items())
