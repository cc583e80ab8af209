"""Model + values → the annotated example that authors learn a kind from.

Every line a model allows is there: filled in, or switched off with '#' in front of an example.
The comments are the titles and descriptions of the fields, so they cannot drift from the model.
"""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from pydantic import BaseModel

from kim.notation import entry_lines, indent, item_lines
from kim.shape import Field, fields_of

_WIDTH = 96
_OFF = "#"


def annotated_lines(model: type[BaseModel], values: Mapping[str, Any]) -> Iterator[str]:
    """Write a file of this model; a blank line between the fields."""
    for field in fields_of(model):
        yield ""
        yield from _field_lines(field, values)


def _field_lines(field: Field, values: Mapping[str, Any]) -> Iterator[str]:
    yield from _comment(field)
    if field.name in values:
        yield from _entry(field, values[field.name])
    else:
        yield from (f"{_OFF}{line}" for line in _entry(field, field.examples[0]))


def _comment(field: Field) -> Iterator[str]:
    required = " (Pflicht)" if field.is_required else ""
    text = f"{field.title}{required}: {field.description}"
    yield from wrap(
        text,
        _WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _entry(field: Field, value: Any) -> Iterator[str]:
    part = field.shape.nested
    if part is None:
        yield from entry_lines(field.name, value)
    elif isinstance(value, Mapping):
        yield f"{field.name}:"
        yield from indent(_block(part, value))
    else:
        yield f"{field.name}:"
        yield from indent(_items(part, value))


def _block(part: type[BaseModel], values: Mapping[str, Any]) -> Iterator[str]:
    for field in fields_of(part):
        yield from _field_lines(field, values)


def _items(part: type[BaseModel], items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Annotate the first item; the others show how the list goes on."""
    first, *others = items
    yield from _first_item(part, first)
    for values in others:
        yield from item_lines(values)


def _first_item(part: type[BaseModel], values: Mapping[str, Any]) -> Iterator[str]:
    """Put what is filled in first: the dash must stand before a line that counts."""
    mark = "- "
    for field in fields_of(part):
        if field.name in values:
            yield from indent(_comment(field))
            for line in _entry(field, values[field.name]):
                yield mark + line
                mark = "  "
    for field in fields_of(part):
        if field.name not in values:
            yield from indent(_field_lines(field, values))
