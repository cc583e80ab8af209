"""Pages that are printed when somebody asks for them: what a preview shows.

Comes in: one state of the records. Goes out: the file at an address, the same as a whole build
writes there. Cost: the way along the drafts up to the one that is asked for, and one page.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kim.catalogue import Catalogue
from kim.export.offline import SERVICE_WORKER
from kim.fields import HOME_LANGUAGE
from kim.models import Site
from kim.render.site import Press, Setting, write_worker
from kim.render.writer import Writer, file_at
from kim.views.drafts import list_groups
from kim.views.languages import languages_of
from kim.views.page import Draft, Page
from kim.views.single_pages import SEARCH
from kim.views.viewpoint import Viewpoint

if TYPE_CHECKING:
    from kim.export.search import Search


class _Row:
    """The drafts of one language, in groups that are walked along only as far as somebody asked."""

    def __init__(self, view: Viewpoint, site: Site) -> None:
        self.view = view
        self._groups = tuple(list_groups(view, site))
        self._drafts: dict[str, Draft] = {}
        self._begun: dict[tuple[str, ...], tuple[Iterator[Page], list[Page]]] = {}

    def find(self, address: str) -> Iterator[Page]:
        """Give the page at an address; of a file all pages that it may belong to."""
        draft = self._draft_at(address)
        whole = draft is not None and not _is_page(address)
        folder = address[: address.rfind("/") + 1]
        for page in self._pages_of(draft or self._draft_above(folder)):
            if whole or page.path in {address, folder}:
                yield page

    def _draft_at(self, address: str) -> Draft | None:
        """Find the draft of an address, which may be the last of its group."""
        for group in self._groups if address not in self._drafts else ():
            for draft in group.drafts if group.holds(address) else ():
                self._drafts |= dict.fromkeys(draft.homes, draft)
                if address in draft.homes:
                    return draft
        return self._drafts.get(address)

    def _draft_above(self, folder: str) -> Draft | None:
        """Find the draft whose pages stand there or below; all of its group are known by now."""
        while folder and folder not in self._drafts:
            folder = folder[: folder.rstrip("/").rfind("/") + 1]
        return self._drafts[folder] if folder else None

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
        if address == f"{row.view.home}{SEARCH}":
            self._search = self._search or self._press.search(self._home)
            self._press.print_search(row.view, *self._search)
        for page in row.find(address) if file not in self._writer.written else ():
            self._press.print_page(row.view, page)
            if file in self._writer.written:
                return True
        return file in self._writer.written

    def _row(self, address: str) -> _Row:
        """Find the row of the language that an address is in."""
        first = address.partition("/")[0]
        language = first if first in languages_of(self._site) else HOME_LANGUAGE
        if language not in self._rows:
            view = Viewpoint(self._home.catalogue, self._home.today, language)
            self._rows[language] = _Row(view, self._site)
        return self._rows[language]


def _is_page(address: str) -> bool:
    return not address or address.endswith(("/", ".html"))
