"""All files of one build, from the first page to the site map.

Comes in: the pages of the handbook, and what else belongs to the site. Goes out: files. The pages
that do not come from chapters are begun at once, by other processes where there are any; this one
draws the handbook meanwhile.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.handbook.build import Build, Printed, begin_map, print_map
from kim.handbook.editions import Written
from kim.handbook.permanent import PermanentPress
from kim.render.site import Setting, begin_site
from kim.render.writer import Look, Writer


class Given(NamedTuple):
    """What `kim build` hands over, which has read and checked the site already."""

    catalogue: Catalogue
    today: date
    is_draft: bool
    look: Look


class SitePress:
    """What is printed into one folder, and what was printed so far; `look` sees every file."""

    def __init__(
        self,
        made: Build,
        setting: Setting,
        out: Path,
        look: Look,
    ) -> None:
        """Begin to print into an empty folder; whoever does so stops it, whatever happens."""
        self._made = made
        self._setting = setting
        self._writer = Writer(out, look)
        self._pages: dict[str, bytes] = {}
        self._printing = begin_site(made.catalogue, made.today, self._writer, setting)

    def add(self, name: str, page: bytes) -> None:
        """Add a page of the handbook; it is written where the site has no page of its own."""
        self._pages[name] = page

    def finish(self, others: Iterable[Written] = ()) -> Printed:
        """Print the rest, with some other files; give what was printed."""
        made, writer = self._made, self._writer
        for file in (Written(*made.stylesheet), *others):
            writer.write(*file)
        site_map = begin_map(made, self._setting)  # while others print
        work = self._printing.finish()
        for name in self._pages.keys() - writer.written.keys():
            writer.write(name, self._pages[name])
        printed = print_map(self._setting, site_map, writer, work)
        for file in PermanentPress(made, self._setting).print_all(writer.written):
            writer.write(*file)
        return printed

    def stop(self) -> None:
        """Leave no process behind."""
        self._printing.stop()
