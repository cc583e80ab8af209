"""Views of hand-overs between services and legal regimes."""

from collections import defaultdict
from typing import NamedTuple

from kim.models.organization import Organization
from kim.models.service import Service
from kim.models.transition import Transition
from kim.views.parts import Origin, Status, see_origin, see_status
from kim.views.viewpoint import Link, Phrase, Viewpoint


class End(NamedTuple):
    """A service or a legal regime; `regime` is the one that a service leads into or out of."""

    id: str
    link: Link
    is_regime: bool
    has_ended: bool = False
    provider: Link | None = None
    regime: Link | None = None


class TransitionView(NamedTuple):
    """One hand-over: from, to, why, who, how soon."""

    id: str
    name: Phrase
    description: Phrase | None
    start: End | None
    goal: End | None
    trigger: Phrase
    by: Link | None
    within: Phrase | None
    status: Status
    origin: Origin


class TransitionGroup(NamedTuple):
    """All hand-overs that begin at one end."""

    start: End | None
    steps: tuple[TransitionView, ...]


class TransitionsView(NamedTuple):
    """All hand-overs, by where they begin."""

    groups: tuple[TransitionGroup, ...]

    @property
    def steps(self) -> tuple[TransitionView, ...]:
        """Give all hand-overs."""
        return tuple(step for group in self.groups for step in group.steps)


def see_transitions(view: Viewpoint) -> TransitionsView:
    """Show all hand-overs, what has ended last."""
    by_start: dict[str, list[TransitionView]] = defaultdict(list)
    for transition in view.catalogue.all(Transition).values():
        step = _see_transition(view, transition)
        by_start[step.start.id if step.start else ""].append(step)
    groups = (
        TransitionGroup(steps[0].start, tuple(sorted(steps, key=lambda step: _order(view, step))))
        for steps in by_start.values()
    )
    return TransitionsView(tuple(sorted(groups, key=lambda group: _group_order(view, group))))


def _order(view: Viewpoint, step: TransitionView) -> tuple[bool, tuple[str, str]]:
    goal = step.goal
    return bool(goal and goal.is_regime), view.sort_key(goal.link.text if goal else step.name)


def _group_order(view: Viewpoint, group: TransitionGroup) -> tuple[bool, tuple[str, str]]:
    start = group.start
    name = start.link.text if start else group.steps[0].name
    return bool(start and start.has_ended), view.sort_key(name)


def _see_transition(view: Viewpoint, one: Transition) -> TransitionView:
    return TransitionView(
        id=one.id,
        name=view.phrase(one.name),
        description=view.optional(one.description),
        start=_see_end(view, one.from_service, one.from_regime),
        goal=_see_end(view, one.to_service, one.to_regime),
        trigger=view.phrase(one.trigger),
        by=view.find(Organization, one.handed_over_by),
        within=view.optional(one.within),
        status=see_status(view, one),
        origin=see_origin(view, one),
    )


def _see_end(view: Viewpoint, service_id: str | None, regime_id: str | None) -> End | None:
    regime = _regime(view, regime_id)
    service = view.catalogue.get(Service, service_id)
    if service:
        return End(
            id=f"services/{service.id}",
            link=view.link(service),
            is_regime=False,
            has_ended=service.has_ended(view.today),
            provider=view.find(Organization, service.organization),
            regime=regime,
        )
    return End(f"legal-regimes/{regime_id}", regime, is_regime=True) if regime else None


def _regime(view: Viewpoint, regime_id: str | None) -> Link | None:
    return next(iter(view.term_links("legal-regimes", (regime_id or "",))), None)
