"""Which piece of work printed which files, and what it read for them.

A draft is a piece of work, and so is the search. A later build prints again those only that have
read something which has changed since.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from kim.models import Record
from kim.reads import Reads
from kim.traces import Trace

SEARCH, SITEMAP = "search", "sitemap"
"""The names of work that is no draft; drafts are called by their first address."""
_DRAFT = "/"
"""Stands before the address of a draft, which may be empty."""


class Files(NamedTuple):
    """What was printed, by paths below the site's folder; `named` are named by their content."""

    all: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def pages(self) -> set[str]:
        """Give those whose names do not say what is in them."""
        return {*self.all} - {*self.named}


class Unit(NamedTuple):
    """What came of a piece of work, and what it has read."""

    files: Files
    trace: Trace


def name_draft(homes: Sequence[str]) -> str:
    """Name the work of a draft whose pages stand at some addresses."""
    return f"{_DRAFT}{homes[0]}"


def homes_in(names: Iterable[str]) -> Iterator[str]:
    """Give the first addresses of the drafts among some pieces of work."""
    return (name.removeprefix(_DRAFT) for name in names if name.startswith(_DRAFT))


class Ledger:
    """Notes the work of one process."""

    def __init__(self) -> None:
        self.done: dict[str, Unit] = {}
        self._files: dict[str, None] = {}
        self._named: dict[str, None] = {}

    @contextmanager
    def unit(self, name: str, reads: Reads | None, own: Record | None = None) -> Iterator[None]:
        """Note what is printed and read from here on, where somebody wants to know.

        Of the work's own record all has been read.
        """
        if reads is None:
            yield
            return
        self._files, self._named = {}, {}
        with reads.part(own) as part:
            yield
        self.done[name] = Unit(Files(tuple(self._files), tuple(self._named)), part.trace)

    def add_file(self, file: str) -> None:
        """Note a file by its path below the site's folder."""
        self._files[file] = None

    def add_named(self, file: str) -> None:
        """Note that a file's name says what is in it."""
        self._named[file] = None
