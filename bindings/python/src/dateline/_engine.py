"""Engine: rules loaded once, and scanners for as many threads as ask."""
from __future__ import annotations

import functools
import html
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date as _date
from typing import TYPE_CHECKING, Any, Union

from . import _core

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as SpacyDoc

Article = Union[str, bytes, Mapping[str, Any]]
"""A text; or the bytes of a file in any encoding; or a mapping with ``text`` and, where
they are known, ``id``, ``date`` and ``source``."""

_Job = tuple[Union[str, bytes], Union[str, None], Union[str, None], Union[str, None]]
_Paths = Union[str, os.PathLike[str], Iterable[Union[str, os.PathLike[str]]], None]

# So many articles or characters go to a thread at once: fewer hand-overs, same order.
_CHUNK_ARTICLES = 32
_CHUNK_CHARACTERS = 1 << 16


class Doc(_core.Doc):
    """What one article holds: a sequence of its entities, with its text."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The whole document, as the command line writes it in JSON."""
        document: dict[str, Any] = json.loads(self.write("json"))
        return document

    def to_spacy(self, nlp: Language, labels: Mapping[str, str] | None = None) -> SpacyDoc:
        """A spaCy Doc of the same text with these entities as its ``ents``."""
        from . import spacy as ours

        return ours.mark(nlp.make_doc(self.text), self, labels)

    def _repr_html_(self) -> str:
        """For notebooks: the marked text, in a frame of its own."""
        lines = self.text.count("\n") + len(self.text) // 80
        height = min(600, 180 + 28 * lines)
        page = html.escape(self.write("html"), quote=True)
        return (f'<iframe title="entities" sandbox srcdoc="{page}" '
                f'style="width:100%;height:{height}px;border:0"></iframe>')


def _paths(given: _Paths) -> tuple[bytes, ...]:
    if given is None:
        return ()
    if isinstance(given, (str, os.PathLike)):
        given = (given,)
    return tuple(os.fsencode(path) for path in given)


def _day(date: str | _date | None) -> str | None:
    return date.isoformat()[:10] if isinstance(date, _date) else date


def _job(article: Article) -> _Job:
    if isinstance(article, (str, bytes)):
        return article, None, None, None
    text = article["text"]
    name = article.get("id")
    return (text, None if name is None else str(name), _day(article.get("date")),
            article.get("source"))


def _encodable(job: _Job) -> _Job:
    """Half of a surrogate pair is no character; it counts as one "?"."""
    text, *rest = ((part.encode("utf-8", "replace").decode() if isinstance(part, str) else part)
                   for part in job)
    assert text is not None
    return (text, *rest)  # type: ignore[return-value]


def _chunks(jobs: Iterable[_Job]) -> Iterator[tuple[_Job, ...]]:
    chunk: list[_Job] = []
    size = 0
    for job in jobs:
        chunk.append(job)
        size += len(job[0])
        if len(chunk) >= _CHUNK_ARTICLES or size >= _CHUNK_CHARACTERS:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Engine:
    """Rules loaded once; ``load`` makes it. It may be shared between threads."""

    def __init__(
        self,
        rules: _Paths = None,
        *,
        add_rules: _Paths = None,
        types: str | Iterable[str] | None = None,
        date: str | _date | None = None,
        date_order: str | None = None,
        fiscal_start: int = 0,
        max_bytes: int = 0,
        min_confidence: float = 0.0,
    ) -> None:
        """rules: rule files or folders in place of the English rules; add_rules: on top of
        them. types: "person,date" shows these alone, "+organisation" these too. date: the
        day that relative dates count from in articles without one. date_order: "mdy" or
        "dmy" where a text does not prove it. fiscal_start: month in which fiscal years
        begin. max_bytes: the largest article accepted. min_confidence: leaves out what is
        less sure."""
        if types is not None and not isinstance(types, str):
            types = ",".join(types)
        self._given = (rules, add_rules)
        self._options: dict[str, Any] = dict(
            types=types, date=_day(date), date_order=date_order, fiscal_start=fiscal_start,
            max_bytes=max_bytes, min_confidence=min_confidence)
        paths = _paths(rules) + _paths(add_rules)
        self._rules = _core.Rules(paths, rules is None)
        self._free = [self._scanner()]  # says what is wrong with the options

    def __reduce__(self) -> tuple[Any, ...]:
        rules, add_rules = self._given
        return functools.partial(Engine, rules, add_rules=add_rules, **self._options), ()

    def __repr__(self) -> str:
        return f"<dateline.Engine: {len(self._rules)} rules, {self.rules_hash[:15]}>"

    @property
    def rules_hash(self) -> str:
        """"sha256:..." over the rule files and lists."""
        return self._rules.hash

    def _scanner(self) -> _core.Scanner:
        return _core.Scanner(self._rules, Doc, **self._options)

    def _scan(self, jobs: tuple[_Job, ...]) -> list[Doc | _core.Error]:
        try:
            scanner = self._free.pop()
        except IndexError:
            scanner = self._scanner()
        try:
            return scanner.scan(jobs)
        except UnicodeEncodeError:
            return scanner.scan(tuple(map(_encodable, jobs)))
        finally:
            self._free.append(scanner)

    def extract(
        self,
        text: str | bytes,
        date: str | _date | None = None,
        *,
        id: str | None = None,
        source: str | None = None,
    ) -> Doc:
        """The entities of one article. date: the day that relative dates count from."""
        (found,) = self._scan(((text, id, _day(date), source),))
        if isinstance(found, Exception):
            raise found
        return found

    def extract_many(
        self, articles: Iterable[Article], jobs: int | None = None, *, errors: str = "raise"
    ) -> Iterator[Doc]:
        """A Doc for each article, in order, scanned by so many threads (default: all
        cores) without Python's lock. The articles are taken a few ahead, so that they may
        be endless. errors: "raise", or "return" to get the Error of an article that cannot
        be used in the place of its Doc."""
        if errors not in ("raise", "return"):
            raise ValueError('errors: "raise" or "return"')
        for found in self._outcomes(map(_job, articles), _cores() if jobs is None else jobs):
            if isinstance(found, Exception) and errors == "raise":
                raise found
            yield found  # type: ignore[misc]

    def _outcomes(self, work: Iterable[_Job], jobs: int) -> Iterator[Doc | _core.Error]:
        if jobs < 1:
            raise ValueError("jobs: at least 1")
        if jobs == 1:  # each answer at once: someone may be waiting for it
            for job in work:
                yield from self._scan((job,))
            return
        pool = ThreadPoolExecutor(jobs, thread_name_prefix="dateline")
        try:
            pending: deque[Any] = deque()
            for chunk in _chunks(work):
                pending.append(pool.submit(self._scan, chunk))
                if len(pending) > 2 * jobs:
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def load(rules: _Paths = None, **options: Any) -> Engine:
    """An engine with the English rules, or with those at the paths; see Engine."""
    return Engine(rules, **options)


@functools.lru_cache(maxsize=1)
def _default() -> Engine:
    return Engine()


def extract(
    text: str | bytes,
    date: str | _date | None = None,
    *,
    id: str | None = None,
    source: str | None = None,
) -> Doc:
    """Engine.extract with the English rules, which are loaded at the first call."""
    return _default().extract(text, date, id=id, source=source)


def extract_many(
    articles: Iterable[Article], jobs: int | None = None, *, errors: str = "raise"
) -> Iterator[Doc]:
    """Engine.extract_many with the English rules."""
    return _default().extract_many(articles, jobs, errors=errors)
