"""Which piece of work printed which files, and what it read for them.

A draft is a piece of work, and so is the search. A later build prints again those only that have
read something which has changed since.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from kim.reads import Reads, Trace

SEARCH, SITEMAP = "search", "sitemap"
"""The names of work that is no draft; drafts are called by language and number."""


class Unit(NamedTuple):
    """What came of a piece of work: files, those of them named by their content, and its reads."""

    files: tuple[str, ...]
    named: tuple[str, ...]
    trace: Trace


class Ledger:
    """Notes the work of one process; `chosen` are the pieces to do, all unless told otherwise."""

    def __init__(self, chosen: Collection[str] | None = None) -> None:
        self.chosen = chosen
        self.done: dict[str, Unit] = {}
        self._files: dict[str, None] = {}
        self._named: dict[str, None] = {}

    def wants(self, name: str) -> bool:
        """Tell whether a piece of work is to be done."""
        return self.chosen is None or name in self.chosen

    @contextmanager
    def unit(self, name: str, reads: Reads | None) -> Iterator[None]:
        """Note what is printed and read from here on, where somebody wants to know."""
        if reads is None:
            yield
            return
        self._files, self._named = {}, {}
        with reads.part() as part:
            yield
        self.done[name] = Unit(tuple(self._files), tuple(self._named), reads.trace(part))

    def add_file(self, file: str) -> None:
        """Note a file by its path below the site's folder."""
        self._files[file] = None

    def add_named(self, file: str) -> None:
        """Note that a file's name says what is in it."""
        self._named[file] = None
