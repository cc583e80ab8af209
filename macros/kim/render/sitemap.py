"""The addresses of all pages and their days → the site map: same records, same bytes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from markupsafe import escape

from kim.reads import see_noting
from kim.render.ledger import SITEMAP as MAP
from kim.render.ledger import Ledger, Unit
from kim.views.days import PageDays
from kim.views.viewpoint import Viewpoint

DayOf: TypeAlias = Callable[[str], date | None]

SITEMAP = "sitemap.xml"
_INDEX = "index.html"
_EDITION = re.compile(r"fortschreibungen/\d{4}-\d{2}-\d{2}(?:-b\d+)?/")
_MOST = 50_000
"""So many addresses may one site map hold (sitemaps.org)."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


class SiteMap:
    """The site map of all pages: their days can be seen before it is known which there are."""

    def __init__(self, view: Viewpoint, chapters: Mapping[str, date], site: str) -> None:
        """See the days; `chapters` are those of the handbook's pages, `site` the full address."""
        self._reads = view.catalogue.reads
        self._site = site
        self.chapters = chapters
        self._days, self._part = see_noting(self._reads, lambda: PageDays(view, chapters))

    def print(self, addresses: Iterable[str]) -> tuple[dict[str, bytes], dict[str, Unit]]:
        """Give the site map of some pages, and the work; no site without a full address has one."""
        files, ledger = dict[str, bytes](), Ledger()
        with ledger.unit(MAP, self._reads):
            if self._reads and self._part:
                self._reads.join(self._part)
            written = write_sitemap(addresses, self._site, self._days.of) if self._site else ()
            for name, content in written:
                files[name] = content
                ledger.add_file(name)
        return files, ledger.done


def list_addresses(files: Iterable[str]) -> list[str]:
    """Give the addresses of all pages among a site's files: a page before those below it."""
    pages = [
        name.removesuffix(_INDEX) for name in files if name == _INDEX or name.endswith(f"/{_INDEX}")
    ]
    return sorted(pages, key=lambda address: address.replace("/", "\0"))


def write_sitemap(
    addresses: Iterable[str], site: str, day_of: DayOf, most: int = _MOST
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the site map of pages below the site's full address.

    Editions stay out: their list leads to them. A large site gets several files and a list of them.
    """
    base = site.rstrip("/")
    current = [one for one in addresses if not _EDITION.match(one)]
    parts = [current[start : start + most] for start in range(0, len(current), most)]
    if len(parts) <= 1:
        yield SITEMAP, _pages(parts[0] if parts else (), base, day_of)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _pages(part, base, day_of)
    lines = (f"<sitemap><loc>{escape(f'{base}/{name}')}</loc></sitemap>\n" for name in names)
    yield SITEMAP, _file("sitemapindex", lines)


def _pages(addresses: Iterable[str], base: str, day_of: DayOf) -> bytes:
    return _file("urlset", (_page(one, base, day_of(one)) for one in addresses))


def _page(address: str, base: str, day: date | None) -> str:
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(f'{base}/{address}')}</loc>{changed}</url>\n"


def _file(root: str, lines: Iterable[str]) -> bytes:
    return f'{_HEAD}<{root} xmlns="{_SCHEMA}">\n{"".join(lines)}</{root}>\n'.encode()
