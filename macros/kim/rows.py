"""Rows: small values by table and id that many pages use, kept from one build to the next.

A row is what somebody made of many records, small enough to be kept: the order of a list, the words
of a record. Who uses it has read the row, not what it was made from. So a later build makes anew
the rows of which something has changed, and only those who use a row that came out differently have
anything to do.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial, wraps
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeVar

from kim.reads import Part, Reads
from kim.traces import Key, Trace

V = TypeVar("V")

ROW = "*row*"
"""Stands for a field: what a row says."""
_MARK, _IN = "*", "@"


class Row(NamedTuple):
    """A value as JSON, and what was read for it."""

    said: str
    trace: Trace


class Rows:
    """The rows of a build; `known` are those of the build before that are still right."""

    def __init__(self, reads: Reads, known: Mapping[Key, str] = MappingProxyType({})) -> None:
        self.made: dict[Key, Row] = {}
        """Those that were made in this process."""
        self._reads = reads
        self._known = known
        self._values: dict[Key, Any] = {}
        self._parts = dict[Key, Part]()

    def ask(self, key: Key, see: Callable[[], V]) -> V:
        """Give a row, and note that it was asked for."""
        self._reads.note(key, ROW)
        if key in self._parts:
            self._reads.join(self._parts[key])
        if key not in self._values:
            said = self._known.get(key)
            self._values[key] = self.make(key, see) if said is None else json.loads(said)
        value: V = self._values[key]
        return value

    def make(self, key: Key, see: Callable[[], V]) -> V:
        """Make a row, and note what it is made from."""
        with self._reads.part() as part:
            value = see()
        self._values[key] = value
        self._parts[key] = part
        self.made[key] = Row(_say(value), part.trace)
        part.trace = part.trace.to_share()
        self._reads.join(part)  # until a build again renews rows
        return value


class Look(Protocol):
    """What a row is seen from: a catalogue, on a day, in a language."""

    @property
    def language(self) -> str:
        """Give the language; a table that is the same in all of them is seen from one."""

    @property
    def seen(self) -> dict[Any, dict[Any, Any]]:
        """Give what was seen from here, by what saw it."""

    @property
    def rows(self) -> Rows | None:
        """Give the rows, where a later build wants to know."""


L = TypeVar("L", bound=Look)

TABLES: dict[str, Callable[[Any, str], Any]] = {}
"""What makes a row of each table, by its name; each uses only rows of those before it."""


def kept(see: Callable[[L, str], V]) -> Callable[[L, str], V]:
    """Keep what is seen of an id as a row: lists, dicts with texts as keys, texts, numbers.

    Where nobody keeps rows it is seen once from each point of view.
    """
    name = see.__name__.strip("_")
    assert name not in TABLES, f"two tables called {name}"  # noqa: S101
    TABLES[name] = see

    @wraps(see)
    def asked(look: L, row: str) -> V:
        rows = look.rows
        if rows is None:
            known = look.seen.setdefault(asked, {})
            if row not in known:
                known[row] = see(look, row)
            value: V = known[row]
            return value
        return rows.ask((f"{_MARK}{name}{_IN}{look.language}", row), lambda: see(look, row))

    return asked


def renew(
    rows: Rows, due: Callable[[str], Iterable[tuple[Key, str]]], looks: Mapping[str, Look]
) -> Iterator[Key]:
    """Make rows anew, table by table; give those that came out differently.

    `due` gives the rows of a table of which something has changed, and what they said.
    """
    for table, see in TABLES.items():
        for key, said in due(table):
            rows.make(key, partial(see, looks[key[0].partition(_IN)[2]], key[1]))
            if rows.made[key].said != said:
                yield key


def table_of(key: Key) -> str:
    """Name the table of a row; nothing for a record."""
    return key[0].partition(_IN)[0].removeprefix(_MARK) if key[0].startswith(_MARK) else ""


def _say(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
