#!/usr/bin/env python3
"""Writes lists/moving-holidays.tsv: festivals that no short formula gives, from the tables of
the Python package holidays (MIT). `pip install holidays==0.109`, then

  festivals.py > rules/en/lists/moving-holidays.tsv

An entry is a name and "table FIRST_YEAR MMDD MMDD ...", 0000 where a year is not known."""
from holidays.calendars.buddhist import _BuddhistLunisolar
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hindu import _HinduLunisolar

FIRST, LAST = 1990, 2050
NAMES = [
    (_HinduLunisolar, "DIWALI_INDIA_DATES", "Diwali Deepavali Deepawali"),
    (_HinduLunisolar, "HOLI_DATES", "Holi"),
    (_HinduLunisolar, "DUSSEHRA_DATES", "Dussehra Vijayadashami"),
    (_HinduLunisolar, "GANESH_CHATURTHI_DATES", "Ganesh_Chaturthi"),
    (_HinduLunisolar, "JANMASHTAMI_DATES", "Janmashtami"),
    (_HinduLunisolar, "MAHA_SHIVARATRI_DATES", "Maha_Shivaratri Mahashivratri"),
    (_HinduLunisolar, "RAKSHA_BANDHAN_DATES", "Raksha_Bandhan"),
    (_HinduLunisolar, "GURU_NANAK_JAYANTI_DATES", "Guru_Nanak_Jayanti"),
    (_BuddhistLunisolar, "VESAK_DATES", "Vesak Wesak"),
    (_ChineseLunisolar, "MID_AUTUMN_DATES",
     "Mid-Autumn_Festival the_Mid-Autumn_Festival Chuseok"),
    (_ChineseLunisolar, "DRAGON_BOAT_DATES", "Dragon_Boat_Festival the_Dragon_Boat_Festival"),
]


def table(calendar, attribute):
    dates = getattr(calendar, attribute)
    older = getattr(calendar, attribute.replace("_INDIA", ""))  # the longer of two tables
    known = [year for year in range(FIRST, LAST + 1) if dates.get(year) or older.get(year)]
    days = [dates.get(year) or older.get(year) for year in range(known[0], known[-1] + 1)]
    text = " ".join(f"{day[0]:02d}{day[1]:02d}" if day else "0000" for day in days)
    return f"table {known[0]} {text}"


print("# Festivals of lunar calendars, from the Python package holidays 0.109, MIT "
      "(tools/import/festivals.py).")
for calendar, attribute, names in NAMES:
    for name in names.split():
        print(f"{name.replace('_', ' ')}\t{table(calendar, attribute)}")
