"""Checks of trees: areas, organizations, programmes and terms have parents, never circles."""

from collections.abc import Iterator
from datetime import date
from enum import Enum, auto

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, find_circles, say_circle
from kim.models import Record
from kim.models.area import Area
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.models.taxonomy import Taxonomy
from kim.rules.hierarchy import area_and_larger
from kim.source import Keys
from kim.translate import suggest


def parent_circle(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Gebiet, eine Organisation oder ein Programm gehört nicht zu sich selbst.

    Auch nicht über Umwege: Wer 'parent' von Eintrag zu Eintrag folgt, kommt oben an.

    Falsch:

        # nord.yml
        parent: stadt
        # stadt.yml
        parent: nord

    Richtig:

        # nord.yml
        parent: stadt
    """
    for kind in (Area.kind, Organization.kind, Programme.kind):
        records = catalogue.records[kind]
        parents = {name: getattr(record, "parent", None) for name, record in records.items()}
        edges = {name: (parent,) for name, parent in parents.items() if parent}
        for circle in find_circles(edges):
            if len(circle) > 1:
                yield (
                    catalogue.place(records[circle[-1]], ("parent",)),
                    f"'parent' führt im Kreis: {say_circle(circle)}",
                )


def term_parent_circle(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Begriff ist nicht sein eigener Oberbegriff, auch nicht über Umwege.

    Falsch:

        terms:
          - {id: recht, name: Recht, parent: aufenthalt}
          - {id: aufenthalt, name: Aufenthalt, parent: recht}

    Richtig:

        terms:
          - {id: recht, name: Recht}
          - {id: aufenthalt, name: Aufenthalt, parent: recht}
    """
    for taxonomy in catalogue.all(Taxonomy).values():
        places = {term.id: index for index, term in enumerate(taxonomy.terms)}
        edges = {term.id: (term.parent,) for term in taxonomy.terms if term.parent}
        for circle in find_circles(edges):
            yield (
                catalogue.place(taxonomy, ("terms", places[circle[-1]], "parent")),
                f"'parent' führt im Kreis: {say_circle(circle)}",
            )


def unknown_parent_term(catalogue: Catalogue, _today: date) -> Findings:
    """Der Oberbegriff eines Begriffs steht in derselben Datei.

    Falsch:

        terms:
          - {id: aufenthalt, name: Aufenthalt, parent: rehct}

    Richtig:

        terms:
          - {id: recht, name: Recht}
          - {id: aufenthalt, name: Aufenthalt, parent: recht}
    """
    for taxonomy in catalogue.all(Taxonomy).values():
        known = catalogue.terms[taxonomy.id]
        for index, term in enumerate(taxonomy.terms):
            if term.parent and term.parent not in known:
                yield (
                    catalogue.place(taxonomy, ("terms", index, "parent")),
                    (
                        f"den Begriff '{term.parent}' gibt es in dieser Datei nicht;"
                        f" {suggest(term.parent, list(known))}"
                    ),
                )


def area_outside_site(catalogue: Catalogue, _today: date) -> Findings:
    """Angebote und Zuständigkeiten gelten im Gebiet der Seite.

    Erlaubt sind das Gebiet aus directory/site.yml, alles, was darin liegt, und größere Gebiete, zu
    denen es gehört, etwa das Land.

    Falsch, auf der Seite von Musterstadt:

        service_areas: [nachbarstadt]

    Richtig:

        service_areas: [musterstadt]
    """
    if not catalogue.site:
        return
    where = _Whereabouts(catalogue, catalogue.site.area)
    for record, keys, area in _named_areas(catalogue):
        if where.is_outside(area):
            yield (
                catalogue.place(record, keys),
                (
                    f"das Gebiet '{area}' liegt nicht in '{catalogue.site.area}'; Gebiet oder"
                    " 'parent' des Gebiets prüfen"
                ),
            )


def _named_areas(catalogue: Catalogue) -> Iterator[tuple[Record, Keys, str]]:
    for service in catalogue.all(Service).values():
        for index, area in enumerate(service.service_areas):
            yield service, ("service_areas", index), area
    for task in catalogue.all(Responsibility).values():
        for index, assignment in enumerate(task.assignments):
            yield task, ("assignments", index, "area"), assignment.area


class _Where(Enum):
    INSIDE = auto()
    OUTSIDE = auto()
    UNKNOWN = auto()


class _Whereabouts:
    """Tell where areas lie; every chain of parents is walked once."""

    def __init__(self, catalogue: Catalogue, home: str) -> None:
        self._catalogue = catalogue
        # The larger areas hold the site, so what is done for them is done here too.
        self._found = dict.fromkeys(self._chain(home), _Where.INSIDE)
        self._home = home

    def is_outside(self, area: str) -> bool:
        """Tell whether the area surely has nothing to do with the site."""
        if area not in self._found:
            self._found[area] = self._judge(list(self._chain(area)))
        return self._found[area] is _Where.OUTSIDE

    def _judge(self, chain: list[str]) -> _Where:
        if self._home in chain:
            return _Where.INSIDE
        top = self._catalogue.get(Area, chain[-1])
        # A broken record or a circle has a problem of its own; nothing is proven then.
        return _Where.OUTSIDE if top and top.parent is None else _Where.UNKNOWN

    def _chain(self, area: str) -> Iterator[str]:
        return area_and_larger(self._catalogue, area)
