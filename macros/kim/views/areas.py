"""Views of areas."""

from dataclasses import dataclass
from typing import NamedTuple

from kim.models.area import Area
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.models.statistic import Statistic
from kim.rules.hierarchy import area_and_larger
from kim.rules.responsibility import lead
from kim.views.labels import AREA_LEVELS
from kim.views.parts import Origin, see_origin
from kim.views.responsibilities import Cell, see_cell
from kim.views.services import ServiceRow, see_service_row
from kim.views.statistics import see_statistic
from kim.views.terms import count_open
from kim.views.viewpoint import Link, Phrase, Viewpoint


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


class TaskLead(NamedTuple):
    """A task and who leads it here."""

    task: Link
    cell: Cell


@dataclass(frozen=True, slots=True)
class AreaView:
    """Everything on an area's page."""

    row: AreaRow
    description: Phrase | None
    official_key: str | None
    larger: tuple[LargerArea, ...]
    smaller: tuple[AreaRow, ...]
    services: tuple[ServiceRow, ...]
    organizations: tuple[Link, ...]
    places: tuple[Link, ...]
    facts: tuple[FactRow, ...]
    tasks: tuple[TaskLead, ...]
    origin: Origin


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


def _count(view: Viewpoint, area: Area) -> int:
    return count_open(view, view.named_by(area, Service, "service_areas"))


def see_area(view: Viewpoint, area: Area) -> AreaView:
    """Show an area's whole page; only its own services, with the way to the larger areas'."""
    larger = [
        view.catalogue.get(Area, place) for place in area_and_larger(view.catalogue, area.parent)
    ]
    smaller = sorted(view.named_by(area, Area, "parent"), key=lambda a: (a.number or "", a.id))
    return AreaView(
        row=see_area_row(view, area),
        description=view.optional(area.description),
        official_key=area.official_key,
        larger=tuple(
            LargerArea(view.link(place), _count(view, place)) for place in larger if place
        ),
        smaller=tuple(see_area_row(view, place) for place in smaller),
        services=tuple(
            see_service_row(view, service)
            for service in view.named_by(area, Service, "service_areas")
        ),
        organizations=tuple(map(view.link, view.named_by(area, Organization, "area"))),
        places=tuple(
            view.link(place)
            for place in view.named_by(area, Location, "area")
            if not place.confidential
        ),
        facts=tuple(_facts(view, area)),
        tasks=tuple(_tasks(view, area)),
        origin=see_origin(view, area),
    )


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


def _tasks(view: Viewpoint, area: Area) -> list[TaskLead]:
    tasks = []
    for task in view.catalogue.all(Responsibility).values():
        found = lead(view.catalogue, task, area.id, view.today)
        if found:
            tasks.append(TaskLead(view.link(task), see_cell(view, found, area.id)))
    return tasks
