"""Sheets: the rows of a build as a note keeps them.

Comes in: what was made, in each process. Goes out: by table the values and what was read for them,
in lines and in codes. What several processes have said is put together without being read again.
"""

from array import array
from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic_core import to_json

from kim.sections import Lines, read_value
from kim.traces import (
    Codes,
    Key,
    Touch,
    Trace,
    all_codes,
    code_of_field,
    code_of_look,
    field_in,
    join_codes,
    marked_fields,
    pack_codes,
    parts_of,
    unpack_codes,
)

ROW = "*row*"
"""Stands for a field: what a row says."""
_NEXT = b"\t"
"""Stands between the sheets of a table; JSON has none."""


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
        needs: Mapping[str, Collection[int]] = MappingProxyType({}),
    ) -> None:
        self.values = Lines() if values is None else values
        self.reads = reads
        """In the order of the values."""
        self.needs = needs
        """The fields of all that is no record from which the rows of a table were made."""
        self._tables: dict[str, dict[str, Any]] = {}
        self._sheets: dict[str, list[dict[str, Any]]] = {}

    def table(self, name: str) -> Mapping[str, Any]:
        """Give the values of a table by their ids."""
        if name not in self._tables:
            first, *others = self._read(name) or [{}]
            self._tables[name] = first | dict(ChainMap(*others)) if others else first
        return self._tables[name]

    def _read(self, name: str) -> list[dict[str, Any]]:
        """Read a table sheet by sheet; what several processes have made is the same in each."""
        if name not in self._sheets:
            sheets = self.values.line(name).split(_NEXT)
            self._sheets[name] = [read_value(sheet) for sheet in sheets if sheet]
        return self._sheets[name]

    def codes(self, name: str) -> dict[str, Codes]:
        """Give what was read for each row of a table."""
        if name not in self.reads:
            return {}
        rows = chain.from_iterable(self._read(name))
        return dict(zip(rows, unpack_codes(self.reads[name]), strict=True))

    def has_all(self, codes: Collection[int]) -> bool:
        """Tell whether all of these are codes of rows that are kept."""
        tables = {code_of_field(table, ROW): table for table in self.reads}
        asked = {tables[field] for field in map(field_in, codes) if field in tables}
        known = {code_of_look((table, row), ROW) for table in asked for row in self.table(table)}
        return known.issuperset(codes)

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
        values, reads, needs = {}, {}, dict(self.needs)
        for table, rows in tables.items():
            said = {name: row.value for name, row in rows.items()}
            values[table] = to_json({**self.table(table), **said})
            known = self.codes(table)
            read = {name: _codes_of(row, known.get(name)) for name, row in rows.items()}
            reads[table] = pack_codes({**known, **read}.values())
            traces = [row.trace for row in rows.values()]
            named = marked_fields(one.codes for one in (*traces, *parts_of(traces).values()))
            needs[table] = sorted(named.union(self.needs.get(table, ())))
        return KeptRows(self.values.changed(values), {**self.reads, **reads}, needs)

    def in_order(self) -> list[str] | None:
        """Name the tables, each after those it is made from; None where they go in a circle."""
        tables = {code_of_field(table, ROW): table for table in self.reads}
        needs = {
            table: [tables[field] for field in fields if field in tables]
            for table, fields in self.needs.items()
        }
        try:
            return list(TopologicalSorter(needs).static_order())
        except CycleError:
            return None


def join_rows(some: Iterable[KeptRows]) -> KeptRows:
    """Put together what several processes have kept; each says its rows on a sheet of its own."""
    tables: dict[str, list[KeptRows]] = defaultdict(list)
    for one in some:
        for name in one.reads:
            tables[name].append(one)
    values = {name: [one.values.line(name) for one in by] for name, by in tables.items()}
    return KeptRows(
        Lines(changed={name: _NEXT.join(sheets) for name, sheets in values.items()}),
        {name: join_codes([one.reads[name] for one in by]) for name, by in tables.items()},
        {name: sorted({*chain(*(one.needs[name] for one in by))}) for name, by in tables.items()},
    )


def _codes_of(row: Row, before: "Codes | None") -> Codes:
    """Give what was read for a row."""
    return array("Q", {*row.trace.codes, *before}) if row.is_mended and before else row.trace.codes
