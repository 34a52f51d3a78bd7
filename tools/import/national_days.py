#!/usr/bin/env python3
"""Writes lists/national-days.tsv: days that countries keep under one name on different dates,
from the tables of the Python package holidays (MIT). `pip install holidays==0.109`, then

  national_days.py > rules/en/lists/national-days.tsv

An entry is a name and "nation CC MM-DD; CC MM-DD; * MM-DD": the day in each country, then
the day anywhere else, if there is one. A day counts where it is the same in all years that the
package knows of 2018 to 2026."""
import collections

import holidays

YEARS = range(2018, 2027)
# What papers call it, what the package calls it.
NAMES = {
    "Independence Day": ("Independence Day", "National Independence Day", "Day of Independence",
                         "Independence and Republic Day"),
    "Republic Day": ("Republic Day",),
    "National Day": ("National Day", "Singapore's National Day", "Saudi National Day",
                     "Swiss National Day", "Belgian National Day"),
    "Constitution Day": ("Constitution Day",),
    "Liberation Day": ("Liberation Day",),
    "Victory Day": ("Victory Day",),
    "Revolution Day": ("Revolution Day",),
    "Unity Day": ("Unity Day", "National Unity Day"),
    "Youth Day": ("Youth Day", "National Youth Day"),
    "Women's Day": ("Women's Day", "National Women's Day"),
    "Heroes' Day": ("Heroes' Day", "National Heroes' Day", "National Heroes Day", "Heroes Day"),
    "Martyrs' Day": ("Martyrs' Day",),
    "Emancipation Day": ("Emancipation Day",),
    "Armed Forces Day": ("Armed Forces Day",),
    "Children's Day": ("Children's Day",),
    "Statehood Day": ("Statehood Day",),
    "Flag Day": ("Flag Day",),
    "Labour Day": ("Labour Day", "Labor Day", "Workers' Day", "International Workers' Day"),
    "Heritage Day": ("Heritage Day",),
    "Freedom Day": ("Freedom Day",),
    "Democracy Day": ("Democracy Day",),
    "Culture Day": ("Culture Day",),
}
# What no table of fixed days holds, and the day where no country is known.
BY_HAND = {
    "Labour Day": {"CA": "09/mon>=01", "US": "09/mon>=01", "NZ": "10/mon>=22", "JM": "05-23",
                   "TT": "06-19", "*": "05-01"},
    "Republic Day": {"TR": "10-29", "NP": "05-28"},
    "Independence Day": {"IL": "hebrew 02-05", "GB": "", "ZW": "04-18", "NG": "10-01", "KE": "12-12",
                         "MY": "08-31", "BW": "09-30", "ML": "09-22", "EC": "08-10", "UY": "08-25",
                         "CY": "10-01", "AL": "11-28", "BA": "03-01", "LV": "11-18", "LT": "02-16",
                         "MD": "08-27", "KZ": "12-16", "MN": "12-29", "TL": "05-20", "FJ": "10-10",
                         "IQ": "10-03", "BJ": "08-01", "NE": "08-03", "CG": "08-15"},
    "Victory Day": {"*": "05-09"},
    "Women's Day": {"*": "03-08"},
    "Flag Day": {"US": "06-14", "*": "06-14"},
    "National Day": {"FR": "07-14", "CN": "10-01", "TW": "10-10", "AU": "01-26",
                     "VN": "09-02", "BH": "12-16", "QA": "12-18", "AE": "12-02", "SA": "09-23",
                     "HU": "08-20", "BG": "03-03", "PT": "06-10"},
    "Children's Day": {"IN": "11-14", "TR": "04-23"},
    "Democracy Day": {"NG": "06-12", "IN": ""},
    "Freedom Day": {"ZA": "04-27", "PT": "04-25"},
}


def english(country):
    return "en_US" if "en_US" in holidays.list_localized_countries().get(country, []) else None


def days_of(country):
    """The days of each name, as MM-DD."""
    found = collections.defaultdict(set)
    for year in YEARS:
        try:
            calendar = holidays.country_holidays(country, years=year, language=english(country),
                                                 observed=False)
        except NotImplementedError:
            continue
        for day, names in calendar.items():
            for name in names.split("; "):
                found[name].add(f"{day:%m-%d}")
    return found


def main():
    tables = {name: {} for name in NAMES}
    for country in sorted(holidays.list_supported_countries(include_aliases=False)):
        found = days_of(country)
        for name, others in NAMES.items():
            for other in others:
                if len(found.get(other, ())) == 1:
                    tables[name].setdefault(country, next(iter(found[other])))
    print("# Days that countries keep on different dates, from the Python package holidays 0.109,"
          " MIT (tools/import/national_days.py).")
    for name, table in tables.items():
        table.update(BY_HAND.get(name, {}))
        rest = table.pop("*", None)
        entries = [f"{country} {day}" for country, day in sorted(table.items()) if day and day != rest]
        entries += [f"* {rest}"] if rest else []
        for spelling in {name: 0, name.replace("s' ", "s "): 0, name.replace("'", ""): 0}:
            print(f"{spelling}\tnation {'; '.join(entries)}")


if __name__ == "__main__":
    main()
