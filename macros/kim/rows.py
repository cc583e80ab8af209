"""Rows: small values by table and id that many pages use, kept from one build to the next.

A row is what somebody made of many records, small enough to be kept: the order of a list, the words
of a record. Who uses it has read the row, not what it was made from. So a later build makes anew
the rows of which something has changed, and only those who use a row that came out differently have
anything to do.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from graphlib import CycleError, TopologicalSorter
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from kim.reads import Reads
from kim.sections import Lines
from kim.traces import (
    MARK,
    Codes,
    Key,
    Touch,
    Trace,
    all_codes,
    code_of_field,
    code_of_look,
    field_in,
    pack_codes,
    parts_of,
    unpack_codes,
)

V = TypeVar("V")
S = TypeVar("S", bound="Standpoint")

ROW = "*row*"
"""Stands for a field: what a row says."""
_IN = "@"


class Row(NamedTuple):
    """A value of what JSON can hold, and what was read for it."""

    value: Any
    trace: Trace
    is_mended: bool = False
    """Then what was read before still counts."""


class KeptRows:
    """What a build leaves of its rows: by table their values, and what was read for each."""

    def __init__(
        self,
        values: Lines | None = None,
        reads: Mapping[str, bytes] = MappingProxyType({}),
        needs: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        self.values = Lines() if values is None else values
        self.reads = reads
        """In the order of the values."""
        self.needs = needs
        """From which other tables the rows of a table were made."""
        self._tables: dict[str, dict[str, Any]] = {}

    def table(self, name: str) -> Mapping[str, Any]:
        """Give the values of a table by their ids."""
        if name not in self._tables:
            self._tables[name] = json.loads(self.values.get(name, "{}"))
        return self._tables[name]

    def codes(self, name: str) -> dict[str, Codes]:
        """Give what was read for each row of a table."""
        if name not in self.reads:
            return {}
        return dict(zip(self.table(name), unpack_codes(self.reads[name]), strict=True))

    def touched(self, name: str, touch: Touch) -> list[str]:
        """Name the rows of a table for which something was read that has changed."""
        if not touch.touches(all_codes(self.reads[name])):
            return []
        return [row for row, codes in self.codes(name).items() if touch.touches(codes)]

    def after(self, made: Mapping[Key, Row]) -> "KeptRows":
        """Give what is left when some rows are new or other ones."""
        tables: dict[str, dict[str, Row]] = defaultdict(dict)
        for (table, name), row in made.items():
            tables[table][name] = row
        fields = {code_of_field(table, ROW): table for table in (*self.reads, *tables)}
        values, reads, needs = {}, {}, dict(self.needs)
        for table, rows in tables.items():
            said = {name: row.value for name, row in rows.items()}
            values[table] = say_value({**self.table(table), **said})
            known = self.codes(table)
            read = {name: _codes_of(row, known.get(name)) for name, row in rows.items()}
            reads[table] = pack_codes({**known, **read}.values())
            traces = [row.trace for row in rows.values()]
            named = {
                field_in(code)
                for trace in (*traces, *parts_of(traces).values())
                for code in trace.codes
            }
            others = {fields[field] for field in named & fields.keys()}
            needs[table] = sorted(others.union(self.needs.get(table, ())))
        return KeptRows(self.values.changed(values), {**self.reads, **reads}, needs)

    def in_order(self) -> list[str] | None:
        """Name the tables, each after those it is made from; None where they go in a circle."""
        try:
            order = list(TopologicalSorter(self.needs).static_order())
        except CycleError:
            return None
        return [table for table in order if table in self.reads]


class TooEarlyError(Exception):
    """A row was asked for that may have to be made anew first; the order of tables is another."""


class Rows:
    """The rows of a build; of `known` ones those that were not made anew are taken over."""

    def __init__(self, reads: Reads) -> None:
        self.known = KeptRows()
        self.made: dict[Key, Row] = {}
        """Those that were made in this process."""
        self.waiting: set[str] = set()
        """The tables that are not yet known to be right."""
        self.published: Callable[[str], bytes] | None = None
        """Reads a file of the build before, where all of them are as it left them."""
        self._reads = reads
        self._values: dict[Key, tuple[int, Any]] = {}

    def ask(self, key: Key, see: Callable[[], V]) -> V:
        """Give a row, and note that it was asked for."""
        if key[0] in self.waiting:
            raise TooEarlyError
        if key not in self._values:
            known = self.known.table(key[0])
            if key[1] in known:
                self._values[key] = code_of_look(key, ROW), known[key[1]]
            else:
                self.make(key, see)
        code, value = self._values[key]
        self._reads.note_code(code)
        return cast("V", value)

    def before(self, see: Callable[[S, str], V], view: S, row: str) -> V | None:
        """Give what a row said in the build before, be it right or not."""
        value: V | None = self.known.table(_table_of(see, view)).get(row)
        return value

    def make(self, key: Key, see: Callable[[], V], *, mends: bool = False) -> V:
        """Make a row, and note what is read for it."""
        with self._reads.part() as part:
            value = see()
        self._values[key] = code_of_look(key, ROW), value
        self.made[key] = Row(value, part.trace, mends)
        return value

    def aside(self, see: Callable[[], V]) -> V:
        """See something without noting what is read: who asks has read a row that tells of it."""
        with self._reads.part():
            return see()


class Standpoint(Protocol):
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


TABLES: dict[str, Callable[[Any, str], Any]] = {}
"""What makes a row of each table, by its name."""


def kept(see: Callable[[S, str], V]) -> Callable[[S, str], V]:
    """Keep what is seen of an id as a row: lists, dicts with texts as keys, texts, numbers.

    Where nobody keeps rows it is seen once from each point of view.
    """
    _enter(see, see)

    @wraps(see)
    def asked(view: S, row: str) -> V:
        rows = view.rows
        if rows is None:
            known = view.seen.setdefault(asked, {})
            if row not in known:
                known[row] = see(view, row)
            value: V = known[row]
            return value
        return rows.ask((_table_of(see, view), row), lambda: see(view, row))

    return asked


def _table_of(see: Callable[[S, str], Any], view: S) -> str:
    return f"{MARK}{name_of(see)}{_IN}{view.language}"


def weighed(
    plain: Callable[[V], object],
) -> Callable[[Callable[[S, str], V]], Callable[[S, str], V]]:
    """Keep of what is seen of an id a digest only; `plain` gives all of it as JSON can hold.

    It is seen again whenever somebody asks, and who asks has read the row only.
    """

    def weigh(see: Callable[[S, str], V]) -> Callable[[S, str], V]:
        _enter(see, lambda view, row: _digest(plain(see(view, row))))

        @wraps(see)
        def asked(view: S, row: str) -> V:
            rows, made = view.rows, list[V]()
            if rows is None:
                return see(view, row)

            def see_and_weigh() -> str:
                made.append(see(view, row))
                return _digest(plain(made[0]))

            rows.ask((_table_of(see, view), row), see_and_weigh)
            return made[0] if made else rows.aside(lambda: see(view, row))

        return asked

    return weigh


def name_of(see: Callable[..., object]) -> str:
    """Give the name of a table by what makes its rows."""
    return see.__name__.strip("_")


def _enter(see: Callable[..., object], make: Callable[[Any, str], object]) -> None:
    name = name_of(see)
    assert name not in TABLES, f"two tables called {name}"  # noqa: S101
    TABLES[name] = make


def _digest(plain: object) -> str:
    return blake2b(say_value(plain).encode(), digest_size=12).hexdigest()


def _codes_of(row: Row, before: "Codes | None") -> Codes:
    """Give what was read for a row."""
    return array("Q", {*row.trace.codes, *before}) if row.is_mended and before else row.trace.codes


def table_in(name: str) -> str:
    """Give the name of a table without the language that its rows are seen in."""
    return name.partition(_IN)[0].removeprefix(MARK)


def language_in(name: str) -> str:
    """Give the language that the rows of a table are seen in."""
    return name.partition(_IN)[2]


def say_value(value: object) -> str:
    """Write a value in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
