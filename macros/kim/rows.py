"""Rows: small values by table and id that many pages use, kept from one build to the next.

A row is what somebody made of many records, small enough to be kept: the order of a list, the words
of a record. Who uses it has read the row, not what it was made from. So a later build makes anew
the rows of which something has changed, and only those who use a row that came out differently have
anything to do.
"""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import blake2b
from typing import Any, Protocol, TypeVar

from pydantic_core import to_json

from kim.reads import Reads
from kim.sheets import ROW, KeptRows, Row
from kim.traces import MARK, Key, code_of_look

V = TypeVar("V")
S = TypeVar("S", bound="Standpoint")

_IN = "@"


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
        value: V
        code, value = self._values.get(key) or self._find(key, see)
        self._reads.note_code(code)
        return value

    def _find(self, key: Key, see: Callable[[], object]) -> tuple[int, Any]:
        """Give the code of a row and what it says; what nobody knows is made."""
        known = self.known.table(key[0])
        if key[1] in known:
            self._values[key] = code_of_look(key, ROW), known[key[1]]
        else:
            self.make(key, see)
        return self._values[key]

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

    def take(self) -> dict[Key, Row]:
        """Give what was made since somebody asked for it last."""
        made, self.made = self.made, {}
        return made

    def let_go(self) -> None:
        """Forget what rows say; who asks for one again has it made again."""
        self._values.clear()

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
    return _name_table(see, view.language)


@cache
def _name_table(see: Callable[[S, str], Any], language: str) -> str:
    """Name a table in a language; a large site asks a million times."""
    return f"{MARK}{name_of(see)}{_IN}{language}"


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
    return blake2b(to_json(plain), digest_size=12).hexdigest()


def table_in(name: str) -> str:
    """Give the name of a table without the language that its rows are seen in."""
    return name.partition(_IN)[0].removeprefix(MARK)


def language_in(name: str) -> str:
    """Give the language that the rows of a table are seen in."""
    return name.partition(_IN)[2]
