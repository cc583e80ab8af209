"""Pages that are printed when somebody asks for them: a preview, or a build that takes over others.

Comes in: one state of the records. Goes out: the file at an address, the same as a whole build
writes there. Cost: the way along the drafts up to the one that is asked for, and one page.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kim.catalogue import Catalogue
from kim.export.offline import SERVICE_WORKER
from kim.models import Site
from kim.render.ledger import SEARCH, Unit, homes_in
from kim.render.site import Press, Setting, write_worker
from kim.render.writer import Basket, Writer, file_at
from kim.views.drafts import DraftRow
from kim.views.languages import language_at
from kim.views.page import Draft, Page
from kim.views.single_pages import SEARCH as SEARCH_PAGE
from kim.views.viewpoint import Viewpoint

if TYPE_CHECKING:
    from kim.export.search import Search


class _Row:
    """The pages of one language, of which each is seen once."""

    def __init__(self, view: Viewpoint, site: Site) -> None:
        self.view = view
        self._drafts = DraftRow(view, site)
        self._begun: dict[tuple[str, ...], tuple[Iterator[Page], list[Page]]] = {}

    def find(self, address: str) -> Iterator[Page]:
        """Give the page at an address; of a file all pages that it may belong to."""
        draft = self._drafts.at(address)
        whole = draft is not None and not _is_page(address)
        folder = address[: address.rfind("/") + 1]
        for page in self._pages_of(draft or self._drafts.above(folder)):
            if whole or page.path in {address, folder}:
                yield page

    def _pages_of(self, draft: Draft | None) -> Iterator[Page]:
        """Give the pages of a draft, each seen once."""
        if draft is None:
            return
        rest, seen = self._begun.setdefault(draft.homes, (draft(), []))
        yield from tuple(seen)
        for page in rest:
            seen.append(page)
            yield page


class AskedPages:
    """All pages of one state of the records, of which those are printed that are asked for."""

    def __init__(self, catalogue: Catalogue, today: date, setting: Setting, out: Path) -> None:
        site = catalogue.site
        assert site is not None, "nothing is shown without it"  # noqa: S101
        self._site = site
        self._home = Viewpoint(catalogue, today)
        self._writer = Writer(out)
        self._press = Press(site, setting, self._writer)
        self._rows: dict[str, _Row] = {}
        self._search: tuple[Search, str] | None = None

    def write_assets(self) -> None:
        """Write what pages of any state use into an empty folder."""
        self._press.write_assets()

    def find(self, address: str) -> bool:
        """Tell whether a file stands at an address, and write it if nobody has asked before."""
        if address == SERVICE_WORKER:
            worker = write_worker(self._press.setting, self._press.named)
            self._writer.write(address, worker)
        try:
            return file_at(address) in self._writer.written or self._print(address)
        except Exception:
            self._rows.clear()  # half of a draft is none
            raise

    def forget(self) -> None:
        """Remove the files of this state; those named by their content may still be asked for."""
        self._writer.remove(self._writer.written.keys() - self._press.named.keys())

    def _print(self, address: str) -> bool:
        row, file = self._row(address), file_at(address)
        if address == f"{row.view.home}{SEARCH_PAGE}":
            self._search = self._search or self._press.search(self._home)
            self._press.print_search(row.view, *self._search)
        for page in row.find(address) if file not in self._writer.written else ():
            self._press.print_page(row.view, page)
            if file in self._writer.written:
                return True
        return file in self._writer.written

    def _row(self, address: str) -> _Row:
        """Find the row of the language that an address is in."""
        language = language_at(self._site, address)
        if language not in self._rows:
            view = Viewpoint(self._home.catalogue, self._home.today, language)
            self._rows[language] = _Row(view, self._site)
        return self._rows[language]


def _is_page(address: str) -> bool:
    return not address or address.endswith(("/", ".html"))


def print_again(
    views: Mapping[str, Viewpoint], setting: Setting, chosen: Collection[str]
) -> tuple[dict[str, bytes], dict[str, Unit]]:
    """Print some pieces of work again, by their names; give the files by their paths, and the work.

    The views are by language, their catalogue is watched, and reads like the one of the build
    before in all that is not chosen.
    Work that there is no more is left out.
    """
    site = next(iter(views.values())).catalogue.site
    assert site is not None, "there was a build before"  # noqa: S101
    basket = Basket()
    press = Press(site, setting, basket)
    if SEARCH in chosen:
        press.print_searches(tuple(views.values()))
    rows: dict[str, DraftRow] = {}
    for home in homes_in(chosen):
        language = language_at(site, home)
        if language not in rows:
            rows[language] = DraftRow(views[language], site)
        draft = rows[language].at(home)
        if draft:
            press.print_draft(views[language], draft)
    return basket.files, press.ledger.done
