"""The annexes of the concept, made from the directory."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kim.handbook.places import row_anchor
from kim.handbook.spot import Drawn, Heading, Spot
from kim.macro_table import YEAR_ANNEX
from kim.models.committee import Committee
from kim.models.milestone import Milestone
from kim.models.organization import Organization
from kim.models.service import Service
from kim.views.committees import see_committee_row
from kim.views.formats import say_day
from kim.views.labels import COMMITTEE_LEVELS, MILESTONE_STATUS
from kim.views.responsibilities import see_matrix
from kim.views.services import ServiceView, see_service
from kim.views.viewpoint import Link, Phrase

if TYPE_CHECKING:
    from markupsafe import Markup

_OTHERS = Heading("weitere-angebote", "Weitere Angebote")


class MilestoneRow(NamedTuple):
    """One step of a year's plan."""

    name: Phrase
    description: Phrase | None
    when: Phrase | None
    who: tuple[Link, ...]
    status: str


def draw_annex(spot: Spot) -> Drawn:
    """Draw the annex that the call names."""
    name = spot.call.arguments[0]
    if name.startswith(YEAR_ANNEX):
        return _milestones(spot, int(name.removeprefix(YEAR_ANNEX)))
    return _ANNEXES[name](spot)


def _services(spot: Spot) -> Drawn:
    services = spot.view.catalogue.all(Service).values()
    shown = sorted(
        (see_service(spot.view, service) for service in services),
        key=lambda one: (one.row.status.code == "ended", spot.view.sort_key(one.row.name)),
    )
    drawn: list[Heading | Markup] = []
    placed: set[str] = set()
    for heading, group in _by_category(spot, shown):
        # Who stands in several categories is found at the first.
        anchors = {one.row.id: row_anchor(Service.kind, one.row.id) for one in group}
        new = {name: anchor for name, anchor in anchors.items() if name not in placed}
        placed.update(new)
        table = spot.render("annex_services", services=group, anchors=new, title=heading.text)
        drawn += [heading, table]
    return drawn


def _by_category(
    spot: Spot, shown: list[ServiceView]
) -> Iterator[tuple[Heading, list[ServiceView]]]:
    for term in spot.view.catalogue.terms.get("categories", {}).values():
        link = spot.view.term_link("categories", term)
        group = [one for one in shown if link in one.categories]
        if group:
            yield Heading(f"kategorie-{term.id}", str(link.text)), group
    others = [one for one in shown if not one.categories]
    if others:
        yield _OTHERS, others


def _committees(spot: Spot) -> Drawn:
    committees = spot.view.catalogue.all(Committee).values()
    rows = sorted(
        ((see_committee_row(spot.view, one), row_anchor(one.kind, one.id)) for one in committees),
        key=lambda row: spot.view.sort_key(row[0].name),
    )
    drawn: list[Heading | Markup] = []
    for code, label in COMMITTEE_LEVELS.items():
        group = [(row, anchor) for row, anchor in rows if row.level == label]
        if group:
            drawn += [
                Heading(f"ebene-{code}", label),
                spot.render("annex_committees", rows=group, title=label),
            ]
    return drawn


def _responsibilities(spot: Spot) -> Drawn:
    return spot.render("annex_responsibilities", of=see_matrix(spot.view))


def _milestones(spot: Spot, year: int) -> Drawn:
    records = [one for one in spot.view.catalogue.all(Milestone).values() if one.year == year]
    records.sort(key=lambda one: (one.due or date.max, one.id))
    rows = [_milestone(spot, one) for one in records]
    return spot.render("milestones", rows=rows, year=year)


def _milestone(spot: Spot, one: Milestone) -> MilestoneRow:
    view = spot.view
    found = (view.find(Organization, one.responsible), view.find(Committee, one.committee))
    day = Phrase(say_day(one.due, view.language)) if one.due else None
    return MilestoneRow(
        name=view.phrase(one.name),
        description=view.optional(one.description),
        when=day or view.optional(one.period),
        who=tuple(link for link in found if link),
        status=MILESTONE_STATUS[one.status],
    )


_ANNEXES = {
    "angebote": _services,
    "gremien": _committees,
    "zustaendigkeiten": _responsibilities,
}
