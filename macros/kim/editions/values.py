"""Frozen values → the same values with places blacked out.

Comes in: lists, mappings and texts as a record has them, and some of these texts with marks. Goes
out: what takes the place of each. A text that would no longer be allowed with a mark in it, as an
address or a number, is left out, and where it must not be missing what holds it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from kim.editions.mentions import rest_of
from kim.lines import Value
from kim.source import Keys

GONE = None
"""Stands for a value that is left out."""
KEY = "\0"
"""Follows the keys of a key that is a text itself, as the titles in a list of contents are."""
New: TypeAlias = Mapping[Keys, str | None]
IsValid: TypeAlias = Callable[[Value], bool]


class Line(NamedTuple):
    """A text among values: at which keys, in which line of the file; a key is a text too."""

    keys: Keys
    text: str
    line: int


def lines_of(value: Value, keys: Keys = (), line: int = 1) -> Iterator[Line]:
    """Yield every text with its line in the form that kim.editions.store writes."""
    if isinstance(value, str):
        yield Line(keys, value, line)
    items = sorted(value.items()) if isinstance(value, dict) else enumerate(value)
    for key, inner in items if not isinstance(value, str) else ():
        line += 1
        if isinstance(key, str):
            yield Line((*keys, key, KEY), key, line)
        yield from lines_of(inner, (*keys, key), line)
        line += _height(inner) - 1


def _height(value: Value) -> int:
    """Count the lines of a value."""
    if isinstance(value, str) or not value:
        return 1
    inner = value.values() if isinstance(value, dict) else value
    return 2 + sum(map(_height, inner))


def put(value: Value, new: New, keys: Keys = ()) -> Value:
    """Put new texts where they belong and leave out what is to go."""
    if isinstance(value, dict):
        return {
            new.get((*keys, key, KEY)) or key: put(inner, new, (*keys, key))
            for key, inner in value.items()
            if new.get((*keys, key), "") is not GONE
        }
    if isinstance(value, list):
        return [
            put(inner, new, (*keys, place))
            for place, inner in enumerate(value)
            if new.get((*keys, place), "") is not GONE
        ]
    return new.get(keys) or value


def choose(value: Value, marked: Mapping[Keys, str], is_valid: IsValid) -> dict[Keys, str | None]:
    """Choose for each text with marks how it stays valid; what cannot is not in the answer."""
    chosen: dict[Keys, str | None] = {}
    for keys, text in marked.items():
        if is_valid(put(value, {keys: text})):
            chosen[keys] = text
            continue
        outer = (keys[:depth] for depth in range(len(keys), 0, -1))
        gone = next((one for one in outer if is_valid(put(value, {one: GONE}))), None)
        if gone:
            chosen[gone] = GONE
    return chosen


def rest_of_values(value: Value) -> Value:
    """Give what is left of values when the marks in their texts are taken out."""
    if isinstance(value, dict):
        return {rest_of(key): rest_of_values(inner) for key, inner in value.items()}
    return [*map(rest_of_values, value)] if isinstance(value, list) else rest_of(value)
