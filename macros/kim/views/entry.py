"""How to get in: with or without an appointment, through whom, at what price, with which papers."""

from typing import NamedTuple

from kim.models.base import Schedule
from kim.models.organization import Organization
from kim.models.service import Access, Cost, Service
from kim.views.labels import ACCESS_MODES
from kim.views.viewpoint import Link, Phrase, Viewpoint

_BY_APPOINTMENT = frozenset({"appointment", "referral"})
_NO_ACCESS = Access()


class EntryView(NamedTuple):
    """What one must know and do before one goes there."""

    modes: tuple[str, ...]
    referred_by: tuple[Link, ...]
    note: Phrase | None
    cost: str | None
    is_free: bool | None
    cost_note: Phrase | None
    documents: tuple[Phrase, ...]


def see_entry(view: Viewpoint, service: Service) -> EntryView:
    """Show how to get in; what nobody told us stays empty."""
    access, cost = service.access or _NO_ACCESS, service.cost
    return EntryView(
        modes=see_modes(view, access),
        referred_by=view.links(Organization, access.referred_by),
        note=view.optional(access.description),
        cost=_say_cost(view, cost) if cost else None,
        is_free=cost.free if cost else None,
        cost_note=view.optional(cost.description) if cost else None,
        documents=view.phrases(service.required_documents),
    )


def see_modes(view: Viewpoint, access: Access) -> tuple[str, ...]:
    """Say in which ways one gets in."""
    return tuple([view.say(ACCESS_MODES[mode]) for mode in access.modes])


def _say_cost(view: Viewpoint, cost: Cost) -> str:
    return view.say("Kostenlos") if cost.free else view.say("Kostet Geld")


def needs_appointment(service: Service) -> bool:
    """Tell whether one cannot just walk in at any time."""
    modes = service.access.modes if service.access else ()
    return "appointment" in modes and _BY_APPOINTMENT.issuperset(modes)


def hours_of(service: Service) -> tuple[Schedule, ...]:
    """Give the hours; where one only comes with an appointment, all of them are by appointment."""
    if not needs_appointment(service):
        return service.schedules
    return tuple(
        schedule if schedule.closed else schedule.model_copy(update={"by_appointment": True})
        for schedule in service.schedules
    )
