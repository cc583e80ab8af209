"""The Beratungspass: what a sheet of paper says about a service, for those who collect services.

Comes in: services. Goes out: an entry for each, with just what one needs to get there, in the
page's language and, beside it, in German: whoever helps the reader must be able to read it too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models.contact import Contact
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.service import Service
from kim.rows import kept
from kim.views.entry import hours_of, see_modes
from kim.views.parts import (
    PhoneView,
    Reach,
    Status,
    see_contact,
    see_phones,
    see_status,
)
from kim.views.places import ScheduleView, see_place, see_schedules
from kim.views.services import coordinating_contact
from kim.views.viewpoint import Phrase, Viewpoint, once

IN_A_PART = 200
"""So many services stand in one part; the more, the less a request tells about what was chosen."""


class GermanLines(NamedTuple):
    """What stands in German beside the other language."""

    name: Phrase
    what: Phrase | None
    hours: tuple[Phrase, ...]


class PassEntry(NamedTuple):
    """One service on the pass; `office` names whose number this is where it is not the service's.

    `places` are lines: the name of the place, then its address, unless that is confidential.
    """

    id: str
    formerly: tuple[str, ...]
    href: str
    status: Status
    successor: str | None
    name: Phrase
    what: Phrase | None
    provider: Phrase | None
    office: Phrase | None
    phones: tuple[PhoneView, ...]
    email: str | None
    hours: tuple[Phrase, ...]
    places: tuple[tuple[Phrase, ...], ...]
    german: GermanLines | None


class PassPart(NamedTuple):
    """Some of the services that one can put on a pass: their ids, and whom a former id leads to."""

    leads: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PassportView:
    """Everything the page of the Merkliste can be asked for, in parts in the order of the ids."""

    parts: tuple[PassPart, ...]


@once
def see_passport(view: Viewpoint) -> PassportView:
    """Part the services; no record is looked at."""
    formerly = _formerly(view.in_language(HOME_LANGUAGE), "")
    leads: dict[str, str] = {}
    for name in view.catalogue.all(Service):
        leads.update(dict.fromkeys((name, *formerly.get(name, ())), name))
    ids = sorted(leads)
    starts = range(0, len(ids), IN_A_PART)
    parts = (ids[start : start + IN_A_PART] for start in starts)
    return PassportView(tuple(PassPart({name: leads[name] for name in part}) for part in parts))


@kept
def _formerly(view: Viewpoint, _: str) -> dict[str, list[str]]:
    """Give the former ids of those services that have some."""
    services = view.catalogue.all(Service).values()
    return {service.id: list(service.formerly) for service in services if service.formerly}


def see_pass_entries(view: Viewpoint, part: PassPart) -> Iterator[tuple[str, PassEntry | str]]:
    """Show what a pass says about each service of a part; of a former id, whom it leads to."""
    services = view.catalogue.all(Service)
    for name, leads_to in part.leads.items():
        yield name, leads_to if leads_to != name else see_pass_entry(view, services[name])


def see_pass_entry(view: Viewpoint, service: Service) -> PassEntry:
    """Show what a pass says about one service."""
    provider = view.catalogue.get(Organization, service.organization)
    office, reach = _reach(view, service, provider)
    return PassEntry(
        id=service.id,
        formerly=service.formerly,
        href=view.href(service),
        status=see_status(view, service),
        successor=service.successor,
        name=view.phrase(service.name),
        what=view.optional(service.summary),
        provider=_say_providers(view, service),
        office=office,
        phones=reach.spoken.phones,
        email=reach.email,
        hours=tuple(_hours(view, service)),
        places=tuple(_places(view, service)),
        german=None if view.is_home else _see_german(view, service),
    )


def _say_providers(view: Viewpoint, service: Service) -> Phrase | None:
    """Name all who run it, in one line."""
    names = [link.text for link in view.links(Organization, service.providers)]
    said = view.say(", ").join([name.text for name in names])
    return Phrase(said, names[0].language) if names else None


def _see_german(view: Viewpoint, service: Service) -> GermanLines:
    german = view.in_language(HOME_LANGUAGE)
    return GermanLines(
        german.phrase(service.name),
        german.optional(service.summary),
        tuple(_hours(german, service)),
    )


def _reach(
    view: Viewpoint, service: Service, provider: Organization | None
) -> tuple[Phrase | None, Reach]:
    """Find a number to call: the service's own, its contact's, its provider's, the office's."""
    for reach in _own_ways(view, service, provider):
        if not reach.is_empty:
            return None, reach
    office = coordinating_contact(view)
    return (office.name, office.on_paper) if office else (None, Reach())


def _own_ways(view: Viewpoint, service: Service, provider: Organization | None) -> Iterator[Reach]:
    yield Reach(see_phones(view, service.phones), service.email)
    for name in service.contacts:
        contact = view.catalogue.get(Contact, name)
        if contact:
            yield see_contact(view, contact).on_paper
    if provider:
        yield Reach(see_phones(view, provider.phones), provider.email)


def _hours(view: Viewpoint, service: Service) -> Iterator[Phrase]:
    """Say when somebody is there and whether one needs an appointment, a line each."""
    schedules = see_schedules(view, hours_of(service))
    for schedule in schedules:
        yield Phrase(_say_schedule(view, schedule))
        if schedule.description:
            yield schedule.description
    if service.access:
        yield from map(Phrase, see_modes(view, service.access))


def _say_schedule(view: Viewpoint, schedule: ScheduleView) -> str:
    said = (
        schedule.days,
        view.say("geschlossen") if schedule.is_closed else schedule.hours,
        view.say("nach Termin") if schedule.by_appointment else "",
        f"({schedule.period})" if schedule.period else "",
    )
    return " ".join(filter(None, said))


def _places(view: Viewpoint, service: Service) -> Iterator[tuple[Phrase, ...]]:
    for location in service.locations:
        record = view.catalogue.get(Location, location)
        if record:
            yield _say_place(view, record)


@once
def _say_place(view: Viewpoint, location: Location) -> tuple[Phrase, ...]:
    place = see_place(view, location)
    if place.is_confidential:
        return place.name, Phrase(view.say("Die Adresse ist geschützt. Bitte rufen Sie an."))
    if place.address:
        return place.name, view.german(", ".join(place.address))
    return (place.name,)
