"""What lies above and below: areas inside larger areas, terms below broader terms.

In: names with at most one parent each. Out: walks that end even where parents form a circle, which
is a problem of its own. The only walk up there is; checks, rules and views all ask here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.models.area import Area


class Reach(NamedTuple):
    """What a list of names takes in; `within` holds the names themselves."""

    listed: tuple[str, ...]
    within: frozenset[str]
    above: frozenset[str]

    @classmethod
    def of(cls, names: tuple[str, ...]) -> "Reach":
        """Take in the names themselves, where there is nothing above or below."""
        return cls(names, frozenset(names), frozenset())

    def holds(self, name: str) -> bool | None:
        """Tell whether a name is taken in; None where it is broader, so only a part of it is."""
        if name in self.within:
            return True
        return None if name in self.above else False


class Tree(NamedTuple):
    """Names with their parents, and everything that lies within each."""

    parents: Mapping[str, str | None]
    inside: Mapping[str, frozenset[str]]
    gathered: dict[tuple[str, ...], Reach]
    climbed: dict[tuple[str, ...], frozenset[str]]
    """What was asked for before: many records name the same."""

    def up(self, name: str) -> Iterator[str]:
        """Walk from a name to the broadest one."""
        return walk_up(name, self.parents.get)

    def reach(self, names: tuple[str, ...]) -> Reach:
        """Gather what lies within some names, and what lies above them only."""
        if names not in self.gathered:
            self.gathered[names] = self._gather(names)
        return self.gathered[names]

    def reached_from(self, names: tuple[str, ...]) -> frozenset[str]:
        """List some names and all that lies above them."""
        if names not in self.climbed:
            self.climbed[names] = frozenset(above for name in names for above in self.up(name))
        return self.climbed[names]

    def _gather(self, names: tuple[str, ...]) -> Reach:
        within = frozenset[str]().union(
            *(self.inside.get(name, frozenset((name,))) for name in names)
        )
        return Reach(names, within, self.reached_from(names) - within)


def area_tree(catalogue: Catalogue) -> Tree:
    """Arrange the areas: Sozialräume inside their town, the town inside the Land."""
    return _tree((area.id, area.parent) for area in catalogue.all(Area).values())


def term_tree(catalogue: Catalogue, taxonomy: str) -> Tree:
    """Arrange the terms of a taxonomy."""
    return _tree((term.id, term.parent) for term in catalogue.terms.get(taxonomy, {}).values())


def _tree(names: Iterable[tuple[str, str | None]]) -> Tree:
    parents = dict(names)
    inside: dict[str, set[str]] = {}
    for name in parents:
        for above in walk_up(name, parents.get):
            inside.setdefault(above, set()).add(name)
    return Tree(parents, {name: frozenset(some) for name, some in inside.items()}, {}, {})


def walk_up(start: str | None, parent_of: Callable[[str], str | None]) -> Iterator[str]:
    """Yield a name, its parent, and so on; a circle of parents ends the walk."""
    seen: set[str] = set()
    name = start
    while name and name not in seen:
        seen.add(name)
        yield name
        name = parent_of(name)


def area_and_larger(catalogue: Catalogue, area: str | None) -> Iterator[str]:
    """Walk from an area up to the largest."""

    def larger(name: str) -> str | None:
        record = catalogue.get(Area, name)
        return record.parent if record else None

    return walk_up(area, larger)


def term_and_broader(catalogue: Catalogue, taxonomy: str, term: str | None) -> Iterator[str]:
    """Walk from a term up to the broadest."""

    def broader(name: str) -> str | None:
        found = catalogue.term(taxonomy, name)
        return found.parent if found else None

    return walk_up(term, broader)
