"""Renewal: the rows of the build before, as far as they are still right, made anew or mended.

Comes in: the rows that are known, and what has changed since. Goes out: the changes and, as changes
too, the rows that came out differently. A row that is made of very many others can be mended: who
knows which of them have changed takes out what these said and puts in what they say now.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, TypeVar

from kim.rows import (
    TABLES,
    Rows,
    Standpoint,
    TooEarlyError,
    language_in,
    name_of,
    table_in,
)
from kim.sections import write_value
from kim.sheets import ROW
from kim.traces import Changes, Key, Touch

V = TypeVar("V")
S = TypeVar("S", bound=Standpoint)


class _Mending(NamedTuple):
    """How a row is mended that was touched through rows of one table only."""

    by: str
    mend: Callable[[Any, Any, Any, Collection[str]], Any]


_MENDINGS: dict[str, _Mending] = {}
"""By the name of the table whose rows can be mended."""


def mended(
    table: Callable[[S, str], V], *, by: Callable[[S, str], object]
) -> Callable[[Callable[[S, S, V, Collection[str]], V | None]], object]:
    """Mend a row of `table` when nothing has changed for it but some rows of the table `by`.

    What mends it is given the points of view of now and of the build before, what the row was, and
    the ids of the rows that have changed. It gives what making the row anew would give, or None.
    """

    def enter(mend: Callable[[S, S, V, Collection[str]], V | None]) -> object:
        _MENDINGS[name_of(table)] = _Mending(name_of(by), mend)
        return mend

    return enter


class Renewal(NamedTuple):
    """The points of view of now and of the build before, by language, and what changes touch."""

    views: Mapping[str, Standpoint]
    before: Mapping[str, Standpoint]
    touch: Callable[[Changes], Touch]


def renew(rows: Rows, renewal: Renewal, changes: Changes) -> Changes | None:
    """Make the known rows anew of which something has changed, table by table.

    Gives the changes and, as changes too, the rows that came out differently; None where there are
    tables that nobody can make, or where they are made from others than before.
    """
    names = rows.known.in_order()
    if names is None or any(
        table_in(name) not in TABLES or language_in(name) not in renewal.views for name in names
    ):
        return None
    rows.waiting.update(names)
    with suppress(TooEarlyError):
        return _renew_tables(rows, names, renewal, changes)
    return None


def _renew_tables(rows: Rows, names: Iterable[str], renewal: Renewal, changes: Changes) -> Changes:
    touching = renewal.touch(changes)
    for name in names:
        touched = rows.known.touched(name, touching)
        differ = list(_renew_rows(rows, name, touched, renewal, changes)) if touched else ()
        if differ:
            changes = {**changes, **{(name, row): frozenset({ROW}) for row in differ}}
            touching = renewal.touch(changes)
        rows.waiting.discard(name)
    return changes


def _renew_rows(
    rows: Rows, name: str, touched: Iterable[str], renewal: Renewal, changes: Changes
) -> Iterator[str]:
    """Renew the rows of a table that are touched; give those that came out differently."""
    language = language_in(name)
    view, before = renewal.views[language], renewal.before[language]
    see, mending = TABLES[table_in(name)], _MENDINGS.get(table_in(name))
    by = _rows_of(mending.by, changes) if mending else frozenset()
    others = {key: fields for key, fields in changes.items() if key not in by}
    otherwise = rows.known.touched(name, renewal.touch(others)) if by else touched
    ids = frozenset(key[1] for key in by)
    for row in touched:
        key, known = (name, row), rows.known.table(name)[row]
        value = None
        if mending and row not in otherwise:
            mend = partial(mending.mend, view, before, known, ids)
            value = rows.make(key, mend, mends=True)
        if value is None:
            rows.make(key, partial(see, view, row))
        if write_value(rows.made[key].value) != write_value(known):
            yield row


def _rows_of(table: str, changes: Changes) -> frozenset[Key]:
    return frozenset(key for key in changes if table_in(key[0]) == table)
