"""The rules of all services, gathered once and looked up by topic and area."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.models.service import Service
from kim.rules.criteria import Case, Terms, Trees
from kim.rules.hierarchy import Reach, Tree


class Rule(NamedTuple):
    """Who may come to a service."""

    service: Service
    everyone: Terms
    groups: tuple[Terms, ...]
    exclusions: tuple[Terms, ...]
    preferred: tuple[Terms, ...]
    topics: frozenset[str]
    areas: Reach


class Rulebook(NamedTuple):
    """The rules of all services in the order of their names, and where to look them up."""

    rules: tuple[Rule, ...]
    areas: Tree
    by_topic: Mapping[str, frozenset[int]]
    by_area: Mapping[str, frozenset[int]]
    anywhere: frozenset[int]
    services: Mapping[str, Service]

    def about(self, case: Case) -> tuple[Rule, ...]:
        """List the rules of the services about the topic that serve the area, or a part of it."""
        return tuple(self.rules[position] for position in sorted(self._positions(case)))

    def _positions(self, case: Case) -> Iterable[int]:
        positions: Iterable[int] = range(len(self.rules))
        if case.topic:
            positions = self.by_topic.get(case.topic, frozenset())
        if case.area:
            near = {*self.areas.up(case.area), *self.areas.inside.get(case.area, ())}
            serving = self.anywhere.union(*(self.by_area.get(area, ()) for area in near))
            positions = serving.intersection(positions)
        return positions


def write_rulebook(catalogue: Catalogue) -> Rulebook:
    """Gather who may come to which service; one pass over all services."""
    trees = Trees.of(catalogue)
    rules = tuple(_rule(service, trees) for service in _list_services(catalogue))
    return Rulebook(
        rules=rules,
        areas=trees.areas,
        by_topic=_positions(rule.topics for rule in rules),
        by_area=_positions(rule.areas.listed for rule in rules),
        anywhere=frozenset(at for at, rule in enumerate(rules) if not rule.areas.listed),
        services=catalogue.all(Service),
    )


def _list_services(catalogue: Catalogue) -> list[Service]:
    """List all services in the order of their names, as the rules stand in."""
    services = catalogue.all(Service).values()
    return sorted(services, key=lambda one: (str(one.name).casefold(), one.id))


def _positions(names: Iterable[Iterable[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for position, some in enumerate(names):
        for name in some:
            found.setdefault(name, set()).add(position)
    return {name: frozenset(positions) for name, positions in found.items()}


def _rule(service: Service, trees: Trees) -> Rule:
    who = service.eligibility
    return Rule(
        service=service,
        everyone=trees.terms(who),
        groups=tuple(trees.terms(group) for group in who.groups),
        exclusions=tuple(trees.terms(exclusion) for exclusion in who.exclusions),
        preferred=tuple(trees.terms(preferred) for preferred in who.preferred),
        topics=trees.about(service.topics),
        areas=trees.areas.reach(service.service_areas),
    )
