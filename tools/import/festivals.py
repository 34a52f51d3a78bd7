#!/usr/bin/env python3
"""Writes lists/moving-holidays.tsv: festivals that no short formula gives, from the tables of
the Python package holidays (MIT). `pip install holidays==0.109`, then

  festivals.py > rules/en/lists/moving-holidays.tsv

An entry is a name and "table FIRST_YEAR MMDD MMDD ...", 0000 where a year is not known;
"sighted" instead of "table" where the true day waits for a moon. Of two in a year (a lunar year is
shorter) the first stands."""
from holidays.calendars.buddhist import _BuddhistLunisolar
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hindu import _HinduLunisolar
from holidays.calendars.islamic import _IslamicLunar

FIRST, LAST = 1990, 2050
FIRST_SIGHTED = 1950
NAMES = [
    (_HinduLunisolar, "DIWALI_INDIA_DATES", "Diwali Deepavali Deepawali"),
    (_HinduLunisolar, "HOLI_DATES", "Holi"),
    (_HinduLunisolar, "DUSSEHRA_DATES", "Dussehra Vijayadashami"),
    (_HinduLunisolar, "GANESH_CHATURTHI_DATES", "Ganesh_Chaturthi"),
    (_HinduLunisolar, "JANMASHTAMI_DATES", "Janmashtami"),
    (_HinduLunisolar, "MAHA_SHIVARATRI_DATES", "Maha_Shivaratri Mahashivratri"),
    (_HinduLunisolar, "RAKSHA_BANDHAN_DATES", "Raksha_Bandhan"),
    (_HinduLunisolar, "GURU_NANAK_JAYANTI_DATES", "Guru_Nanak_Jayanti"),
    (_HinduLunisolar, "GUDI_PADWA_DATES", "Ugadi Gudi_Padwa"),
    (_HinduLunisolar, "ONAM_DATES", "Onam"),
    (_HinduLunisolar, "CHHATH_PUJA_DATES", "Chhath_Puja"),
    (_HinduLunisolar, "GURU_RAVIDAS_JAYANTI_DATES", "Guru_Ravidas_Jayanti"),
    (_HinduLunisolar, "GURU_GOBIND_SINGH_JAYANTI_DATES", "Guru_Gobind_Singh_Jayanti"),
    (_HinduLunisolar, "MAHARSHI_VALMIKI_JAYANTI_DATES", "Valmiki_Jayanti"),
    (_HinduLunisolar, "MAHAVIR_JAYANTI_DATES", "Mahavir_Jayanti"),
    (_HinduLunisolar, "BUDDHA_PURNIMA_DATES", "Buddha_Purnima"),
    (_BuddhistLunisolar, "VESAK_DATES", "Vesak Wesak"),
    (_IslamicLunar, "EID_AL_FITR_DATES",
     "Eid_al-Fitr Eid_Al-Fitr Eid_Al_Fitr Eid_al_Fitr Eid-ul-Fitr Eid_ul-Fitr Eid-al-Fitr"),
    (_IslamicLunar, "EID_AL_ADHA_DATES",
     "Eid_al-Adha Eid_Al-Adha Eid_Al_Adha Eid_al_Adha Eid-ul-Adha Eid_ul-Adha Eid-al-Adha "
     "Eid_al-Azha"),
    (_IslamicLunar, "ASHURA_DATES", "Ashura"),
    (_IslamicLunar, "HIJRI_NEW_YEAR_DATES", "Islamic_New_Year the_Islamic_New_Year"),
    (_IslamicLunar, "MAWLID_DATES", "Mawlid"),
    (_IslamicLunar, "ARBAEEN_DATES", "Arbaeen"),
    (_ChineseLunisolar, "MID_AUTUMN_DATES",
     "Mid-Autumn_Festival the_Mid-Autumn_Festival Chuseok"),
    (_ChineseLunisolar, "DRAGON_BOAT_DATES", "Dragon_Boat_Festival the_Dragon_Boat_Festival"),
]


def first(days):
    """A year has one day, or two as ((month, day), (month, day))."""
    return days[0] if days and isinstance(days[0], tuple) else days


def table(calendar, attribute):
    sighted = calendar is _IslamicLunar
    dates = getattr(calendar, attribute)
    older = getattr(calendar, attribute.replace("_INDIA", ""))  # the longer of two tables
    years = range(FIRST_SIGHTED if sighted else FIRST, LAST + 1)
    known = [year for year in years if dates.get(year) or older.get(year)]
    days = [first(dates.get(year) or older.get(year)) for year in range(known[0], known[-1] + 1)]
    text = " ".join(f"{day[0]:02d}{day[1]:02d}" if day else "0000" for day in days)
    return f"{'sighted' if sighted else 'table'} {known[0]} {text}"


print("# Festivals of lunar calendars, from the Python package holidays 0.109, MIT "
      "(tools/import/festivals.py).")
for calendar, attribute, names in NAMES:
    for name in names.split():
        print(f"{name.replace('_', ' ')}\t{table(calendar, attribute)}")
