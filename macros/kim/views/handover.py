"""Where a service ends and another begins: delimitation and hand-over."""

from typing import NamedTuple

from kim.models.organization import Organization
from kim.models.service import Service
from kim.models.transition import Transition
from kim.views.viewpoint import Link, Phrase, Viewpoint


class DelimitationView(NamedTuple):
    """Another service and when it is the right one."""

    service: Link
    description: Phrase


class HandoverView(NamedTuple):
    """A hand-over to or from this service."""

    name: Phrase
    href: str
    other: Link | None
    trigger: Phrase
    by: Link | None
    within: Phrase | None


def see_delimitations(view: Viewpoint, service: Service) -> tuple[DelimitationView, ...]:
    """Show when another service is the right one."""
    found = [
        (view.find(Service, item.service), view.phrase(item.description))
        for item in service.delimitations
    ]
    return tuple([DelimitationView(link, text) for link, text in found if link])


def see_handovers(view: Viewpoint, service: Service, end: str) -> tuple[HandoverView, ...]:
    """Show the hand-overs that begin (`from_service`) or end (`to_service`) at a service."""
    return tuple(
        HandoverView(
            name=view.phrase(transition.name),
            href=view.href(transition),
            other=_other_end(view, transition, end),
            trigger=view.phrase(transition.trigger),
            by=view.find(Organization, transition.handed_over_by),
            within=view.optional(transition.within),
        )
        for transition in view.named_by(service, Transition, end)
    )


def _other_end(view: Viewpoint, transition: Transition, end: str) -> Link | None:
    """Lead to the other service, else to the legal regime that is named instead of one."""
    if end == "from_service":
        service, regime = transition.to_service, transition.to_regime
    else:
        service, regime = transition.from_service, transition.from_regime
    found = view.find(Service, service)
    return found or next(iter(view.term_links("legal-regimes", (regime or "",))), None)
