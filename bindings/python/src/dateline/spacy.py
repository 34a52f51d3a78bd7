"""dateline in a spaCy pipeline:

    nlp = spacy.blank("en")
    nlp.add_pipe("dateline", config={"date": "2024-02-29"})
    doc = nlp("Ama Boadi left Accra on Sunday.")
    doc.ents                          # Ama Boadi, Accra, Sunday
    doc.ents[2]._.dateline.value      # {"start": "2024-02-25", ...}

The day that relative dates count from is ``doc._.date`` where it is set, else the one of
the configuration. spaCy's entities are made of whole tokens: where a token of spaCy's goes
over the edge of ours, the span grows to hold it.
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from . import _core
from ._engine import Engine

LABELS = {
    "person": "PERSON",
    "place": "GPE",
    "organisation": "ORG",
    "date": "DATE",
    "time": "TIME",
    "duration": "DATE",
    "set": "DATE",
    "percent": "PERCENT",
}
"""The labels of spaCy's English models, after OntoNotes."""


def _declare() -> None:
    if not Span.has_extension("dateline"):
        Span.set_extension("dateline", default=None)
    if not Doc.has_extension("dateline"):
        Doc.set_extension("dateline", default=None)
    if not Doc.has_extension("date"):
        Doc.set_extension("date", default=None)


def _geonames(entity: _core.Entity) -> str:
    value = entity.value if entity.type == "place" else None
    return str(value["geonames"]) if value and "geonames" in value else ""


def mark(doc: Doc, found: _core.Doc, labels: Mapping[str, str] | None = None) -> Doc:
    """Sets the entities of found, which has the same text, as doc.ents. labels: ours to
    spaCy's; a type without one keeps its name. A place's GeoNames id becomes its kb_id."""
    _declare()
    names = LABELS if labels is None else labels
    spans: list[Span] = []
    for entity in found:
        span = doc.char_span(entity.start, entity.end, alignment_mode="expand",
                             label=names.get(entity.type, entity.type),
                             kb_id=_geonames(entity))
        if span is None or (spans and span.start < spans[-1].end):
            continue  # two of ours in one token of spaCy's: the first one stays
        span._.dateline = entity
        spans.append(span)
    doc.set_ents(spans)
    doc._.dateline = found
    return doc


class Component:
    """What nlp.add_pipe("dateline") adds."""

    def __init__(self, engine: Engine, labels: Mapping[str, str] | None) -> None:
        self.engine = engine
        self.labels = labels
        _declare()

    def __call__(self, doc: Doc) -> Doc:
        return mark(doc, self.engine.extract(doc.text, doc._.date), self.labels)


def _make(
    nlp: Language,
    name: str,
    rules: Any,
    add_rules: Any,
    types: str | None,
    date: str | None,
    date_order: str | None,
    labels: dict[str, str] | None,
) -> Component:
    """The factory; the configuration is that of dateline.load, and labels."""
    engine = Engine(rules, add_rules=add_rules, types=types, date=date, date_order=date_order)
    return Component(engine, labels)


make = Language.factory(
    "dateline",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"rules": None, "add_rules": None, "types": None, "date": None,
                    "date_order": None, "labels": None},
    func=_make,
)
