"""Entities as tables: one row each, with the columns of --format csv. They are written as
Arrow columns by the engine itself; no JSON and no Python object stands in between."""
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ._core import Batch, Doc

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


def _each(docs: Doc | Iterable[Doc]) -> Iterable[Doc]:
    return (docs,) if isinstance(docs, Doc) else docs


def batches(docs: Doc | Iterable[Doc], rows: int = 65536) -> Iterator[Batch]:
    """Batches of at least so many rows each, but for the last one: an article is never
    parted. At least one, which may be empty."""
    batch, none_yet = Batch(), True
    for doc in _each(docs):
        if batch.append(doc) >= rows:
            yield batch
            batch, none_yet = Batch(), False
    if len(batch) or none_yet:
        yield batch


def to_arrow(docs: Doc | Iterable[Doc]) -> pyarrow.Table:
    """A pyarrow Table."""
    import pyarrow

    return pyarrow.Table.from_batches([pyarrow.record_batch(batch) for batch in batches(docs)])


def to_pandas(docs: Doc | Iterable[Doc], **options: Any) -> pandas.DataFrame:
    """A pandas DataFrame; the options are those of pyarrow.Table.to_pandas."""
    frame: pandas.DataFrame = to_arrow(docs).to_pandas(**options)
    return frame


def to_polars(docs: Doc | Iterable[Doc]) -> polars.DataFrame:
    """A Polars DataFrame; pyarrow is not needed."""
    import polars

    return polars.concat([polars.DataFrame(batch) for batch in batches(docs)])


def write_parquet(docs: Doc | Iterable[Doc], path: str | os.PathLike[str], **options: Any) -> int:
    """Writes a Parquet file, a row group for each batch, and returns the number of rows.
    The options are those of pyarrow.parquet.ParquetWriter. What is at the path is replaced
    once all is written, so that a run that breaks off leaves no half file."""
    import pyarrow
    import pyarrow.parquet

    target = os.fspath(path)
    unfinished = f"{target}.unfinished"
    rows = 0
    try:
        with pyarrow.parquet.ParquetWriter(
            unfinished, pyarrow.schema(Batch()), **options
        ) as writer:
            for batch in batches(docs):
                writer.write_batch(pyarrow.record_batch(batch))
                rows += len(batch)
        os.replace(unfinished, target)
    except BaseException:
        if os.path.exists(unfinished):
            os.unlink(unfinished)
        raise
    return rows
