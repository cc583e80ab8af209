"""Views of dates: what comes, what was, and the calendar that they make together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kim.models.committee import Committee
from kim.models.event import Event
from kim.models.location import Location
from kim.models.organization import Organization
from kim.views.formats import say_days, say_hours
from kim.views.labels import EVENT_FORMATS
from kim.views.places import PlaceView, see_place
from kim.views.viewpoint import Link, Phrase, Viewpoint

CALENDAR_FILE = "termine.ics"


class EventView(NamedTuple):
    """A date; its hours are as written, `stamp` is the day on which it was confirmed."""

    id: str
    name: Phrase
    href: str
    when: str
    starts_on: date
    ends_on: date
    starts_at: str | None
    ends_at: str | None
    time: str
    format: str | None
    group: Phrase | None
    block: Phrase | None
    organizer: Link | None
    committee: Link | None
    place: PlaceView | None
    audience: Phrase | None
    description: Phrase | None
    website: str | None
    stamp: date
    is_over: bool


class Calendar(NamedTuple):
    """Dates to take over into a calendar: the file's address and name, whose dates, in order.

    Past dates stay in it, so that a calendar that knows them already keeps them as they were.
    """

    href: str
    name: str
    owner: str
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class EventsView:
    """Dates: what comes, then what was, the latest first."""

    coming: tuple[EventView, ...]
    past: tuple[EventView, ...]
    calendar: Calendar | None

    def __bool__(self) -> bool:
        """Tell whether there is any date."""
        return self.calendar is not None


def see_all_events(view: Viewpoint) -> EventsView:
    """Show all dates of the site."""
    events = view.catalogue.all(Event).values()
    return see_events(view, events, view.kind_href(Event.kind), "Termine")


def see_events(view: Viewpoint, events: Iterable[Event], folder: str, name: str) -> EventsView:
    """Show some dates; their calendar file lies in the folder of the page that lists them."""
    shown = sorted(
        (see_event(view, event) for event in events),
        key=lambda event: (event.starts_on, event.starts_at or "", event.id),
    )
    site = view.catalogue.site
    owner = site.area if site else ""
    title = f"{site.name}: {name}" if site else name
    return EventsView(
        coming=tuple(event for event in shown if not event.is_over),
        past=tuple(event for event in reversed(shown) if event.is_over),
        calendar=Calendar(f"{folder}{CALENDAR_FILE}", title, owner, tuple(shown))
        if shown
        else None,
    )


def see_event(view: Viewpoint, event: Event) -> EventView:
    """Show one date."""
    link = view.link(event)
    location = view.catalogue.get(Location, event.location)
    return EventView(
        id=event.id,
        name=link.text,
        href=link.href,
        when=say_days(event.starts_on, event.ends_on, view.language),
        starts_on=event.starts_on,
        ends_on=event.ends_on or event.starts_on,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time=say_hours(event.starts_at, event.ends_at, view.language),
        format=EVENT_FORMATS[event.format] if event.format else None,
        group=view.optional(event.group),
        block=view.optional(event.block),
        organizer=view.find(Organization, event.organizer),
        committee=view.find(Committee, event.committee),
        place=see_place(view, location) if location else None,
        audience=view.optional(event.audience),
        description=view.optional(event.description),
        website=event.website,
        stamp=event.last_verified or event.starts_on,
        is_over=(event.ends_on or event.starts_on) < view.today,
    )
