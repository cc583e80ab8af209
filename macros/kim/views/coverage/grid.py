"""Views of the grid: topics by target groups for the whole area, and the services of each topic."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kim.models import Site
from kim.models.service import Service
from kim.rules.access import Access, find_features
from kim.rules.coverage import Cell, Coverage, State
from kim.views.coverage.naming import (
    STATES,
    Entry,
    amount,
    area_names,
    organization_name,
    see_entry,
    term_name,
    term_names,
)
from kim.views.eligibility import see_eligibility
from kim.views.formats import short_day
from kim.views.viewpoint import Viewpoint

_SAME = frozenset({"intended", "distinct", "overlap"})


class CellView(NamedTuple):
    """One cell: what is written in it and what it means."""

    state: State
    short: str
    words: str


class TopicRow(NamedTuple):
    """A topic and its cells, one for each target group."""

    anchor: str
    name: str
    is_central: bool
    cells: tuple[CellView, ...]


class ServiceLine(NamedTuple):
    """A service as the report lists it; `limits` is who may come, in plain words."""

    entry: Entry
    organizations: tuple[str, ...]
    method: str
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    limits: tuple[str, ...]
    checked: str


class TopicView(NamedTuple):
    """A topic and all services about it."""

    anchor: str
    name: str
    services: tuple[ServiceLine, ...]


class GridView(NamedTuple):
    """The matrix for the whole area."""

    groups: tuple[str, ...]
    rows: tuple[TopicRow, ...]
    legend: tuple[tuple[str, str], ...]


class GridLine(NamedTuple):
    """One cell of the whole grid, as a line; `services` is shortened where there are many."""

    topic: str
    group: str
    area: str
    state: str
    number: int
    services: str
    languages: str
    access: str


_LEGEND = (
    ("–", "kein Angebot"),
    ("teils", "nur für einen Teil der Menschen oder des Gebiets"),
    ("2", "so viele Angebote, mit verschiedenen Methoden oder für verschiedene Menschen"),
    ("(2)", "so viele, aber keines eigens für diese Zielgruppe"),
    ("2 =", "mehrere davon mit derselben Methode für dieselben Menschen"),
)


def anchor_of(topic: str) -> str:
    """Name the place on the page where the services of a topic stand."""
    return f"thema-{topic}"


def see_grid(view: Viewpoint, site: Site, coverage: Coverage) -> GridView:
    """Show the matrix of topics and groups for the whole area."""
    groups = coverage.index.groups
    return GridView(
        groups=term_names(view, "target-groups", groups),
        rows=tuple(
            TopicRow(
                anchor_of(topic),
                term_name(view, "topics", topic),
                topic in site.home_topics,
                tuple(_see_cell(coverage.cell(topic, group, coverage.area)) for group in groups),
            )
            for topic in (coverage.topics if coverage.area else ())
        ),
        legend=_LEGEND,
    )


def _see_cell(cell: Cell) -> CellView:
    number = cell.wholly.bit_count()
    if not number:
        return CellView(cell.state, "teils" if cell.state == "part" else "–", STATES[cell.state])
    mark = " =" if cell.state in _SAME else ""
    short = f"{number}{mark}" if cell.own else f"({number}{mark})"
    words = amount(number, "Angebot", "Angebote")
    if cell.state in _SAME:
        words = f"{words}, {STATES[cell.state]}"
    return CellView(cell.state, short, words if cell.own else f"{words}, keines eigens dafür")


def see_topics(view: Viewpoint, coverage: Coverage) -> Iterator[TopicView]:
    """List the services of every topic that are there on the day."""
    lines = {
        service.id: see_line(view, service)
        for service in coverage.index.services
        if service.is_valid_on(view.today)
    }
    for topic, bits in coverage.topics.items():
        found = (lines[service.id] for service in coverage.index.members(bits))
        yield TopicView(anchor_of(topic), term_name(view, "topics", topic), tuple(found))


def see_line(view: Viewpoint, service: Service) -> ServiceLine:
    """Show a service in one line."""
    checked = service.last_verified
    return ServiceLine(
        see_entry(view, service),
        tuple(organization_name(view, name) for name in service.providers),
        term_name(view, "methods", service.method),
        term_names(view, "target-groups", service.target_groups),
        area_names(view, service.service_areas),
        tuple(str(limit) for limit in see_eligibility(view, service)),
        short_day(checked, view.language) if checked else "",
    )


_MOST_NAMED = 8


def see_lines_of_grid(view: Viewpoint, coverage: Coverage) -> Iterator[GridLine]:
    """Give every cell as a line: for the workbook, which can filter."""
    topics, groups = (
        dict(zip(ids, term_names(view, taxonomy, ids), strict=True))
        for taxonomy, ids in (
            ("topics", coverage.index.topics),
            ("target-groups", coverage.index.groups),
        )
    )
    tongues = view.catalogue.terms.get("languages", {})
    languages = {name: str(term.name) for name, term in tongues.items()}
    features = find_features(view.catalogue, coverage.index)
    areas = dict(zip(coverage.index.areas, area_names(view, coverage.index.areas), strict=True))
    for cell in coverage.cells():
        members = coverage.index.members(cell.wholly or cell.partly)
        named = [service.id for service in members[:_MOST_NAMED]]
        rest = len(members) - len(named)
        yield GridLine(
            topics[cell.topic],
            groups[cell.group],
            areas[cell.area],
            STATES[cell.state],
            cell.wholly.bit_count(),
            ", ".join((*named, *((f"und {rest} weitere",) if rest else ()))),
            *_say_access(features.of(cell.wholly), languages),
        )


def _say_access(access: Access, languages: Mapping[str, str]) -> tuple[str, str]:
    """Say what the services of a cell state; what is not stated is unknown."""
    if not access.total:
        return "", ""
    spoken = [f"{languages[name]} {number}" for name, number in access.languages.items()]
    silent = access.total - access.stated
    unstated = access.total - access.accessible
    return (
        ", ".join((*spoken, *((f"nicht angegeben {silent}",) if silent else ()))),
        f"mit Angaben {access.accessible}, nicht angegeben {unstated}",
    )
