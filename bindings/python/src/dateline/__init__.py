"""People, places, dates and percentages in English news articles.

    >>> import dateline
    >>> doc = dateline.extract("Ama Boadi left Accra on Sunday.", date="2024-02-29")
    >>> for entity in doc:
    ...     print(entity.type, entity.text, entity.start, entity.end)
    person Ama Boadi 0 9
    place Accra 15 20
    date Sunday 24 30
    >>> doc[2].value["start"]
    '2024-02-25'

Spans count characters of ``doc.text``, end exclusive, as Python slices do.
"""
from ._core import Batch, Card, Entity, Error, formats
from ._core import version as __version__
from ._engine import Article, Doc, Engine, extract, extract_many, load
from ._tables import batches, to_arrow, to_pandas, to_polars, write_parquet

__all__ = [
    "Article", "Batch", "Card", "Doc", "Engine", "Entity", "Error", "__version__", "batches",
    "extract", "extract_many", "formats", "load", "to_arrow", "to_pandas", "to_polars",
    "write_parquet",
]
