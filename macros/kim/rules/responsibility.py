"""Who is responsible for a task in an area on a day.

A smaller area's own lead comes before the larger area's; where it has none, the larger area's lead
holds there too. An assignment with the role `none` says that nobody does the task in its area: what
the larger area has ends there.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.models.responsibility import Assignment, Responsibility
from kim.rules.hierarchy import area_and_larger

DECIDING = frozenset({"leads", "none"})
"""Roles that settle who is responsible in an area."""


class Lead(NamedTuple):
    """The assignment that leads, and the area it was made for."""

    assignment: Assignment
    area: str


class Standing(NamedTuple):
    """Everybody's role for one task in one area.

    `area` is the area for which it was decided: the area itself, a larger one, or None where nobody
    is named. Several leads share the task by their limits; no lead in an area that decided means
    that nobody does the task there, as `nobody` says.
    """

    area: str | None
    leads: tuple[Assignment, ...] = ()
    involved: tuple[Assignment, ...] = ()
    informed: tuple[Assignment, ...] = ()
    nobody: Assignment | None = None
    coming: tuple[Assignment, ...] = ()
    """Leads, or that nobody leads, from a later day on; the earliest first."""
    adds: bool = False
    """Whether the area itself adds something to what it takes from the larger one."""


class Duty:
    """One task on one day; a look at an area costs no more than its way up to the largest."""

    def __init__(self, catalogue: Catalogue, task: Responsibility, on: date) -> None:
        self.catalogue = catalogue
        self.task = task
        self.now: dict[str, list[Assignment]] = defaultdict(list)
        self.later: dict[str, list[Assignment]] = defaultdict(list)
        for one in task.assignments:
            if holds(one, on):
                self.now[one.area].append(one)
            elif one.role in DECIDING and one.valid_from and one.valid_from > on:
                self.later[one.area].append(one)
        self.deciding = frozenset(
            area for area, some in self.now.items() if any(one.role in DECIDING for one in some)
        )
        self.has_leads_below = frozenset(
            place
            for area, some in self.now.items()
            if any(one.role == "leads" for one in some)
            for place in area_and_larger(catalogue, area)
        )
        """Areas in which somebody leads, if only in a part of them."""

    def standing(self, area: str) -> Standing:
        """Say who does what in an area."""
        found: list[Assignment] = []
        coming: list[Assignment] = []
        decided, adds = None, False
        for place in area_and_larger(self.catalogue, area):
            found += self.now.get(place, ())
            coming += self._announced(place, before=coming)
            if place in self.deciding:
                decided = place
                break
            adds = bool(found or coming)
        return Standing(
            decided,
            _with_role(found, "leads"),
            _with_role(found, "involved"),
            _with_role(found, "informed"),
            next(iter(_with_role(found, "none")), None),
            tuple(sorted(coming, key=_first_day)),
            adds,
        )

    def _announced(self, area: str, before: list[Assignment]) -> list[Assignment]:
        """List what a larger area will have before the smaller ones decide for themselves."""
        limit = min(map(_first_day, before), default=date.max)
        return [one for one in self.later.get(area, ()) if _first_day(one) < limit]


def _first_day(one: Assignment) -> date:
    return one.valid_from or date.min


def _with_role(assignments: list[Assignment], role: str) -> tuple[Assignment, ...]:
    return tuple(one for one in assignments if one.role == role)


def lead(catalogue: Catalogue, task: Responsibility, area: str, on: date) -> Lead | None:
    """Find who leads a task here: the area's own lead, else the one of the larger area.

    Where several share the task, the first of them; `Duty.standing` gives all.
    """
    standing = Duty(catalogue, task, on).standing(area)
    if standing.area is None or not standing.leads:
        return None
    return Lead(standing.leads[0], standing.area)


def holds(assignment: Assignment, on: date) -> bool:
    """Tell whether an assignment holds on that day."""
    starts = assignment.valid_from is None or assignment.valid_from <= on
    return starts and (assignment.valid_until is None or on <= assignment.valid_until)
