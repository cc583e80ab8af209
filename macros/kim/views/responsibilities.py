"""Views of responsibilities: the matrix task × area, and one task."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.organization import Organization
from kim.models.responsibility import Assignment, Responsibility
from kim.rules.hierarchy import area_and_larger
from kim.rules.responsibility import Duty, holds
from kim.views.duties import (
    LED,
    NOBODY,
    Cell,
    body_of,
    list_duties,
    see_cell,
    short_link,
)
from kim.views.formats import say_period, short_day
from kim.views.labels import ROLES
from kim.views.parts import Origin, Status, see_origin, see_status
from kim.views.viewpoint import Link, Phrase, Viewpoint, once

CSV = "daten/zustaendigkeiten.csv"
"""Where the matrix stands as a table to download."""


class Choice(NamedTuple):
    """Something to narrow the matrix by."""

    id: str
    name: Phrase


class Column(NamedTuple):
    """An area of the matrix; its cells take what they do not have from larger ones."""

    id: str
    area: Link


class MatrixRow(NamedTuple):
    """One task and who does it in each area."""

    id: str
    task: Link
    topics: tuple[str, ...]
    cells: tuple[Cell, ...]


class MatrixGroup(NamedTuple):
    """The tasks of one topic; the last group has none."""

    name: Phrase
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix of all tasks, and what one can narrow it by."""

    columns: tuple[Column, ...]
    groups: tuple[MatrixGroup, ...]
    topics: tuple[Choice, ...]
    offices: tuple[Choice, ...]
    places: tuple[Link, ...]
    """All areas with a page of their own that shows the same for one area."""

    @property
    def csv(self) -> str:
        """Give the address of the same as a table to download."""
        return CSV

    @property
    def rows(self) -> tuple[MatrixRow, ...]:
        """Give all tasks."""
        return tuple(row for group in self.groups for row in group.rows)


class Reign(NamedTuple):
    """Who does a task in an area that decided for itself, and where that holds too."""

    id: str
    area: Link
    cell: Cell
    heirs: tuple[Link, ...]


class Change(NamedTuple):
    """From when to when somebody was or will be responsible."""

    period: str
    area: Link | None
    organization: Link | None
    limits: Phrase | None
    role: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ResponsibilityView:
    """Everything on a task's page."""

    task: Link
    alternate_name: Phrase | None
    status: Status
    description: Phrase | None
    topics: tuple[Link, ...]
    reigns: tuple[Reign, ...]
    legal_basis: tuple[Phrase, ...]
    changes: tuple[Change, ...]
    origin: Origin


def see_matrix(view: Viewpoint) -> MatrixView:
    """Show who leads what where; only areas that some task names become columns."""
    duties = list_duties(view)
    areas = _ordered(view, {one.area for duty in duties for one in duty.task.assignments})
    rows = [_row(view, duty, areas) for duty in duties]
    topics = view.catalogue.terms.get("topics", {})
    return MatrixView(
        columns=tuple(Column(area.id, view.link(area)) for area in areas),
        groups=tuple(_groups(view, rows)),
        topics=tuple(
            Choice(term.id, view.phrase(term.name))
            for term in topics.values()
            if any(term.id in row.topics for row in rows)
        ),
        offices=tuple(_offices(view, rows)),
        places=tuple(map(view.link, _all_ordered(view))),
    )


@once
def _all_ordered(view: Viewpoint) -> list[Area]:
    return _ordered(view, view.catalogue.all(Area))


def _ordered(view: Viewpoint, ids: Iterable[str]) -> list[Area]:
    """Put areas in order: the larger first, then by number and name."""
    found = (view.catalogue.get(Area, area) for area in ids)
    return sorted(
        (area for area in found if area),
        key=lambda area: (
            len(list(area_and_larger(view.catalogue, area.id))),
            area.number or "",
            view.sort_key(area.name),
        ),
    )


def _row(view: Viewpoint, duty: Duty, areas: list[Area]) -> MatrixRow:
    cells = tuple(see_cell(view, duty, area.id) for area in areas)
    return MatrixRow(duty.task.id, view.link(duty.task), duty.task.topics, cells)


def _groups(view: Viewpoint, rows: list[MatrixRow]) -> Iterator[MatrixGroup]:
    """Sort tasks under their first topic, in the order of the topics."""
    by_topic: dict[str, list[MatrixRow]] = defaultdict(list)
    terms = view.catalogue.terms.get("topics", {})
    for row in rows:
        by_topic[next((topic for topic in row.topics if topic in terms), "")].append(row)
    for topic, term in terms.items():
        if topic in by_topic:
            yield MatrixGroup(view.phrase(term.name), tuple(by_topic[topic]))
    if "" in by_topic:
        yield MatrixGroup(Phrase("Übergreifende Aufgaben"), tuple(by_topic[""]))


def _offices(view: Viewpoint, rows: list[MatrixRow]) -> list[Choice]:
    ids = {office for row in rows for cell in row.cells for office in cell.offices}
    found = (
        view.catalogue.get(Organization, office) or view.catalogue.get(Committee, office)
        for office in ids
    )
    choices = (Choice(one.id, short_link(view, one).text) for one in found if one)
    return sorted(choices, key=lambda choice: (view.sort_key(choice.name), choice.id))


def see_responsibility(view: Viewpoint, task: Responsibility) -> ResponsibilityView:
    """Show one task, also one that has ended or is still to begin."""
    duty = Duty(view.catalogue, task, view.today)
    return ResponsibilityView(
        task=view.link(task),
        alternate_name=view.optional(task.alternate_name),
        status=see_status(view, task),
        description=view.optional(task.description),
        topics=view.term_links("topics", task.topics),
        reigns=tuple(_reigns(view, duty)),
        legal_basis=_legal_basis(view, task),
        changes=tuple(_changes(view, task)),
        origin=see_origin(view, task),
    )


def _reigns(view: Viewpoint, duty: Duty) -> Iterator[Reign]:
    """Show each area that some assignment names; the areas below that inherit stand beside it."""
    named = _ordered(view, {one.area for one in duty.task.assignments})
    heirs: dict[str, list[Area]] = defaultdict(list)
    for area in _all_ordered(view):
        decided = duty.standing(area.id).area
        if decided and decided != area.id:
            heirs[decided].append(area)
    for area in named:
        cell = see_cell(view, duty, area.id)
        if cell.state in {LED, NOBODY} or cell.coming:
            yield Reign(area.id, view.link(area), cell, tuple(map(view.link, heirs[area.id])))


def _legal_basis(view: Viewpoint, task: Responsibility) -> tuple[Phrase, ...]:
    found = (view.optional(one.legal_basis) for one in task.assignments)
    return tuple(dict.fromkeys(basis for basis in found if basis))


def _changes(view: Viewpoint, task: Responsibility) -> Iterator[Change]:
    """List what began or ends on a day, the earliest first."""
    dated = [one for one in task.assignments if one.valid_from or one.valid_until]
    for one in sorted(dated, key=_first_day):
        body = body_of(view, one)
        yield Change(
            period=_say_days(view, one),
            area=view.find(Area, one.area),
            organization=short_link(view, body) if body else None,
            limits=view.optional(one.limits),
            role=view.say(ROLES[one.role]),
            is_current=holds(one, view.today),
        )


def _say_days(view: Viewpoint, one: Assignment) -> str:
    """Say from when to when; also of days to come, so not "since"."""
    if one.valid_from and not one.valid_until:
        return view.say("ab %(first)s", first=short_day(one.valid_from, view.language))
    return say_period(one.valid_from, one.valid_until, view.language)


def _first_day(one: Assignment) -> tuple[date, date]:
    return one.valid_from or date.min, one.valid_until or date.max
