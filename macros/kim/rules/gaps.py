"""Where nobody is: gaps in the words of a steering group rather than empty cells.

In: the coverage of a day. Out: one gap for each topic and the groups that lack the same areas, the
worst first; and the groups that are served in few topics. A group with somebody in less than half
of the topics (staff, associations) is told once, not as a gap of every topic it has none in.

- Order: nobody at all, topics of the home page in their order, the whole area before its parts,
  more groups before fewer, then as in the taxonomy.
- A gap of a broader group is a gap of the groups below it: those are not named as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kim.rules.coverage import Coverage
from kim.rules.hierarchy import Tree

_Bare = Mapping[str, tuple[str, ...]]


class Gap(NamedTuple):
    """A topic with nobody for some groups in some areas.

    `served` are the groups with somebody in the whole area; `is_whole`: nobody is there for anyone.
    """

    topic: str
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    served: tuple[str, ...]
    is_whole: bool


class Rare(NamedTuple):
    """A group with somebody in few topics."""

    group: str
    topics: tuple[str, ...]


class Gaps(NamedTuple):
    """All that is missing."""

    topics: tuple[Gap, ...]
    groups: tuple[Rare, ...]


def find_gaps(coverage: Coverage, home_topics: Sequence[str] = ()) -> Gaps:
    """Find where nobody is; cost: every topic, group and area once."""
    index = coverage.index
    bare = {
        topic: {group: coverage.bare_areas(topic, group) for group in index.groups}
        for topic in index.topics
    }
    rare = tuple(_rare(bare, index.groups, (coverage.area,)))
    left_out = {one.group for one in rare}
    gaps = [gap for topic in bare for gap in _gaps(coverage, topic, bare[topic], left_out)]
    central = {topic: place for place, topic in enumerate(home_topics)}
    gaps.sort(
        key=lambda gap: (
            not gap.is_whole,
            central.get(gap.topic, len(central)),
            gap.areas != (coverage.area,),
            -len(gap.groups),
        )
    )
    return Gaps(tuple(gaps), rare)


def _rare(
    bare: Mapping[str, _Bare], groups: Iterable[str], everywhere: tuple[str, ...]
) -> Iterator[Rare]:
    """Find groups that are served somewhere in less than half of the topics that serve anyone."""
    topics = [topic for topic, found in bare.items() if {*found.values()} != {everywhere}]
    for group in groups:
        served = tuple(topic for topic in topics if bare[topic][group] != everywhere)
        if len(served) * 2 < len(topics):
            yield Rare(group, served)


def _gaps(coverage: Coverage, topic: str, bare: _Bare, left_out: set[str]) -> Iterator[Gap]:
    tree = coverage.index.group_tree
    served = tuple(_served(coverage, topic, bare))
    for areas in dict.fromkeys(filter(None, bare.values())):
        is_whole = all(found == areas for found in bare.values())
        groups = [group for group in bare if bare[group] == areas]
        named = [group for group in groups if is_whole or group not in left_out]
        if named:
            yield Gap(topic, areas, broadest(named, tree), broadest(served, tree), is_whole)


def _served(coverage: Coverage, topic: str, bare: _Bare) -> Iterator[str]:
    """Give the groups with somebody everywhere, also for the whole of the group."""
    for group, areas in bare.items():
        if not areas and coverage.topics[topic] & coverage.index.groups[group].wholly:
            yield group


def broadest(names: Iterable[str], tree: Tree) -> tuple[str, ...]:
    """Leave out what lies within another of the names."""
    given = tuple(names)
    known = frozenset(given)
    return tuple(
        name
        for name in given
        if not any(above in known for above in tree.up(name) if above != name)
    )
