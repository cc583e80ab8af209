"""The day of every page: when what stands there was last confirmed, as the records say.

Comes in: the catalogue, and the days of the handbook's pages. Goes out: for an address the day that
search engines are told; nothing where no record says one. No clock and no file's date is asked, so
the same records always give the same days.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from kim.catalogue import Catalogue
from kim.models import Record
from kim.models.edition import Edition
from kim.models.service import Service
from kim.views.viewpoint import PAGED_KINDS, TERM_PATHS, kind_href, term_href

_PART = re.compile(r"seite-\d+/$")
_GUIDE = "wegweiser/"
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
        for record in records.values():
            day = _day_of(record)
            if day:
                yield kind_href(kind), day
                for address in _own_pages(record):
                    yield address, day
    yield from _pages_with_services(catalogue)
    yield from _pages_of_all_services(catalogue)
    statement = catalogue.site.accessibility.reviewed_on if catalogue.site else None
    if statement:
        yield _STATEMENT, statement


def _pages_with_services(catalogue: Catalogue) -> Iterator[tuple[str, date]]:
    for (kind, name), links in catalogue.links.items():
        if kind in PAGED_KINDS and kind != Service.kind:
            for link in links:
                service = catalogue.get(Service, link.id) if link.kind == Service.kind else None
                if service and service.last_verified:
                    yield kind_href(kind, name), service.last_verified


def _pages_of_all_services(catalogue: Catalogue) -> Iterator[tuple[str, date]]:
    """Yield each page on which all services stand: it is as new as the newest of them."""
    services = catalogue.all(Service).values()
    newest = max((one.last_verified for one in services if one.last_verified), default=None)
    if newest:
        for address in ("", _GUIDE, *(f"{path}/" for path in TERM_PATHS.values())):
            yield address, newest


def _day_of(record: Record) -> date | None:
    return record.stand if isinstance(record, Edition) else record.last_verified


def _own_pages(record: Record) -> Iterator[str]:
    """Yield the pages about a record; a service stands on those of its terms, too."""
    if record.kind in PAGED_KINDS:
        yield kind_href(record.kind, record.id)
    if isinstance(record, Service):
        yield from (f"{_GUIDE}{topic}/" for topic in record.topics)
        for taxonomy in TERM_PATHS:
            for term in getattr(record, taxonomy.replace("-", "_")):
                yield term_href(taxonomy, term)
