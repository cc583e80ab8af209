"""The day of every page: when what stands there was last confirmed, as the records say.

Comes in: the catalogue, and the days of the handbook's pages. Goes out: for an address the day that
search engines are told; nothing where no record says one. No clock and no file's date is asked, so
the same records always give the same days.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kim.catalogue import Catalogue
from kim.models import Record
from kim.models.edition import Edition
from kim.models.service import Service
from kim.views.viewpoint import PAGED_KINDS, TERM_PATHS, kind_href, term_href

_PART = re.compile(r"seite-\d+/$")
_GUIDE, _GUIDED = "wegweiser/", "topics"
_MARKS = tuple((taxonomy, taxonomy.replace("-", "_")) for taxonomy in TERM_PATHS)
"""Taxonomies whose terms have a page, and the fields of a service that name them."""
_STATEMENT = "barrierefreiheit/"


class PageDays:
    """The days of all pages, by their address below the home page of their language."""

    def __init__(self, catalogue: Catalogue, chapters: Mapping[str, date]) -> None:
        self._languages = frozenset(catalogue.site.languages) if catalogue.site else frozenset()
        self._days: dict[str, date] = dict(chapters)
        for address, day in _days(catalogue):
            known = self._days.get(address)
            if known is None or known < day:
                self._days[address] = day

    def of(self, address: str) -> date | None:
        """Give the day of a page; parts of a long list are as new as the list."""
        language, _, rest = address.partition("/")
        below = rest if language in self._languages else address
        return self._days.get(_PART.sub("", below))


def _days(catalogue: Catalogue) -> Iterator[tuple[str, date]]:
    """Yield each page that shows a record, with its day; a list is as new as its newest."""
    for kind, records in catalogue.records.items():
        days = _days_of(records.values())
        if days:
            yield kind_href(kind), max(days.values())
        if kind in PAGED_KINDS:
            yield from ((kind_href(kind, name), day) for name, day in days.items())
    services = _days_of(catalogue.all(Service).values())
    yield from _pages_of_terms(catalogue, services)
    yield from _pages_with_services(catalogue, services)
    if services:
        yield from _pages_of_all_services(max(services.values()))
    statement = catalogue.site.accessibility.reviewed_on if catalogue.site else None
    if statement:
        yield _STATEMENT, statement


def _days_of(records: Iterable[Record]) -> dict[str, date]:
    """Give the days of those records that have one."""
    days = (
        (one.id, one.stand if isinstance(one, Edition) else one.last_verified) for one in records
    )
    return {name: day for name, day in days if day}


def _pages_of_terms(
    catalogue: Catalogue, services: Mapping[str, date]
) -> Iterator[tuple[str, date]]:
    """Yield the pages of what services are about, each as new as the newest of its services."""
    newest: dict[tuple[str, str], date] = {}
    for name, day in services.items():
        service = catalogue.all(Service)[name]
        for taxonomy, field in _MARKS:
            for term in getattr(service, field):
                known = newest.get((taxonomy, term))
                if known is None or known < day:
                    newest[taxonomy, term] = day
    for (taxonomy, term), day in newest.items():
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
