"""One state of a site in a preview, and all that can be asked of it.

Comes in: a catalogue without faults. Goes out: the file at an address, printed when it is asked for
the first time; only the handbook's chapters are MkDocs' work.
"""

from functools import cached_property
from pathlib import Path

from kim.handbook.book import page_href
from kim.handbook.build import Build
from kim.handbook.editions import EditionPress
from kim.handbook.permanent import PermanentPress
from kim.render.asked import AskedPages
from kim.render.site import Setting
from kim.render.writer import Writer, file_at
from kim.views.editions import PATH, edition_home


class AskedEditions:
    """The editions as of one state; each is printed when its first page is asked for."""

    def __init__(self, press: EditionPress, made: Build) -> None:
        self._press, self._current = press, made.concept
        self._printed: dict[str, dict[str, bytes]] = {}

    def find(self, path: str) -> bytes | None:
        """Give the page at an address below the site's root; None when no edition has it."""
        for edition in self._press.frozen:
            if path.startswith(edition_home(edition)):
                if edition.id not in self._printed:
                    files = self._press.print_edition(edition, self._current)
                    self._printed[edition.id] = {one.address: one.content for one in files}
                return self._printed[edition.id].get(path)
        return None


class Shown:
    """One state of a site, with the pages that were asked for."""

    def __init__(self, made: Build, setting: Setting, folder: Path) -> None:
        self.made, self.setting, self.folder = made, setting, folder
        self.pages = AskedPages(made.catalogue, made.today, setting, folder)
        self._writer = Writer(folder)
        chapters = made.concept.catalogue.chapters.values()
        self._chapters = frozenset(page_href(chapter.path) for chapter in chapters)

    def begin(self) -> None:
        """Write what pages of any state use into a folder in which only MkDocs was."""
        self.pages.write_assets()
        Writer(self.folder).write(*self.made.stylesheet)

    def is_chapter(self, address: str) -> bool:
        """Tell whether MkDocs makes the page at an address: where the site has none of its own."""
        return address in self._chapters and not self.pages.find(address)

    def find(self, address: str) -> bool:
        """Tell whether there is a file at an address, and write it if nobody has asked before."""
        if self.is_chapter(address) or (self.folder / address).is_file():
            return True
        page = self._editions.find(address) if address.startswith(PATH) else None
        if page is None and self.pages.find(address):
            return True
        page = page or self._permanent.find(address)
        if page is not None:
            self._writer.write(address, page)
        return page is not None

    def file_at(self, address: str) -> Path:
        """Give the file at an address; it is there when it was found."""
        return self.folder / file_at(address)

    def forget(self) -> None:
        """Remove what this state has written and another one may write differently."""
        self.pages.forget()
        self._writer.remove(self._writer.written)

    @cached_property
    def _editions(self) -> AskedEditions:
        return AskedEditions(EditionPress(self.made, self.setting), self.made)

    @cached_property
    def _permanent(self) -> PermanentPress:
        return PermanentPress(self.made, self.setting)
