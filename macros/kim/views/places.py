"""Where to go and when: places, opening hours in words and as data to reckon with."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from kim.fields import HOME_LANGUAGE
from kim.models.area import Area
from kim.models.base import Schedule, Weekday
from kim.models.location import Address, Location
from kim.rows import kept
from kim.rules.opening import WEEK, public_holidays
from kim.views.formats import say_hours, say_period, say_weekday, short_day
from kim.views.viewpoint import Link, Phrase, Viewpoint, once
from kim.words import Words, load_words

YEARS_AHEAD = 2
"""So many years after this one the pages know the holidays; later they say nothing."""

_LONG_RUN = 3
_MAP = "https://www.openstreetmap.org/"


class ScheduleView(NamedTuple):
    """Opening hours on some days."""

    days: str
    hours: str
    by_appointment: bool
    is_closed: bool
    on_holidays: bool
    description: Phrase | None
    period: str


class OpeningView(NamedTuple):
    """What the browser needs to say whether it is open: plain data, ready for JSON."""

    schedules: tuple[dict[str, object], ...]
    holidays: tuple[str, ...]
    until: str
    """The last day for which the holidays are known."""


class Postal(NamedTuple):
    """An address by its parts."""

    street: str | None
    postal_code: str | None
    city: str
    country: str


class PlaceView(NamedTuple):
    """Where to go; a confidential place shows its name and nothing else."""

    name: Phrase
    address: tuple[str, ...]
    postal: Postal | None
    coordinates: tuple[float, float] | None
    map_href: str | None
    geo_href: str | None
    area: Link | None
    schedules: tuple[ScheduleView, ...]
    opening: OpeningView | None
    accessibility: tuple[Phrase, ...]
    accessibility_note: Phrase | None
    transportation: Phrase | None
    is_confidential: bool


def see_schedule(view: Viewpoint, schedule: Schedule) -> ScheduleView:
    """Show one line of opening hours."""
    return ScheduleView(
        days=_say_days(load_words(view.language), schedule.days, schedule.dates),
        hours=say_hours(schedule.opens_at, schedule.closes_at, view.language),
        by_appointment=schedule.by_appointment,
        is_closed=schedule.closed,
        on_holidays=schedule.public_holidays,
        description=view.optional(schedule.description),
        period=say_period(schedule.valid_from, schedule.valid_until, view.language),
    )


@lru_cache(maxsize=8192)
def _say_days(words: Words, days: tuple[Weekday, ...], dates: tuple[date, ...]) -> str:
    """Name the days; many places are open on the same ones."""
    return words.say(", ").join(_name_days(words, days, dates))


def _name_days(words: Words, days: tuple[Weekday, ...], dates: tuple[date, ...]) -> Iterator[str]:
    """Name the days; three or more in a row are said by the first and the last."""
    for run in _runs(days):
        names = [say_weekday(day, words.language) for day in run]
        if len(run) >= _LONG_RUN:
            yield words.say("%(first)s bis %(last)s", first=names[0], last=names[-1])
        else:
            yield from names
    yield from (short_day(day, words.language) for day in dates)


def _runs(days: tuple[Weekday, ...]) -> Iterator[tuple[Weekday, ...]]:
    places = sorted({WEEK.index(day) for day in days})
    for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        yield tuple(WEEK[place] for _, place in run)


def see_schedules(view: Viewpoint, schedules: tuple[Schedule, ...]) -> tuple[ScheduleView, ...]:
    """Show the lines that are not over yet."""
    return tuple([see_schedule(view, one) for one in schedules if not _is_over(view, one)])


def _is_over(view: Viewpoint, schedule: Schedule) -> bool:
    last = max(schedule.dates) if schedule.dates else schedule.valid_until
    return last is not None and last < view.today


def see_opening(view: Viewpoint, schedules: tuple[Schedule, ...]) -> OpeningView | None:
    """Give what one reckons with; None where no hours are known."""
    current = [schedule for schedule in schedules if not _is_over(view, schedule)]
    if not any(schedule.opens_at or schedule.by_appointment for schedule in current):
        return None
    until = f"{view.today.year + YEARS_AHEAD}-12-31"
    return OpeningView(tuple(map(_as_data, current)), _holidays(view), until)


@once
def _holidays(view: Viewpoint) -> tuple[str, ...]:
    return tuple(_holidays_ahead(view.in_language(HOME_LANGUAGE), ""))


@kept
def _holidays_ahead(view: Viewpoint, _: str) -> list[str]:
    # The calendar of all countries takes a tenth of a second to load.
    holidays = public_holidays(view.today.year, view.today.year + YEARS_AHEAD)
    return [day.isoformat() for day in sorted(holidays) if day >= view.today]


def _as_data(schedule: Schedule) -> dict[str, object]:
    """Keep what is said; opening.js and the linked data know these names."""
    said: dict[str, object] = {
        "days": schedule.days,
        "dates": schedule.dates and tuple(day.isoformat() for day in sorted(schedule.dates)),
        "from": schedule.valid_from and schedule.valid_from.isoformat(),
        "until": schedule.valid_until and schedule.valid_until.isoformat(),
        "opens": schedule.opens_at,
        "closes": schedule.closes_at,
        "appointment": schedule.by_appointment,
        "closed": schedule.closed,
        "holidays": schedule.public_holidays,
        "precision": schedule.precision,
    }
    return {name: value for name, value in said.items() if value}


@once
def see_place(view: Viewpoint, location: Location) -> PlaceView:
    """Show a place; what is confidential never leaves the record."""
    shown = PlaceView(
        name=view.phrase(location.name),
        address=(),
        postal=None,
        coordinates=None,
        map_href=None,
        geo_href=None,
        area=None,
        schedules=see_schedules(view, location.schedules),
        opening=see_opening(view, location.schedules),
        accessibility=view.term_names("accessibility", location.accessibility),
        accessibility_note=None,
        transportation=None,
        is_confidential=location.confidential,
    )
    return shown if location.confidential else _with_whereabouts(view, location, shown)


def _with_whereabouts(view: Viewpoint, location: Location, shown: PlaceView) -> PlaceView:
    postal, coordinates = _postal(location), _coordinates(location)
    return shown._replace(
        address=address_lines(postal),
        postal=postal,
        coordinates=coordinates,
        map_href=_map_href(postal, coordinates),
        geo_href=coordinates and "geo:{},{}".format(*coordinates),
        area=_area_beyond_town(view, location, postal),
        accessibility_note=view.optional(location.accessibility_note),
        transportation=view.optional(location.transportation),
    )


def _area_beyond_town(view: Viewpoint, location: Location, postal: Postal | None) -> Link | None:
    """Name the area, unless the address says the same as its town."""
    area = view.find(Area, location.area)
    return None if area and postal and area.text.text == postal.city else area


def _postal(location: Location) -> Postal | None:
    address = location.address
    if not address:
        return None
    return Postal(address.street, address.postal_code, address.city, address.country)


def _coordinates(location: Location) -> tuple[float, float] | None:
    if location.latitude is None or location.longitude is None:
        return None
    return location.latitude, location.longitude


def address_lines(postal: Postal | Address | None) -> tuple[str, ...]:
    """Write an address as on a letter within the country."""
    if not postal:
        return ()
    town = " ".join(filter(None, (postal.postal_code, postal.city)))
    return tuple(filter(None, (postal.street, town)))


def _map_href(postal: Postal | None, coordinates: tuple[float, float] | None) -> str | None:
    """Lead to a map that shows the way; nothing is asked of it before the reader goes there."""
    if coordinates:
        return f"{_MAP}directions?to={coordinates[0]}%2C{coordinates[1]}"
    if postal and postal.street:
        return f"{_MAP}search?query={quote(', '.join(address_lines(postal)))}"
    return None
