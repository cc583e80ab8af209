"""Checks of what still relies on a body that no longer exists."""

from collections.abc import Iterator
from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, has_ended
from kim.models import Record
from kim.models.committee import Committee
from kim.models.contact import Contact
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.references import Found, find_references
from kim.rules.responsibility import holds

_BODIES = (Organization, Committee, Contact, Location)
_USERS = (Service, Organization, Committee, Contact, Programme, Responsibility)
"""Kinds that speak of today; a date or a document may well name who existed then."""
_PAST = frozenset({"verified_by", "sources", "successor"})


def ended_body(catalogue: Catalogue, today: date) -> Findings:
    """Was heute gilt, nennt niemanden, den es nicht mehr gibt.

    Das betrifft Organisationen, Gremien, Ansprechstellen und Orte: als Träger eines Angebots, auf
    einem Sitz, als zuständige Stelle.

    Falsch, wenn es die Organisation seit dem 31.12.2021 nicht mehr gibt:

        organization: lotsenstelle

    Richtig:

        organization: ki
    """
    for model in _BODIES:
        for body in catalogue.all(model).values():
            if has_ended(body, today):
                yield from _uses(catalogue, body, today)


def _uses(catalogue: Catalogue, body: Record, today: date) -> Findings:
    heir = f"; gemeint '{body.successor}'?" if body.successor else ""
    for user in _users(catalogue, body, today):
        for found in find_references(user):
            kind = found.reference.kind or user.kind
            if (kind, found.id) == (body.kind, body.id) and _is_of_today(user, found, today):
                yield (
                    catalogue.place(user, found.keys),
                    f"'{body.id}' gibt es seit dem {body.valid_until} nicht mehr{heir}",
                )


def _users(catalogue: Catalogue, body: Record, today: date) -> Iterator[Record]:
    for model in _USERS:
        records = catalogue.all(model)
        named = {link.id for link in catalogue.linked_from(body.kind, body.id, model.kind)}
        yield from (records[name] for name in named if not has_ended(records[name], today))


def _is_of_today(user: Record, found: Found, today: date) -> bool:
    if isinstance(user, Responsibility) and found.keys[0] == "assignments":
        return holds(user.assignments[int(found.keys[1])], today)
    return found.keys[0] not in _PAST
