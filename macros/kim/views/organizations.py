"""Views of organizations."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.contact import Contact
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.views.labels import ORGANIZATION_TYPES, ROLES
from kim.views.parts import (
    ContactView,
    Origin,
    Reach,
    see_contact,
    see_origin,
    see_phones,
)
from kim.views.places import PlaceView, see_place
from kim.views.terms import count_open
from kim.views.viewpoint import Link, Phrase, Viewpoint
from kim.views.ways import Way, Ways


class OrganizationRow(NamedTuple):
    """An organization in a list."""

    name: Phrase
    href: str
    alternate_name: Phrase | None
    unit_code: str | None
    type: str
    service_count: int


class TaskView(NamedTuple):
    """A task and the organization's role in it."""

    task: Link
    area: Link | None
    role: str


class SeatIn(NamedTuple):
    """A seat of the organization in a committee; `through` is the association that sends it."""

    committee: Link
    number: int
    role: Phrase | None
    is_voting: bool
    is_chair: bool
    through: Link | None


@dataclass(frozen=True, slots=True)
class OrganizationView:
    """Everything on an organization's page but its services."""

    row: OrganizationRow
    description: Phrase | None
    parent: Link | None
    run_by: tuple[Link, ...]
    members_of: tuple[Link, ...]
    units: tuple[Link, ...]
    members: tuple[Link, ...]
    area: Link | None
    reach: Reach
    places: tuple[PlaceView, ...]
    contacts: tuple[ContactView, ...]
    instead: Way | None
    """Whom to ask where it has no way of its own."""
    seats: tuple[SeatIn, ...]
    offices: tuple[Link, ...]
    tasks: tuple[TaskView, ...]
    funds: tuple[Link, ...]
    posts: tuple[Link, ...]
    origin: Origin


def see_organization_row(view: Viewpoint, organization: Organization) -> OrganizationRow:
    """Show an organization as one entry of a list."""
    return OrganizationRow(
        name=view.phrase(organization.name),
        href=view.href(organization),
        alternate_name=view.optional(organization.alternate_name),
        unit_code=organization.unit_code,
        type=view.say(ORGANIZATION_TYPES[organization.type]),
        service_count=count_open(
            view, view.named_by(organization, Service, "organization", "partners")
        ),
    )


def see_organization(view: Viewpoint, organization: Organization) -> OrganizationView:
    """Show an organization."""
    return OrganizationView(
        row=see_organization_row(view, organization),
        description=view.optional(organization.description),
        parent=view.find(Organization, organization.parent),
        run_by=view.links(Organization, organization.run_by),
        members_of=view.links(Organization, organization.member_of),
        units=_named(view, organization, Organization, "parent", "run_by"),
        members=_named(view, organization, Organization, "member_of"),
        area=view.find(Area, organization.area),
        reach=Reach(
            see_phones(view, organization.phones), organization.email, organization.website
        ),
        places=_places(view, organization),
        contacts=tuple(
            see_contact(view, contact)
            for contact in view.named_by(organization, Contact, "organization")
        ),
        instead=Ways(view).instead_of(organization),
        seats=tuple(_seats(view, organization)),
        offices=_named(view, organization, Committee, "office"),
        tasks=tuple(_tasks(view, organization)),
        funds=_named(view, organization, Programme, "funder"),
        posts=_named(view, organization, Programme, "positions"),
        origin=see_origin(view, organization),
    )


def _named(
    view: Viewpoint,
    organization: Organization,
    by: type[Organization] | type[Committee] | type[Programme],
    *fields: str,
) -> tuple[Link, ...]:
    return tuple(map(view.link, view.named_by(organization, by, *fields)))


def _seats(view: Viewpoint, organization: Organization) -> Iterator[SeatIn]:
    """List its own seats, then those that the associations hold in which it is a member."""
    yield from _seats_of(view, organization, None)
    for name in organization.member_of:
        roof = view.catalogue.get(Organization, name)
        if roof:
            yield from _seats_of(view, roof, view.link(roof))


def _seats_of(view: Viewpoint, holder: Organization, through: Link | None) -> Iterator[SeatIn]:
    for committee in view.named_by(holder, Committee, "seats"):
        for seat in committee.seats:
            if seat.organization == holder.id and not committee.has_ended(view.today):
                yield SeatIn(
                    view.link(committee),
                    seat.number,
                    view.optional(seat.role),
                    seat.voting,
                    seat.chair,
                    through,
                )


def _places(view: Viewpoint, organization: Organization) -> tuple[PlaceView, ...]:
    found = (view.catalogue.get(Location, location) for location in organization.locations)
    return tuple(see_place(view, location) for location in found if location)


def _tasks(view: Viewpoint, organization: Organization) -> list[TaskView]:
    return [
        TaskView(
            view.link(task), view.find(Area, assignment.area), view.say(ROLES[assignment.role])
        )
        for task in view.named_by(organization, Responsibility, "assignments")
        for assignment in task.assignments
        if assignment.organization == organization.id
    ]
