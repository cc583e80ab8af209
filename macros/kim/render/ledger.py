"""Which piece of work printed which files, and what it read for them.

A draft is a piece of work, and so is the search. A later build prints again those only that have
read something which has changed since.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic_core import to_json

from kim.models import Record
from kim.reads import Reads
from kim.sections import Lines, join_lines, read_value
from kim.sheets import KeptRows, Row, join_rows
from kim.traces import (
    Codes,
    Key,
    Touch,
    Trace,
    join_codes,
    pack_codes,
    parts_of,
    unpack_codes,
)
from kim.views.order import list_places
from kim.views.outline import see_outlines
from kim.views.viewpoint import Viewpoint

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


@dataclass(frozen=True, slots=True)
class Work:
    """What pieces of work leave for a later build, said in few bytes."""

    units: Lines = field(default_factory=Lines)
    """What each piece of work has printed."""
    reads: bytes = field(default=pack_codes(()), repr=False)
    """What each piece of work has read, in the same order."""
    parts: Mapping[int, Codes] = field(default_factory=dict)
    """What was read for the parts that are named there and by rows."""
    rows: KeptRows = field(default_factory=KeptRows)

    def files(self, name: str) -> Files:
        """Give what a piece of work has printed."""
        return Files(*map(tuple, read_value(self.units[name])))

    def named(self) -> Iterator[str]:
        """Give the addresses of all files whose names say what is in them."""
        for line in self.units.values():
            if not line.endswith("[]]"):
                yield from read_value(line)[1]

    def touched(self, touch: Touch) -> set[str]:
        """Name the pieces of work that could come out differently now."""
        return {name for name, codes in self._codes().items() if touch.touches(codes)}

    def after(self, units: Mapping[str, Unit], made: Mapping[Key, Row]) -> "Work":
        """Give what is left when some pieces of work and rows are new or other ones."""
        lines = {name: to_json(unit.files) for name, unit in units.items()}
        codes = {**self._codes(), **{name: unit.trace.codes for name, unit in units.items()}}
        parts = parts_of(one.trace for one in (*units.values(), *made.values()))
        return Work(
            self.units.changed(lines),
            pack_codes(codes.values()),
            {**self.parts, **{name: part.codes for name, part in parts.items()}},
            self.rows.after(made),
        )

    def _codes(self) -> dict[str, Codes]:
        return dict(zip(self.units, unpack_codes(self.reads), strict=True))


def work_of(units: Mapping[str, Unit], made: Mapping[Key, Row]) -> Work:
    """Say what was done in one process, and the rows that were made for it."""
    return Work().after(units, made)


def see_before_parting(view: Viewpoint) -> Work:
    """See what each process would see for itself, and give the rows that were made for it."""

    def see() -> None:
        see_outlines(view)
        list_places(view)

    rows = view.catalogue.rows
    if rows is None:
        see()
        return Work()
    rows.aside(see)
    return work_of({}, rows.take())


def join_work(some: Sequence[Work]) -> Work:
    """Put together what several processes have left: no piece of work was done in two of them."""
    return Work(
        join_lines(one.units for one in some),
        join_codes(one.reads for one in some),
        {name: codes for one in some for name, codes in one.parts.items()},
        join_rows(one.rows for one in some),
    )
