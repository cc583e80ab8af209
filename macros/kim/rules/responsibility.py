"""Who leads a task in an area on a day."""

from datetime import date
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.models.responsibility import Assignment, Responsibility
from kim.rules.hierarchy import area_and_larger


class Lead(NamedTuple):
    """The assignment that leads, and the area it was made for."""

    assignment: Assignment
    area: str


def lead(catalogue: Catalogue, task: Responsibility, area: str, on: date) -> Lead | None:
    """Find who leads a task here: the area's own lead, else the one of the larger area."""
    for place in area_and_larger(catalogue, area):
        for assignment in task.assignments:
            if assignment.role == "leads" and assignment.area == place and holds(assignment, on):
                return Lead(assignment, place)
    return None


def holds(assignment: Assignment, on: date) -> bool:
    """Tell whether an assignment holds on that day."""
    starts = assignment.valid_from is None or assignment.valid_from <= on
    return starts and (assignment.valid_until is None or on <= assignment.valid_until)
