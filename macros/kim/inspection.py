"""A finished build → links that lead nowhere, records without a page and pages without a record.

Comes in: the folder of a build and the catalogue it was made from. Goes out: what is wrong with it,
in German. Cost: about a seventh of a second for a thousand pages; the processors share it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote

from kim.catalogue import Catalogue
from kim.crew import MOST_PARTS, count_processes, share_in_order
from kim.files import names_below
from kim.models import KINDS
from kim.views.viewpoint import PAGED_KINDS, ROWS_ON_A_PAGE, kind_href, part_href

_LINKS = tuple(
    # Each begins with letters that it looks for: so a page is searched in a third of the time.
    re.compile(rb"""%b=(?<=\s%b=)(?:"([^"]*)"|'([^']*)')""" % (name, name))
    for name in (b"href", b"src")
)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_PAGE = "index.html"
_AT_ONCE = 50
WORTH_SHARING = 1000
"""So many pages; fewer are read sooner than a process is started."""


def inspect_build(folder: Path, catalogue: Catalogue, kept: frozenset[str]) -> Iterator[str]:
    """Yield what is wrong with a build; `kept` are addresses that have a page for other reasons."""
    files = frozenset(names_below(folder))
    yield from _inspect_pages(files, catalogue, kept)
    pages = sorted(name for name in files if name.endswith(".html"))
    size = max(_AT_ONCE, -(-len(pages) // MOST_PARTS))
    links = _Links(folder, files)

    def inspect(part: int) -> list[str]:
        return list(links.inspect(pages[part * size : (part + 1) * size]))

    processes = count_processes() if len(pages) >= WORTH_SHARING else 1
    yield from chain.from_iterable(share_in_order(inspect, -(-len(pages) // size), processes))


def _inspect_pages(
    files: frozenset[str], catalogue: Catalogue, kept: frozenset[str]
) -> Iterator[str]:
    """Compare the pages of every kind that has one for each record with the records."""
    for kind in sorted(PAGED_KINDS):
        records = catalogue.records[kind]
        expected = {kind_href(kind, name) for name in records}
        former = {kind_href(kind, old) for one in records.values() for old in one.formerly}
        path = f"{KINDS[kind].path}/"
        pages = re.compile(rf"({path}[^/]+/){re.escape(_PAGE)}")
        present = {found[1] for name in files if (found := pages.fullmatch(name))}
        for address in sorted(expected - present):
            yield f"die Seite {address} fehlt"
        parts = range(-(-len(records) // ROWS_ON_A_PAGE))
        listed = {part_href(kind_href(kind), number + 1) for number in parts}
        for address in sorted(present - expected - former - listed - kept):
            yield f"zur Seite {address} gibt es keinen Eintrag"


class _Links:
    """Looks where the links of pages lead; what was found once is not looked up again."""

    def __init__(self, folder: Path, files: frozenset[str]) -> None:
        self._folder = folder
        self._files = files
        self._known: dict[str, set[bytes]] = defaultdict(set)
        """What leads somewhere from all pages in the folders of a folder."""

    def inspect(self, pages: Iterable[str]) -> Iterator[str]:
        """Yield the links that lead nowhere."""
        for page in pages:
            for link in self._broken_links(page):
                yield f"{page} verweist auf {link}, das gibt es nicht"

    def _broken_links(self, page: str) -> Iterator[str]:
        here = page.rpartition("/")[0]
        known = self._known[here.rpartition("/")[0] if here else "/"]
        data = (self._folder / page).read_bytes()
        targets = {one or other for links in _LINKS for one, other in links.findall(data)}
        for target in sorted(targets - known):
            link = unescape(target.decode("utf-8", "replace"))
            place = unquote(link.partition("#")[0].partition("?")[0])
            if place and not _ELSEWHERE.match(link) and not _answers(here, place, self._files):
                yield link
            elif place.startswith("../"):
                known.add(target)


def _answers(here: str, place: str, files: frozenset[str]) -> bool:
    path = normpath(place.lstrip("/") if place.startswith("/") else join(here, place))
    inside = "" if path == "." else path
    return inside in files or f"{inside}/{_PAGE}".lstrip("/") in files
