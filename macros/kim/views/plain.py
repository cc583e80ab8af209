"""The plain view that every kind of record has without a line of its own.

Fields become facts by their titles; references become links, days and choices become words; an
address is written as on a letter, opening hours as on a service's page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import BaseModel

from kim.fields import Text
from kim.models import Record
from kim.models.base import Schedule
from kim.models.location import Address
from kim.references import Found, find_references
from kim.source import Keys
from kim.views.formats import say_day, say_number, say_period
from kim.views.labels import CHOICES
from kim.views.parts import Origin, Status, see_origin, see_status
from kim.views.places import ScheduleView, address_lines, see_schedules
from kim.views.viewpoint import Link, Phrase, Viewpoint

_SHOWN_ELSEWHERE = frozenset(
    {
        "id",
        "name",
        "alternate_name",
        "description",
        "sources",
        "valid_from",
        "valid_until",
        "formerly",
        "last_verified",
        "verified_by",
    }
)


class Fact(NamedTuple):
    """A field's title and its values: texts, links inside the site, addresses outside it, hours."""

    title: str
    values: tuple[Phrase | Link, ...]
    outside: tuple[str, ...] = ()
    schedules: tuple[ScheduleView, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainView:
    """A record of any kind."""

    id: str
    name: Phrase
    href: str
    alternate_name: Phrase | None
    description: Phrase | None
    status: Status
    period: str
    facts: tuple[Fact, ...]
    origin: Origin
    is_confidential: bool


def see_plain(view: Viewpoint, record: Record) -> PlainView:
    """Show a record by its fields alone."""
    return PlainView(
        id=record.id,
        name=view.phrase(record.name),
        href=view.href(record),
        alternate_name=view.optional(record.alternate_name),
        description=view.optional(record.description),
        status=see_status(view, record),
        period=say_period(record.valid_from, record.valid_until, view.language),
        facts=tuple(_facts(view, record)),
        origin=see_origin(view, record),
        is_confidential=getattr(record, "confidential", False),
    )


def _facts(view: Viewpoint, record: Record) -> Iterator[Fact]:
    if getattr(record, "confidential", False):
        return  # a shelter shows its name and nothing else
    walk = _Walk(view, {found.keys: found for found in find_references(record)})
    for name, info in type(record).model_fields.items():
        if name not in _SHOWN_ELSEWHERE:
            values = list(walk.values(record, name, getattr(record, name), (name,)))
            if values:
                yield _fact(info.title or name, values)


def _fact(title: str, values: list[Phrase | Link | str | ScheduleView]) -> Fact:
    """Sort the values by what they are."""
    return Fact(
        title,
        tuple(value for value in values if isinstance(value, Phrase | Link)),
        tuple(value for value in values if isinstance(value, str)),
        tuple(value for value in values if isinstance(value, ScheduleView)),
    )


class _Walk(NamedTuple):
    """Walk through a record's values; where a reference stands is known beforehand."""

    view: Viewpoint
    references: dict[Keys, Found]

    def values(
        self, owner: BaseModel, name: str, value: Any, keys: Keys
    ) -> Iterator[Phrase | Link | str | ScheduleView]:
        """Give what a field holds, ready to show; addresses outside the site as bare text."""
        if keys in self.references:
            yield from _reference(self.view, self.references[keys])
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from self.values(owner, name, item, (*keys, index))
        elif isinstance(value, Text):
            yield self.view.phrase(value)
        elif isinstance(value, BaseModel):
            yield from self._part(value, keys)
        elif value not in (None, "", False) and not isinstance(value, dict):
            yield _scalar(self.view, owner, name, value)

    def _part(self, value: BaseModel, keys: Keys) -> Iterator[Phrase | Link | str | ScheduleView]:
        """Give a part as people write it, one that nobody writes as a whole by its fields."""
        if isinstance(value, Schedule):
            yield from see_schedules(self.view, (value,))
        elif isinstance(value, Address):
            yield from map(Phrase, address_lines(value))
        else:
            for part in type(value).model_fields:
                yield from self.values(value, part, getattr(value, part), (*keys, part))


def _reference(view: Viewpoint, found: Found) -> Iterator[Link]:
    kind, taxonomy = found.reference.kind, found.reference.taxonomy
    if taxonomy:
        term = view.catalogue.term(taxonomy, found.id)
        if term:
            yield view.term_link(taxonomy, term)
        return
    record = view.catalogue.records.get(kind, {}).get(found.id)
    if record:
        yield view.link(record)


def _scalar(view: Viewpoint, owner: BaseModel, name: str, value: Any) -> Phrase | str:
    choices = CHOICES.get((type(owner).__name__, name), {})
    if value is True:
        return Phrase("ja")
    if isinstance(value, date):
        return Phrase(say_day(value, view.language))
    if isinstance(value, Decimal):
        return Phrase(say_number(value, view.language))
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        return value
    return Phrase(choices.get(value, str(value)))
