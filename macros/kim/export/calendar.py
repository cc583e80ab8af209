"""Views → iCalendar (RFC 5545): the dates of the site or of one committee, as one file.

Nothing in it depends on the clock: a date's stamp is the day on which somebody last confirmed it,
its UID comes from the site and the record, so that importing again changes an entry and never
doubles it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar as File
from icalendar import Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

from kim.export.data import DataFile
from kim.views.events import Calendar, EventView
from kim.views.formats import drop_marks
from kim.views.places import PlaceView

Half: TypeAlias = TimezoneDaylight | TimezoneStandard

_PLACE = "Europe/Berlin"
_ZONE = ZoneInfo(_PLACE)
_PRODUCT = "-//KIM-Handbuch//Termine//DE"
_WINTER, _SUMMER = timedelta(hours=1), timedelta(hours=2)
_DAY = timedelta(days=1)
_DAYS_END = "24:00"
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")


def calendar_file(calendar: Calendar, site_address: str) -> DataFile:
    """Write a calendar; with the site's full address each date leads to its page."""
    file = File()
    file.add("prodid", _PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", vText(" ".join(calendar.name.split())))  # else nothing escapes it
    if any(event.starts_at for event in calendar.events):
        file.add_component(_berlin())
    for event in calendar.events:
        file.add_component(_entry(event, calendar.owner, site_address))
    return DataFile(calendar.href, file.to_ical())


def _entry(event: EventView, owner: str, site_address: str) -> Event:
    entry = Event()
    entry.add("uid", str(uuid5(NAMESPACE_URL, f"kim:{owner}/events/{event.id}")))
    entry.add("dtstamp", datetime.combine(event.stamp, time(), UTC))
    entry.add("summary", event.name.text)
    for name, value in _span(event):
        entry.add(name, value)
    for name, value in _texts(event, site_address):
        entry.add(name, value)
    return entry


def _span(event: EventView) -> Iterator[tuple[str, object]]:
    """Say when it is: whole days without a clock time, else the same hours on each of the days."""
    if event.starts_at is None:
        yield "dtstart", event.starts_on
        yield "dtend", event.ends_on + _DAY
        return
    yield "dtstart", _moment(event.starts_on, event.starts_at)
    if event.ends_at:
        yield "dtend", _moment(event.starts_on, event.ends_at)
    days = (event.ends_on - event.starts_on).days + 1
    if days > 1:
        yield "rrule", {"freq": "daily", "count": days}


def _moment(day: date, clock: str) -> datetime:
    if clock == _DAYS_END:
        return datetime.combine(day + _DAY, time(), _ZONE)
    return datetime.combine(day, time.fromisoformat(clock), _ZONE)


def _texts(event: EventView, site_address: str) -> Iterator[tuple[str, object]]:
    said = "\n".join(_sentences(event))
    if said:
        yield "description", said
    if event.place:
        yield "location", _say_place(event.place)
    if event.committee:
        yield "categories", [event.committee.text.text]
    address = event.website or (site_address and site_address + event.href)
    if address:
        yield "url", address


def _sentences(event: EventView) -> Iterator[str]:
    if event.description:
        described = _LINK.sub(r"\1 (\2)", event.description.text)
        yield from filter(None, map(drop_marks, described.splitlines()))
    if event.audience:
        yield f"Für: {drop_marks(event.audience.text)}"
    if event.organizer:
        yield f"Veranstaltet von: {event.organizer.text}"
    if event.format:
        yield f"Form: {event.format}"


def _say_place(place: PlaceView) -> str:
    """Name a place; of a confidential one the view knows no address."""
    return ", ".join((place.name.text, *place.address))


def _berlin() -> Timezone:
    """Give the rules of German time as they have been since 1996."""
    zone = Timezone()
    zone.add("tzid", _PLACE)
    zone.add_component(_turn(TimezoneDaylight(), "CEST", "1996-03-31T02:00", _WINTER, _SUMMER))
    zone.add_component(_turn(TimezoneStandard(), "CET", "1996-10-27T03:00", _SUMMER, _WINTER))
    return zone


def _turn(half: Half, name: str, first: str, before: timedelta, after: timedelta) -> Half:
    """Turn the clock on the last Sunday of a month; the first time counts in the time before."""
    start = datetime.fromisoformat(first)
    half.add("tzname", name)
    half.add("dtstart", start)
    half.add("rrule", {"freq": "yearly", "bymonth": start.month, "byday": "-1su"})
    half.add("tzoffsetfrom", before)
    half.add("tzoffsetto", after)
    return half
