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
        if group.suite in (suite, "*") and group.test(case):
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
    Group("time zone alone", OUT, "no time", "recognizers", of_type("timezone")),
    Group("meals and work", OUT, "an office's or a household's hours", "*",
          says(r"lunch|dinner|breakfast|brunch|business|work ?(?:day|week)|weekdays?|after ?(?:school|work|hours)|school")),
    Group("query language", OUT, "comparisons of a database search", "*",
          says(r"greater|later than|or later|and later|or after|and after|or before|smaller|prior to|equal|>|<|=|current date|"
               r"earlier than|ealier|sooner|older|newer|and earlier|or earlier|onward|as (?:late|early) as")),
]

REST = Group("the rest", IN, "dates, periods, durations, sets, clock times", "*", None)
