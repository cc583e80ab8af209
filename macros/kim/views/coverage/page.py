"""The report for the day of the viewpoint: reckoned, then made ready to be shown."""

from collections.abc import Iterator
from dataclasses import replace

from kim.models import Site
from kim.models.area import Area
from kim.models.service import Service
from kim.rules.access import topic_access
from kim.rules.changes import changes
from kim.rules.coverage import Coverage, coverage
from kim.rules.days import months_later
from kim.rules.gaps import find_gaps
from kim.rules.verification import Checked, verification
from kim.views.coverage.changes import see_changes
from kim.views.coverage.facts import (
    see_access,
    see_kinds,
    see_organizations,
    see_posts,
    see_spoken,
)
from kim.views.coverage.gaps import see_gaps, see_rare, see_same
from kim.views.coverage.grid import (
    see_grid,
    see_line,
    see_topics,
)
from kim.views.coverage.report import Numbers, ReportView, summarize
from kim.views.formats import say_day
from kim.views.page import Page
from kim.views.single_pages import WHO
from kim.views.viewpoint import Phrase, Viewpoint

MONTHS = 24
"""How far the report looks ahead."""

PATH = "abdeckung/"
TITLE = "Abdeckung"
PURPOSE = "Wo es Angebote gibt, wo keine, und was sich in den nächsten 24 Monaten ändert."


def list_report_pages(view: Viewpoint, site: Site) -> Iterator[Page]:
    """Give the public page of the report."""
    yield Page(PATH, "coverage.html", Phrase(TITLE), PURPOSE, see_report(view, site), door=WHO)


def see_report(view: Viewpoint, site: Site, found: Coverage | None = None) -> ReportView:
    """Show the report for the day of the viewpoint; `found` is its coverage, if it is known."""
    catalogue, today = view.catalogue, view.today
    found = found or coverage(catalogue, today)
    access = topic_access(catalogue, found)
    checked = verification(catalogue, today)
    gaps = find_gaps(found, site.home_topics)
    ahead = changes(catalogue, today, MONTHS, found.index)
    area = catalogue.get(Area, site.area)
    report = ReportView(
        area=str(area.name) if area else "",
        day=say_day(today, view.language),
        until=say_day(months_later(today, MONTHS), view.language),
        numbers=_count(view, checked.kinds.get(Service.kind, Checked(0, 0, 0, 0, 0))),
        grid=see_grid(view, site, found),
        gaps=see_gaps(view, site, found, gaps),
        rare=see_rare(view, gaps),
        same=see_same(view, site, found),
        changes=see_changes(view, ahead, site.area),
        spoken=see_spoken(view, site, access),
        access=see_access(view, access),
        kinds=see_kinds(view, checked),
        organizations=see_organizations(view, checked),
        posts=tuple(see_posts(view)),
        topics=tuple(see_topics(view, found)),
        without_topic=tuple(
            see_line(view, service) for service in _current(view) if not service.topics
        ),
    )
    return replace(report, summary=summarize(report))


def _current(view: Viewpoint) -> list[Service]:
    services = view.catalogue.all(Service).values()
    return [service for service in services if service.is_valid_on(view.today)]


def _count(view: Viewpoint, checked: Checked) -> Numbers:
    services = _current(view)
    return Numbers(
        len(services),
        sum(service.method is None for service in services),
        sum(service.valid_until is None for service in services),
        sum(bool(service.languages) for service in services),
        checked,
    )
