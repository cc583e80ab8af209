"""Measure the report on coverage: `python -m tests.bench.coverage [SERVICES]`.

The invented municipality of `make bench`, its services spread anew over 25 topics, 20 target groups
and 48 areas. Nothing here decides whether it is fast enough: it only tells.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kim.catalogue import load_catalogue
from kim.models.area import Area
from kim.models.service import Service
from kim.models.taxonomy import Term
from kim.reports import write_report
from kim.rules.changes import changes
from kim.rules.coverage import coverage
from kim.rules.gaps import find_gaps
from kim.views.coverage.page import see_report
from kim.views.viewpoint import Viewpoint
from tests.bench.institutions import ROOT_AREA, TODAY
from tests.bench.land import SEED, write_land

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kim.catalogue import Catalogue

SERVICES = 10_000
TOPICS, GROUPS, AREAS = 25, 20, 48


def main(services: int = SERVICES) -> None:
    """Print what each step took."""
    with tempfile.TemporaryDirectory(prefix="kim-coverage-") as folder:
        write_land(Path(folder), services)
        catalogue = spread(load_catalogue(Path(folder))[0])
    found = coverage(catalogue, TODAY)
    index = found.index
    size = f"{len(index.topics)} Themen × {len(index.groups)} Zielgruppen × {len(index.areas)}"
    print(f"{services} Angebote, {size} Gebiete")
    for name, step in (
        ("Raster und Stand aller Zellen", lambda: list(coverage(catalogue, TODAY).cells())),
        ("Lücken", lambda: find_gaps(found)),
        ("Änderungen", lambda: changes(catalogue, TODAY)),
        ("Bericht als Sicht", lambda: see_report(Viewpoint(catalogue, TODAY), catalogue.site)),
        ("Bericht als HTML", lambda: _write("html", catalogue)),
        ("Bericht als Tabelle", lambda: _write("xlsx", catalogue)),
    ):
        print(f"{name:<32}{_seconds(step):>8.2f} s")


def spread(catalogue: Catalogue) -> Catalogue:
    """Give the services other topics, groups and areas, so many as a large Kreis may have."""
    chance = Random(SEED)  # noqa: S311  the same numbers every time
    topics, groups, areas = (
        tuple(f"{name}-{number}" for number in range(count))
        for name, count in (("thema", TOPICS), ("gruppe", GROUPS), ("ort", AREAS - 1))
    )
    services = {
        service.id: service.model_copy(
            update={
                "topics": tuple(chance.sample(topics, chance.randint(1, 3))),
                "target_groups": tuple(chance.sample(groups, chance.randint(1, 3))),
                "service_areas": _some(chance, areas),
            }
        )
        for service in catalogue.all(Service).values()
    }
    home = {name: area for name, area in catalogue.all(Area).items() if name == ROOT_AREA}
    local = {name: _area(name) for name in areas}
    records = {**catalogue.records, "services": services, "areas": home | local}
    terms = {**catalogue.terms, "topics": _terms(topics), "target-groups": _terms(groups)}
    return replace(catalogue, records=MappingProxyType(records), terms=MappingProxyType(terms))


def _some(chance: Random, areas: tuple[str, ...]) -> tuple[str, ...]:
    return (ROOT_AREA,) if chance.random() < 0.1 else tuple(chance.sample(areas, 2))


def _area(name: str) -> Area:
    return Area.model_validate({"id": name, "name": name, "level": "gemeinde", "parent": ROOT_AREA})


def _terms(names: Iterable[str]) -> dict[str, Term]:
    return {name: Term.model_validate({"id": name, "name": name}) for name in names}


def _write(form: str, catalogue: Catalogue) -> bytes:
    return write_report(form, Path("nirgends"), catalogue, TODAY, "")


def _seconds(step: Callable[[], Any]) -> float:
    start = perf_counter()
    step()
    return perf_counter() - start


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
