"""The installed package: python -m unittest discover bindings/python/tests

DATELINE names the program that the package is held against. Tests of pyarrow, pandas, Polars
and spaCy are skipped where these are not installed."""
import doctest
import importlib.util
import json
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import unittest
from datetime import date
from pathlib import Path

import dateline

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = os.environ.get("DATELINE")
CORPUS = sorted((ROOT / "corpus").glob("*.txt"))
RULES = """
rule contract.id  contract  0.9
  match   (?<id>[A-Z]{2}-\\d{4})
  value   parts(id)
  + Signed as [CX-1234].
  - The CX was signed.
"""


def needs(*modules):
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    return unittest.skipIf(missing, f"without {', '.join(missing)}")


def corpus():
    return [{"id": path.stem, "text": path.read_text(encoding="utf-8"), "date": "2024-05-05"}
            for path in CORPUS]


class Extracting(unittest.TestCase):
    def test_the_readme_and_the_docstring_are_true(self):
        for failed, tried in (doctest.testmod(dateline), doctest.testfile("../README.md")):
            self.assertEqual(failed, 0)
            self.assertGreater(tried, 3)

    @needs("pandas", "pyarrow", "spacy")
    def test_the_notebook_of_the_docs_is_true(self):
        page = (ROOT / "docs" / "notebook.md").read_text(encoding="utf-8")
        here = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                Path("contract.rules").write_text(page.split("```rules\n")[1].split("```")[0], encoding="utf-8")
                cells = doctest.DocTestParser().get_doctest(page, {}, "notebook.md", "notebook.md", 0)
                failed, tried = doctest.DocTestRunner().run(cells)
            finally:
                os.chdir(here)
        self.assertEqual(failed, 0)
        self.assertGreater(tried, 20)

    @unittest.skipUnless(PROGRAM, "DATELINE is not set")
    def test_a_document_is_the_one_of_the_command_line(self):
        lines = "\n".join(json.dumps(article) for article in corpus()).encode()
        done = subprocess.run([PROGRAM, "--quiet", "--input-format", "ndjson", "-"], input=lines,
                              stdout=subprocess.PIPE, check=True)
        wanted = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
        for jobs in (1, 3):
            docs = list(dateline.extract_many(corpus(), jobs=jobs))
            found = [dict(doc.to_dict(), source="-") for doc in docs]
            for one in wanted:
                one["source"] = "-"
            self.assertEqual(found, wanted)
            for doc, document in zip(docs, wanted):
                self.assertEqual([entity.to_dict() for entity in doc], document["entities"])
                self.assertEqual([card.to_dict() for card in doc.cards], document["cards"])

    def test_spans_slice_the_text(self):
        doc = dateline.extract("🙂 Café owner Ama Boadi left Accra on 3 May 2024.")
        self.assertEqual(len(doc), 3)
        for entity in doc:
            self.assertEqual(doc.text[entity.start:entity.end], entity.text)
            self.assertEqual(doc.text.encode()[entity.byte_start:entity.byte_end].decode(), entity.text)
            units = doc.text.encode("utf-16-le")
            self.assertEqual(units[2 * entity.utf16_start:2 * entity.utf16_end].decode("utf-16-le"), entity.text)

    def test_half_a_surrogate_pair_counts_as_one_character(self):
        doc = dateline.extract("\ud83d Ama Boadi left.")
        self.assertEqual((doc.text[0], doc[0].start), ("?", 2))

    def test_bytes_are_a_file_in_any_encoding(self):
        doc = dateline.extract("Élodie Brun left Orléans.".encode("utf-16"))
        self.assertEqual(doc.text, "Élodie Brun left Orléans.")

    def test_dates_count_from_the_article_then_from_the_engine(self):
        engine = dateline.load(date=date(2024, 2, 29))
        first = engine.extract("It ended on Sunday.")[0].value
        other = engine.extract("It ended on Sunday.", "2025-10-23")[0].value
        self.assertEqual((first["start"], other["start"]), ("2024-02-25", "2025-10-19"))

    def test_entities_outlive_the_name_of_their_doc(self):
        entity = dateline.extract("Ama Boadi left Accra.")[0]
        self.assertEqual((entity.card.name, entity.value["given"]), ("Ama Boadi", "Ama"))

    def test_past_the_end_there_is_none(self):
        doc = dateline.extract("Ama Boadi left Accra.")
        self.assertEqual(doc[-1].text, "Accra")
        with self.assertRaises(IndexError):
            doc[2]
        with self.assertRaises(ValueError):
            doc.write("nothing")

    def test_every_format_can_be_written(self):
        doc = dateline.extract("Ama Boadi left Accra on 3 May 2024.")
        for name in dateline.formats():
            self.assertIsInstance(doc.write(name), str)
        self.assertIn("srcdoc", doc._repr_html_())

    def test_no_reference_is_lost(self):
        """A leak of one object for each call would show in a hundred of them."""
        doc = dateline.extract("Ama Boadi left Accra on 3 May 2024 with 5 percent.")

        def all_of_it():
            for entity in doc:
                entity.to_dict(), entity.short, entity.card, repr(entity)
            doc.cards, doc.problems, doc.text, doc.to_dict()

        all_of_it()
        before = sys.getallocatedblocks()
        for _ in range(100):
            all_of_it()
        self.assertLess(sys.getallocatedblocks() - before, 50)


class Engines(unittest.TestCase):
    def test_rules_of_ones_own(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "mine.rules"
            path.write_text(RULES, encoding="utf-8")
            text = "Ama Boadi signed CX-1234 in Accra."
            alone, added = dateline.load(path), dateline.load(add_rules=[path])
            self.assertEqual([e.type for e in added.extract(text)], ["person", "contract", "place"])
            found = {entity.type: entity for entity in alone.extract(text)}
            self.assertNotIn("place", found)
            self.assertEqual(found["contract"].value, {"id": "CX-1234"})

    def test_wrong_rules_say_where(self):
        with tempfile.NamedTemporaryFile("w", suffix=".rules") as file:
            file.write("rule a.b  date  0.9\n  match  (\nnonsense\n")
            file.flush()
            with self.assertRaises(dateline.Error) as caught:
                dateline.load(file.name)
        self.assertGreaterEqual(len(caught.exception.problems), 2)
        self.assertIn(":2:", str(caught.exception))

    def test_wrong_options_say_so(self):
        with self.assertRaisesRegex(dateline.Error, "no rule gives the type nothing"):
            dateline.load(types="nothing")

    def test_types_may_be_a_list(self):
        doc = dateline.load(types=["place"]).extract("Ama Boadi left Accra.")
        self.assertEqual([entity.text for entity in doc], ["Accra"])

    def test_an_engine_travels_to_other_processes(self):
        engine = pickle.loads(pickle.dumps(dateline.load(types="person")))
        self.assertEqual([e.type for e in engine.extract("Ama Boadi left Accra.")], ["person"])

    def test_many_threads_share_one(self):
        engine = dateline.load()
        wanted = [engine.extract(article["text"]).write() for article in corpus()[:8]]
        wrong = []

        def work():
            for article, one in zip(corpus()[:8], wanted):
                if engine.extract(article["text"]).write() != one:
                    wrong.append(article["id"])

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


class Many(unittest.TestCase):
    def test_an_endless_input_is_answered(self):
        def endless():
            number = 0
            while True:
                yield {"id": number, "text": "Ama Boadi left."}
                number += 1

        for jobs in (1, 2):
            docs = dateline.extract_many(endless(), jobs=jobs)
            self.assertEqual([next(docs).id for _ in range(100)], [str(i) for i in range(100)])
            docs.close()

    def test_with_one_job_each_answer_comes_at_once(self):
        taken = []

        def slow():
            for number in range(3):
                taken.append(number)
                yield "Ama Boadi left."

        docs = dateline.extract_many(slow(), jobs=1)
        next(docs)
        self.assertEqual(taken, [0])

    def test_an_article_that_cannot_be_used(self):
        engine = dateline.load(max_bytes=40)
        articles = ["Ama Boadi left.", "x" * 41, "Kofi Mensah left."]
        with self.assertRaisesRegex(dateline.Error, "41 bytes"):
            list(engine.extract_many(articles, jobs=2))
        found = list(engine.extract_many(articles, jobs=2, errors="return"))
        self.assertEqual([type(one) for one in found], [dateline.Doc, dateline.Error, dateline.Doc])

    def test_an_error_of_the_input_comes_through(self):
        def broken():
            yield "Ama Boadi left."
            raise KeyError("no more")

        with self.assertRaises(KeyError):
            list(dateline.extract_many(broken(), jobs=2))


class Tables(unittest.TestCase):
    @needs("pyarrow")
    def test_columns_say_what_csv_says(self):
        import csv
        import io
        docs = list(dateline.extract_many(corpus()))
        rows = []
        for doc in docs:
            rows += csv.DictReader(io.StringIO(doc.write("csv"), newline=""))
        table = dateline.to_arrow(docs)
        table.validate(full=True)
        self.assertEqual(table.num_rows, len(rows))
        for row, entity in zip(rows, table.to_pylist()):
            for name, cell in row.items():
                value = entity[name]
                if value is None:
                    self.assertEqual(cell, "", name)
                elif isinstance(value, bool):
                    self.assertEqual(cell, str(value).lower())
                elif isinstance(value, (int, float)):
                    self.assertAlmostEqual(float(cell), value, places=5)
                else:
                    self.assertEqual(cell, value)

    @needs("pyarrow")
    def test_parquet_has_row_groups_and_no_half_files(self):
        import pyarrow.parquet
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "entities.parquet"
            docs = list(dateline.extract_many(corpus()))
            rows = dateline.write_parquet(docs, path)
            table = pyarrow.parquet.read_table(path)
            self.assertEqual((table.num_rows, rows), (sum(map(len, docs)),) * 2)
            with self.assertRaises(KeyError):
                dateline.write_parquet(({}["nothing"] for _ in "x"), Path(folder) / "half.parquet")
            self.assertEqual(os.listdir(folder), ["entities.parquet"])

    @needs("pyarrow")
    def test_batches_part_between_articles(self):
        import pyarrow
        docs = list(dateline.extract_many(corpus()))
        parts = list(dateline.batches(docs, rows=100))
        self.assertGreater(len(parts), 5)
        self.assertEqual(sum(map(len, parts)), sum(map(len, docs)))
        last = pyarrow.record_batch(parts[-1])
        del parts
        last.validate(full=True)
        self.assertEqual(dateline.to_arrow([]).num_rows, 0)

    @needs("pandas", "pyarrow")
    def test_pandas(self):
        frame = dateline.to_pandas(dateline.extract("Ama Boadi left Accra on 3 May 2024."))
        self.assertEqual(list(frame["type"]), ["person", "place", "date"])
        self.assertEqual(frame["from_date"][2], "2024-05-03")

    @needs("polars")
    def test_polars(self):
        frame = dateline.to_polars(dateline.extract("Rents rose by 3.5 percent in Accra."))
        self.assertEqual(frame["number"].to_list(), [3.5, None])
        self.assertEqual(frame["lat"].null_count(), 1)


class Spacy(unittest.TestCase):
    @needs("spacy")
    def test_a_component(self):
        import spacy
        nlp = spacy.blank("en")
        nlp.add_pipe("dateline", config={"date": "2024-02-29"})
        doc = nlp("Ama Boadi left Accra on Sunday.")
        self.assertEqual([(ent.text, ent.label_) for ent in doc.ents],
                         [("Ama Boadi", "PERSON"), ("Accra", "GPE"), ("Sunday", "DATE")])
        self.assertEqual(doc.ents[1].kb_id_, "2306104")
        self.assertEqual(doc.ents[2]._.dateline.value["start"], "2024-02-25")
        later = nlp.make_doc("She left on Sunday.")
        later._.date = "2025-10-23"
        self.assertEqual(nlp(later).ents[0]._.dateline.value["start"], "2025-10-19")

    @needs("spacy")
    def test_a_doc_of_spacys(self):
        import spacy
        nlp = spacy.blank("en")
        for article in corpus():
            ours = dateline.extract(article["text"])
            doc = ours.to_spacy(nlp)
            self.assertEqual(doc.text, ours.text)
            found = {ent._.dateline.start for ent in doc.ents}
            self.assertGreater(len(found), 0.97 * len(ours))


if __name__ == "__main__":
    unittest.main()
