"""What a piece of work reads of the records, noted while it reads.

Comes in: the records of a catalogue. Goes out: for each piece of work a trace, from which one can
tell whether a change of some records can change what came of it. The records note by themselves
whoever asks for one of their fields, so that no page and no check can forget to say what it uses.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, TypeVar

from kim.models import Record

V = TypeVar("V")

Key: TypeAlias = tuple[str, str]
"""Kind and id of a record."""
Changes: TypeAlias = Mapping[Key, frozenset[str]]
"""The names of the fields that have changed, by record."""

LINKS = "*links*"
"""Stands for a field: who names the record."""
_TEXT = "*text*"
"""Stands for a field: where in the file something is written."""
_LONG = 500
"""Who reads a field of more records than this is noted for the field of them all."""
_WHOLE = frozenset({"__dict__", "__pydantic_fields_set__", _TEXT})


class Trace(NamedTuple):
    """What a piece of work has read: records, fields of all of a kind, fields of single records.

    Of most work it is enough to know the records; of that on which all rests, nothing more counts
    than what was really read.
    """

    records: frozenset[Key]
    columns: frozenset[Key]
    """Kind and name of a field."""
    cells: frozenset[Key] = frozenset()
    """Kind and id with a slash, and name of a field."""

    def is_touched(self, changes: Changes) -> bool:
        """Tell whether the work could come out differently now."""
        return not self.records.isdisjoint(changes) or any(
            (kind, name) in self.columns or (f"{kind}/{record_id}", name) in self.cells
            for (kind, record_id), names in changes.items()
            for name in names
        )


@dataclass(slots=True, eq=False)
class Part:
    """All that one piece of work has read, by itself and through what others had seen before."""

    own: set[tuple[int, str]] = field(default_factory=set)
    """What a record is in memory, and the name of one of its fields."""
    named: set[tuple[Key, str]] = field(default_factory=set)
    others: set["Part"] = field(default_factory=set)

    def everything(self) -> Iterator["Part"]:
        """Give the part and all that it has seen through, each once."""
        found: dict[Part, None] = {self: None}
        waiting = [self]
        while waiting:
            for other in waiting.pop().others:
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return iter(found)


class Reads:
    """Notes who reads what; one piece of work at a time, one inside another."""

    def __init__(self) -> None:
        self._open = [Part()]
        self._keys: dict[int, Key] = {}
        self._fields: dict[str, frozenset[str]] = {}
        self._watched: dict[type[Record], type[Record]] = {}

    @contextmanager
    def part(self) -> Iterator[Part]:
        """Note what is read from here on as a piece of work of its own."""
        part = Part()
        self._open.append(part)
        try:
            yield part
        finally:
            self._open.pop()

    def join(self, part: Part) -> None:
        """Note that the work at hand uses what came of another one."""
        self._open[-1].others.add(part)

    def note(self, key: Key, name: str) -> None:
        """Note what no field says."""
        self._open[-1].named.add((key, name))

    def base(self) -> Trace:
        """Sum up what was read outside of any piece of work: all of them may rest on it."""
        return self.trace(self._open[0], is_exact=True)

    def watch(self, record: Record) -> None:
        """Let a record note whoever reads its fields; its values stay what they are."""
        model = type(record)
        if model not in self._watched:
            self._watched[model] = self._watching(model)
            self._fields[model.kind] = frozenset(model.model_fields) - {"id"}
        self._keys[id(record)] = record.kind, record.id
        object.__setattr__(record, "__class__", self._watched[model])

    def _watching(self, model: type[Record]) -> type[Record]:
        """Make a class that is the same to everybody but tells of each look at an attribute."""
        opened, look = self._open, object.__getattribute__

        def look_and_note(self: Record, name: str) -> Any:
            opened[-1].own.add((id(self), name))
            return look(self, name)

        body = {"__slots__": (), "__module__": model.__module__, "__getattribute__": look_and_note}
        # Past pydantic's own way to make a class: this one adds no field and needs no schema.
        return type.__new__(type(model), model.__name__, (model,), body)

    def trace(self, part: Part, *, is_exact: bool = False) -> Trace:
        """Sum up what was read."""
        records, columns, cells = set[Key](), set[Key](), set[Key]()
        for kind, read in self._by_kind(part).items():
            many = _many(read.values())
            columns |= {(kind, name) for name in many}
            for record_id, names in read.items():
                rest = names - many
                if is_exact and rest.isdisjoint(_WHOLE):
                    cells |= {(f"{kind}/{record_id}", name) for name in rest}
                elif rest:
                    records.add((kind, record_id))
        return Trace(frozenset(records), frozenset(columns), frozenset(cells))

    def _by_kind(self, part: Part) -> dict[str, dict[str, set[str]]]:
        """Give the names of the fields that were read, by kind and id."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for one in part.everything():
            for number, name in one.own:
                key = self._keys.get(number)  # a copy of a record is no record
                if key and (name in _WHOLE or name in self._fields[key[0]]):
                    found[key[0]][key[1]].add(name)
            for (kind, record_id), name in one.named:
                found[kind][record_id].add(name)
        return found


def _many(read: Collection[set[str]]) -> frozenset[str]:
    """Name the fields that were read of many records."""
    if len(read) <= _LONG:
        return frozenset()
    counted = Counter(name for names in read for name in names)
    return frozenset(name for name, n in counted.items() if n > _LONG and name not in _WHOLE)


class NotedLooks(Mapping[Key, V]):
    """Something about each record, by kind and id; who looks there is noted."""

    def __init__(self, reads: Reads, known: Mapping[Key, V], name: str) -> None:
        self._reads = reads
        self._known = known
        self._name = name

    def __getitem__(self, key: Key) -> V:
        """Give what is known of a record; that nothing is known is noted too."""
        self._reads.note(key, self._name)
        return self._known[key]

    def __iter__(self) -> Iterator[Key]:
        """Give all that are known: files come and go only with a whole build."""
        return iter(self._known)

    def __len__(self) -> int:
        """Count all that are known."""
        return len(self._known)


def see_noting(reads: Reads | None, see: Callable[[], V]) -> tuple[V, Part | None]:
    """See a thing that several will use, and what is read for it where somebody notes that."""
    if reads is None:
        return see(), None
    with reads.part() as part:
        return see(), part


def noted_sources(reads: Reads, sources: Mapping[Key, V]) -> Mapping[Key, V]:
    """Note who asks where something stands in a file: a line further up moves it."""
    return NotedLooks(reads, sources, _TEXT)


def noted_links(reads: Reads, links: Mapping[Key, V]) -> Mapping[Key, V]:
    """Note who asks which records name another."""
    return NotedLooks(reads, links, LINKS)
