"""Whom a successor leaves out: what the record before it took in and the new one does not.

In: two services and the index of coverage. Out: one loss for each kind of limit, from the records
only. What a record leaves out does not restrict, so a successor that names a limit is narrower than
one that names none.

- Ages, residence status and length of stay are compared way by way (the groups of the eligibility);
  a way that one way of the successor takes in whole is not lost.
- Life situations are compared where neither has groups.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from kim.models.service import Service
from kim.rules.coverage import Index, Served
from kim.rules.gaps import broadest
from kim.rules.hierarchy import Tree
from kim.rules.ways import Way, ways_into

Limit = Literal["topics", "groups", "areas", "age", "status", "stay", "situations"]


class Loss(NamedTuple):
    """What is left out: terms or areas, or years of age (first and last).

    `kept` is what the successor takes; without `lost` it is everything but that.
    """

    limit: Limit
    lost: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    ages: tuple[tuple[int, int], ...] = ()


def find_losses(
    index: Index, ended: Service, heir: Service, on: date, statuses: Tree
) -> tuple[Loss, ...]:
    """Compare a service on its last day with its successor on the day `on`."""
    return (*_places(index, ended, heir), *_people(ended, heir, on, statuses))


def _places(index: Index, ended: Service, heir: Service) -> Iterator[Loss]:
    broader = {above for topic in heir.topics for above in index.topic_tree.up(topic)}
    topics = tuple(topic for topic in ended.topics if topic not in broader)
    if topics:
        yield Loss("topics", topics, heir.topics)
    for limit, served, tree, kept in (
        ("groups", index.groups, index.group_tree, heir.target_groups),
        ("areas", index.areas, index.area_tree, heir.service_areas),
    ):
        lost = _no_longer(served, index.places[ended.id], index.places[heir.id])
        if lost:
            yield Loss("groups" if limit == "groups" else "areas", broadest(lost, tree), kept)


def _no_longer(served: Mapping[str, Served], ended: int, heir: int) -> tuple[str, ...]:
    return tuple(
        name
        for name, here in served.items()
        if here.wholly >> ended & 1 and not here.wholly >> heir & 1
    )


def _people(ended: Service, heir: Service, on: date, statuses: Tree) -> Iterator[Loss]:
    last = ended.valid_until or on
    after = ways_into(heir, on, statuses)
    found: dict[Loss, None] = {}
    for way in ways_into(ended, last, statuses):
        losses = [tuple(_lost_way(way, other, statuses)) for other in after]
        least: tuple[Loss, ...] = min(losses, key=_weight, default=())
        found |= dict.fromkeys(least)
    yield from found
    if not ended.eligibility.groups and not heir.eligibility.groups:
        before, now = ended.eligibility.life_situations, heir.eligibility.life_situations
        if now and not (before and set(before) <= set(now)):
            yield Loss("situations", tuple(one for one in before if one not in now), now)


def _weight(losses: tuple[Loss, ...]) -> tuple[int, int]:
    """Weigh what is lost: how many limits, then how many years of age."""
    years = sum(last - first + 1 for loss in losses for first, last in loss.ages)
    return len(losses), years


def _lost_way(way: Way, other: Way, statuses: Tree) -> Iterator[Loss]:
    ages = tuple(_lost_ages(way, other))
    if ages:
        yield Loss("age", ages=ages)
    if _is_narrower(way.statuses, other.statuses):
        lost = _left_out(way.statuses, other.statuses)
        yield Loss(
            "status", broadest(lost, statuses), broadest(sorted(other.statuses or ()), statuses)
        )
    if _is_narrower(way.stays, other.stays):
        yield Loss("stay", _left_out(way.stays, other.stays), tuple(sorted(other.stays or ())))


def _lost_ages(way: Way, other: Way) -> Iterator[tuple[int, int]]:
    if way.youngest < other.youngest:
        yield way.youngest, min(way.oldest, other.youngest - 1)
    if other.oldest < way.oldest:
        yield max(way.youngest, other.oldest + 1), way.oldest


def _is_narrower(before: frozenset[str] | None, now: frozenset[str] | None) -> bool:
    return now is not None and (before is None or not before <= now)


def _left_out(before: Iterable[str] | None, now: frozenset[str] | None) -> tuple[str, ...]:
    return tuple(sorted(set(before or ()) - (now or frozenset())))
