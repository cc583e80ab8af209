"""Views of what is missing and of what is there several times."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kim.models import Site
from kim.models.service import Service
from kim.rules.bits import positions
from kim.rules.coverage import Cell, Coverage
from kim.rules.gaps import Gap, Gaps, broadest
from kim.rules.overlap import KINDS, Kind, Same
from kim.views.coverage.grid import anchor_of
from kim.views.coverage.naming import (
    STATES,
    Entry,
    area_names,
    listed,
    organization_name,
    see_entry,
    term_name,
    term_names,
)
from kim.views.viewpoint import Viewpoint

_Name = tuple[str, Kind, int]
"""A service among those of one method and kind: by its position."""


class GapRow(NamedTuple):
    """A gap: `words` says the shorter of the two, who has nobody or who has somebody."""

    anchor: str
    topic: str
    is_central: bool
    is_whole: bool
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    served: tuple[str, ...]
    words: str


class RareRow(NamedTuple):
    """A target group with services about few topics."""

    group: str
    topics: tuple[str, ...]


class SameRow(NamedTuple):
    """Services that do the same for the same people, and where."""

    state: str
    is_open: bool
    method: str
    services: tuple[Entry, ...]
    organizations: tuple[str, ...]
    topics: tuple[str, ...]
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    reasons: tuple[str, ...]


def see_gaps(view: Viewpoint, site: Site, coverage: Coverage, gaps: Gaps) -> tuple[GapRow, ...]:
    """Show the gaps by topic, worst first."""
    return tuple(_see_gap(view, site, coverage, gap) for gap in gaps.topics)


def _see_gap(view: Viewpoint, site: Site, coverage: Coverage, gap: Gap) -> GapRow:
    groups = term_names(view, "target-groups", gap.groups)
    served = term_names(view, "target-groups", gap.served)
    areas = area_names(view, gap.areas)
    where = "" if gap.areas == (coverage.area,) else f"in {listed(areas)} "
    if gap.is_whole:
        words = f"{where}kein Angebot".strip()
    elif len(served) < len(groups) and served and not where:
        words = f"Angebote nur für {listed(served)}"
    else:
        words = f"{where}kein Angebot für {listed(groups, ' oder ')}"
    return GapRow(
        anchor_of(gap.topic),
        term_name(view, "topics", gap.topic),
        gap.topic in site.home_topics,
        gap.is_whole,
        areas,
        groups,
        served,
        words,
    )


def see_rare(view: Viewpoint, gaps: Gaps) -> tuple[RareRow, ...]:
    """Show the groups that are served in few topics."""
    return tuple(
        RareRow(term_name(view, "target-groups", one.group), term_names(view, "topics", one.topics))
        for one in gaps.groups
    )


def see_same(view: Viewpoint, site: Site, coverage: Coverage) -> tuple[SameRow, ...]:
    """Show who does the same for the same people: open ones first, several providers first.

    Where the records say who does what, or the site why, all that belong together are one row.
    """
    found = _together(_collect(coverage))
    rows = [_see_same(view, site, coverage, same, cells) for same, cells in found]
    ranks = {STATES[kind]: rank for rank, kind in enumerate(KINDS)}
    rows.sort(
        key=lambda row: (
            ranks[row.state],
            len(row.organizations) == 1,
            -len(row.services),
            -len(row.topics),
            tuple(entry.name for entry in row.services),
        )
    )
    return tuple(rows)


def _collect(coverage: Coverage) -> dict[Same, list[Cell]]:
    found: dict[Same, list[Cell]] = {}
    for cell in coverage.cells():
        for same in coverage.overlaps.same(cell.wholly):
            found.setdefault(same, []).append(cell)
    return found


def _together(found: dict[Same, list[Cell]]) -> Iterator[tuple[Same, list[Cell]]]:
    """Join what is settled: rows of one method and kind that have a service in common."""
    joined: dict[_Name, tuple[int, list[Cell]]] = {}
    leaders: dict[_Name, _Name] = {}
    for same, cells in found.items():
        if same.kind == "overlap":
            yield same, cells
            continue
        names = [(same.method, same.kind, at) for at in positions(same.members)]
        members, kept = same.members, list(cells)
        for leader in dict.fromkeys(leaders[name] for name in names if name in leaders):
            others, theirs = joined.pop(leader)
            members, kept = members | others, theirs + kept
        joined[names[0]] = members, kept
        leaders |= {(*names[0][:2], at): names[0] for at in positions(members)}
    for (method, kind, _), (members, cells) in joined.items():
        yield Same(method, kind, members), cells


def _see_same(
    view: Viewpoint, site: Site, coverage: Coverage, same: Same, cells: Iterable[Cell]
) -> SameRow:
    index = coverage.index
    members = index.members(same.members)
    topics, groups, areas = (
        tuple(dict.fromkeys(names)) for names in zip(*(cell[:3] for cell in cells), strict=True)
    )
    return SameRow(
        state=STATES[same.kind],
        is_open=same.kind == "overlap",
        method=term_name(view, "methods", same.method),
        services=tuple(see_entry(view, service) for service in members),
        organizations=tuple(
            dict.fromkeys(
                organization_name(view, name) for one in members for name in one.providers
            )
        ),
        topics=term_names(view, "topics", topics),
        groups=term_names(view, "target-groups", broadest(groups, index.group_tree)),
        areas=area_names(view, broadest(areas, index.area_tree)),
        reasons=tuple(_reasons(site, members)) if same.kind == "intended" else (),
    )


def _reasons(site: Site, members: Iterable[Service]) -> Iterator[str]:
    names = {service.id for service in members}
    for overlap in site.intended_overlaps:
        if len(names & {*overlap.services}) > 1:
            yield overlap.reason
