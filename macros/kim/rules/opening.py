"""Whether a door is open at a moment, and when it opens next.

In: schedules as authors wrote them, the public holidays, a moment with its time zone. Out: a State.
The browser reckons by the same rules in theme/assets/js/opening.js; tests/rules/opening.json holds
both to them:

- On a day count those schedules that name it most exactly (`Schedule.precision`); among equals,
  closed wins. So an exception beats the rule, for its own days only.
- On a public holiday count single days and what is said to hold on holidays, nothing else.
- What is by appointment is never called closed, unless the author closed the day.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from kim.models.base import Schedule, Weekday

BERLIN = ZoneInfo("Europe/Berlin")
MIDNIGHT, DAYS_END = "00:00", "24:00"
WEEK: tuple[Weekday, ...] = ("mo", "di", "mi", "do", "fr", "sa", "so")
LOOK_AHEAD = 31
"""Days to search for the next opening."""

_SINGLE_DAY = 3

Code = Literal["unknown", "open", "appointment", "opens", "closed"]


class Slot(NamedTuple):
    """From when to when on one day; clock times as text, which sort as they should."""

    opens: str
    closes: str
    by_appointment: bool

    def holds_at(self, clock: str) -> bool:
        """Tell whether the slot has begun and not ended."""
        return self.opens <= clock < self.closes


class State(NamedTuple):
    """What holds now; day and time say until when (open) or from when (opens), where that is known.

    Open without a time is open around the clock.
    """

    code: Code
    day: date | None = None
    time: str = ""


class Hours(NamedTuple):
    """The opening hours of one door."""

    schedules: Sequence[Schedule]
    holidays: Collection[date]

    def on(self, day: date) -> tuple[Slot, ...]:
        """List the slots of a day, early ones first."""
        found = self.holding(day)
        if any(schedule.closed for schedule in found):
            return ()
        return tuple(sorted(filter(None, map(_slot, found))))

    def holding(self, day: date) -> list[Schedule]:
        """List the schedules that count on a day."""
        found = [schedule for schedule in self.schedules if self._names(schedule, day)]
        highest = max((schedule.precision for schedule in found), default=0)
        return [schedule for schedule in found if schedule.precision == highest]

    def _names(self, schedule: Schedule, day: date) -> bool:
        if schedule.precision < _SINGLE_DAY and day in self.holidays and not schedule.closed:
            return schedule.public_holidays and _covers(schedule, day)
        return _covers(schedule, day)


def _covers(schedule: Schedule, day: date) -> bool:
    if schedule.dates:
        return day in schedule.dates
    begun = schedule.valid_from is None or schedule.valid_from <= day
    over = schedule.valid_until is not None and schedule.valid_until < day
    return begun and not over and (not schedule.days or WEEK[day.weekday()] in schedule.days)


def _slot(schedule: Schedule) -> Slot | None:
    if schedule.opens_at and schedule.closes_at:
        return Slot(schedule.opens_at, schedule.closes_at, schedule.by_appointment)
    return Slot(MIDNIGHT, DAYS_END, by_appointment=True) if schedule.by_appointment else None


def opening_state(hours: Hours, moment: datetime) -> State:
    """Say what holds at a moment, in the time of Berlin."""
    local = moment.astimezone(BERLIN)
    day, clock = local.date(), f"{local:%H:%M}"
    slots = tuple(filter(None, map(_slot, _not_over(hours.schedules, day))))
    if not slots:
        return State("unknown")
    now = [slot for slot in hours.on(day) if slot.holds_at(clock)]
    if any(not slot.by_appointment for slot in now):
        return _open_until(hours, day, clock)
    only_by_appointment = all(slot.by_appointment for slot in slots)
    if now or (only_by_appointment and not _is_closed(hours, day)):
        return State("appointment")
    return next(_openings(hours, day, clock), State("closed"))


def _not_over(schedules: Sequence[Schedule], day: date) -> Iterator[Schedule]:
    for schedule in schedules:
        last = max(schedule.dates) if schedule.dates else schedule.valid_until
        if not schedule.closed and (last is None or last >= day):
            yield schedule


def _is_closed(hours: Hours, day: date) -> bool:
    return any(schedule.closed for schedule in hours.holding(day))


def _open_until(hours: Hours, day: date, clock: str) -> State:
    """Follow slots that touch each other, over midnight too; a week of them is around the clock."""
    for last in (day + timedelta(days=days) for days in range(len(WEEK) + 1)):
        if last > day and not _is_open(hours, last, MIDNIGHT):
            return State("open", last - timedelta(days=1), DAYS_END)
        end = _end_of(hours.on(last), clock if last == day else MIDNIGHT)
        if end < DAYS_END:
            return State("open", last, end)
    return State("open")


def _is_open(hours: Hours, day: date, clock: str) -> bool:
    return any(slot.holds_at(clock) and not slot.by_appointment for slot in hours.on(day))


def _end_of(slots: tuple[Slot, ...], clock: str) -> str:
    for slot in slots:
        if slot.opens <= clock < slot.closes and not slot.by_appointment:
            clock = slot.closes
    return clock


def _openings(hours: Hours, day: date, clock: str) -> Iterator[State]:
    for ahead in range(LOOK_AHEAD + 1):
        then = day + timedelta(days=ahead)
        for slot in hours.on(then):
            if not slot.by_appointment and (ahead or slot.opens > clock):
                yield State("opens", then, slot.opens)


@cache
def public_holidays(first: int, last: int) -> frozenset[date]:
    """List the public holidays of North Rhine-Westphalia from one year to another."""
    from holidays import country_holidays  # noqa: PLC0415  # costs a tenth of a second; few sites need it

    return frozenset(country_holidays("DE", subdiv="NW", years=range(first, last + 1)))
