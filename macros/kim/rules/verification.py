"""How much of the directory somebody has checked: in the last 6 and 12 months, by whom it is run.

In: the catalogue and a day. Out: counts of records that have not ended. Whoever was checked only
after that day does not count as checked on it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.models import Record
from kim.models.committee import Committee
from kim.models.contact import Contact
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.rules.days import months_later

WATCHED = (Service, Organization, Contact, Location, Responsibility, Committee, Programme)
"""Kinds whose facts change: where people go and who answers for what."""


class Checked(NamedTuple):
    """Numbers of records; `year` holds those of the half year too, `before` is longer ago."""

    total: int
    half_year: int
    year: int
    before: int
    never: int


class Verification(NamedTuple):
    """By kind, and the services by the organization that runs them."""

    kinds: dict[str, Checked]
    organizations: dict[str, Checked]


def verification(catalogue: Catalogue, on: date) -> Verification:
    """Count what has been checked; one pass over the records."""
    current = {
        model.kind: _current(catalogue.records[model.kind].values(), on) for model in WATCHED
    }
    by_organization: dict[str, list[Record]] = defaultdict(list)
    for service in catalogue.all(Service).values():
        if service.is_valid_on(on):
            for organization in service.providers:
                by_organization[organization].append(service)
    return Verification(
        {kind: _count(records, on) for kind, records in current.items() if records},
        {name: _count(records, on) for name, records in by_organization.items()},
    )


def _current(records: Iterable[Record], on: date) -> list[Record]:
    return [record for record in records if record.is_valid_on(on)]


def _count(records: list[Record], on: date) -> Checked:
    days = [one.last_verified for one in records if one.last_verified and one.last_verified <= on]
    half_year = sum(day >= months_later(on, -6) for day in days)
    year = sum(day >= months_later(on, -12) for day in days)
    return Checked(len(records), half_year, year, len(days) - year, len(records) - len(days))
