"""Values of two snapshots → words: titles of fields, names instead of ids, days in figures.

Comes in: two snapshots. Goes out: for each changed field one line, as "Alter bis: 25 → 27".
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import BaseModel

from kim.editions.changes import FieldChange, Mark, Maybe, Piece
from kim.editions.compare import compare_values
from kim.editions.snapshot import Snapshot
from kim.editions.texts import compare_texts
from kim.fields import HOME_LANGUAGE
from kim.lines import Value
from kim.models.taxonomy import Taxonomy
from kim.shape import Field, Form, Shape, fields_of
from kim.views.formats import say_number, short_day
from kim.views.labels import CHOICES

NOTHING = "–"
_CONTEXT = 60
"""How many characters of unchanged text stand before and after a change."""
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_SIGNS = re.compile(r"[ \t]*\{:[^}\n]*\}|\*\*|\\(?=[*_\[\]()#!<>`~-])")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_CALL = re.compile(r"\{\{\s*(\w+)\((.*?)\)\s*\}\}", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"]*)\"")
_LONG = 60
"""Texts longer than this are compared word by word."""
_TEXTS = frozenset({Form.TEXT, Form.RICH_TEXT, Form.LINE})


class FieldLine(NamedTuple):
    """One changed field: what it is called and either both values, what came and went, or text."""

    title: str
    before: str = ""
    after: str = ""
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


class Place(NamedTuple):
    """Where a value stands: its title, its model's name, its field and its shape."""

    title: str
    model: str
    name: str
    shape: Shape | None


class Wording:
    """Say values in words; a name comes from the new snapshot, else from the old one."""

    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        self.records = (new.records, old.records)
        self.terms = {**_terms(old), **_terms(new)}

    def name(self, kind: str, record_id: str) -> str:
        """Name a record; without one its id has to do."""
        found = (records.get(kind, {}).get(record_id) for records in self.records)
        return next((str(record["name"]) for record in found if record), record_id)

    def lines(
        self, model: type[BaseModel], kind: str, changes: tuple[FieldChange, ...]
    ) -> Iterator[FieldLine]:
        """Say what changed in one record of a kind."""
        for change in changes:
            place = find_place(model, change.keys)
            yield from self._lines(place, kind, change.before, change.after)

    def _lines(self, place: Place, kind: str, before: Maybe, after: Maybe) -> Iterator[FieldLine]:
        shape = place.shape
        if isinstance(before, list) and isinstance(after, list):
            yield from self._list_lines(place, kind, before, after)
        elif shape and shape.form in _TEXTS and _is_long(before) and _is_long(after):
            pieces = compare_texts(str(before), str(after))
            is_marked = shape.form is Form.RICH_TEXT
            yield FieldLine(place.title, pieces=see_pieces(pieces, is_marked=is_marked))
        else:
            old, new = (self.say(place, kind, value) for value in (before, after))
            yield FieldLine(place.title, old, new)

    def _list_lines(
        self, place: Place, kind: str, before: list[Value], after: list[Value]
    ) -> Iterator[FieldLine]:
        """Say what came into a list and what left it; items with an id are compared inside."""
        item = place._replace(shape=place.shape.inner if place.shape else None)
        old, new = _by_id(before), _by_id(after)
        same = {name: (old[name], new[name]) for name in old if name in new}
        part = item.shape.part if item.shape else None
        for name, (one, other) in same.items() if part else ():
            title = f"{place.title} – {other.get('name') or name}"
            for change in compare_values(one, other):
                inner = find_place(part, change.keys) if part else item
                inner = inner._replace(title=f"{title} – {inner.title}")
                yield from self._lines(inner, kind, change.before, change.after)

        def is_single(one: Value, others: list[Value]) -> bool:
            return one not in others and not (part and _id(one) in same)

        gone = [self.say(item, kind, one) for one in before if is_single(one, after)]
        come = [self.say(item, kind, one) for one in after if is_single(one, before)]
        if gone or come:
            yield FieldLine(place.title, gone=tuple(gone), new=tuple(come))
        elif [_id(one) or one for one in before] != [_id(one) or one for one in after]:
            yield FieldLine(place.title, after="andere Reihenfolge")

    def say(self, place: Place, kind: str, value: Maybe) -> str:
        """Say one value."""
        shape = place.shape
        if value is None or shape is None:
            return NOTHING if value is None else str(value)
        if isinstance(value, list):
            inner = place._replace(shape=shape.inner)
            return "; ".join(self.say(inner, kind, item) for item in value) or NOTHING
        if isinstance(value, dict):
            return ", ".join(self._say_block(place, kind, value)) or NOTHING
        return self._say_word(place, shape, kind, value)

    def _say_block(self, place: Place, kind: str, value: dict[str, Value]) -> Iterator[str]:
        for key, inner in value.items():
            where = _step(place, key)
            yield f"{where.title}: {self.say(where, kind, inner)}"

    def _say_word(self, place: Place, shape: Shape, kind: str, value: str) -> str:
        if shape.reference:
            if shape.reference.taxonomy:
                return self.terms.get((shape.reference.taxonomy, value), value)
            return self.name(shape.reference.kind or kind, value)
        if shape.form is Form.DAY:
            return short_day(date.fromisoformat(value), HOME_LANGUAGE)
        if shape.form is Form.NUMBER:
            return say_number(Decimal(value.replace(",", ".")), HOME_LANGUAGE)
        return CHOICES.get((place.model, place.name), {}).get(value, value)


def see_pieces(pieces: tuple[Piece, ...], *, is_marked: bool = True) -> tuple[Piece, ...]:
    """Show compared text as people read it, and of what is the same only what is near a change.

    Only a text that is Markdown has marks; in others the same signs are letters.
    """
    read = _readable if is_marked else str
    return tuple(Piece(mark, text) for mark, text in _shortened(pieces, read) if text)


def _shortened(pieces: tuple[Piece, ...], read: Callable[[str], str]) -> Iterator[Piece]:
    for number, (changed, text) in enumerate(pieces):
        words = read(text)
        mark = changed if text.strip() else Mark.EQUAL  # blank lines say nothing
        if mark is Mark.EQUAL and len(words) > 2 * _CONTEXT:
            before = words[:_CONTEXT].rpartition(" ")[0] if number else ""
            after = words[-_CONTEXT:].partition(" ")[2] if number < len(pieces) - 1 else ""
            words = f"{before} … {after}"
        yield Piece(mark, words)


def _readable(markdown: str) -> str:
    """Take away what only Markdown needs; a macro shows what it draws from."""
    words = _SIGNS.sub("", _HEADING.sub("", markdown))
    return _CALL.sub(_say_call, _LINK.sub(r"\1", words))


def _say_call(call: re.Match[str]) -> str:
    drawn = ", ".join(_QUOTED.findall(call[2]))
    return f"[{call[1]}: {drawn}]" if drawn else f"[{call[1]}]"


def find_place(model: type[BaseModel], keys: tuple[str, ...]) -> Place:
    """Walk down to a field and put the titles on the way before one another."""
    place = Place("", "", "", Shape(Form.PART, model, part=model))
    titles = []
    for key in keys:
        place = _step(place, key)
        titles.append(place.title)
    return place._replace(title=" – ".join(titles))


def _step(place: Place, key: str) -> Place:
    """Go into a block by the name of a field, or into a table by a key of its own."""
    shape = place.shape
    part = shape.nested if shape else None
    known = _fields(part).get(key) if part else None
    if part and known:
        return Place(known.title, part.__name__, key, known.shape)
    return Place(key, place.model, place.name, shape.inner if shape else None)


def _fields(model: type[BaseModel]) -> Mapping[str, Field]:
    return {field.name: field for field in fields_of(model)}


def _terms(snapshot: Snapshot) -> dict[tuple[str, str], str]:
    taxonomies: Mapping[str, Any] = snapshot.records.get(Taxonomy.kind, {})
    return {
        (taxonomy, term["id"]): str(term["name"])
        for taxonomy, record in taxonomies.items()
        for term in record.get("terms", ())
    }


def _by_id(items: list[Value]) -> dict[str, dict[str, Value]]:
    return {_id(item): item for item in items if isinstance(item, dict) and _id(item)}


def _id(item: Value) -> str:
    return str(item.get("id", "")) if isinstance(item, dict) else ""


def _is_long(value: Maybe) -> bool:
    return isinstance(value, str) and len(value) > _LONG
