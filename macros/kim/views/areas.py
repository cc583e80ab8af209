"""Views of areas."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.contact import Contact
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.service import Service
from kim.models.statistic import Statistic
from kim.rows import weighed
from kim.rules.hierarchy import area_and_larger
from kim.views.duties import Cell, cells_in
from kim.views.labels import AREA_LEVELS
from kim.views.parts import ContactView, Origin, see_contact, see_origin
from kim.views.programmes import PositionView, see_position
from kim.views.statistics import see_statistic
from kim.views.terms import count_open
from kim.views.viewpoint import Link, Phrase, Viewpoint, once


class AreaRow(NamedTuple):
    """An area in a list."""

    id: str
    name: Phrase
    href: str
    number: str | None
    level: str
    service_count: int


class FactRow(NamedTuple):
    """The area's own line of a statistic: its caption and (heading, figure) pairs."""

    statistic: Link
    as_of: str
    figures: tuple[tuple[Phrase, str, bool], ...]


class LargerArea(NamedTuple):
    """A larger area whose services are for this area too."""

    area: Link
    service_count: int


class TaskHere(NamedTuple):
    """A task and who does it here."""

    task: Link
    cell: Cell


class PostsHere(NamedTuple):
    """A programme and its posts for this area or at one of its offices."""

    programme: Link
    positions: tuple[PositionView, ...]


@dataclass(frozen=True, slots=True)
class AreaHead:
    """What stands on each page of an area beside the services there."""

    row: AreaRow
    description: Phrase | None
    larger: tuple[LargerArea, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class AreaView(AreaHead):
    """Everything on an area's first page but its services."""

    smaller: tuple[AreaRow, ...]
    organizations: tuple[Link, ...]
    places: tuple[Link, ...]
    facts: tuple[FactRow, ...]
    tasks: tuple[TaskHere, ...]
    committees: tuple[Link, ...]
    posts: tuple[PostsHere, ...]
    contacts: tuple[ContactView, ...]

    @property
    def own_tasks(self) -> int:
        """Count the tasks that the area settled for itself."""
        return sum(one.cell.inherited is None for one in self.tasks)


def see_area_row(view: Viewpoint, area: Area) -> AreaRow:
    """Show an area as one entry of a list."""
    link = view.link(area)
    return AreaRow(
        area.id,
        link.text,
        link.href,
        area.number,
        view.say(AREA_LEVELS[area.level]),
        _count(view, area),
    )


@once
def _count(view: Viewpoint, area: Area) -> int:
    return count_open(view, view.named_by(area, Service, "service_areas"))


def see_area_head(view: Viewpoint, area: Area) -> AreaHead:
    """Show an area; of services only the way to those of the larger areas."""
    larger = [
        view.catalogue.get(Area, place) for place in area_and_larger(view.catalogue, area.parent)
    ]
    return AreaHead(
        row=see_area_row(view, area),
        description=view.optional(area.description),
        larger=tuple(
            LargerArea(view.link(place), _count(view, place)) for place in larger if place
        ),
        origin=see_origin(view, area),
    )


def see_area(view: Viewpoint, area: Area) -> AreaView:
    """Show an area and all that is there."""
    head, offices = see_area_head(view, area), view.named_by(area, Organization, "area")
    smaller = sorted(view.named_by(area, Area, "parent"), key=lambda a: (a.number or "", a.id))
    return AreaView(
        row=head.row,
        description=head.description,
        larger=head.larger,
        origin=head.origin,
        smaller=tuple(see_area_row(view, place) for place in smaller),
        organizations=tuple(map(view.link, offices)),
        places=tuple(
            view.link(place)
            for place in view.named_by(area, Location, "area")
            if not place.confidential
        ),
        facts=tuple(_facts(view, area)),
        tasks=_tasks_in(view, area.id),
        committees=_committees(view, offices),
        posts=tuple(_posts(view, area, offices)),
        contacts=_contacts(view, area, offices),
    )


def _plain(tasks: tuple[TaskHere, ...]) -> list[TaskHere]:
    return list(tasks)


@weighed(_plain)
def _tasks_in(view: Viewpoint, area: str) -> tuple[TaskHere, ...]:
    """List the tasks that somebody has here, or nobody; one page for each area shows them."""
    return tuple([TaskHere(view.link(duty.task), cell) for duty, cell in cells_in(view, area)])


def _facts(view: Viewpoint, area: Area) -> list[FactRow]:
    facts = []
    for statistic in view.named_by(area, Statistic, "rows"):
        shown = see_statistic(view, statistic)
        ids = [row.id for row in statistic.rows if row.area == area.id]
        for row in shown.rows:
            if row.id in ids:
                figures = tuple(
                    (column.name, figure, column.is_percent)
                    for column, figure in zip(shown.columns, row.figures, strict=True)
                )
                facts.append(FactRow(view.link(statistic), shown.as_of, figures))
    return facts


def _committees(view: Viewpoint, offices: tuple[Organization, ...]) -> tuple[Link, ...]:
    """List where the area's offices have a seat or keep the office."""
    found = {
        committee.id: view.link(committee)
        for office in offices
        for committee in view.named_by(office, Committee, "seats", "office")
        if committee.is_valid_on(view.today)
    }
    return tuple(found[committee] for committee in sorted(found))


def _posts(view: Viewpoint, area: Area, offices: tuple[Organization, ...]) -> Iterator[PostsHere]:
    """List the posts for the area and those at its offices for no area named."""
    ids = {office.id for office in offices}
    programmes = {
        programme.id: programme
        for record in (area, *offices)
        for programme in view.named_by(record, Programme, "positions")
        if not programme.has_ended(view.today)
    }
    for programme in programmes.values():
        here = tuple(
            see_position(view, one)
            for one in programme.positions
            if one.area == area.id or (one.area is None and one.organization in ids)
        )
        if here:
            yield PostsHere(view.link(programme), here)


def _contacts(
    view: Viewpoint, area: Area, offices: tuple[Organization, ...]
) -> tuple[ContactView, ...]:
    contacts = [*view.named_by(area, Contact, "area")]
    for office in offices:
        contacts += view.named_by(office, Contact, "organization")
    found = {contact.id: contact for contact in contacts}
    return tuple(see_contact(view, contact) for contact in found.values())
