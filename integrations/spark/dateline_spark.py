"""Entities of articles on Spark: text files, NDJSON or Parquet in, Parquet out.

    spark-submit --master ... dateline_spark.py --input-format ndjson hdfs:///news hdfs:///entities

The Python package `dateline` must be installed where the driver and the executors run; nothing
else is needed there. Each worker process loads one engine and keeps it; a task is a partition of
the articles, and one that is lost with its worker is done again by another.

Rows are those of `--format csv`. An article that cannot be used is a row of type `problem`, with
what is wrong as its value: a run is never stopped by one article, and no article is lost without
a word.
"""
import argparse
import functools
import json
import os
import re
import sys

PROBLEM = "problem"


# ---- in the worker processes


@functools.lru_cache(maxsize=1)
def engine(options):
    """The engine of this process."""
    import dateline
    return dateline.load(**dict(options))


def name_of(path):
    """The id of a file, and the date in its name, as the command line has them."""
    stem = re.sub(r"\.[^.]*$", "", os.path.basename(path))
    dated = re.match(r"\d{4}-\d\d-\d\d(?!\d)", stem)
    return stem, dated and dated[0]


def of_file(row, fields):
    name, date = name_of(row["path"])
    return {"text": row["content"], "id": name, "date": date, "source": row["path"]}


def of_line(row, fields):
    record = json.loads(row["value"])
    return of_record(record, fields)


def of_record(record, fields):
    text, name, date = (record.get(field) for field in fields)
    return {"text": text, "id": None if name is None else str(name),
            "date": None if date is None else str(date)}


def problem(schema, name, message):
    import pyarrow
    return pyarrow.RecordBatch.from_pylist([{"id": name, "type": PROBLEM, "value": message}],
                                           schema=schema)


def answer(found, rows, schema):
    """Doc after Doc into one batch of columns; a problem comes at once."""
    import dateline
    import pyarrow
    batch = dateline.Batch()
    for article, doc in found:
        if isinstance(doc, Exception):
            yield problem(schema, article.get("id"), str(doc))
        elif batch.append(doc) >= rows:
            yield pyarrow.record_batch(batch)
            batch = dateline.Batch()
    if len(batch):
        yield pyarrow.record_batch(batch)


def entities(batches, read, fields, options, rows=8192):
    """What mapInArrow calls: record batches of articles to record batches of entities."""
    import dateline
    import pyarrow
    schema = pyarrow.schema(dateline.Batch())
    one = engine(options)

    def scanned():
        for batch in batches:
            for row in batch.to_pylist():
                article = {"id": row.get("path") or None}
                try:
                    article = read(row, fields)
                    if not isinstance(article["text"], (str, bytes)):
                        raise ValueError(f'no text in the field "{fields[0]}"')
                    yield article, next(one.extract_many([article], jobs=1, errors="return"))
                except (ValueError, TypeError, AttributeError) as why:
                    yield article, ValueError(f"{why}: {str(row)[:80]}")

    yield from answer(scanned(), rows, schema)


# ---- in the driver


READERS = {"text": of_file, "ndjson": of_line, "parquet": of_record}


def articles(spark, path, kind, fields):
    if kind == "text":
        return spark.read.format("binaryFile").option("recursiveFileLookup", True).load(path) \
            .select("path", "content")
    if kind == "ndjson":
        return spark.read.text(path).where("trim(value) <> ''")
    return spark.read.parquet(path).select(*fields)


def extract(spark, path, kind="ndjson", fields=("text", "id", "date"), partitions=None, **options):
    """A Spark DataFrame with a row for each entity of the articles below path. options: those
    of dateline.load."""
    import dateline
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_schema
    frame = articles(spark, path, kind, fields)
    if partitions:
        frame = frame.repartition(partitions)
    work = functools.partial(entities, read=READERS[kind], fields=fields,
                             options=tuple(sorted(options.items())))
    return frame.mapInArrow(work, from_arrow_schema(pyarrow.schema(dateline.Batch())))


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Entities of articles on Spark.")
    parser.add_argument("input", help="a file, a folder or a pattern, on any Hadoop file system")
    parser.add_argument("output", help="folder of Parquet files; it must not exist")
    parser.add_argument("--input-format", choices=sorted(READERS), default="ndjson")
    parser.add_argument("--text-field", default="text")
    parser.add_argument("--id-field", default="id")
    parser.add_argument("--date-field", default="date")
    parser.add_argument("--partitions", type=int, help="tasks; default: as the input is split")
    parser.add_argument("--types", help='as in "person,date" or "+organisation"')
    parser.add_argument("--date", help="day that relative dates count from, YYYY-MM-DD")
    given = parser.parse_args(arguments)
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.appName("dateline").getOrCreate()
    found = extract(spark, given.input, given.input_format,
                    (given.text_field, given.id_field, given.date_field), given.partitions,
                    types=given.types, date=given.date)
    found.write.parquet(given.output)
    written = spark.read.parquet(given.output)
    problems = written.where(f"type = '{PROBLEM}'").count()
    print(f"{written.count() - problems} entities, {problems} problems in {given.output}")
    return 3 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
