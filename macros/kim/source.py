"""YAML text → values and where each stands.

Comes in: the bytes of one author's file. Goes out: a tree of mappings, lists and text in which
every scalar is text exactly as written, with the place of every key and value, or the problems
that made the file unreadable. The only module that imports yaml.
"""

import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    ScalarEvent,
    SequenceStartEvent,
)

from kim.lines import WORD, Value, find_spot, read_lines
from kim.problems import Place, Problem
from kim.reading import HIDDEN, INVISIBLE, decode_text, read_bytes
from kim.syntax import HARD_SPACE, REFUSALS, begins_earlier, find_hard_space, say_syntax

MAX_DEPTH = 12
MAX_VALUES = 10_000
"""Lines, items and words of one file; the longest list of terms of a city has a quarter of them."""
_MOST_SPOTS = 2 * MAX_VALUES  # a spot is two numbers
Keys: TypeAlias = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One file's values, with the place of every key and every value in it.

    The places are asked for only when something is wrong, and a site has a million of them: kept is
    the text to find them in, or bare numbers in the order of the text.
    """

    path: PurePosixPath
    _value: dict[str, Value] | None
    _spots: "str | array[int]" = field(repr=False)

    @property
    def value(self) -> dict[str, Value]:
        """Give the values; those that were let go are read again."""
        if self._value is not None:
            return self._value
        value = read_lines(self.text)
        assert value is not None, "let_go looks for that"  # noqa: S101
        return value

    def let_go(self) -> None:
        """Keep the text only, where that is quickly read: the values are three times as large."""
        if isinstance(self._spots, str):
            object.__setattr__(self, "_value", None)

    @property
    def text(self) -> str:
        """Give all that is written in the file, for a first look: no value says more."""
        return self._spots if isinstance(self._spots, str) else "\n".join(_texts_in(self.value))

    def pack(self) -> tuple[dict[str, Value], "str | array[int]"]:
        """Give all but the path: what another process sends of a file that both know."""
        return self.value, self._spots

    def place(self, keys: Keys = ()) -> Place:
        """Find where the value at these keys stands, else the nearest enclosing value."""
        if isinstance(self._spots, str) and (not keys or keys[0] in self.value):
            spot = find_spot(self._spots, keys)
            if spot:
                return Place(self.path, *spot)
        values = _index(self).values
        while keys not in values:
            keys = keys[:-1]
        return Place(self.path, *values[keys])

    def has(self, keys: Keys) -> bool:
        """Tell whether the author wrote a value at these keys."""
        return keys in _index(self).values

    def key_place(self, keys: Keys) -> Place:
        """Find where the key itself stands (for unknown fields), else the enclosing value."""
        written = _index(self).keys
        return Place(self.path, *written[keys]) if keys in written else self.place(keys)

    def spots(self) -> Iterator[tuple[int, int]]:
        """Give line and column of everything, in the order of the text."""
        if isinstance(self._spots, str):
            return _parse(self._spots, self.path, frozenset()).spots()
        numbers = iter(self._spots)
        return zip(numbers, numbers, strict=True)


class _Index(NamedTuple):
    """The spots of a file's values and of its keys."""

    values: dict[Keys, tuple[int, int]]
    keys: dict[Keys, tuple[int, int]]


@lru_cache(maxsize=16)
def _index(source: Source) -> _Index:
    """Walk over the file once; the last few are kept, for a file with a thousand faults."""
    index = _Index({}, {})
    for (keys, is_key), spot in zip(_in_order(source.value, ()), source.spots(), strict=True):
        (index.keys if is_key else index.values)[keys] = spot
    return index


def _in_order(value: Value, keys: Keys) -> Iterator[tuple[Keys, bool]]:
    """Walk as the reader does: a value, then what is in it, each key before its value."""
    yield keys, False
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*keys, key), True
            yield from _in_order(item, (*keys, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _in_order(item, (*keys, index))


def _texts_in(value: Value) -> Iterator[str]:
    """Walk over all texts in a value, without the keys."""
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(item)


class _Refused(Exception):
    """Stop reading one file; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_source(
    path: Path, shown: PurePosixPath, tags: frozenset[str] = frozenset()
) -> Source | Problem:
    """Read one YAML file; `shown` is the path printed in problems, `tags` what may stand there."""
    data = read_bytes(path, shown)
    return data if isinstance(data, Problem) else parse_source(data, shown, tags)


def parse_source(
    data: bytes, shown: PurePosixPath, tags: frozenset[str] = frozenset()
) -> Source | Problem:
    """Parse bytes into a Source, or say why that cannot be done."""
    text = decode_text(data, shown)
    if isinstance(text, Problem):
        return text
    value = read_lines(text)
    if value is not None:
        return Source(shown, value, text)
    try:
        return _parse(text, shown, tags)
    except _Refused as refused:
        return refused.problem
    except yaml.MarkedYAMLError as error:
        return _syntax_problem(error, text, shown)
    except yaml.YAMLError:
        return Problem(Place(shown, 1, 1), "syntax", "die Datei ist kein lesbares YAML")


def _parse(text: str, shown: PurePosixPath, tags: frozenset[str]) -> Source:
    # As yaml.parse, but quicker.
    reader = _Reader(iter(_LOADER(text).get_event, None), shown, tags)
    value = reader.read_document()
    if not isinstance(value, dict):
        raise _Refused(
            Problem(
                Place(shown, 1, 1), "not-a-mapping", "erwartet werden Zeilen der Form 'feld: wert'"
            )
        )
    return Source(shown, value, reader.spots or array("I", (1, 1)))


class _Reader:
    """Walk the parser's events and build the tree, refusing what records do not need."""

    def __init__(self, events: Iterator[Event], shown: PurePosixPath, tags: frozenset[str]) -> None:
        self.events = events
        self.shown = shown
        self.tags = tags
        self.spots = array("I")
        self._add = self.spots.append

    def read_document(self) -> Value:
        """Read the one document of the file; an empty file is an empty mapping."""
        value: Value = {}
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "documents")
                value = self._read(next(self.events), 0)
        return value

    def _read(self, event: Any, depth: int) -> Value:
        self._note(event)
        if isinstance(event, ScalarEvent):
            return self._read_text(event)
        if depth >= MAX_DEPTH:
            self._refuse(event, "too-deep", most=str(MAX_DEPTH))
        if isinstance(event, SequenceStartEvent):
            return self._read_sequence(depth + 1)
        return self._read_mapping(depth + 1)

    def _note(self, event: Any) -> None:
        """Keep where a key or value stands."""
        if event.anchor is not None or event.tag is not None:
            self._refuse_feature(event)
        mark = event.start_mark
        self._add(mark.line + 1)
        self._add(mark.column + 1)

    def _read_text(self, event: ScalarEvent) -> str:
        text = event.value
        if event.style == '"' and ("\r" in text or INVISIBLE.search(text)):
            raise _Refused(Problem(Place(self.shown, *_spot(event)), "syntax", HIDDEN))
        return sys.intern(text) if len(text) <= WORD else text

    def _read_sequence(self, depth: int) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self.events), CollectionEndEvent):
            if len(self.spots) > _MOST_SPOTS:
                self._refuse(event, "too-many", most=f"{MAX_VALUES:,}".replace(",", "."))
            items.append(self._read(event, depth))
        return items

    def _read_mapping(self, depth: int) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        while not isinstance(event := next(self.events), CollectionEndEvent):
            if len(self.spots) > _MOST_SPOTS:
                self._refuse(event, "too-many", most=f"{MAX_VALUES:,}".replace(",", "."))
            key = self._read_key(event, mapping)
            mapping[key] = self._read(next(self.events), depth)
        return mapping

    def _read_key(self, event: Any, mapping: dict[str, Value]) -> str:
        self._note(event)
        if not isinstance(event, ScalarEvent):
            self._refuse(event, "complex-key")
        key = sys.intern(event.value)  # ten thousand files have the same keys
        if key == "<<":
            self._refuse(event, "merge-key")
        if key in mapping:
            self._refuse(event, "duplicate-key", key=key)
        return key

    def _refuse_feature(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            self._refuse(event, "alias")
        if event.anchor is None and event.tag in self.tags:
            return
        self._refuse(event, "anchor" if event.anchor is not None else "tag")

    def _refuse(self, event: Event, code: str, **words: str) -> NoReturn:
        place = Place(self.shown, *_spot(event))
        raise _Refused(Problem(place, code, REFUSALS[code].format(**words)))


def _spot(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _syntax_problem(error: Any, text: str, shown: PurePosixPath) -> Problem:
    """Say what libyaml cannot read; it always tells where, and mostly where the part begins."""
    spot = find_hard_space(text)
    if spot:
        return Problem(Place(shown, *spot), "syntax", HARD_SPACE)
    english = f"{error.problem} {error.context}"
    is_earlier = error.context_mark and begins_earlier(english)
    mark = error.context_mark if is_earlier else error.problem_mark
    return Problem(Place(shown, mark.line + 1, mark.column + 1), "syntax", say_syntax(english))
