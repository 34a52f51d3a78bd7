"""compare.py - does what dateline found say what a case of another suite expects?"""
import datetime
import re

DAY = datetime.timedelta(days=1)


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def day(text):
    """The date in front of a date or time, or None."""
    try:
        return datetime.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def readings(found):
    """(first day, last day) of each reading of a found date."""
    value = found["value"]
    pairs = [(value.get("start"), value.get("end"))]
    if clock_of(found):  # an hour with a bound has one side
        pairs = [(value.get("start") or value.get("end"), value.get("end"))]
    pairs += [(a.get("start"), a.get("end")) for a in value.get("alternatives", [])]
    return [(day(start), day(end)) for start, end in pairs]


def timex(found):
    return (found["value"].get("timex") or {}).get("value") or ""


def clock_of(found):
    """"19:56:30", with seconds, or None."""
    match = re.search(r"T(\d\d):(\d\d)(?::(\d\d))?", timex(found))
    return f"{match[1]}:{match[2]}:{match[3] or '00'}" if match else None


# ---- Recognizers-Text ---------------------------------------------------------------------

BEFORE, AFTER = ("before", "until", "by"), ("after", "since", "from")


def same_period(found, start, end):
    """The same days; None is an open end. Their ends are exclusive, or the first day of the
    last month or year that is named ("Jan-Feb 2017" ends on 2017-02-01)."""
    first, last = day(start), day(end)
    named = last
    last = last and last - DAY
    bound = found["value"].get("bound")
    for begins, ends in readings(found):
        if (begins, ends) == (first, last):
            return True
        if first and named and ends and begins == first and \
                (ends == named or named.day == 1 and ends.year == named.year
                 and (ends.month == named.month or named.month == 1)):
            return True
        if first and ends is None and bound in AFTER and begins == first and last is None:
            return True
        if last and begins is None and bound in BEFORE and ends == last and first is None:
            return True
    return False


def same_modified(found, value):
    """"before 2018", "late July": the same period in TIMEX3 and the like modifier; which days
    are late, and whether a bound's own period counts, is each system's custom."""
    mod, bound = value.get("Mod", ""), found["value"].get("bound")
    if value.get("timex") == "PRESENT_REF" == timex(found):
        return True
    first, last = day(value.get("start")), day(value.get("end"))
    if mod.startswith(("before", "until")) and bound not in BEFORE:
        return False
    if mod.startswith(("after", "since")) and bound not in AFTER:
        return False
    if mod in ("start", "mid", "end") and not found["value"].get("modifier"):
        return False
    if timex(found) == value.get("timex"):
        return True
    if value.get("timex") == "PRESENT_REF" or not found["value"].get("kind"):
        return False
    begins, ends = readings(found)[0]
    if mod.startswith("before") or mod.startswith("until"):
        return last is not None and ends in (last, last - DAY) or bool(
            ends and last and same_month_or_year(found, value, last))
    if mod.startswith("after") or mod.startswith("since"):
        return first is not None and begins is not None and abs((begins - first).days) <= 366 \
            and (begins in (first, first - DAY) or same_month_or_year(found, value, first))
    return False


def same_month_or_year(found, value, edge):
    """XXXX-02 of theirs is the February of ours."""
    theirs = value.get("timex", "")
    ours = timex(found)
    return theirs.startswith("XXXX") and ours[4:] == theirs[4:] and \
        abs(int(ours[:4]) - edge.year) <= 1 if re.match(r"\d{4}", ours) else False


def same_value(found, value):
    kind = value.get("type")
    if kind == "date":
        return any(begins == day(value.get("value")) for begins, _ in readings(found))
    if kind in ("daterange", "datetimerange") and value.get("Mod"):
        return same_modified(found, value)
    if kind == "daterange":
        return same_period(found, value.get("start"), value.get("end")) or \
            timex(found) == value.get("timex")
    if kind == "datetime":
        if value.get("timex") == "PRESENT_REF":
            return timex(found) == "PRESENT_REF"
        moment = value.get("value", "")
        return clock_of(found) == moment[11:] and \
            any(begins == day(moment) for begins, _ in readings(found))
    if kind == "time":
        return clock_of(found) == value.get("value")
    if kind in ("timerange", "datetimerange"):
        part = re.search(r"T(MO|AF|EV|NI|MI)$", value.get("timex", ""))
        same_day = kind == "timerange" or any(b == day(value.get("start")) for b, _ in readings(found))
        return bool(part) and timex(found).endswith(part[0]) and same_day
    if kind == "set":
        return same_set(timex(found), value.get("timex"))
    return timex(found) == value.get("timex") or \
        seconds(timex(found)) == seconds(value.get("timex", "")) is not None


def seconds(duration):
    """Two hours and a half are PT2.5H there, PT2H30M here. None where it holds no hours."""
    parts = re.fullmatch(r"PT(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?", duration)
    if not parts:
        return None
    return sum(float(n or 0) * unit for n, unit in zip(parts.groups(), (3600, 60, 1)))


def same_set(ours, theirs):
    """Every weekend is P1WE there, XXXX-WXX-WE here; every morning TMO and XXXX-XX-XXTMO."""
    return ours == theirs or (ours, theirs) == ("XXXX-WXX-WE", "P1WE") or \
        ours == f"XXXX-XX-XX{theirs}"


def day_and_hour(found, expected):
    """An hour and its day may be two mentions here: the two as one, or nothing."""
    inside = [f for f in found if overlap(f, expected)]
    if len(inside) != 2:
        return []
    days = [f for f in inside if day(f["value"].get("start")) and not clock_of(f)]
    hours = [f for f in inside if clock_of(f)]
    if len(days) != 1 or len(hours) != 1:
        return []
    date, clock = days[0]["value"], hours[0]["value"]["timex"]["value"]
    both = dict(date, timex={"value": timex(days[0])[:10] + clock[clock.index("T"):]})
    zone = re.search(r"T.*", hours[0]["value"].get("start") or hours[0]["value"].get("end") or "")
    both["start"] = (date.get("start") or "") + (zone[0] if zone else "")
    return [dict(days[0], value=both)]


def two_ends(found, expected):
    """A stretch may be one mention, or two, each with its bound: the two as one, or nothing."""
    inside = sorted((f for f in found if overlap(f, expected)), key=lambda f: f["start"])
    if len(inside) != 2 or any(clock_of(f) for f in inside):
        return []
    first, second = (f["value"] for f in inside)
    if first.get("bound") not in (None, "from", "since", "after") or \
            second.get("bound") not in (None, "until", "by", "before"):
        return []
    both = {"start": first.get("start"), "end": second.get("end") or second.get("start")}
    return [dict(inside[0], value=both)] if both["start"] and both["end"] else []


def passes_recognizers(case, found):
    left = list(found)
    for expected in case["expected"]:
        single = left + day_and_hour(left, expected) + two_ends(left, expected)
        fits = [f for f in single if overlap(f, expected)
                and any(same_value(f, value) for value in expected.get("values", []))]
        if not fits:
            return False
        left = [f for f in left if not overlap(f, expected)]
    return not left


# ---- Duckling -----------------------------------------------------------------------------

def grain_end(first, grain):
    """The last day of a grain that begins on a day."""
    if grain == "week":
        return first + 6 * DAY
    months = {"month": 1, "quarter": 3, "year": 12}.get(grain)
    if not months:
        return first
    month = first.month - 1 + months
    return datetime.date(first.year + month // 12, month % 12 + 1, 1) - DAY


def at_home(found, clock):
    """The same hour; Duckling tells each in its own time zone, two hours behind UTC."""
    zoned = re.search(r"T(\d\d):(\d\d)([+-])(\d\d):(\d\d)$", found["value"].get("start") or "")
    if not zoned:
        return clock_of(found) == clock
    away = (int(zoned[4]) * 60 + int(zoned[5])) * (-1 if zoned[3] == "-" else 1)
    minutes = (int(zoned[1]) * 60 + int(zoned[2]) - away - 120) % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00" == clock


def same_duckling(found, value):
    first, last = day(value["from"]), day(value.get("to"))
    if value["grain"] in ("hour", "minute", "second"):
        clock = value["from"][11:]
        if timex(found) == "PRESENT_REF":
            return value["grain"] == "second"
        if value.get("to"):
            return re.search(r"T(MO|AF|EV|NI|MI)$", timex(found)) is not None and \
                readings(found)[0][0] == first
        return at_home(found, clock) and any(b == first for b, _ in readings(found))
    bound = found["value"].get("bound")
    last = last - DAY if last else grain_end(first, value["grain"])
    for begins, ends in readings(found):
        if (begins, ends) == (first, last):
            return True
        if value.get("open") == "after" and begins == first and bound in AFTER:
            return True
        if value.get("open") == "before" and bound in BEFORE:
            return True
    return False


def passes_duckling(case, found):
    if not case["expected"]:
        return not found
    expected = case["expected"][0]
    answers = found if len(found) == 1 else \
        day_and_hour(found, expected) + two_ends(found, expected)
    return any(same_duckling(f, expected["value"]) for f in answers)


# ---- percentages --------------------------------------------------------------------------

def passes_percent(case, found):
    if len(found) != len(case["expected"]):
        return False
    for expected, got in zip(case["expected"], found):
        value = got["value"].get("value")
        if not overlap(expected, got) or value is None:
            return False
        if abs(float(expected["value"].rstrip("%")) - float(value)) > 0.5:
            return False
    return True


def passes(case, found, suite):
    return {"percent": passes_percent, "recognizers": passes_recognizers,
            "duckling": passes_duckling}[suite](case, found)
