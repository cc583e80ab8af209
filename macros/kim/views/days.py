"""The day of every page: when what stands there was last confirmed, as the records say.

Comes in: the catalogue, and the days of the handbook's pages. Goes out: for an address the day that
search engines are told; nothing where no record says one. No clock and no file's date is asked, so
the same records always give the same days.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from kim.catalogue import Catalogue
from kim.fields import HOME_LANGUAGE
from kim.models.edition import Edition
from kim.models.service import Service
from kim.rows import kept
from kim.views.terms import SERVICE_FIELDS, services_by
from kim.views.viewpoint import PAGED_KINDS, TERM_PATHS, Viewpoint, kind_href, term_href

_PART = re.compile(r"seite-\d+/$")
_GUIDE, _GUIDED = "wegweiser/", "topics"
_STATEMENT = "barrierefreiheit/"


class PageDays:
    """The days of all pages, by their address below the home page of their language."""

    def __init__(self, view: Viewpoint, chapters: Mapping[str, date]) -> None:
        catalogue = view.catalogue
        self._languages = frozenset(catalogue.site.languages) if catalogue.site else frozenset()
        self._days: dict[str, date] = dict(chapters)
        for address, day in _days(view.in_language(HOME_LANGUAGE)):
            known = self._days.get(address)
            if known is None or known < day:
                self._days[address] = day

    def of(self, address: str) -> date | None:
        """Give the day of a page; parts of a long list are as new as the list."""
        language, _, rest = address.partition("/")
        below = rest if language in self._languages else address
        return self._days.get(_PART.sub("", below))


def newest_check(view: Viewpoint) -> date | None:
    """Give the day on which a service was last checked."""
    newest = _newest_check(view.in_language(HOME_LANGUAGE), "")
    return date.fromisoformat(newest) if newest else None


@kept
def _newest_check(view: Viewpoint, _: str) -> str:
    days = (_checked_on(view, f"{Service.kind}/{name}") for name in view.catalogue.all(Service))
    return max(days, default="")


@kept
def _checked_on(view: Viewpoint, record: str) -> str:
    """Give the day of a record by kind and id; nothing where there is none."""
    kind, _, name = record.partition("/")
    one = view.catalogue.records[kind][name]
    day = one.stand if isinstance(one, Edition) else one.last_verified
    return day.isoformat() if day else ""


def _days(view: Viewpoint) -> Iterator[tuple[str, date]]:
    """Yield each page that shows a record, with its day; a list is as new as its newest."""
    catalogue = view.catalogue
    for kind in catalogue.records:
        days = _days_of(view, kind)
        if days:
            yield kind_href(kind), max(days.values())
        if kind in PAGED_KINDS:
            yield from ((kind_href(kind, name), day) for name, day in days.items())
    services = _days_of(view, Service.kind)
    yield from _pages_of_terms(view, services)
    yield from _pages_with_services(catalogue, services)
    if services:
        yield from _pages_of_all_services(max(services.values()))
    statement = catalogue.site.accessibility.reviewed_on if catalogue.site else None
    if statement:
        yield _STATEMENT, statement


def _days_of(view: Viewpoint, kind: str) -> dict[str, date]:
    """Give the days of those records of a kind that have one."""
    names = view.catalogue.records[kind]
    days = ((name, _checked_on(view, f"{kind}/{name}")) for name in names)
    return {name: date.fromisoformat(day) for name, day in days if day}


def _pages_of_terms(view: Viewpoint, services: Mapping[str, date]) -> Iterator[tuple[str, date]]:
    """Yield the pages of what services are about, each as new as the newest of its services."""
    for taxonomy, field in SERVICE_FIELDS.items():
        for term, names in services_by(view, field).items():
            day = max((services[name] for name in names if name in services), default=None)
            if day:
                yield term_href(taxonomy, term), day
                if taxonomy == _GUIDED:
                    yield f"{_GUIDE}{term}/", day


def _pages_with_services(
    catalogue: Catalogue, services: Mapping[str, date]
) -> Iterator[tuple[str, date]]:
    """Yield the pages of other records that services name."""
    for (kind, name), links in catalogue.links.items():
        if kind in PAGED_KINDS and kind != Service.kind:
            known = [link.id for link in links if link.kind == Service.kind and link.id in services]
            if known:
                yield kind_href(kind, name), max(map(services.__getitem__, known))


def _pages_of_all_services(newest: date) -> Iterator[tuple[str, date]]:
    """Yield each page on which all services stand: it is as new as the newest of them."""
    for address in ("", _GUIDE, *(f"{path}/" for path in TERM_PATHS.values())):
        yield address, newest
