"""Checks of the matrix: exactly one lead per task, area and day, or the word that nobody leads."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each, has_ended
from kim.models.responsibility import Assignment, Responsibility
from kim.rules.hierarchy import area_and_larger
from kim.rules.responsibility import DECIDING, holds

_WHO = ("organization", "committee", "contact")
_EVERYTHING = ""
_ANY = "\n"  # no limits of one line can read like this


class _Term(NamedTuple):
    """The days on which one assignment leads; sorts by its first day."""

    first: date
    last: date
    row: int
    limits: str


@each(Responsibility)
def several_leads(catalogue: Catalogue, task: Responsibility, _today: date) -> Findings:
    """Für eine Aufgabe ist in einem Gebiet an jedem Tag genau eine Stelle zuständig.

    Zwei zuständige Stellen zugleich heißen: Niemand ist es. Erlaubt sind zwei nur, wenn beide bei
    'limits' sagen, für welchen Teil sie zuständig sind. Wo 'role: none' steht, ist an diesen Tagen
    keine Stelle zuständig. Ein kleineres Gebiet darf eine eigene Stelle haben: Sie geht vor.

    Falsch:

        assignments:
          - {area: musterstadt, organization: jugendamt, role: leads}
          - {area: musterstadt, organization: ki, role: leads}

    Richtig:

        assignments:
          - {area: musterstadt, organization: jugendamt, role: leads, valid_until: 2022-06-30}
          - {area: musterstadt, organization: ki, role: leads, valid_from: 2022-07-01}
    """
    for terms in _leads_by_area(task).values():
        for first, second in _clashes(terms):
            other = catalogue.place(task, ("assignments", first))
            said = _say_clash(task, first, second)
            yield (
                catalogue.place(task, ("assignments", second)),
                f"{said} ({other.path}:{other.line}); nur eine Stelle leitet",
            )


def _leads_by_area(task: Responsibility) -> dict[str, list[_Term]]:
    terms: dict[str, list[_Term]] = defaultdict(list)
    for index, assignment in enumerate(task.assignments):
        if assignment.role in DECIDING:
            first, last = _days(assignment)
            limits = _part(assignment)
            terms[assignment.area].append(_Term(first, last, index, limits))
    return terms


def _part(assignment: Assignment) -> str:
    """Give the part of the task that is led; that nobody leads is said of the whole task."""
    limits = assignment.limits if assignment.role == "leads" else None
    return " ".join(str(limits or "").casefold().split())


def _days(assignment: Assignment) -> tuple[date, date]:
    return assignment.valid_from or date.min, assignment.valid_until or date.max


def _clashes(terms: list[_Term]) -> Iterator[tuple[int, int]]:
    """Sweep through the days; give the earlier and the later line of each clash."""
    latest: dict[str, _Term] = {}
    for term in sorted(term for term in terms if term.first <= term.last):
        # A limited lead clashes with one for the same part and with one for everything.
        rivals = (term.limits, _EVERYTHING) if term.limits else (_ANY,)
        for rival in filter(None, map(latest.get, rivals)):
            if term.first <= rival.last:
                first, second = sorted((rival.row, term.row))
                yield first, second
        for name in (term.limits, _ANY):
            if name not in latest or latest[name].last < term.last:
                latest[name] = term


def _say_clash(task: Responsibility, first: int, second: int) -> str:
    leader, day = task.assignments[first], _first_common_day(task, first, second)
    if leader.role == "none":
        return f"für '{leader.area}' steht {day} schon 'role: none'"
    return f"für '{leader.area}' ist {day} schon '{leader.body}' zuständig"


def _first_common_day(task: Responsibility, first: int, second: int) -> str:
    start = max(_days(task.assignments[index])[0] for index in (first, second))
    return "an denselben Tagen" if start == date.min else f"ab {start}"


@each(Responsibility)
def no_lead(catalogue: Catalogue, task: Responsibility, today: date) -> Findings:
    """Wo jemand an einer Aufgabe mitwirkt, ist auch jemand zuständig.

    Die Zuständigkeit kann vom größeren Gebiet kommen: Leitet das Kreisjugendamt für den Kreis, gilt
    das für jede Gemeinde ohne eigenes Jugendamt. Gibt es die Aufgabe in einem Gebiet nicht, sagt
    das eine Zeile mit 'role: none'.

    Falsch:

        assignments:
          - {area: musterstadt, organization: caritas, role: involved}

    Richtig:

        assignments:
          - {area: musterstadt, organization: ki, role: leads}
          - {area: musterstadt, organization: caritas, role: involved}
    """
    if has_ended(task, today) or (task.valid_from and task.valid_from > today):
        return
    led = {one.area for one in task.assignments if one.role in DECIDING and holds(one, today)}
    for area, index in _first_mentions(task).items():
        if led.isdisjoint(area_and_larger(catalogue, area)):
            yield (
                catalogue.place(task, ("assignments", index, "area")),
                (
                    f"für '{area}' ist heute niemand zuständig; eine Zeile mit 'role: leads'"
                    " ergänzen"
                ),
            )


def _first_mentions(task: Responsibility) -> dict[str, int]:
    mentions: dict[str, int] = {}
    for index, assignment in enumerate(task.assignments):
        mentions.setdefault(assignment.area, index)
    return mentions


@each(Responsibility)
def assignment_organization(catalogue: Catalogue, task: Responsibility, _today: date) -> Findings:
    """Jede Zeile einer Zuständigkeit nennt eine Stelle; nur bei 'role: none' steht keine.

    Die Stelle ist eine Organisation ('organization') oder ein Gremium ('committee'), nicht beides.
    'role: none' sagt: In diesem Gebiet nimmt niemand die Aufgabe wahr, auch nicht die Stelle des
    größeren Gebiets.

    Falsch:

        assignments:
          - {area: mitte, role: leads}
          - {area: nord, role: none, organization: ki}

    Richtig:

        assignments:
          - {area: mitte, role: leads, organization: ki}
          - {area: nord, role: none}
    """
    for index, one in enumerate(task.assignments):
        keys = ("assignments", index)
        given = [name for name in _WHO if getattr(one, name)]
        if one.role == "none" and given:
            named = given[0]
            yield (
                catalogue.place(task, (*keys, named)),
                f"bei 'role: none' steht keine Stelle; '{named}' löschen oder die Rolle ändern",
            )
        elif one.role != "none" and one.body is None:
            yield (
                catalogue.place(task, keys),
                (
                    f"bei 'role: {one.role}' muss 'organization' oder 'committee' stehen; wer"
                    " ist es?"
                ),
            )
        elif one.organization and one.committee:
            yield (
                catalogue.place(task, (*keys, "committee")),
                "es gibt schon 'organization'; eines von beiden löschen",
            )
