"""Macros that stand alone on their line: boxes, tables, figures, lists."""

from collections.abc import Iterator

from markupsafe import Markup

from kim.handbook.spot import Spot
from kim.models.committee import Committee
from kim.models.contact import Contact
from kim.models.event import Event
from kim.models.programme import Programme
from kim.models.service import Service
from kim.models.statistic import Statistic
from kim.render.charts import draw_bars
from kim.render.structure import draw_structure
from kim.views.committees import see_committee
from kim.views.delimitation import see_delimitation
from kim.views.events import see_event
from kim.views.parts import see_contact
from kim.views.programmes import see_programme
from kim.views.services import see_service, see_service_row
from kim.views.statistics import see_statistic
from kim.views.terms import PROVIDERS, choose_services

_SELECTORS = {
    "kategorie": "categories",
    "thema": "topics",
    "zielgruppe": "target_groups",
    "organisation": PROVIDERS,
}


def draw_statistic(spot: Spot) -> Markup:
    """Draw a statistic: the chart where it has one, the table always."""
    view = see_statistic(spot.view, spot.record(Statistic))
    chart = draw_bars(view, spot.view.language) if view.has_chart else None
    return spot.render("statistic", of=view, chart=chart, caption=spot.caption)


def draw_committee(spot: Spot) -> Markup:
    """Draw a committee's facts, tasks and seats."""
    return spot.render("committee", of=see_committee(spot.view, spot.record(Committee)))


def draw_committees(spot: Spot) -> Markup:
    """Draw how the committees of the KIM structure hang together."""
    committees = spot.view.catalogue.all(Committee).values()
    chart = draw_structure(
        see_committee(spot.view, one) for one in committees if one.part_of_structure
    )
    return spot.render("structure", chart=chart, caption=spot.caption)


def draw_positions(spot: Spot) -> Markup:
    """Draw the posts of a programme as a table."""
    view = see_programme(spot.view, spot.record(Programme))
    return spot.render("positions", of=view, caption=spot.caption)


def draw_programme(spot: Spot) -> Markup:
    """Draw a programme's facts, aims and tasks."""
    return spot.render("programme", of=see_programme(spot.view, spot.record(Programme)))


def draw_contact(spot: Spot) -> Markup:
    """Draw whom to ask."""
    return spot.render("contact", of=see_contact(spot.view, spot.record(Contact)))


def draw_services(spot: Spot) -> Markup:
    """List the services that all options of the call choose."""
    services = spot.view.catalogue.all(Service)
    fields = [(_SELECTORS[name], value) for name, value in spot.call.options]
    rows = sorted(
        (see_service_row(spot.view, services[name]) for name in choose_services(spot.view, fields)),
        key=lambda row: (row.status.code == "ended", spot.view.sort_key(row.name)),
    )
    return spot.render("services", rows=rows)


def draw_comparison(spot: Spot) -> Markup:
    """Put services side by side: for whom, by which method, who comes first."""
    services = [
        see_service(spot.view, spot.record(Service, place))
        for place in range(len(spot.call.arguments))
    ]
    return spot.render("comparison", services=services, caption=spot.caption)


def draw_programmes(spot: Spot) -> Markup:
    """Put all programmes that steer a case themselves side by side."""
    return spot.render("programmes", of=see_delimitation(spot.view), caption=spot.caption)


def draw_events(spot: Spot) -> Markup:
    """Draw the dates of a series as a table, the earliest first."""
    events = sorted(_series(spot), key=lambda event: (event.starts_on, event.id))
    rows = [see_event(spot.view, event) for event in events]
    return spot.render(
        "events",
        rows=rows,
        caption=spot.caption,
        has_group=any(row.group or row.block for row in rows),
    )


def _series(spot: Spot) -> Iterator[Event]:
    series = spot.call.option("reihe")
    return (event for event in spot.view.catalogue.all(Event).values() if event.series == series)
