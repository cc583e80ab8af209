"""Which services do the same for the same people, and whether the records say who does what.

In: services as bits (see rules.coverage). Out: for each of them the others with the same method
that the same person could go to. Plural provision can be intended; this only finds where it is.

- Services without a method are never the same: what is not stated is unknown.
- The same person: ages, residence status and length of stay have something in common. One way in
  suffices (a group of the eligibility that holds on the day). Life situations are left out, as a
  person has several; exclusions too, as they speak of single cases.
- A delimitation from one service to the other says when which is right: the two are distinct.
- Two services of one set that the site names in `intended_overlaps` are intended.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, combinations
from operator import or_
from typing import Literal, NamedTuple

from kim.models.service import Service
from kim.rules.bits import bits_of, positions, union
from kim.rules.hierarchy import Tree
from kim.rules.ways import OLDEST, Way, ways_into


class _Layer:
    """The n-th way into every service, indexed: who takes this age, these papers, this stay."""

    def __init__(self, ways: Mapping[int, Way]) -> None:
        youngest, oldest = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
        for at, way in ways.items():
            youngest[way.youngest].append(at)
            oldest[way.oldest].append(at)
        ages = range(OLDEST + 1)
        self.from_age = list(accumulate((bits_of(youngest[age]) for age in ages), or_))
        self.to_age = list(accumulate((bits_of(oldest[age]) for age in reversed(ages)), or_))[::-1]
        self.statuses = _by_term({at: way.statuses for at, way in ways.items()})
        self.stays = _by_term({at: way.stays for at, way in ways.items()})

    def meeting(self, way: Way) -> int:
        """Give the services whose n-th way a person of this way could take."""
        ages: int = self.from_age[way.oldest] & self.to_age[way.youngest]
        return ages & _taking(self.statuses, way.statuses) & _taking(self.stays, way.stays)


_ANY = ""


def _by_term(named: Mapping[int, frozenset[str] | None]) -> dict[str, int]:
    found = defaultdict[str, list[int]](list)
    for at, terms in named.items():
        for term in (_ANY,) if terms is None else terms:
            found[term].append(at)
    return {term: bits_of(where) for term, where in found.items()}


def _taking(by_term: Mapping[str, int], terms: frozenset[str] | None) -> int:
    return union(by_term, by_term if terms is None else (_ANY, *terms))


Kind = Literal["overlap", "distinct", "intended"]
KINDS: tuple[Kind, ...] = ("overlap", "distinct", "intended")
"""Two that do the same for the same people: nobody said why, said when which is right, meant so."""


class Same(NamedTuple):
    """Services in one place that do the same for the same people; `members` are bits."""

    method: str
    kind: Kind
    members: int


@dataclass(frozen=True)
class Overlaps:
    """By method its services; by kind, for each service's position, those that do the same."""

    methods: Mapping[str, int]
    partners: Mapping[Kind, Mapping[int, int]]
    _known: dict[int, tuple[Same, ...]] = field(default_factory=dict)

    def state(self, bits: int) -> Kind | None:
        """Tell what several services in one place are to each other; the most open kind counts."""
        found = {same.kind for same in self.same(bits)}
        return next((kind for kind in KINDS if kind in found), None)

    def same(self, bits: int) -> tuple[Same, ...]:
        """Give method by method those that do the same for the same people as another one here."""
        if bits not in self._known:
            self._known[bits] = tuple(self._same(bits))
        return self._known[bits]

    def _same(self, bits: int) -> Iterator[Same]:
        for name, method in self.methods.items():
            here = bits & method
            for kind in KINDS if here & (here - 1) else ():
                partners = self.partners[kind]
                found = bits_of(at for at in positions(here) if here & partners.get(at, 0))
                if found:
                    yield Same(name, kind, found)


def find_overlaps(
    services: Sequence[Service],
    present: int,
    on: date,
    statuses: Tree,
    intended: Iterable[Sequence[str]] = (),
) -> Overlaps:
    """Find for every service that is there on a day who does the same for the same people.

    Cost: a few combined numbers for each distinct way in; no pair of services is compared.
    """
    here = {at: services[at] for at in positions(present)}
    methods = _methods(here)
    by_id = {service.id: at for at, service in here.items()}
    told = {
        by_id[one.id]: [by_id.get(to.service) for to in one.delimitations] for one in here.values()
    }
    distinct = _pairs((one, other) for one, others in told.items() for other in others)
    meant = [[by_id.get(name) for name in names] for names in intended]
    wanted = _pairs(pair for some in meant for pair in combinations(some, 2))
    partners: dict[Kind, dict[int, int]] = {kind: {} for kind in KINDS}
    for at, others in _meeting_by_method(here, methods, on, statuses):
        of_intent = others & wanted.get(at, 0)
        of_text = others & distinct.get(at, 0) & ~of_intent
        partners["intended"][at], partners["distinct"][at] = of_intent, of_text
        partners["overlap"][at] = others & ~of_intent & ~of_text
    return Overlaps(methods, partners)


def _meeting_by_method(
    here: Mapping[int, Service], methods: Mapping[str, int], on: date, statuses: Tree
) -> Iterator[tuple[int, int]]:
    """Give each service that has a method, and the others of that method it shares people with."""
    ways = {at: ways_into(service, on, statuses) for at, service in here.items()}
    meeting = _meeting(ways)
    for at, service in here.items():
        if service.method:
            yield at, union(meeting, ways[at]) & methods[service.method] & ~(1 << at)


def _methods(services: Mapping[int, Service]) -> dict[str, int]:
    found = defaultdict[str, list[int]](list)
    for at, service in services.items():
        if service.method:
            found[service.method].append(at)
    return {method: bits_of(where) for method, where in found.items()}


def _meeting(ways: Mapping[int, tuple[Way, ...]]) -> dict[Way, int]:
    """Give for each distinct way in the services that a person of this way could go to as well."""
    most = max(map(len, ways.values()), default=0)
    layers = [
        _Layer({at: some[number] for at, some in ways.items() if number < len(some)})
        for number in range(most)
    ]
    distinct = dict.fromkeys(way for some in ways.values() for way in some)
    return {way: _union_of(layer.meeting(way) for layer in layers) for way in distinct}


def _union_of(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= number
    return found


def _pairs(pairs: Iterable[tuple[int | None, int | None]]) -> dict[int, int]:
    """Say both ways round who belongs to whom."""
    found = defaultdict[int, int](int)
    for one, other in pairs:
        if one is not None and other is not None and one != other:
            found[one] |= 1 << other
            found[other] |= 1 << one
    return dict(found)
