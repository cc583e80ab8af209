"""Record → what its author could have written: text, lists and mappings, nothing else.

Comes in: a validated record or the site. Goes out: its values in one canonical form, German only,
without defaults, without persons and without the address of a confidential place. The same reader
that reads authors' files reads it back.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from pydantic import BaseModel

from kim.fields import Part, Text
from kim.lines import Value
from kim.models import Record, Site
from kim.models.contact import Person
from kim.models.location import Location

Written: TypeAlias = dict[str, Value]

SECRET = frozenset({"address", "latitude", "longitude", "transportation", "accessibility_note"})
"""What of a confidential place never leaves the author's own file."""
_TODAY = frozenset(
    {
        "imprint",
        "privacy",
        "accessibility",
        "languages",
        "notice",
        "home_topics",
        "persons_in_editions",
    }
)
"""What of site.yml belongs to the site of today and not to a concept of then."""


def write_record(record: Record) -> Written:
    """Write a record's values down; the id is the file's name and stays out."""
    hidden = SECRET if isinstance(record, Location) and record.confidential else frozenset()
    return {name: value for name, value in _written(record) if name not in hidden | {"id"}}


def write_part(part: Part) -> Written:
    """Write down a part of a record."""
    return dict(_written(part))


def without_whereabouts(place: Written) -> Written:
    """Leave out of a place's values where it is."""
    return {name: value for name, value in place.items() if name not in SECRET}


def write_site(site: Site) -> Written:
    """Write down what of the site's own data a concept needs."""
    return {name: value for name, value in _written(site) if name not in _TODAY}


def _written(model: BaseModel) -> Iterator[tuple[str, Value]]:
    fields = type(model).model_fields
    for name, value in model:
        if value is not None and value != fields[name].default and not isinstance(value, Person):
            yield name, _plain(value)


def _plain(value: object) -> Value:
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, BaseModel):
        return dict(_written(value))
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)
