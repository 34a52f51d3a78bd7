#!/bin/sh
# sqlite.sh [BUILD]: the extension gives the rows of --format csv and the documents of
# --format json, for every article of corpus/, and says what is wrong.
cd "$(dirname "$0")/.." || exit 2
B=${1:-build}
passed=0 failed=0
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

preload=
case $B in *address*) preload=$(cc -print-file-name=libasan.so) ;; esac
sql() { LD_PRELOAD=$preload sqlite3 -batch "$@" :memory: ".load $B/sqlite/dateline" "$statement" 2>&1; }

judge() { # name, whether it holds is the status of the command before
    if [ "$?" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok $1"; fi
}

equal() { # name, expected, found
    [ "$2" = "$3" ] || { printf '%s\ninstead of\n%s\n' "$3" "$2"; false; }
    judge "$1"
}

# A byte order mark belongs to a file, and is a character of a text. The date is given, since a
# text has no file's name to take it from.
articles=$(grep -L "$(printf '\357\273\277')" corpus/*.txt)
"$B/dateline" --quiet --date 2024-05-05 --format csv $articles >"$scratch/program"
{
    head -1 "$scratch/program"
    for path in $articles; do
        statement="SELECT d.* FROM dateline(CAST(readfile('$path') AS TEXT), '2024-05-05') d"
        sql -csv -newline "
"
    done
} >"$scratch/extension"
python3 - "$scratch/program" "$scratch/extension" <<'END'
import csv, sys
def rows(path):
    with open(path, newline="") as file:
        table = list(csv.DictReader(file))
    for row in table:
        row["ambiguous"] = {"true": "1", "false": "0"}.get(row["ambiguous"], row["ambiguous"])
        for name in ("number", "min", "max", "lat", "lon", "confidence"):
            row[name] = float(row[name]) if row[name] else None
        row.pop("id"), row.pop("date")  # the file's, which a call has not
    return table
wanted, found = map(rows, sys.argv[1:])
for a, b in zip(wanted, found):
    if a != b:
        sys.exit(f"{b}\ninstead of\n{a}")
sys.exit(f"{len(found)} rows of {len(wanted)}" if len(found) != len(wanted) or len(found) < 1000 else 0)
END
judge "the rows of corpus/"

statement="SELECT dateline_json('Ama Boadi left Accra on Sunday.', '2024-02-29') ->> '\$.entities[2].value.start'"
equal "JSON" 2024-02-25 "$(sql)"
statement="CREATE TABLE articles(id, body, day); INSERT INTO articles VALUES
    (1, 'Ama Boadi left on Sunday.', '2024-02-29'), (2, 'Rents rose.', NULL), (3, NULL, NULL),
    (4, 'Kofi Mensah came, Ama Boadi said.', NULL);
    SELECT a.id, d.text, d.from_date FROM articles a, dateline(a.body, a.day) d ORDER BY a.id, d.start"
equal "a join" "1|Ama Boadi|
1|Sunday|2024-02-25
4|Kofi Mensah|
4|Ama Boadi|" "$(sql)"
statement="SELECT a.text, b.text FROM dateline('Ama Boadi left.') a, dateline('Kofi Mensah left Accra.') b"
equal "two at once" "Ama Boadi|Kofi Mensah
Ama Boadi|Accra" "$(sql)"
statement="SELECT count(*) FROM dateline"
sql | grep -q 'dateline(TEXT, DATE): the text is missing'
judge "without a text"
statement="SELECT dateline_json()"
sql | grep -q 'one or two arguments'
judge "without an argument"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
