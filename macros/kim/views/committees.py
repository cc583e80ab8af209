"""Views of committees."""

from dataclasses import dataclass
from typing import NamedTuple

from kim.models.committee import Committee, Seat
from kim.models.event import Event
from kim.models.organization import Organization
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.views.events import EventsView, see_events
from kim.views.labels import COMMITTEE_LEVELS
from kim.views.parts import Origin, Status, see_origin, see_status
from kim.views.viewpoint import Link, Phrase, Viewpoint

_TIMES = (
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
)


class SeatView(NamedTuple):
    """Who fills a seat."""

    name: Phrase
    href: str | None
    role: Phrase | None
    services: tuple[Link, ...]
    number: int
    is_voting: bool
    is_chair: bool
    unit_code: str | None


class CommitteeRow(NamedTuple):
    """A committee in a list."""

    name: Phrase
    href: str
    purpose: Phrase | None
    level: str
    seat_count: int | None
    is_in_structure: bool


class CommitteeIndex(NamedTuple):
    """All committees, and those of the concept's own structure whole, for its chart."""

    rows: tuple[CommitteeRow, ...]
    structure: tuple["CommitteeView", ...]


@dataclass(frozen=True, slots=True)
class CommitteeView:
    """Everything on a committee's page."""

    row: CommitteeRow
    status: Status
    description: Phrase | None
    tasks: tuple[Phrase, ...]
    decides: tuple[Phrase, ...]
    office: Link | None
    seats: tuple[SeatView, ...]
    rhythm: Phrase | None
    decision_rule: Phrase | None
    rules: tuple[Phrase, ...]
    reports_to: tuple[Link, ...]
    reported_to_by: tuple[Link, ...]
    delegates_to: tuple[Link, ...]
    delegates_from: tuple[Link, ...]
    sets_up: tuple[Link, ...]
    set_up_by: tuple[Link, ...]
    responsible_for: tuple[Link, ...]
    time_limit: Phrase | None
    meetings: EventsView
    origin: Origin


def see_committee_row(view: Viewpoint, committee: Committee) -> CommitteeRow:
    """Show a committee as one entry of a list."""
    return CommitteeRow(
        name=view.phrase(committee.name),
        href=view.href(committee),
        purpose=view.optional(committee.purpose),
        level=COMMITTEE_LEVELS[committee.level],
        seat_count=committee.seats_granted,
        is_in_structure=committee.part_of_structure,
    )


def see_committee(view: Viewpoint, committee: Committee) -> CommitteeView:
    """Show a committee's whole page."""
    return CommitteeView(
        row=see_committee_row(view, committee),
        status=see_status(view, committee),
        description=view.optional(committee.description),
        tasks=view.phrases(committee.tasks),
        decides=view.phrases(committee.decides),
        office=view.find(Organization, committee.office),
        seats=tuple(see_seat(view, seat) for seat in committee.seats),
        rhythm=_say_rhythm(view, committee),
        decision_rule=view.optional(committee.decision_rule),
        rules=view.phrases(committee.rules),
        reports_to=view.links(Committee, committee.reports_to),
        reported_to_by=_named(view, committee, "reports_to"),
        delegates_to=view.links(Committee, committee.delegates_to),
        delegates_from=_named(view, committee, "delegates_to"),
        sets_up=view.links(Committee, committee.sets_up),
        set_up_by=_named(view, committee, "sets_up"),
        responsible_for=tuple(
            map(view.link, view.named_by(committee, Responsibility, "assignments"))
        ),
        time_limit=view.optional(committee.time_limit),
        meetings=see_events(
            view,
            view.named_by(committee, Event, "committee"),
            view.href(committee),
            view.phrase(committee.name).text,
        ),
        origin=see_origin(view, committee),
    )


def see_seat(view: Viewpoint, seat: Seat) -> SeatView:
    """Name a seat by who sends, else by the function that fills it."""
    sender = view.find(Organization, seat.organization) or view.find(Committee, seat.committee)
    role = view.optional(seat.role)
    return SeatView(
        name=sender.text if sender else role or Phrase("Nicht benannt"),
        href=sender.href if sender else None,
        role=role if sender else None,
        services=view.links(Service, seat.services),
        number=seat.number,
        is_voting=seat.voting,
        is_chair=seat.chair,
        unit_code=_unit_code(view, seat),
    )


def _unit_code(view: Viewpoint, seat: Seat) -> str | None:
    organization = view.catalogue.get(Organization, seat.organization)
    return organization.unit_code if organization else None


def _named(view: Viewpoint, committee: Committee, field: str) -> tuple[Link, ...]:
    return tuple(map(view.link, view.named_by(committee, Committee, field)))


def _say_rhythm(view: Viewpoint, committee: Committee) -> Phrase | None:
    """Say how often it meets: so many times a year, and what the record says besides."""
    times, besides = committee.meetings_per_year, view.optional(committee.rhythm)
    if not times:
        return besides
    said = say_times_a_year(times)
    return Phrase(f"{said}, {besides}" if besides else said)


def say_times_a_year(times: int) -> str:
    """Write how many times a year: dreimal im Jahr."""
    count = _TIMES[times - 1] if times <= len(_TIMES) else f"{times}-"
    return f"{count}mal im Jahr"
