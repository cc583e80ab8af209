"""Who does what for one task in one area, ready to show: a cell of the matrix.

Cost: a task's assignments are sorted by area once; a cell costs its area's way up to the largest.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.organization import Organization
from kim.models.responsibility import Assignment, Responsibility
from kim.rules.responsibility import Duty, Standing
from kim.views.formats import short_day
from kim.views.labels import INHERITED, ROLES
from kim.views.viewpoint import Link, Phrase, Viewpoint, once
from kim.views.ways import Way, Ways

_NOBODY_HERE = ROLES["none"]
LED, BY_PLACE, NOBODY, UNNAMED = "led", "by-place", "nobody", "unnamed"


class Holder(NamedTuple):
    """An office or committee and its part in a task; `when` where that begins or ends later on.

    `name` is its full name, `organization` leads there by the short one.
    """

    id: str
    name: Phrase
    organization: Link
    limits: Phrase | None
    legal_basis: Phrase | None
    way: Way | None
    when: str


class Heir(NamedTuple):
    """The larger area that a standing comes from, and how to say so."""

    id: str
    area: Link
    text: str


class Cell(NamedTuple):
    """One task in one area.

    `state` is led; by-place: nobody for the whole area, but for parts of it; nobody: the records
    say that there is none; unnamed: the records say nothing.
    """

    state: str
    leads: tuple[Holder, ...] = ()
    involved: tuple[Holder, ...] = ()
    informed: tuple[Holder, ...] = ()
    coming: tuple[Holder, ...] = ()
    inherited: Heir | None = None
    note: Phrase | None = None
    is_minor: bool = False
    """Whether it says nothing that the larger area's cell, or those of its parts, do not say."""

    @property
    def is_split(self) -> bool:
        """Tell whether several offices share the task."""
        return len(self.leads) > 1

    @property
    def offices(self) -> tuple[str, ...]:
        """List the ids of all offices named here, each once."""
        named = (*self.leads, *self.involved, *self.informed, *self.coming)
        return tuple(dict.fromkeys(holder.id for holder in named if holder.id))


@once
def list_duties(view: Viewpoint) -> tuple[Duty, ...]:
    """Sort the assignments of all tasks that hold today, by the names of the tasks."""
    tasks = (
        task for task in view.catalogue.all(Responsibility).values() if task.is_valid_on(view.today)
    )
    ordered = sorted(tasks, key=lambda task: view.sort_key(task.name))
    return tuple(Duty(view.catalogue, task, view.today) for task in ordered)


def see_cell(view: Viewpoint, duty: Duty, area: str) -> Cell:
    """Show who does a task in an area."""
    standing = duty.standing(area)
    state = _state(duty, standing, area)
    heir = _see_heir(view, standing.area) if standing.area != area else None
    return Cell(
        state=state,
        leads=_see_holders(view, standing.leads),
        involved=_see_holders(view, standing.involved),
        informed=_see_holders(view, standing.informed),
        coming=_see_holders(view, standing.coming),
        inherited=heir,
        note=view.optional(standing.nobody.limits) if standing.nobody else None,
        is_minor=bool(heir and not standing.adds) or state in {BY_PLACE, UNNAMED},
    )


def cells_in(view: Viewpoint, area: str) -> Iterator[tuple[Duty, Cell]]:
    """Show every task for which somebody is named in an area, or is said to be nobody."""
    for duty in list_duties(view):
        cell = see_cell(view, duty, area)
        if cell.state in {LED, NOBODY} or cell.coming:
            yield duty, cell


def _see_heir(view: Viewpoint, area: str | None) -> Heir | None:
    larger = view.catalogue.get(Area, area)
    if larger is None:
        return None
    return Heir(larger.id, view.link(larger), view.say(INHERITED[larger.level]))


def _see_holders(view: Viewpoint, assignments: Iterable[Assignment]) -> tuple[Holder, ...]:
    return tuple([_see_holder(view, one) for one in assignments])


@once
def _see_holder(view: Viewpoint, one: Assignment) -> Holder:
    """Show who has a part; what a larger area decided stands in many smaller ones."""
    body = body_of(view, one)
    office = body.office if isinstance(body, Committee) else one.organization
    nobody = Link(Phrase(view.say(_NOBODY_HERE)), "")
    return Holder(
        id=one.body or "",
        name=view.phrase(body.name) if body else nobody.text,
        organization=short_link(view, body) if body else nobody,
        limits=view.optional(one.limits),
        legal_basis=view.optional(one.legal_basis),
        way=_see_ways(view).find(one.contact, office) if body else None,
        when=_when(view, one),
    )


@once
def _see_ways(view: Viewpoint) -> Ways:
    return Ways(view)


def body_of(view: Viewpoint, one: Assignment) -> Organization | Committee | None:
    """Find who has the task: an organization or a committee; None where it is nobody."""
    organization = view.catalogue.get(Organization, one.organization)
    return organization or view.catalogue.get(Committee, one.committee)


def short_link(view: Viewpoint, body: Organization | Committee) -> Link:
    """Lead to an organization or committee by its short name where it has one."""
    link = view.link(body)
    return link._replace(text=view.optional(body.alternate_name) or link.text)


def _state(duty: Duty, standing: Standing, area: str) -> str:
    if standing.leads:
        return LED
    if standing.nobody:
        return NOBODY
    return BY_PLACE if area in duty.has_leads_below else UNNAMED


def _when(view: Viewpoint, one: Assignment) -> str:
    if one.valid_from and one.valid_from > view.today:
        return view.say("ab %(first)s", first=short_day(one.valid_from, view.language))
    if one.valid_until:
        return view.say("bis %(last)s", last=short_day(one.valid_until, view.language))
    return ""
