"""What a piece of work reads of the records, noted while it reads.

Comes in: the records of a catalogue. Goes out: for each piece of work a trace, from which one can
tell whether a change of some records can change what came of it. The records note by themselves
whoever asks for one of their fields, so that no page and no check can forget to say what it uses.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from kim.models import Record
from kim.traces import LINKS, NOTHING, TEXT, WHOLE, Fields, Key, Trace, add_up, one_of

V = TypeVar("V")


@dataclass(slots=True, eq=False)
class Part:
    """A piece of work; what it has read is known when it is done."""

    trace: Trace = NOTHING


@dataclass(slots=True, eq=False)
class _Looks:
    """What a piece of work that is not done yet has looked at."""

    own: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Names of attributes, by what a record is in memory."""
    named: defaultdict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    others: set[Part] = field(default_factory=set)


class _Watched(NamedTuple):
    """A record that tells who reads it; it is kept, so that nothing else gets its place."""

    key: Key
    fields: Fields
    record: Record


class Reads:
    """Notes who reads what; one piece of work at a time, one inside another."""

    def __init__(self) -> None:
        self._open = [_Looks()]
        self._now = [self._open[0].own]
        """What is looked at by the piece of work at hand; asked a million times."""
        self._records: dict[int, _Watched] = {}
        self._fields: dict[str, Fields] = {}
        self._watched: dict[type[Record], type[Record]] = {}

    @contextmanager
    def part(self) -> Iterator[Part]:
        """Note what is read from here on as a piece of work of its own.

        What it has read before it fails counts for the work around it.
        """
        looks, part = _Looks(), Part()
        self._open.append(looks)
        self._now[0] = looks.own
        try:
            yield part
        except BaseException:
            self._open[-2].others.add(part)
            raise
        finally:
            is_last = self._open.pop() is looks
            self._now[0] = self._open[-1].own
            part.trace = self._sum_up(looks)
            assert is_last, "work that began later is done before"  # noqa: S101

    def join(self, part: Part) -> None:
        """Note that the work at hand uses what came of another one."""
        self._open[-1].others.add(part)

    def note(self, key: Key, name: str) -> None:
        """Note what no field says."""
        self._open[-1].named[key].add(name)

    def base(self) -> Trace:
        """Sum up what was read outside of any piece of work: all of them may rest on it."""
        return self._sum_up(self._open[0])

    def watch(self, record: Record) -> None:
        """Let a record note whoever reads its fields; its values stay what they are."""
        model = type(record)
        if model not in self._watched:
            self._watched[model] = self._watching(model)
            self._fields[model.kind] = frozenset(model.model_fields) - {"id"} | WHOLE
        key, fields = (record.kind, record.id), self._fields[model.kind]
        self._records[id(record)] = _Watched(key, fields, record)
        object.__setattr__(record, "__class__", self._watched[model])

    def _watching(self, model: type[Record]) -> type[Record]:
        """Make a class that is the same to everybody but tells of each look at an attribute."""
        now, look = self._now, object.__getattribute__

        def look_and_note(self: Record, name: str) -> Any:
            now[0][id(self)].add(name)
            return look(self, name)

        body = {"__slots__": (), "__module__": model.__module__, "__getattribute__": look_and_note}
        # Past pydantic's own way to make a class: this one adds no field and needs no schema.
        return type.__new__(type(model), model.__name__, (model,), body)

    def _sum_up(self, looks: _Looks) -> Trace:
        cells = {key: one_of(frozenset(names)) for key, names in looks.named.items()}
        for number, names in looks.own.items():
            found = self._records.get(number)
            fields = found.fields & names if found else None  # a copy of a record is no record
            if found and fields:
                known = cells.get(found.key)
                cells[found.key] = one_of(fields if known is None else fields | known)
        return add_up(cells, [part.trace for part in looks.others])


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
        value = see()
    part.trace = part.trace.to_share()
    return value, part if any(part.trace) else None


def noted_sources(reads: Reads, sources: Mapping[Key, V]) -> Mapping[Key, V]:
    """Note who asks where something stands in a file: a line further up moves it."""
    return NotedLooks(reads, sources, TEXT)


def noted_links(reads: Reads, links: Mapping[Key, V]) -> Mapping[Key, V]:
    """Note who asks which records name another."""
    return NotedLooks(reads, links, LINKS)
