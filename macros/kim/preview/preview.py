"""The preview: what it shows, and what a change makes of it.

Comes in: a site's folder, looked at whenever something in it has changed. Goes out: the next state
to show, or what is wrong, while the last good state stays. Cost of a changed record: one look at
the names of all files, one read; the rules over all records run when nobody waits for a page.
"""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event, RLock, Thread
from typing import TypeAlias

from kim.catalogue import Catalogue
from kim.checks import FIRST, check_around, check_site, list_work, run_check
from kim.collecting import leave_out, without_collecting
from kim.handbook.build import Build
from kim.inputs import mark_again, mark_site, time_in
from kim.preview.shown import Shown
from kim.problems import Problem, Severity, count_problems, has_errors, shorten_list
from kim.render.site import Setting
from kim.revision import is_content, record_in, revise, revise_chapters

Make: TypeAlias = Callable[[Path, Catalogue, date], Build]
_Work: TypeAlias = Callable[[], Iterable[Problem]]
_Marks: TypeAlias = Mapping[str, str]
_PATIENCE = 30.0
"""Seconds; a handbook with faults is not built, and nobody waits for it for ever."""
_QUIET = 0.4
_PAGE = ".html"
_LOOK_AGAIN = 0.05
_KEPT = "die Vorschau zeigt weiter den letzten fehlerfreien Stand"
_SHOWN = "so lässt sich die Seite nicht bauen; die Vorschau zeigt sie trotzdem"
log = logging.getLogger("mkdocs.plugins.kim")


class Preview:
    """One state of a site at a time; whoever asks for pages and whoever changes it take turns."""

    def __init__(self, folder: Path, today: Callable[[], date], make: Make) -> None:
        self.folder = folder
        self.shown: Shown | None = None
        self._today, self._make = today, make
        self._lock = RLock()
        self._fresh: tuple[Build, _Marks] | None = None
        """What was read whole last, and the files as they were."""
        self._base: _Marks = {}
        """The files as they were when the state was read that is shown."""
        self._seen: _Marks = {}
        """The files as they were at the last look, whatever came of it."""
        self._follows = False
        self._told: set[str] | None = None
        """Files of which somebody has said since then that they have changed; None: who knows."""
        self._call_again: Callable[[], None] = _pass
        self._handbook_is_old = self._wants_handbook = False
        self._is_rebuilt = Event()
        self._quiet_from = 0.0

    @without_collecting()
    def read(self, root: Path) -> Build | None:
        """Read and check a site whole, if it is not what is shown; None where nothing can be."""
        marks = self._look(root, None)
        if self.shown and self._is_today() and not _changed(self._seen, marks):
            return self.shown.made
        self._seen = marks
        catalogue, problems = check_site(root, self._today())
        tell(problems)
        if not has_errors(problems):
            leave_out()  # looking for garbage in all records would keep readers waiting
            self._fresh = self._make(root, catalogue, self._today()), marks
            return self._fresh[0]
        if self.shown:
            log.error(_KEPT)
        return self.shown.made if self.shown else None

    def show(self, made: Build, setting: Setting) -> None:
        """Show what a build of the handbook has begun in an empty folder."""
        if self._fresh and self._fresh[0] is made:
            self._base = self._fresh[1]
        self._handbook_is_old = False
        self.shown = Shown(made, setting, self.folder)
        self.shown.begin()

    def rebuild(self, root: Path, build: Callable[[], None]) -> None:
        """Show what has changed: a few records at once, anything else by building again."""
        try:
            with self._lock:
                is_done = self._take_over(root)
                if self._wants_handbook or not is_done:
                    self._wants_handbook = False
                    build()
        finally:
            self._is_rebuilt.set()

    def print_page(self, address: str) -> bytes | None:
        """Print what stands at an address, if anything does; give it if it is a page of our own."""
        with self._lock, without_collecting():
            shown = self.shown
            found = shown is not None and shown.find(address)
            self._quiet_from = time.monotonic() + _QUIET
            if shown is None or not found or shown.is_chapter(address):
                return None
            file = shown.file_at(address)
            return file.read_bytes() if file.suffix == _PAGE else None

    def is_old(self, address: str) -> bool:
        """Tell of a page of the handbook that it may show what records said before."""
        with self._lock:
            shown = self.shown if self._handbook_is_old else None
            return shown is not None and shown.is_chapter(address)

    def wait_for_handbook(self, start: Callable[[], None]) -> None:
        """Let the handbook be built again; `start` lets somebody call `rebuild`."""
        self._is_rebuilt.clear()
        self._wants_handbook = True
        start()
        self._is_rebuilt.wait(_PATIENCE)

    def follow(self, call_again: Callable[[], None]) -> None:
        """Believe from now on that every change is told; `call_again` lets somebody rebuild."""
        self._follows, self._told, self._call_again = True, set(), call_again

    def tell(self, path: str) -> None:
        """Take note that a file below the site's folder has changed."""
        if self._told is not None:
            self._told.add(path)

    def _look(self, root: Path, told: set[str] | None) -> _Marks:
        now = time_in(self.folder)
        return mark_site(root, now) if told is None else mark_again(root, self._seen, told, now)

    def _is_today(self) -> bool:
        return self.shown is not None and self.shown.made.today == self._today()

    @without_collecting()
    def _take_over(self, root: Path) -> bool:
        """Take over changed records and chapters; tell whether nothing else has changed."""
        told, self._told = self._told, set() if self._follows else None
        marks = self._look(root, told)
        changed = _changed(self._base, marks)
        records = [path for path in changed if not is_content(path)]
        keys = [key for key in map(record_in, records) if key]
        if not self.shown or not changed or len(keys) < len(records) or not self._is_today():
            return False
        revised = revise(root, self.shown.made.catalogue, keys)
        if revised is None:
            return False
        self._seen = marks
        has_chapters = len(records) < len(changed)
        whole = revise_chapters(root, revised.catalogue) if has_chapters else revised
        problems = {*revised.problems, *whole.problems} or set(self._first(whole.catalogue))
        if problems:
            tell(shorten_list(problems))
            log.error(_KEPT)
        else:
            self._base = marks
            self._wants_handbook |= has_chapters
            self._exchange(self._make(root, whole.catalogue, self._today()))
        return True

    def _first(self, catalogue: Catalogue) -> Iterable[Problem]:
        for check in FIRST:
            yield from run_check(check, catalogue, self._today())

    def _exchange(self, made: Build) -> None:
        """Show another state of the records; its pages come when somebody asks for them."""
        before = self.shown
        assert before is not None, "there was a state to change"  # noqa: S101
        before.forget()
        self.shown = Shown(made, before.setting, self.folder)
        self._handbook_is_old = True
        self._quiet_from = time.monotonic() + _QUIET
        Thread(target=self._check, args=(made,), daemon=True).start()

    def _check(self, made: Build) -> None:
        """Apply the rules to all records while nobody asks for a page, unless they change again."""
        problems: list[Problem] = []
        works: list[_Work] = [*list_work(made.catalogue, made.today)]
        works.append(partial(check_around, made.root, made.catalogue))
        for work in works:
            while time.monotonic() < self._quiet_from:
                time.sleep(_LOOK_AGAIN)
            if self.shown is None or self.shown.made is not made:
                return
            problems += work()
        tell(shorten_list(problems))
        if has_errors(problems):
            log.error(_SHOWN)
        with self._lock:
            is_shown = self.shown is not None and self.shown.made is made
            if is_shown and _changed(self._seen, self._look(made.root, None)):
                self._told = None  # something has changed that nobody told
                self._call_again()


def _pass() -> None:
    pass


def _changed(before: _Marks, now: _Marks) -> list[str]:
    """Name the files that may be other ones; of an empty mark nobody knows."""
    paths = before.keys() | now.keys()
    return sorted(path for path in paths if not now.get(path) or before.get(path) != now.get(path))


def tell(problems: Iterable[Problem]) -> None:
    """Say each fault with its line, and how much else there is to say."""
    found = tuple(problems)
    for problem in found:
        if problem.severity is Severity.ERROR:
            log.error(str(problem))
    log.info("%s; 'kim check' zeigt alle", count_problems(found))
