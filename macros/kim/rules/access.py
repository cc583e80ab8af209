"""In which languages people are counselled, and where one gets in without barriers.

In: the catalogue and its services as bits. Out: numbers for any set of them: a topic, a cell. Most
records state neither, and what is not stated is unknown: it is counted for itself and never shown
as missing.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.models.location import Location
from kim.models.service import Service
from kim.rules.bits import bits_of
from kim.rules.coverage import Coverage, Index


class Access(NamedTuple):
    """Services: how many, how many state their languages, which, how many have interpreters.

    `accessible` have a place that states something about accessibility, `unstated` have places of
    which none does, `placeless` name no place.
    """

    total: int
    stated: int
    languages: dict[str, int]
    interpreted: int
    accessible: int
    unstated: int
    placeless: int


class Features(NamedTuple):
    """Who states what, as bits."""

    languages: Mapping[str, int]
    stated: int
    interpreted: int
    accessible: int
    placed: int

    def of(self, bits: int) -> Access:
        """Count what the services of a set state."""
        found = ((name, (bits & one).bit_count()) for name, one in self.languages.items())
        accessible = bits & self.accessible
        return Access(
            total=bits.bit_count(),
            stated=(bits & self.stated).bit_count(),
            languages={name: number for name, number in found if number},
            interpreted=(bits & self.interpreted).bit_count(),
            accessible=accessible.bit_count(),
            unstated=(bits & self.placed & ~accessible).bit_count(),
            placeless=(bits & ~self.placed).bit_count(),
        )


def find_features(catalogue: Catalogue, index: Index) -> Features:
    """Note who states what; one pass over the services and their places."""
    places = catalogue.all(Location)
    named: dict[str, list[int]] = {}
    for at, service in enumerate(index.services):
        for language in service.languages:
            named.setdefault(language, []).append(at)
    has_access = {name for name, place in places.items() if place.accessibility}
    return Features(
        languages={name: bits_of(where) for name, where in named.items()},
        stated=_those(index.services, lambda one: bool(one.languages)),
        interpreted=_those(index.services, lambda one: one.interpreting is not None),
        accessible=_those(index.services, lambda one: not has_access.isdisjoint(one.locations)),
        placed=_those(index.services, lambda one: any(name in places for name in one.locations)),
    )


def _those(services: Iterable[Service], is_meant: Callable[[Service], bool]) -> int:
    return bits_of(at for at, service in enumerate(services) if is_meant(service))


def topic_access(catalogue: Catalogue, coverage: Coverage) -> dict[str, Access]:
    """Count for every topic."""
    features = find_features(catalogue, coverage.index)
    return {topic: features.of(bits) for topic, bits in coverage.topics.items()}
