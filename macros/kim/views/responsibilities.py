"""Views of responsibilities: the matrix task × area, and one task."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kim.models.area import Area
from kim.models.contact import Contact
from kim.models.organization import Organization
from kim.models.responsibility import Assignment, Responsibility
from kim.rules.hierarchy import area_and_larger
from kim.rules.responsibility import Lead, holds, lead
from kim.views.formats import say_period
from kim.views.labels import ROLES
from kim.views.parts import ContactView, Origin, see_contact, see_origin
from kim.views.viewpoint import Link, Phrase, Viewpoint


class Cell(NamedTuple):
    """Who leads a task in one area; inherited when the larger area's lead holds here."""

    organization: Link | None
    limits: Phrase | None
    inherited_from: Link | None
    is_split: bool = False
    """No lead for the whole area, but for parts of it."""


class MatrixRow(NamedTuple):
    """One task and its lead in each area."""

    task: Link
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix of all tasks."""

    areas: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]


class AssignmentView(NamedTuple):
    """One organization's role."""

    organization: Link | None
    area: Link | None
    role: str
    is_lead: bool
    contact: ContactView | None
    legal_basis: Phrase | None
    limits: Phrase | None
    period: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ResponsibilityView:
    """Everything on a task's page."""

    task: Link
    description: Phrase | None
    topics: tuple[Link, ...]
    assignments: tuple[AssignmentView, ...]
    origin: Origin


def see_matrix(view: Viewpoint) -> MatrixView:
    """Show who leads what where; only areas that some task names become columns."""
    tasks = view.catalogue.all(Responsibility).values()
    named = {assignment.area for task in tasks for assignment in task.assignments}
    areas = sorted(named, key=lambda area: (len(list(area_and_larger(view.catalogue, area))), area))
    return MatrixView(
        areas=view.links(Area, tuple(areas)),
        rows=tuple(
            MatrixRow(view.link(task), tuple(_cells(view, task, areas)))
            for task in sorted(tasks, key=lambda task: view.sort_key(task.name))
        ),
    )


def _cells(view: Viewpoint, task: Responsibility, areas: list[str]) -> Iterator[Cell]:
    """Show a task's lead in each area, the larger areas first as in the columns."""
    led = {item.area for item in task.assignments if item.role == "leads"}
    above = {place for area in led for place in area_and_larger(view.catalogue, area)}
    for area in areas:
        found = lead(view.catalogue, task, area, view.today)
        yield see_cell(view, found, area) if found else Cell(None, None, None, area in above)


def see_cell(view: Viewpoint, found: Lead, area: str) -> Cell:
    """Show who leads in an area, by the short name where there is one."""
    organization = view.catalogue.get(Organization, found.assignment.organization)
    name = organization and (organization.alternate_name or organization.name)
    return Cell(
        Link(view.phrase(name), view.href(organization)) if organization and name else None,
        view.optional(found.assignment.limits),
        view.find(Area, found.area) if found.area != area else None,
    )


def see_responsibility(view: Viewpoint, task: Responsibility) -> ResponsibilityView:
    """Show one task."""
    order = list(ROLES)
    assignments = sorted(task.assignments, key=lambda item: (order.index(item.role), item.area))
    return ResponsibilityView(
        task=view.link(task),
        description=view.optional(task.description),
        topics=view.term_links("topics", task.topics),
        assignments=tuple(_assignment(view, assignment) for assignment in assignments),
        origin=see_origin(view, task),
    )


def _assignment(view: Viewpoint, assignment: Assignment) -> AssignmentView:
    contact = view.catalogue.get(Contact, assignment.contact)
    return AssignmentView(
        organization=view.find(Organization, assignment.organization),
        area=view.find(Area, assignment.area),
        role=ROLES[assignment.role],
        is_lead=assignment.role == "leads",
        contact=see_contact(view, contact) if contact else None,
        legal_basis=view.optional(assignment.legal_basis),
        limits=view.optional(assignment.limits),
        period=say_period(assignment.valid_from, assignment.valid_until, view.language),
        is_current=holds(assignment, view.today),
    )
