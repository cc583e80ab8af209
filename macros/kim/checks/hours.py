"""Checks of opening hours of services and locations."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each
from kim.models.base import Schedule
from kim.models.location import Location
from kim.models.service import Service


@each(Service, Location)
def closes_before_opens(catalogue: Catalogue, record: Service | Location, _today: date) -> Findings:
    """Die Schließzeit liegt nach der Öffnungszeit.

    Falsch:

        schedules:
          - days: [mo]
            opens_at: "16:00"
            closes_at: "09:00"

    Richtig:

        schedules:
          - days: [mo]
            opens_at: "09:00"
            closes_at: "16:00"
    """
    for index, schedule in enumerate(record.schedules):
        opens, closes = schedule.opens_at, schedule.closes_at
        if opens and closes and closes <= opens:
            yield (
                catalogue.place(record, ("schedules", index, "closes_at")),
                (f"schließt um {closes}, öffnet aber um {opens}; sind die beiden vertauscht?"),
            )


@each(Service, Location)
def incomplete_hours(catalogue: Catalogue, record: Service | Location, _today: date) -> Findings:
    """Zu einer Uhrzeit gehören Tage, zu einer Öffnungszeit die Schließzeit, zu 'closed' das Wann.

    Ohne Tag weiß niemand, wann die Tür offen oder zu ist. Tage sind Wochentage ('days') oder
    einzelne Tage ('dates'). Wer keine festen Zeiten hat, schreibt nur einen Hinweis in
    'description'.

    Falsch:

        schedules:
          - opens_at: "09:00"

    Richtig:

        schedules:
          - days: [mo, mi]
            opens_at: "09:00"
            closes_at: "12:00"
          - closed: ja
            valid_from: 2027-07-19
            valid_until: 2027-08-06
    """
    for index, schedule in enumerate(record.schedules):
        missing = _missing_part(schedule)
        if missing:
            yield catalogue.place(record, ("schedules", index)), missing


def _missing_part(schedule: Schedule) -> str:
    if bool(schedule.opens_at) != bool(schedule.closes_at):
        name = "closes_at" if schedule.opens_at else "opens_at"
        return f"zu dieser Zeit fehlt '{name}'"
    if schedule.opens_at and not _days_named(schedule):
        return "zu diesen Uhrzeiten fehlen die Wochentage ('days') oder die Tage ('dates')"
    if schedule.closed and not _days_named(schedule) and not schedule.precision:
        return "zu 'closed' fehlt, wann: 'days', 'dates' oder 'valid_from' und 'valid_until'"
    return ""


def _days_named(schedule: Schedule) -> tuple[str, ...]:
    """List weekdays or single days; a period of one day is one."""
    if schedule.dates:
        return tuple(day.isoformat() for day in schedule.dates)
    first = schedule.valid_from
    if not schedule.days and first and first == schedule.valid_until:
        return (first.isoformat(),)
    return schedule.days


@each(Service, Location)
def contradicting_hours(catalogue: Catalogue, record: Service | Location, _today: date) -> Findings:
    """Eine Zeile sagt nicht zugleich offen und zu, und nicht zweimal, an welchen Tagen.

    'closed' steht ohne Uhrzeit. Einzelne Tage ('dates') stehen ohne Wochentage ('days') und ohne
    'valid_from' und 'valid_until'.

    Falsch:

        schedules:
          - dates: [2026-12-24]
            closed: ja
            opens_at: "09:00"
            closes_at: "12:00"

    Richtig:

        schedules:
          - dates: [2026-12-24]
            closed: ja
    """
    for index, schedule in enumerate(record.schedules):
        said_twice = _contradiction(schedule)
        if said_twice:
            yield catalogue.place(record, ("schedules", index)), said_twice


def _contradiction(schedule: Schedule) -> str:
    if schedule.closed and (schedule.opens_at or schedule.closes_at or schedule.by_appointment):
        return "'closed' steht ohne Uhrzeit und ohne 'by_appointment'; eines von beiden löschen"
    if schedule.dates and (schedule.days or schedule.valid_from or schedule.valid_until):
        return (
            "'dates' steht ohne 'days', 'valid_from' und 'valid_until';"
            " daraus zwei Zeilen machen oder eines löschen"
        )
    return ""


class _Slot(NamedTuple):
    """One schedule on one weekday; sorts by time."""

    opens_at: str
    closes_at: str
    row: int
    first: date
    last: date

    def meets(self, other: "_Slot") -> bool:
        """Tell whether both hold on a common day of the calendar."""
        return self.first <= other.last and other.first <= self.last


@each(Service, Location)
def overlapping_hours(catalogue: Catalogue, record: Service | Location, _today: date) -> Findings:
    """Zeiten am selben Wochentag überschneiden sich nicht.

    Zwei Zeilen für dieselbe Stunde widersprechen sich, sobald eine geändert wird. Ausnahmen dürfen
    sich mit der Regel überschneiden: Ein einzelner Tag gilt vor einem Zeitraum, ein Zeitraum vor
    dem, was immer gilt.

    Falsch:

        schedules:
          - {days: [mo], opens_at: "09:00", closes_at: "12:00"}
          - {days: [mo, di], opens_at: "11:00", closes_at: "13:00"}

    Richtig:

        schedules:
          - {days: [mo], opens_at: "09:00", closes_at: "13:00"}
          - {days: [di], opens_at: "11:00", closes_at: "13:00"}
    """
    found: dict[tuple[int, _Slot], str] = {}
    for (_precision, day), slots in _slots_by_day(record.schedules).items():
        for clash in _overlaps(slots):
            found.setdefault(clash, day)
    for (index, other), day in found.items():
        line = catalogue.place(record, ("schedules", other.row)).line
        yield (
            catalogue.place(record, ("schedules", index)),
            (
                f"überschneidet sich am '{day}' mit der Zeit {other.opens_at}–{other.closes_at}"
                f" in Zeile {line}"
            ),
        )


def _slots_by_day(schedules: Sequence[Schedule]) -> dict[tuple[int, str], list[_Slot]]:
    """Sort the slots into days; what is more exact does not clash with what is less."""
    slots: dict[tuple[int, str], list[_Slot]] = defaultdict(list)
    for index, schedule in enumerate(schedules):
        if schedule.opens_at and schedule.closes_at and schedule.opens_at < schedule.closes_at:
            slot = _Slot(
                schedule.opens_at,
                schedule.closes_at,
                index,
                schedule.valid_from or date.min,
                schedule.valid_until or date.max,
            )
            for day in dict.fromkeys(_days_named(schedule)):
                slots[schedule.precision, day].append(slot)
    return slots


def _overlaps(slots: list[_Slot]) -> Iterator[tuple[int, _Slot]]:
    """Sweep through one day; give the later line and the earlier one it meets."""
    still_open: list[_Slot] = []
    for slot in sorted(slots):
        still_open = [other for other in still_open if other.closes_at > slot.opens_at]
        met = next((other for other in still_open if other.meets(slot)), None)
        if met:
            first, second = sorted((met, slot), key=lambda one: one.row)
            yield second.row, first
        else:
            still_open.append(slot)
