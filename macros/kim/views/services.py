"""Views of services: the row in a list and the whole page."""

from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.contact import Contact
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.service import Service
from kim.views.eligibility import EligibilityView, see_eligibility, see_who
from kim.views.entry import EntryView, hours_of, needs_appointment, see_entry
from kim.views.formats import say_period
from kim.views.handover import (
    DelimitationView,
    HandoverView,
    see_delimitations,
    see_handovers,
)
from kim.views.parts import (
    ContactView,
    Origin,
    Reach,
    Status,
    is_stale,
    see_contact,
    see_origin,
    see_phones,
    see_status,
)
from kim.views.places import (
    OpeningView,
    PlaceView,
    ScheduleView,
    see_opening,
    see_place,
    see_schedules,
)
from kim.views.viewpoint import Link, Phrase, Viewpoint, once

_PUBLIC = frozenset({"municipality", "administrative_unit", "authority", "ministry"})


class ServiceRow(NamedTuple):
    """A service in a list."""

    id: str
    name: Phrase
    href: str
    alternate_name: Phrase | None
    summary: Phrase | None
    providers: tuple[Link, ...]
    """Who runs it, the main one first."""
    for_whom: tuple[Phrase, ...]
    topics: tuple[Link, ...]
    status: Status
    is_stale: bool

    @property
    def organization(self) -> Link | None:
        """Give the one that runs it first of all."""
        return self.providers[0] if self.providers else None


class ProviderView(NamedTuple):
    """Who runs it: how to reach them, and whether it is a public body."""

    reach: Reach
    is_public: bool


class GermanTerms(NamedTuple):
    """What stands in German beside another language, for whoever helps the reader."""

    name: Phrase
    summary: Phrase | None
    for_whom: tuple[Phrase, ...]
    entry: EntryView


class ServiceView(NamedTuple):
    """Everything on a service's page."""

    row: ServiceRow
    description: Phrase | None
    period: str
    programme: Link | None
    categories: tuple[Link, ...]
    target_groups: tuple[Link, ...]
    who: EligibilityView
    areas: tuple[Link, ...]
    places: tuple[PlaceView, ...]
    schedules: tuple[ScheduleView, ...]
    opening: OpeningView | None
    reach: Reach
    contacts: tuple[ContactView, ...]
    provider: ProviderView
    fallback: ContactView | None
    entry: EntryView
    languages: tuple[Link, ...]
    language_codes: tuple[str, ...]
    interpreting: Phrase | None
    legal_regimes: tuple[Phrase, ...]
    method: Phrase | None
    delimitations: tuple[DelimitationView, ...]
    related: tuple[Link, ...]
    handovers_to: tuple[HandoverView, ...]
    handovers_from: tuple[HandoverView, ...]
    successor: Link | None
    predecessors: tuple[Link, ...]
    committees: tuple[Link, ...]
    origin: Origin
    unknown: tuple[str, ...]
    german: GermanTerms | None

    @property
    def ways(self) -> tuple[Reach, ...]:
        """Give the ways to get in touch that a reader should try first."""
        if not self.reach.is_empty:
            return (self.reach,)
        functions = (self.fallback,) if self.fallback else self.contacts[:1]
        ways = (way for one in functions for way in (one.reach, one.person_reach))
        return tuple(way for way in (self.provider.reach, *ways) if not way.is_empty)

    @property
    def has_opening(self) -> bool:
        """Tell whether the browser has something to reckon."""
        return any((self.opening, *(place.opening for place in self.places)))

    @property
    def german_name(self) -> Phrase:
        """Give the name that everybody in town knows."""
        return self.german.name if self.german else self.row.name


@once
def see_service_row(view: Viewpoint, service: Service) -> ServiceRow:
    """Show a service as one entry of a list."""
    link = view.link(service)
    return ServiceRow(
        id=service.id,
        name=link.text,
        href=link.href,
        alternate_name=view.optional(service.alternate_name),
        summary=view.optional(service.summary),
        providers=view.links(Organization, service.providers),
        for_whom=see_eligibility(view, service),
        topics=view.term_links("topics", service.topics),
        status=see_status(view, service),
        is_stale=is_stale(service.last_verified, view.today),
    )


def see_service(view: Viewpoint, service: Service, related: tuple[Link, ...] = ()) -> ServiceView:
    """Show a service's whole page."""
    contacts = _contacts(view, service)
    reach = Reach(see_phones(view, service.phones), service.email, service.website)
    provider = _see_provider(view, service)
    schedules, places = hours_of(service), _places(view, service)
    return ServiceView(
        row=see_service_row(view, service),
        description=view.optional(service.description),
        period=say_period(service.valid_from, service.valid_until, view.language),
        programme=view.find(Programme, service.programme),
        categories=view.term_links("categories", service.categories),
        target_groups=view.term_links("target-groups", service.target_groups),
        who=see_who(view, service.eligibility),
        areas=view.links(Area, service.service_areas),
        places=places,
        schedules=see_schedules(view, schedules),
        opening=see_opening(view, schedules) if service.is_valid_on(view.today) else None,
        reach=reach,
        contacts=contacts,
        provider=provider,
        fallback=_fallback(view, contacts, reach, provider.reach),
        entry=see_entry(view, service),
        languages=view.term_links("languages", service.languages),
        language_codes=service.languages,
        interpreting=view.optional(service.interpreting),
        legal_regimes=view.term_names("legal-regimes", service.legal_regimes),
        method=next(iter(view.term_names("methods", (service.method or "",))), None),
        delimitations=see_delimitations(view, service),
        related=related,
        handovers_to=see_handovers(view, service, "from_service"),
        handovers_from=see_handovers(view, service, "to_service"),
        successor=view.find(Service, service.successor),
        predecessors=tuple(map(view.link, view.named_by(service, Service, "successor"))),
        committees=tuple(map(view.link, view.named_by(service, Committee, "seats"))),
        origin=see_origin(view, service),
        unknown=_say_unknown(view, service, places),
        german=None if view.is_home else _see_german(view, service),
    )


def _see_german(view: Viewpoint, service: Service) -> GermanTerms:
    german = view.in_language(HOME_LANGUAGE)
    return GermanTerms(
        name=german.phrase(service.name),
        summary=german.optional(service.summary),
        for_whom=see_eligibility(german, service),
        entry=see_entry(german, service),
    )


def _say_unknown(
    view: Viewpoint, service: Service, places: tuple[PlaceView, ...]
) -> tuple[str, ...]:
    """Name what readers look for and nobody told us."""
    has_hours = service.schedules or any(place.schedules for place in places)
    known = (
        (view.say("Adresse"), places),
        (view.say("Zeiten"), has_hours),
        (view.say("Sprachen"), service.languages),
        (view.say("Kosten"), service.cost),
    )
    return tuple([name for name, value in known if not value])


def coordinating_contact(view: Viewpoint) -> ContactView | None:
    """Show the coordinating office's contact, where a service itself names none."""
    site = view.catalogue.site
    contact = view.catalogue.get(Contact, site.coordinating_contact) if site else None
    return see_contact(view, contact) if contact else None


def _fallback(
    view: Viewpoint, contacts: tuple[ContactView, ...], *ways: Reach
) -> ContactView | None:
    known = contacts or any(not way.is_empty for way in ways)
    return None if known else coordinating_contact(view)


def _contacts(view: Viewpoint, service: Service) -> tuple[ContactView, ...]:
    contacts = (view.catalogue.get(Contact, contact) for contact in service.contacts)
    return tuple(see_contact(view, contact) for contact in contacts if contact)


def _places(view: Viewpoint, service: Service) -> tuple[PlaceView, ...]:
    locations = (view.catalogue.get(Location, location) for location in service.locations)
    see = see_place
    if service.schedules:  # That the house is open does not mean that the service is.
        see = _see_place_without_hours
    elif needs_appointment(service) or not service.is_valid_on(view.today):
        see = _see_place_closed
    return tuple([see(view, location) for location in locations if location])


@once
def _see_place_without_hours(view: Viewpoint, location: Location) -> PlaceView:
    return see_place(view, location)._replace(opening=None, schedules=())


@once
def _see_place_closed(view: Viewpoint, location: Location) -> PlaceView:
    return see_place(view, location)._replace(opening=None)


def _see_provider(view: Viewpoint, service: Service) -> ProviderView:
    provider = view.catalogue.get(Organization, service.organization)
    return _see_body(view, provider) if provider else ProviderView(Reach(), is_public=False)


@once
def _see_body(view: Viewpoint, provider: Organization) -> ProviderView:
    """Show who runs it; most run several."""
    reach = Reach(see_phones(view, provider.phones), provider.email, provider.website)
    return ProviderView(reach, provider.type in _PUBLIC)
