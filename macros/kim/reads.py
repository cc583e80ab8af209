"""What a piece of work reads of the records, noted while it reads.

Comes in: the records of a catalogue. Goes out: for each piece of work a trace, from which one can
tell whether a change of some records can change what came of it. The records note by themselves
whoever asks for one of their fields, so that no page and no check can forget to say what it uses.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

from kim.models import Record
from kim.traces import (
    ANY,
    LINKS,
    NOTHING,
    TEXT,
    WHOLE,
    Key,
    Trace,
    code_of_field,
    code_of_id,
    code_of_look,
    trace_of,
)

V = TypeVar("V")


class Part:
    """A piece of work; what it has read is known when it is done."""

    __slots__ = ("_reads", "codes", "others", "own", "trace")

    def __init__(self, reads: "Reads", own: Record | None = None) -> None:
        self._reads = reads
        self.codes: set[int] = set()
        self.others: set[Part] = set()
        self.own = own
        self.trace = NOTHING

    def __enter__(self) -> Self:
        """Note what is read from here on."""
        self._reads.begin(self)
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        """Sum up; what was read before it failed counts for the work around it."""
        around = self._reads.end(self)
        if error is not None:
            around.others.add(self)
        self.sum_up()
        del self.codes, self.others  # a large site has a hundred thousand
        self.own = None

    def sum_up(self) -> Trace:
        """Give what was read up to now."""
        self.trace = trace_of(self.codes, [part.trace for part in self.others])
        return self.trace


class Reads:
    """Notes who reads what; one piece of work at a time, one inside another."""

    def __init__(self) -> None:
        self._open = [Part(self)]
        self._now = [self._open[0].codes.add]
        """Where the piece of work at hand notes a look; asked a million times."""
        self._ids = _Ids()
        self._records: list[Record] = []
        """All that tell who reads them are kept, so that nothing else gets the place of one."""
        self._whole: dict[type[Record], int] = {}
        self._watched: dict[type[Record], type[Record]] = {}
        self._plain: dict[type[Record], type[Record]] = {}

    def part(self, own: Record | None = None) -> Part:
        """Note what is read inside as a piece of work of its own.

        Work that reads nearly all of a record can call it its own: then it has read all of it, and
        the single looks need not be noted.
        """
        return Part(self, own)

    def begin(self, part: Part) -> None:
        """Begin work inside the one at hand, whose own record is a record like others there."""
        around = self._open[-1].own
        if around is not None:
            self._tell(around)
        self._open.append(part)
        self._now[0] = part.codes.add
        if part.own is not None:
            part.codes.add(self._whole[type(part.own)] + self._ids[id(part.own)])
            self._keep_silent(part.own)

    def end(self, part: Part) -> Part:
        """End a piece of work; give the one around it."""
        done = self._open.pop()
        if done.own is not None:
            self._tell(done.own)
        around = self._open[-1]
        self._now[0] = around.codes.add
        if around.own is not None:
            self._keep_silent(around.own)
        assert done is part, "work that began later is done before"  # noqa: S101
        return around

    def join(self, part: Part) -> None:
        """Note that the work at hand uses what came of another one."""
        self._open[-1].others.add(part)

    def add(self, trace: Trace) -> None:
        """Note what another process has read."""
        part = Part(self)
        part.trace = trace
        self.join(part)

    def note(self, key: Key, name: str) -> None:
        """Note what no field says."""
        self._now[0](code_of_look(key, name))

    def note_code(self, code: int) -> None:
        """Note what has this code."""
        self._now[0](code)

    def base(self) -> Trace:
        """Sum up what was read outside of any piece of work: all of them may rest on it."""
        return self._open[0].sum_up()

    def watch(self, record: Record) -> None:
        """Let a record note whoever reads its fields; its values stay what they are."""
        model = type(record)
        if model not in self._watched:
            self._watched[model] = watched = self._watching(model)
            self._plain[watched] = model
            self._whole[watched] = code_of_field(model.kind, ANY)
        self._records.append(record)
        self._ids[id(record)] = code_of_id(record.id)
        self._tell(record)

    def _tell(self, record: Record) -> None:
        object.__setattr__(record, "__class__", self._watched[type(record)])

    def _keep_silent(self, record: Record) -> None:
        object.__setattr__(record, "__class__", self._plain[type(record)])

    def _watching(self, model: type[Record]) -> type[Record]:
        """Make a class that is the same to everybody but tells of each look at a field."""
        fields = model.model_fields.keys() - {"id"}
        body = {"__slots__": (), "__module__": model.__module__}
        looks = {name: self._noting(model, name) for name in fields | WHOLE}
        # Past pydantic's own way to make a class: this one adds no field and needs no schema.
        return type.__new__(type(model), model.__name__, (model,), {**body, **looks})

    def _noting(self, model: type[Record], name: str) -> property:
        """Make what notes a look and gives what is there."""
        now, ids, field = self._now, self._ids, code_of_field(model.kind, name)
        plain = inspect.getattr_static(model, name if name in WHOLE else ANY)
        give = plain.__get__

        def look_at_field(self: Record) -> Any:
            now[0](field + ids[id(self)])
            return give(self)[name]

        def look_at_all(self: Record) -> Any:
            now[0](field + ids[id(self)])
            return give(self)

        # Who copies a record sets all of the copy.
        return property(look_at_all, plain.__set__) if name in WHOLE else property(look_at_field)


class _Ids(dict[int, int]):
    """What the codes of records end with, by what a record is in memory."""

    def __missing__(self, _: int) -> int:
        """Give nobody's: a copy of a record is no record, and who made it has read that one."""
        return 1


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

    def look(self, key: Key, part: str) -> V | None:
        """Give what is known of a record to somebody who asks for a part of it only."""
        self._reads.note(key, f"{self._name}{part}")
        return self._known.get(key)


def see_noting(reads: Reads | None, see: Callable[[], V]) -> tuple[V, Part | None]:
    """See a thing that several will use, and what is read for it where somebody notes that."""
    if reads is None:
        return see(), None
    with reads.part() as part:
        value = see()
    part.trace = part.trace.to_share()
    return value, part if part.trace.codes else None


def noted_sources(reads: Reads, sources: Mapping[Key, V]) -> Mapping[Key, V]:
    """Note who asks where something stands in a file: a line further up moves it."""
    return NotedLooks(reads, sources, TEXT)


def noted_links(reads: Reads, links: Mapping[Key, V]) -> Mapping[Key, V]:
    """Note who asks which records name another."""
    return NotedLooks(reads, links, LINKS)
