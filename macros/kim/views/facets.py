"""Facets: the ways to narrow the list of services, their options, and what marks each service.

Comes in: the services and their rows. Goes out: options numbered across all facets, first those
that are shown, then those that one finds by typing; the script counts and combines by these
numbers. Cost: one pass over the services; what several of them name alike is looked up once.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from kim.fields import HOME_LANGUAGE
from kim.models.area import Area
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.service import Service
from kim.rows import kept
from kim.rules.hierarchy import area_and_larger
from kim.views.labels import ACCESS_MODES
from kim.views.order import count_current
from kim.views.outline import Outline, modes_of, see_outlines
from kim.views.viewpoint import Phrase, Viewpoint, once
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

MOST, SHOWN = 30, 20
"""So many options are shown; of more than that only those with most services: phones are small."""


Column: TypeAlias = Sequence[tuple[str, ...]]
"""What the record of each service names in one facet, in the order of the list."""


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
    more: tuple[Option, ...] = ()
    """Those with fewer services, where there are too many to show; one types their name."""


class Current(NamedTuple):
    """What a page of the list says where another one narrows it: how many there are today."""

    current: int


@dataclass(frozen=True, slots=True)
class FacetsView:
    """Everything one needs to narrow the list of services.

    `smaller` leads from the option of an area to those of the areas inside it: what is for the
    larger one is for people from there too.
    """

    facets: tuple[Facet, ...]
    smaller: Mapping[int, Sequence[int]]
    current: int
    total: int

    @property
    def has_ended(self) -> bool:
        """Tell whether the list holds services that are no longer there."""
        return self.current < self.total

    @property
    def numbers(self) -> dict[tuple[str, str], int]:
        """Number all options: what is shown comes first."""
        shown = ((facet.key, option.id) for facet in self.facets for option in facet.options)
        others = ((facet.key, option.id) for facet in self.facets for option in facet.more)
        return {pair: number for number, pair in enumerate(chain(shown, others))}


@once
def see_facets(view: Viewpoint) -> FacetsView:
    """Show the facets of all services; a facet or option without a service is left out."""
    facets, smaller = _counted(view, "")
    return FacetsView(
        tuple([_read_facet(*facet) for facet in facets]),
        {int(larger): areas for larger, areas in smaller.items()},
        count_current(view.in_language(HOME_LANGUAGE), ""),
        len(view.catalogue.all(Service)),
    )


@kept
def _counted(view: Viewpoint, _: str) -> tuple[list[Any], dict[str, list[int]]]:
    """Give all facets with their options, and which areas lie inside others, as plain values."""
    outlines = tuple(see_outlines(view).values())
    is_current = [not outline.has_ended for outline in outlines]
    columns = {key: _column(view, key, outlines) for key in TITLES}
    inside = _areas_inside(view)
    used = {
        key: _count(column, is_current, inside if key == "gebiet" else {})
        for key, column in columns.items()
    }
    facets = tuple(_facets(view, used))
    numbers = FacetsView(facets, {}, 0, 0).numbers
    return list(map(_plain_facet, facets)), _smaller(numbers, inside)


def _plain_facet(facet: Facet) -> list[Any]:
    options = ([list(option) for option in some] for some in (facet.options, facet.more))
    return [facet.key, facet.title, *options]


def _read_facet(key: str, title: str, options: list[Any], more: list[Any]) -> Facet:
    return Facet(key, title, *(tuple(map(_read_option, some)) for some in (options, more)))


def _read_option(option: Sequence[Any]) -> Option:
    name, label, count = option
    return Option(name, Phrase(*label), count)


def _column(view: Viewpoint, key: str, outlines: Iterable[Outline]) -> Column:
    """Give what each service's own record names, each thing once."""
    known = _known(view, key)
    named = list(map(FIELDS[key], outlines))
    marks = {
        ids: tuple(name for name in dict.fromkeys(marks_of(view, key, ids)) if name in known)
        for ids in dict.fromkeys(named)
    }
    return list(map(marks.__getitem__, named))


FIELDS: Mapping[str, Callable[[Outline | Service], tuple[str, ...]]] = {
    "thema": attrgetter("topics"),
    "zielgruppe": attrgetter("target_groups"),
    "kategorie": attrgetter("categories"),
    "traeger": attrgetter("providers"),
    "gebiet": attrgetter("service_areas"),
    "sprache": attrgetter("languages"),
    "zugang": lambda one: one.modes if isinstance(one, Outline) else modes_of(one),
    "barrierefreiheit": attrgetter("locations"),
}


def _known(view: Viewpoint, key: str) -> Mapping[str, object]:
    """Give what a facet can offer, by id."""
    if key in _TAXONOMIES:
        return view.catalogue.terms.get(_TAXONOMIES[key], {})
    catalogue = view.catalogue
    others = {
        "traeger": catalogue.all(Organization),
        "gebiet": catalogue.all(Area),
        "zugang": ACCESS_MODES,
    }
    return others[key]


def marks_of(view: Viewpoint, key: str, ids: tuple[str, ...]) -> Iterator[str]:
    """Give what is marked by the ids that a record names: of places, what they offer."""
    if key != "barrierefreiheit":
        yield from ids
        return
    for place in ids:
        record = view.catalogue.get(Location, place)
        yield from record.accessibility if record else ()


def _count(
    column: Column, is_current: Sequence[bool], inside: Mapping[str, Sequence[str]]
) -> Counter[str]:
    """Count today's services by option; an option of ended services only counts none.

    A service for an area is found by those inside it, too.
    """
    used: Counter[str] = Counter()
    today = Counter(compress(column, is_current))
    for ids in dict.fromkeys(column):
        reached = chain(ids, *(inside.get(name, ()) for name in ids))
        used.update(dict.fromkeys(reached, today[ids]))
    return used


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
) -> dict[str, list[int]]:
    """Say the same by the numbers of the options."""
    return {
        str(number): [numbers["gebiet", area] for area in inside[name]]
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
            yield Facet(key, view.say(title), *_shared_out(options))


def _shared_out(options: tuple[Option, ...]) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Give what is shown and what is not, both in the order of the facet."""
    if len(options) <= MOST:
        return options, ()
    largest = sorted(range(len(options)), key=lambda place: -options[place].service_count)[:SHOWN]
    shown = set(largest)
    return (
        tuple(options[place] for place in sorted(largest)),
        tuple(one for place, one in enumerate(options) if place not in shown),
    )


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
