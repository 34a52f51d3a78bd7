#!/usr/bin/env python3
"""calendar.py PROGRAM: what words like "last Friday" and "three weeks ago" mean on random days of
random years, held against Python's datetime. The days are the same in every run."""
import datetime
import json
import random
import subprocess
import sys

DAY = datetime.timedelta(days=1)
CASES = 400  # of each kind
NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]
ORDINALS = ["first", "second", "third", "fourth"]


def month_days(year, month):
    first = datetime.date(year, month, 1)
    last = datetime.date(year + month // 12, month % 12 + 1, 1) - DAY
    return first, last


def month_away(day, months):
    index = day.year * 12 + day.month - 1 + months
    return month_days(index // 12, index % 12 + 1)


def yesterday(day, _):
    return "yesterday", day - DAY, day - DAY


def days_ago(day, chance):
    n = chance.randint(2, 500)
    return f"{n} days ago", day - n * DAY, day - n * DAY


def weeks_ago(day, chance):
    n = chance.randint(2, 300)
    monday = day - day.weekday() * DAY - 7 * n * DAY
    return f"{n} weeks ago", monday, monday + 6 * DAY


def months_ago(day, chance):
    n = chance.randint(2, 300)
    return f"{n} months ago", *month_away(day, -n)


def years_ago(day, chance):
    n = chance.randint(2, 300)
    return f"{n} years ago", datetime.date(day.year - n, 1, 1), datetime.date(day.year - n, 12, 31)


def next_week(day, _):
    monday = day + (7 - day.weekday()) * DAY
    return "next week", monday, monday + 6 * DAY


def last_weekday(day, chance):
    weekday = chance.randrange(7)
    found = day - ((day.weekday() - weekday - 1) % 7 + 1) * DAY
    return f"last {NAMES[weekday]}", found, found


def nth_weekday(day, chance):
    weekday, nth = chance.randrange(7), chance.randrange(4)
    first, _ = month_days(day.year, day.month)
    found = first + ((weekday - first.weekday()) % 7 + 7 * nth) * DAY
    return f"the {ORDINALS[nth]} {NAMES[weekday]} of {MONTHS[day.month - 1]} {day.year}", found, found


def quarter(day, chance):
    k = chance.randrange(4)
    first, last = month_days(day.year, 3 * k + 1)[0], month_days(day.year, 3 * k + 3)[1]
    return f"the {ORDINALS[k]} quarter of {day.year}", first, last


def week_number(day, _):
    year, week, _weekday = day.isocalendar()
    monday = datetime.date.fromisocalendar(year, week, 1)
    return f"week {week} of {year}", monday, monday + 6 * DAY


def before_a_day(day, chance):
    n = chance.randint(2, 90)
    text = f"{n} days before {MONTHS[day.month - 1]} {day.day}, {day.year}"
    return text, day - n * DAY, day - n * DAY


KINDS = [yesterday, days_ago, weeks_ago, months_ago, years_ago, next_week, last_weekday,
         nth_weekday, quarter, week_number, before_a_day]


def main():
    chance = random.Random(1582)
    lines, wanted = [], {}
    for kind in KINDS:
        for i in range(CASES):
            # far enough from either end; years before 1500 are hardly written without AD
            day = datetime.date.fromordinal(chance.randint(
                datetime.date(1500, 1, 1).toordinal(), datetime.date(2099, 12, 31).toordinal()))
            text, first, last = kind(day, chance)
            name = f"{kind.__name__}-{i}"
            wanted[name] = (text, day, str(first), str(last))
            lines.append(json.dumps({"id": name, "text": f"The mill burned down {text}, they said.",
                                     "date": str(day)}))
    run = subprocess.run([sys.argv[1], "--quiet", "--input-format", "ndjson"],
                         input="\n".join(lines), capture_output=True, text=True, check=True)
    failed = set()
    for line in run.stdout.splitlines():
        document = json.loads(line)
        text, day, first, last = wanted.pop(document["id"])
        found = [(e["text"], e["value"].get("start"), e["value"].get("end"))
                 for e in document["entities"] if e["type"] == "date"]
        if found != [(text, first, last)]:
            kind = document["id"].split("-")[0]
            if kind not in failed:
                print(f"not ok {text!r} on {day}: {first} to {last}, found {found}")
            failed.add(kind)
    failed |= {name.split("-")[0] for name in wanted}
    print(f"{len(KINDS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
