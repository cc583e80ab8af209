"""Checks of trees: areas, organizations, programmes and terms have parents, never circles."""

from collections.abc import Iterator
from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each, find_circles, say_circle
from kim.models import Record
from kim.models.area import Area
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.models.taxonomy import Taxonomy
from kim.rules.hierarchy import area_and_larger
from kim.source import Keys
from kim.translate import Adviser


def parent_circle(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Gebiet, eine Organisation oder ein Programm gehört nicht zu sich selbst.

    Auch nicht über Umwege: Wer 'parent' von Eintrag zu Eintrag folgt, kommt oben an. Dasselbe gilt
    für 'run_by'.

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
        ways = {name: dict(_ways_up(record)) for name, record in records.items()}
        for circle in find_circles({name: tuple(way) for name, way in ways.items()}):
            if len(circle) > 1:
                keys = ways[circle[-1]][circle[0]]
                yield (
                    catalogue.place(records[circle[-1]], keys),
                    f"'{keys[0]}' führt im Kreis: {say_circle(circle)}",
                )


def _ways_up(record: Record) -> Iterator[tuple[str, Keys]]:
    """Give whom a record belongs to, each with the keys that say so."""
    parent = getattr(record, "parent", None)
    if parent:
        yield parent, ("parent",)
    for index, name in enumerate(getattr(record, "run_by", ())):
        yield name, ("run_by", index)


def membership_circle(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Dachverband ist nicht Mitglied bei seinen eigenen Mitgliedern.

    Falsch:

        # awo.yml
        member_of: [ag-wohlfahrt]
        # ag-wohlfahrt.yml
        member_of: [awo]

    Richtig:

        # awo.yml
        member_of: [ag-wohlfahrt]
    """
    organizations = catalogue.all(Organization)
    edges = {name: one.member_of for name, one in organizations.items()}
    for circle in find_circles(edges):
        if len(circle) > 1:
            last = circle[-1]
            keys = ("member_of", edges[last].index(circle[0]))
            yield (
                catalogue.place(organizations[last], keys),
                f"'member_of' führt im Kreis: {say_circle(circle)}",
            )


@each(Area)
def area_level(catalogue: Catalogue, area: Area, _today: date) -> Findings:
    """Ein Gebiet liegt in einem größeren.

    Eine Gemeinde liegt in einem Kreis, ein Kreis und eine kreisfreie Stadt in einem Land. Ein
    Sozialraum liegt in einer Stadt, einer Gemeinde, einem Kreis oder einem größeren Sozialraum.

    Falsch, wenn 'musterdorf' eine Gemeinde ist:

        level: kreis
        parent: musterdorf

    Richtig:

        level: kreis
        parent: nrw
    """
    larger = catalogue.get(Area, area.parent)
    if larger and larger is not area and larger.level not in _LIES_IN[area.level]:
        yield (
            catalogue.place(area, ("parent",)),
            (
                f"{_NAMES[area.level]} liegt nicht in {_NAMES_AFTER_IN[larger.level]};"
                f" 'level' hier und bei '{larger.id}' prüfen"
            ),
        )


_LIES_IN = {
    "land": (),
    "kreis": ("land",),
    "kreisfreie_stadt": ("land",),
    "gemeinde": ("kreis", "land"),
    "sozialraum": ("kreisfreie_stadt", "kreis", "gemeinde", "sozialraum"),
}
_NAMES = {
    "land": "ein Land",
    "kreis": "ein Kreis",
    "kreisfreie_stadt": "eine kreisfreie Stadt",
    "gemeinde": "eine Gemeinde",
    "sozialraum": "ein Sozialraum",
}
_NAMES_AFTER_IN = {
    "land": "einem Land",
    "kreis": "einem Kreis",
    "kreisfreie_stadt": "einer kreisfreien Stadt",
    "gemeinde": "einer Gemeinde",
    "sozialraum": "einem Sozialraum",
}
_KEY_LENGTHS = {"land": (2,), "kreis": (5,), "kreisfreie_stadt": (5, 8, 12), "gemeinde": (8, 12)}
_KREIS_DIGITS = 5
"""So many digits the two kinds of keys, AGS and ARS, have in common."""


@each(Area)
def official_key(catalogue: Catalogue, area: Area, _today: date) -> Findings:
    """Der amtliche Schlüssel passt zur Ebene und beginnt wie der des größeren Gebiets.

    Ein Land hat 2 Stellen, ein Kreis 5, eine Gemeinde 8 oder 12, eine kreisfreie Stadt 5, 8 oder
    12. Die ersten Stellen sind die von Land und Kreis.

    Falsch, wenn der Kreis den Schlüssel 05999 hat:

        level: gemeinde
        official_key: "05998004"

    Richtig:

        level: gemeinde
        official_key: "05999004"
    """
    key, lengths = area.official_key, _KEY_LENGTHS.get(area.level)
    if key and lengths and len(key) not in lengths:
        allowed = " oder ".join(map(str, lengths))
        yield (
            catalogue.place(area, ("official_key",)),
            f"der Schlüssel hat {len(key)} Stellen; {_NAMES[area.level]} hat {allowed}",
        )
    larger = catalogue.get(Area, area.parent)
    start = (larger.official_key or "")[:_KREIS_DIGITS] if larger else ""
    if larger and key and not key.startswith(start):
        yield (
            catalogue.place(area, ("official_key",)),
            f"der Schlüssel beginnt nicht mit {start}, dem von '{larger.id}'",
        )


@each(Taxonomy)
def term_parent_circle(catalogue: Catalogue, taxonomy: Taxonomy, _today: date) -> Findings:
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
    adviser = Adviser()
    for taxonomy in catalogue.all(Taxonomy).values():
        known = catalogue.terms[taxonomy.id]
        names = tuple(known)
        for index, term in enumerate(taxonomy.terms):
            if term.parent and term.parent not in known:
                yield (
                    catalogue.place(taxonomy, ("terms", index, "parent")),
                    (
                        f"den Begriff '{term.parent}' gibt es in dieser Datei nicht"
                        f"{adviser.cure(term.parent, names)}"
                    ),
                )


def _areas_elsewhere(catalogue: Catalogue) -> frozenset[str]:
    """Name the areas that surely have nothing to do with the site."""
    if not catalogue.site:
        return frozenset()
    home = catalogue.site.area
    # The larger areas hold the site, so what is done for them is done here too.
    near = {*area_and_larger(catalogue, home)}
    return frozenset(
        area
        for area in catalogue.all(Area)
        if area not in near and _leads_elsewhere(catalogue, area, home)
    )


def _leads_elsewhere(catalogue: Catalogue, area: str, home: str) -> bool:
    chain = list(area_and_larger(catalogue, area))
    top = catalogue.get(Area, chain[-1])
    # A broken record or a circle has a problem of its own; nothing is proven then.
    return home not in chain and top is not None and top.parent is None


@each(Service, Responsibility, sees=_areas_elsewhere)
def area_outside_site(
    catalogue: Catalogue,
    record: Service | Responsibility,
    _today: date,
    elsewhere: frozenset[str],
) -> Findings:
    """Angebote und Zuständigkeiten gelten im Gebiet der Seite.

    Erlaubt sind das Gebiet aus directory/site.yml, alles, was darin liegt, und größere Gebiete, zu
    denen es gehört, etwa das Land.

    Falsch, auf der Seite von Musterstadt:

        service_areas: [nachbarstadt]

    Richtig:

        service_areas: [musterstadt]
    """
    for keys, area in _named_areas(record):
        if catalogue.site and area in elsewhere:
            yield (
                catalogue.place(record, keys),
                (
                    f"das Gebiet '{area}' liegt nicht in '{catalogue.site.area}'; Gebiet oder"
                    " 'parent' des Gebiets prüfen"
                ),
            )


def _named_areas(record: Service | Responsibility) -> Iterator[tuple[Keys, str]]:
    if isinstance(record, Service):
        for index, area in enumerate(record.service_areas):
            yield ("service_areas", index), area
    else:
        for index, assignment in enumerate(record.assignments):
            yield ("assignments", index, "area"), assignment.area
