"""Coverage: for each topic, target group and area, who is there on a day.

In: the catalogue and a day. Out: cells with a state, gaps and services that do the same for the
same people. Every service is one bit of a number; a topic, a group and an area are each the number
of those who serve them, so a cell is three numbers combined. No cell looks at all services.

- A service for a part of a topic serves the topic; a service for a whole topic does not prove that
  its parts are served.
- A service for a target group serves the groups below it (a broader group takes them in). A service
  that names no group is for everybody. One that names only a narrower group serves a part.
- A service for an area serves all areas inside it. One that names no area is for everybody, as
  everywhere in the records: what is left out does not restrict. One for a smaller area serves a
  part of the larger one.
- A service without a topic stands in no cell. Where the groups of its eligibility are for certain
  topics or days only, it serves a topic on the days on which one of them is open for it.
- Languages and accessibility: what is not stated is unknown, never missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from kim.catalogue import Catalogue
from kim.models.service import Service
from kim.rules.bits import bits_of, positions, union
from kim.rules.hierarchy import Tree, area_tree, term_tree
from kim.rules.overlap import Overlaps, find_overlaps

State = Literal["nobody", "part", "one", "several", "intended", "distinct", "overlap"]
"""From nobody to several that do the same for the same people and do not say who does what.

part: only for a narrower group or a smaller area; several: in different ways or for different
people; intended: the site says why; distinct: the records say when the other one is right.
"""


class Served(NamedTuple):
    """Who serves a group or an area wholly, and who serves at least a part of it; as bits."""

    wholly: int
    partly: int


class Cell(NamedTuple):
    """One topic for one group in one area; `own` are those that name the group or a part of it."""

    topic: str
    group: str
    area: str
    state: State
    wholly: int
    partly: int
    own: int


@dataclass(frozen=True, slots=True)
class Index:
    """All services of a site as bits, by what they are for; made once, asked for any day."""

    services: tuple[Service, ...]
    places: Mapping[str, int]
    changing: frozenset[int]
    """Those whose topics depend on the day."""
    topics: Mapping[str, int]
    """Those who serve a topic on all their days."""
    groups: Mapping[str, Served]
    areas: Mapping[str, Served]
    own: Mapping[str, int]
    group_tree: Tree
    area_tree: Tree
    topic_tree: Tree

    def present(self, day: date) -> int:
        """Give those that are there on a day."""
        return bits_of(at for at, one in enumerate(self.services) if one.is_valid_on(day))

    def topics_on(self, day: date) -> dict[str, int]:
        """Give who is there for each topic on a day."""
        present = self.present(day)
        found = {topic: bits & present for topic, bits in self.topics.items()}
        for at in self.changing:
            if self.services[at].is_valid_on(day):
                for topic in found.keys() & self._open_topics(self.services[at], day):
                    found[topic] |= 1 << at
        return found

    def _open_topics(self, service: Service, day: date) -> set[str]:
        groups = [group for group in service.eligibility.groups if group.is_valid_on(day)]
        return {
            broader
            for topic in service.topics
            if any(not group.topics or self._is_about(group.topics, topic) for group in groups)
            for broader in self.topic_tree.up(topic)
        }

    def _is_about(self, topics: tuple[str, ...], topic: str) -> bool:
        broader = set(self.topic_tree.up(topic))
        return any(name in broader or topic in self.topic_tree.up(name) for name in topics)

    def members(self, bits: int) -> tuple[Service, ...]:
        """Give the services behind a number."""
        return tuple(self.services[at] for at in positions(bits))


@dataclass(frozen=True)
class Coverage:
    """A site on a day: the areas begin with the site's own, terms stand as in their taxonomy."""

    index: Index
    day: date
    topics: Mapping[str, int]
    overlaps: Overlaps

    @property
    def area(self) -> str:
        """Name the site's own area; empty where there is none."""
        return next(iter(self.index.areas), "")

    def cells(self) -> Iterator[Cell]:
        """Give every cell."""
        for topic in self.index.topics:
            for group in self.index.groups:
                for area in self.index.areas:
                    yield self.cell(topic, group, area)

    def cell(self, topic: str, group: str, area: str) -> Cell:
        """Give one cell."""
        served, here = self.index.groups[group], self.index.areas[area]
        wholly = self.topics[topic] & served.wholly & here.wholly
        partly = self.topics[topic] & served.partly & here.partly
        own = wholly & self.index.own[group]
        return Cell(topic, group, area, self._state(wholly, partly), wholly, partly, own)

    def _state(self, wholly: int, partly: int) -> State:
        if not wholly:
            return "part" if partly else "nobody"
        if wholly.bit_count() == 1:
            return "one"
        return self.overlaps.state(wholly) or "several"

    def intended_with(self, service: str) -> tuple[str, ...]:
        """Give those that a service does the same with in one place, and is meant to."""
        at = self.index.places[service]
        partners = self.overlaps.partners["intended"].get(at, 0)
        others = (1 << other for other in positions(partners))
        return tuple(
            self.index.members(other)[0].id for other in others if self._share(1 << at | other)
        )

    def _share(self, bits: int) -> bool:
        groups = (served.wholly for served in self.index.groups.values())
        areas = (served.wholly for served in self.index.areas.values())
        return all(
            any(bits & one == bits for one in some)
            for some in (self.topics.values(), groups, areas)
        )

    def bare_areas(self, topic: str, group: str) -> tuple[str, ...]:
        """Give the largest areas in which there is nobody, not even for a part."""
        bits = self.topics[topic] & self.index.groups[group].partly
        return tuple(self._bare(bits, self.area)) if self.area else ()

    def _bare(self, bits: int, area: str) -> Iterator[str]:
        here = self.index.areas[area]
        if not bits & here.partly:
            yield area
        elif not bits & here.wholly:
            for part in self._parts(area):
                yield from self._bare(bits, part)

    def _parts(self, area: str) -> Iterator[str]:
        parents = self.index.area_tree.parents
        return (
            part for part in self.index.areas if parents.get(part) == area and part != self.area
        )


def coverage(catalogue: Catalogue, on: date, index: Index | None = None) -> Coverage:
    """Reckon who is there for what on a day; cost: one pass over the services.

    With `index` of the same catalogue only the day is reckoned anew.
    """
    index = index or make_index(catalogue)
    statuses = term_tree(catalogue, "residence-status")
    intended = catalogue.site.intended_overlaps if catalogue.site else ()
    sets = [overlap.services for overlap in intended]
    overlaps = find_overlaps(index.services, index.present(on), on, statuses, sets)
    return Coverage(index, on, index.topics_on(on), overlaps)


def make_index(catalogue: Catalogue) -> Index:
    """Turn all services into bits, by topic, group and area; one pass over what they name."""
    services = tuple(catalogue.all(Service).values())
    topics, groups = (term_tree(catalogue, name) for name in ("topics", "target-groups"))
    areas = area_tree(catalogue)
    home = catalogue.site.area if catalogue.site else ""
    inside = [area for area in areas.parents if area in areas.inside.get(home, ()) and area != home]
    changing = frozenset(at for at, one in enumerate(services) if one.eligibility.groups)
    by_topic = _by_name(
        () if at in changing else service.topics for at, service in enumerate(services)
    )
    by_group = _by_name(service.target_groups for service in services)
    return Index(
        services=services,
        places={service.id: at for at, service in enumerate(services)},
        changing=changing,
        topics={topic: _within(topic, by_topic, topics) for topic in topics.parents},
        groups=_served(groups.parents, by_group, groups),
        areas=_served(
            [home, *inside] if home in areas.parents else [],
            _by_name(service.service_areas for service in services),
            areas,
        ),
        own={group: _within(group, by_group, groups) for group in groups.parents},
        group_tree=groups,
        area_tree=areas,
        topic_tree=topics,
    )


def _by_name(named: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """Give the bits of those that name something; those that name nothing stand under ''."""
    found: dict[str, list[int]] = {}
    for at, names in enumerate(named):
        for name in names or ("",):
            found.setdefault(name, []).append(at)
    return {name: bits_of(where) for name, where in found.items()}


def _served(names: Iterable[str], by_name: Mapping[str, int], tree: Tree) -> dict[str, Served]:
    everywhere = by_name.get("", 0)
    found = {}
    for name in names:
        wholly = everywhere | union(by_name, tree.up(name))
        found[name] = Served(wholly, wholly | _within(name, by_name, tree))
    return found


def _within(name: str, by_name: Mapping[str, int], tree: Tree) -> int:
    return union(by_name, tree.inside.get(name, ()))
