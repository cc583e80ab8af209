"""Facets: the ways to narrow the list of services, their options, and what marks each service.

Comes in: the services and their rows. Goes out: options numbered across all facets, in the order
in which they are shown; the script counts and combines by these numbers. Cost: one pass over the
services and their marks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kim.models.area import Area
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.service import Service
from kim.rules.hierarchy import area_and_larger
from kim.views.labels import ACCESS_MODES
from kim.views.services import ServiceRow
from kim.views.viewpoint import Phrase, Viewpoint
from kim.words import N_

TITLES = {
    "thema": N_("Thema"),
    "zielgruppe": N_("Zielgruppe"),
    "kategorie": N_("Art des Angebots"),
    "traeger": N_("Wer hilft"),
    "gebiet": N_("Für Menschen aus"),
    "sprache": N_("Sprache der Beratung"),
    "zugang": N_("So kommen Sie hin"),
    "barrierefreiheit": N_("Barrierefreiheit"),
}
"""The facets by their name in the address of a page."""


Marks = Mapping[str, Sequence[str]]
"""What the record of a service names, by facet."""


class Option(NamedTuple):
    """One choice of a facet and how many services it finds today."""

    id: str
    label: Phrase
    service_count: int


class Facet(NamedTuple):
    """One way to narrow the list."""

    key: str
    title: str
    options: tuple[Option, ...]


class MarkedService(NamedTuple):
    """A row and the numbers of the options that a record itself names."""

    row: ServiceRow
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FacetsView:
    """Everything one needs to narrow the list of services.

    `smaller` leads from the option of an area to those of the areas inside it: what is for the
    larger one is for people from there too.
    """

    facets: tuple[Facet, ...]
    services: tuple[MarkedService, ...]
    smaller: Mapping[int, tuple[int, ...]]
    current: int

    @property
    def has_ended(self) -> bool:
        """Tell whether the list holds services that are no longer there."""
        return self.current < len(self.services)


def see_facets(view: Viewpoint, rows: Sequence[ServiceRow]) -> FacetsView:
    """Show the facets of the listed services; a facet or option without a service is left out."""
    services = view.catalogue.all(Service)
    marks = {row.id: dict(_marks(view, services[row.id])) for row in rows}
    current = {row.id for row in rows if row.status.code != "ended"}
    inside = _areas_inside(view)
    facets = tuple(_facets(view, _count(marks, current, inside)))
    pairs = ((facet.key, option.id) for facet in facets for option in facet.options)
    numbers = {pair: number for number, pair in enumerate(pairs)}
    return FacetsView(
        facets,
        tuple(MarkedService(row, tuple(_numbers(numbers, marks[row.id]))) for row in rows),
        _smaller(numbers, inside),
        len(current),
    )


def _count(
    marks: Mapping[str, Marks], current: set[str], inside: Mapping[str, Sequence[str]]
) -> dict[str, Counter[str]]:
    """Count today's services by option; an option of ended services only counts none."""
    used: dict[str, Counter[str]] = {key: Counter() for key in TITLES}
    for service, named in marks.items():
        for key, ids in named.items():
            reached = dict.fromkeys(_reached(key, ids, inside), int(service in current))
            used[key].update(reached)
    return used


def _numbers(numbers: Mapping[tuple[str, str], int], named: Marks) -> Iterator[int]:
    for key, ids in named.items():
        for name in ids:
            yield numbers[key, name]


def _marks(view: Viewpoint, service: Service) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what a service's own record names, by facet, each thing once."""
    catalogue = view.catalogue
    yield "thema", _known(catalogue.terms.get("topics", {}), service.topics)
    yield "zielgruppe", _known(catalogue.terms.get("target-groups", {}), service.target_groups)
    yield "kategorie", _known(catalogue.terms.get("categories", {}), service.categories)
    yield "traeger", _known(catalogue.all(Organization), service.providers)
    yield "gebiet", _known(catalogue.all(Area), service.service_areas)
    yield "sprache", _known(catalogue.terms.get("languages", {}), service.languages)
    yield "zugang", _known(ACCESS_MODES, service.access.modes if service.access else ())
    places = (catalogue.get(Location, place) for place in service.locations)
    features = [feature for place in places if place for feature in place.accessibility]
    yield "barrierefreiheit", _known(catalogue.terms.get("accessibility", {}), features)


def _known(things: Mapping[str, object], ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(ids) if name in things)


def _reached(key: str, ids: Sequence[str], inside: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Give the options that find a service: what it names, and the areas inside its areas."""
    for name in ids:
        yield name
        if key == "gebiet":
            yield from inside[name]


def _areas_inside(view: Viewpoint) -> dict[str, list[str]]:
    """Give for each area all those inside it, near and far."""
    found: dict[str, list[str]] = defaultdict(list)
    for area in view.catalogue.all(Area).values():
        for larger in area_and_larger(view.catalogue, area.parent):
            if larger != area.id:
                found[larger].append(area.id)
    return found


def _smaller(
    numbers: Mapping[tuple[str, str], int], inside: Mapping[str, Sequence[str]]
) -> dict[int, tuple[int, ...]]:
    """Say the same by the numbers of the options."""
    return {
        number: tuple(numbers["gebiet", area] for area in inside[name])
        for (key, name), number in numbers.items()
        if key == "gebiet" and inside[name]
    }


def _facets(view: Viewpoint, used: Mapping[str, Counter[str]]) -> Iterator[Facet]:
    for key, title in TITLES.items():
        options = tuple(
            Option(name, label, used[key][name])
            for name, label in _labels(view, key)
            if name in used[key]
        )
        if options:
            yield Facet(key, view.say(title), options)


_TAXONOMIES = {
    "thema": "topics",
    "zielgruppe": "target-groups",
    "kategorie": "categories",
    "sprache": "languages",
    "barrierefreiheit": "accessibility",
}


def _labels(view: Viewpoint, key: str) -> Iterator[tuple[str, Phrase]]:
    """Name all that a facet can offer, in the order in which it is shown."""
    if key == "traeger":
        organizations = view.catalogue.all(Organization).values()
        named = [(record.id, view.phrase(record.name)) for record in organizations]
        yield from sorted(named, key=lambda pair: view.sort_key(pair[1]))
    elif key == "gebiet":
        areas = view.catalogue.all(Area).values()
        for area in sorted(areas, key=lambda a: (a.number or "", view.sort_key(a.name))):
            yield area.id, view.phrase(area.name)
    elif key == "zugang":
        for mode, label in ACCESS_MODES.items():
            yield mode, Phrase(view.say(label))
    else:
        for term in view.catalogue.terms.get(_TAXONOMIES[key], {}).values():
            yield term.id, view.phrase(term.name)
