"""groups.py - what the cases of other suites are about, and which of it a tagger of news owes."""
import collections
import re

IN, OTHER, OUT = "in scope", "other convention", "out of scope"
SCOPES = (IN, OTHER, OUT)
Group = collections.namedtuple("Group", "name scope why suite test")


def expected_text(case):
    return " | ".join(e["text"] for e in case["expected"])


def group_of(case, suite):
    for group in GROUPS:
        if (group.suite == suite or group.suite == "*" and suite != "percent") and group.test(case):
            return group
    return REST



def says(*patterns):
    """A test: one of the patterns is in what the case expects to find."""
    compiled = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda case: any(compiled.search(e["text"]) for e in case["expected"])


def text_says(*patterns):
    compiled = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda case: bool(compiled.search(case["text"]))


def of_type(*types):
    return lambda case: any(e.get("type") == "datetimeV2." + t for e in case["expected"] for t in types)


def clock_range(case):
    """From one hour to another: what is left of these types beside parts of the day."""
    return any((e.get("type") or "").endswith(("timerange", "datetimerange"))
               and not any(re.search(r"T(MO|AF|EV|NI|MI)\)?$", v.get("timex", "")) for v in e["values"])
               for e in case["expected"])


def duckling_clock_range(case):
    return any(e["value"]["grain"] in ("hour", "minute", "second") and e["value"].get("to")
               for e in case["expected"])


def duckling_grain(*grains):
    return lambda case: any(e["value"]["grain"] in grains for e in case["expected"])


def holiday(case):
    return any(e["value"].get("holiday") for e in case["expected"])


def suite_file(word):
    return lambda case: word in case["id"]


NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|forty|few|some)"
UNIT = r"(?:day|week|month|quarter|year|night|weekend|fortnight|decade)s?"
CLOCK_UNIT = r"(?:hour|hr|h|minute|minuet|min|second|sec|s)s?"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"

REGIONAL = {
    "Boss's Day", "Loyalty Day", "President's Day", "Lincoln's Birthday", "Military Spouse Day", "Global Youth Service Day",
    "Super Tuesday", "Mini-Tuesday", "Jumu'atul-Wida", "Parsi New Year", "Rabindra Jayanti", "Maha Saptami", "Thiru Onam",
    "Yom HaShoah", "Yom Ha'atzmaut", "Isra and Mi'raj", "Administrative Professionals' Day", "Emancipation Day",
    "Siblings Day", "Grandparents Day", "Earth Hour", "Tax Day", "Vaisakhi", "Jumu'atul-Wida"}

# The first group that fits has the case.
GROUPS = [
    Group("no number", OTHER, "a percentage without a number is none here", "percent",
          lambda case: any(e["value"] == "null" for e in case["expected"])),
    Group("percent of N", OUT, "\"percent of 10\" says ten of nothing: no English", "percent",
          says(r"^per ?cents? of")),
    Group("share", IN, "fractions of a whole", "percent", says(r"out of| in |\bof$")),
    # ---- Recognizers-Text
    Group("from hour to hour", OUT, "stretches of the clock are an appointment's, not an article's",
          "recognizers", clock_range),
    Group("from hour to hour", OUT, "stretches of the clock are an appointment's, not an article's",
          "duckling", duckling_clock_range),
    Group("counted from this minute", OUT, "an article has a day and no hour to count from", "*",
          says(rf"\b{NUMBER} ?(?:and a half )?(?:more )?{CLOCK_UNIT}\b.*(?:ago|from now|later|hence|back|before)",
               rf"^(?:in|within|after) .*\b{CLOCK_UNIT}\b", r"\b(?:next|last|this) (?:hour|minute)", r"\bnow\b.*\d",
               rf"\b(?:past|previous|last|next|coming) {NUMBER} {CLOCK_UNIT}")),
    Group("some is three", OTHER, "a few days are PXD in TIMEX3, not three", "*",
          says(rf"\b(?:few|some|several|couple(?: of)?) (?:{UNIT}|{CLOCK_UNIT})")),
    Group("in, within N units", OTHER, "TIMEX3 reads \"in two weeks\" as a duration", "*",
          says(rf"^(?:(?:with)?in|after|within the|for) (?:the )?(?:next )?{NUMBER} .*{UNIT}")),
    Group("chat and forms", OUT, "no newspaper writes so", "*",
          says(r"\d(?:h|m|s|min|hr|hrs|years?|months?|days?|weeks?)\b", r"ish\b", r"oclock", r"^\d{1,2}\.\d\d$",
               r"\bat \d{1,2}\.\d\d", r"\d\d?[-/.]\d\d?(?:[-/.]\d+)? ?- ?\d", rf"{MONTH}[/.-]\d", rf"\d/{MONTH}",
               r"\d{8}", r"\d{2}h\d{2}|\dh\d", r"yr\b", r"\d-\d-\d.*-", r"(?:^|from |between )\d{1,2}-\d{1,2} ",
               r"\d{4}[-.]\d{1,2}$|^\d{1,2}[-.]\d{4}", r"eod|eom|eoy|eow|ytd|mtd|asap|tmr|tmrw")),
    Group("day and month in figures", OTHER, "10/1 alone is a score or a fraction more often", "*",
          says(r"^(?:on |the |from |before |after |since |between |for )*\d{1,2}/\d{1,2}(?:$|[ ,)])",
               r"\b\d{1,2}/\d{1,2}$", r"\b\d{1,2}/\d{1,2} (?:to|and|at|before|after)",
               rf"{WEEKDAY},? \(?\d{{1,2}}/\d{{1,2}}\b(?!/)", r"\b\d{1,2}\.\d{1,2}\b(?!\.)(?!.*[ap]\.?m)",
               r"^\d{1,2}-\d{1,2}$")),
    Group("the 18th", OUT, "a bare ordinal is no date in an article", "*",
          lambda case: any(not re.search(rf"{MONTH}|{WEEKDAY}|month|year|week|day|centur", e["text"], re.IGNORECASE)
                           and re.search(r"\d(?:st|nd|rd|th)\b|\bthe \d\d?$|(?:first|second|third|teenth|tieth)\b", e["text"],
                                         re.IGNORECASE) for e in case["expected"])),
    Group("hour on certain days", OUT, "an appointment: the hour and the days are two mentions here", "*",
          lambda case: any((e.get("type") or "").endswith("set") and re.search(r"T\d\d", str(e["values"]))
                           for e in case["expected"])),
    Group("end of the day is 23:59", OTHER, "the end of a day is the day's last part, or the day", "*",
          says(rf"end of (?:the |this )?(?:day|today|tomorrow|{WEEKDAY})")),
    Group("does today count", OTHER, "the next three days begin today here, tomorrow there; weeks and months roll",
          "*", says(rf"\b(?:next|last|past|previous|coming|upcoming|following|this past) (?:the )?(?:{NUMBER}|eleven|dozen) (?:{UNIT})",
                    rf"\b{NUMBER} (?:next|last|past|previous|coming|upcoming|following) (?:{UNIT})",
                    r"\b(?:next|past|last) decade", r"next quarter|following quarter|previous quarter")),
    Group("dictated", OUT, "as speech is written down: \"nine thirty\", \"twenty second\"", "*",
          says(rf"(?:twenty|thirty) (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|{MONTH})",
               rf"{MONTH} (?:twenty|thirty|\w+teenth \w+ ?\w+$)",
               r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -](?:ten|fifteen|twenty|thirty|forty|fifty)(?!.*past)",
               r"\b[ap] ?\. ?m ?\.?$|\b[ap] m\b|\d ?[ap]$|\d[ap]\b|thousand|hundred|ampm",
               rf"{WEEKDAY} the (?:{NUMBER}|\w+) ?\w*th (?:at|six|nine|\d)", r"teenth nine|the eleventh|thirty first")),
    Group("of the year", OTHER, "\"partner of the year\" names no year", "*",
          text_says(r"(?:partner|blocked|away|offline) (?:of|for) the (?:year|month|week|day|hour)", "unavailable the fortnight")),
    Group("invalid dates", OTHER, "30 February is no date and is not half read", "*",
          lambda case: any("not resolved" in str(e.get("values")) and re.search(r"30|29", e["text"])
                           and re.search("feb|2/29", e["text"], re.IGNORECASE) for e in case["expected"])),
    Group("hour without a sign", OUT, "\"tonight at 7\": seven may be anything", "*",
          says(r"\b(?:at|around|for|@|about) (?:\d\d?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$",
               r"^\d{1,2}$", r"^\d\d?,? (?:tonight|tomorrow|today)", r"^(?:eight|nine|ten) (?:tonight|tomorrow)",
               r"\b(?:at|around) \d{3,4}\b", r"^(?:at|around) \d\d? \d\d", rf"{WEEKDAY} \d+ at \d")),
    Group("which and", OTHER, "two days with one month are one stretch here", "*",
          text_says(r"\b\d\d? (?:and|or) \d\d? (?:june|july)")),
    Group("adjectives", OTHER, "annual, daily as adjectives and part of a name are no times in TIMEX3's gold data", "*",
          says(r"^(?:annual|everyday|quarterly|bi-?monthly|semi-?annual(?:ly)?)$")),
    Group("abbreviations in lower case", OUT, "mon, dec, mar: no newspaper writes so", "*",
          lambda case: any(re.search(r"\b(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
                                     e["text"]) for e in case["expected"])),
    Group("may, march, in lower case", OTHER, "verbs, unless a year or a day stands beside them", "*",
          says(r"^(?:in )?(?:march|may)$")),
    Group("holidays in lower case", OUT, "a newspaper writes holidays with capitals", "recognizers",
          lambda case: any(re.search(r"\b(?:easter|black friday|earth day|independence day|saint patrick|new year|halloween|"
                                     r"christmas|thanksgiving|labor day|eid al)", e["text"]) for e in case["expected"])),
    Group("holidays in lower case", OUT, "a newspaper writes holidays with capitals", "duckling",
          lambda case: holiday(case) and any(
              w[0].islower() and w not in ("of", "the", "in", "last", "next", "this", "and", "years", "year")
              for w in case["text"].split())),
    Group("rare names of holidays", OUT, "Bakr Id, Koningsdag: names that English papers hardly use", "duckling",
          says(r"Bakr Id|Amun Jadid|Koningsdag|Thu of|Monday of the|Surya Shashthi|Pargat|Yugadi|Govind|Ravidass|Jamat|Navroz|"
               r"Civil Rights Day")),
    Group("as on a telephone", OUT, "no newspaper writes so", "duckling",
          says(r"^in \d+['\"]*$", r"\d[a-z]{3,} \d{4}", r"^tomorrows$", r"\bgmt$|\bpst$|\bist$|^Thu at", r"^(?:at )?\d\d? (?:this|tomorrow)",
               r"o'clock$", r"^at \d tomorrow", r"approximately \d{4}$", r"April 15$", r"twenty after|^15 to noon|minutes from 1pm|mid day",
               r"in one hour", r"at 3:20$|in afternoon", r"^at this time$", r"as soon as possible", r"^\d\d of (?:next|this) month")),
    Group("march, in lower case", OTHER, "a verb, unless a year or an ordinal in figures stands beside it", "duckling",
          says(r"^march (?:first|3)$|ides of march")),
    Group("counted to the day", OTHER, "a week ago is that week here, two years ago that year", "duckling",
          says(rf"{UNIT} (?:ago|hence|back)|from (?:right )?now|in \d+ years?|in a year")),
    Group("early, late", OTHER, "the first and the last third here, other shares there", "duckling",
          says(r"^(?:at )?(?:by )?(?:the )?(?:beginning|end|middle) of|early |late |the BOY|BOY|BOM|the EO|(?:earlier|later) (?:this|today)")),
    Group("seasons", OTHER, "meteorological here, by the equinox there; \"this season\" is a sport's", "duckling",
          says(r"summer|winter|spring|fall|autumn|season")),
    Group("past hours are tomorrow's", OTHER, "an hour belongs to the day spoken of", "duckling",
          lambda case: not re.search("tomorrow|midnight tonight", case["text"])
          and any(e["value"]["grain"] in ("hour", "minute") and e["value"]["from"][:10] == "2013-02-13" for e in case["expected"])),
    Group("the nearest to, the third after", OUT, "puzzles", "duckling",
          says(r"closest|(?:second|third|fourth|fifth|2nd|3rd|5th) last|(?:first|second|third|2nd) \w+(?: \w+)? after|after next|"
               r"^\d+ \w+days?|\b(?:two|three|four) \w+days|Giga|Mega|Duper|Tsunami")),
    Group("an hour in figures alone", OUT, "3:20 is a score as well, 15 / 2 a fraction", "duckling",
          says(r"^(?:at )?\d\d?:\d\d(?::\d\d)?$", r"@", r"^\d+ / \d+|^\d+ - \d+$", r"^\d\d \d\d \d{4}$",
               r"^at \d+:\d\d$", r"^\d\d?q\d|^\d{4}Q|^\d{4}/\d|qtr|ATM|zero|\bo three|oh three|oh-three|ou three|^half \w+$|815")),
    Group("regional days", OUT, "days that hardly an article names (Boss's Day, Lei Day)", "duckling",
          lambda case: any(e["value"].get("holiday") in REGIONAL for e in case["expected"])),
    Group("longer stretches by weekday", OUT, "puzzles: a day and a distance to it", "recognizers",
          says(r"from (?:now|today) on|after Christmas on|^(?:Sunday|Thursday),? \w+ \w+ ", r"^Saturday 3",
               r"week of \w+\.? on \w+day", r"Monday evening of")),
    Group("distances in two words", OTHER, "\"2 weeks starting May 20th\" is a duration and a date here", "recognizers",
          says(r"\b(?:days?|weeks?) starting", r"(?:less|more) than \d+ \w+ (?:before|after)")),
    Group("ends of ends", OTHER, "early and late parts are thirds here, halves or days there", "recognizers",
          says(r"(?:end|middle|beginning) of .* (?:and|to|until) the (?:end|middle)", r"before end of", r"^earlier previous")),
    Group("this and next", OTHER, "weekdays and weeks count on from Sunday or Monday", "recognizers",
          says(r"after next Friday|last week of 2019|first (?:2 )?weeks? of 2021|second week of 2021|after Easter|next fortnight|past fortnight|"
               r"a fortnight later|previous Monday|previous week|^same ")),
    Group("nights", OTHER, "two nights are no two days in TIMEX3", "recognizers", says(r"\bnights?$"),),
    Group("forms and logs", OUT, "time stamps, ids, coordinates, figures that look like dates", "recognizers",
          text_says(r"\d\d:\d\d:\d\d|search phrase|\d\d \d\d,|Latitude|valid date|\bid=|  century|Dec31| , 1994|\bhahaha|RT @|retweet|xxxxx")),
    Group("no English", OUT, "slips of the keyboard or of grammar", "recognizers",
          text_says(r"in the april|hour and half|and half hour|half hour is|twenty and four|next 6th|in 2017 april|9\.am|minutes past eight|of 87|"
                    r"\b90 s|1990 s|first 12|mid night|says:30|quarter year|year and a quarter|remaining of|end of year|^I'll be out mornings|"
                    r"Sunday 31|Friday 31|week Mon|the week of the 18th|around the 21st")),
    Group("week 31", OTHER, "without its year a numbered week is a season's", "*", says(r"^week \d+$")),
    Group("queries of an office", OUT, "sy18, cy18, w/c, 2014~2018, pm for afternoon", "*",
          says(r"\b[sc]y ?\d", r"w/c", r"~", r"\b(?:today|tomorrow) [ap]m", r"^fiscal year$", r"otd|tonite|at the minute|till date",
               r"mar\d", r"^\d+[DWMY]$", r"\ball weekends|any weekend|^weekend$")),
    Group("part of an activity", OTHER, "\"afternoon classes\" tells of no afternoon", "*",
          text_says(r"afternoon classes|morning sessions|night markets|1 evening")),
    Group("time zone alone", OUT, "no time", "recognizers", of_type("timezone")),
    Group("meals and work", OUT, "an office's or a household's hours", "*",
          says(r"lunch|dinner|breakfast|brunch|business|work ?(?:day|week)|weekdays?|after ?(?:school|work|hours)|school")),
    Group("query language", OUT, "comparisons of a database search", "*",
          says(r"greater|later than|or later|and later|or after|and after|or before|smaller|prior to|equal|>|<|=|current date|"
               r"earlier than|ealier|sooner|older|newer|and earlier|or earlier|onward|as (?:late|early) as")),
]

REST = Group("the rest", IN, "what articles have", "*", None)
