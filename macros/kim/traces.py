"""Traces: what pieces of work have read, in memory and as text.

Comes in: the fields of records that were looked at. Goes out: whether a change of some records can
change what came of the work. A field that was read of many records is noted for all of its kind.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

Key: TypeAlias = tuple[str, str]
"""Kind and id of a record."""
Fields: TypeAlias = frozenset[str]
"""Names of fields, or what stands for one: `LINKS`, `TEXT`, those of `WHOLE`."""
Changes: TypeAlias = Mapping[Key, Fields]
"""What has changed, by record; see `name_changes`."""

LINKS = "*links*"
"""Stands for a field: who names the record."""
TEXT = "*text*"
"""Stands for a field: where in the file something is written."""
WHOLE = frozenset({"__dict__", "__pydantic_fields_set__"})
"""Who asks for these has read all fields."""
_LONG = 500
"""Who reads a field of more records than this is noted for the field of them all."""
_SHORT = 50
"""What has read no more records than this is told anew by each that uses it."""


class Trace(NamedTuple):
    """What a piece of work has read, by itself and through what others had seen before."""

    cells: Mapping[Key, Fields]
    """The fields that were read of single records."""
    columns: frozenset[Key] = frozenset()
    """Kind and name of a field that was read of many records."""
    parts: Mapping[str, "Trace"] = {}
    """What many pieces of work have used and is long, by a name that says what is in it."""

    def is_touched(self, changes: Changes) -> bool:
        """Tell whether the work could come out differently now."""
        return any(
            not names.isdisjoint(self.cells.get(key, ()))
            or any((key[0], name) in self.columns for name in names)
            for key, names in changes.items()
        ) or any(part.is_touched(changes) for part in self.parts.values())

    def to_share(self) -> "Trace":
        """Give what those note who use what came of the work: something short in any case."""
        if len(self.cells) <= _SHORT and not self.columns:
            return self
        cells = sorted((key, sorted(names)) for key, names in self.cells.items())
        text = repr((cells, sorted(self.columns), sorted(self.parts)))
        return Trace({}, parts={blake2b(text.encode(), digest_size=12).hexdigest(): self})


NOTHING = Trace({})


def name_changes(names: Iterable[str]) -> Fields:
    """Name what is other than it was in a record whose file was written anew: these fields."""
    fields = frozenset(names)
    return fields | WHOLE | {TEXT} if fields else frozenset({TEXT})


def add_up(own: Mapping[Key, Fields], others: Collection[Trace] = ()) -> Trace:
    """Give what was read by a piece of work and by others that it has used."""
    if not others:
        return _shortened(own)
    cells = {**own}
    for trace in others:
        for key, names in trace.cells.items():
            known = cells.get(key)
            if known is None:
                cells[key] = names
            elif known is not names:
                cells[key] = _join(known, names)
    columns = NOTHING.columns.union(*[trace.columns for trace in others if trace.columns])
    parts = {name: one for trace in others if trace.parts for name, one in trace.parts.items()}
    return _shortened(cells, columns or NOTHING.columns, parts or NOTHING.parts)


@lru_cache(maxsize=1 << 14)
def one_of(names: Fields) -> Fields:
    """Give the same names for equal ones: there are few that differ, and many traces."""
    return names


@lru_cache(maxsize=1 << 14)
def _join(some: Fields, others: Fields) -> Fields:
    return one_of(some | others)


@lru_cache(maxsize=1 << 14)
def _leave_out(names: Fields, others: Fields) -> Fields:
    return one_of(names - others)


def _shortened(
    cells: Mapping[Key, Fields],
    columns: frozenset[Key] = NOTHING.columns,
    parts: Mapping[str, Trace] = NOTHING.parts,
) -> Trace:
    """Note fields of many records as columns."""
    if len(cells) <= _LONG:
        return Trace(cells, columns, parts)
    counted = Counter[Key]()
    for (kind, names), n in Counter((key[0], names) for key, names in cells.items()).items():
        counted.update(dict.fromkeys(((kind, name) for name in names), n))
    columns |= {column for column, n in counted.items() if n > _LONG}
    many = defaultdict[str, Fields](frozenset)
    for kind, name in columns:
        many[kind] |= {name}
    left = {key: _leave_out(names, many[key[0]]) for key, names in cells.items()}
    return Trace({key: names for key, names in left.items() if names}, columns, parts)


@dataclass(slots=True)
class Numbers:
    """Short names for what comes again and again in traces as text; a new one gets the next."""

    keys: dict[Key, int] = field(default_factory=dict)
    fields: dict[Fields, int] = field(default_factory=dict)


def write_trace(trace: Trace, numbers: Numbers) -> str:
    """Write a trace as words: `record:fields`, the number of a column, `=part`."""
    keys, fields = numbers.keys, numbers.fields  # a large site has a million cells
    words = [
        f"{keys.setdefault(key, len(keys))}:{fields.setdefault(names, len(fields))}"
        for key, names in trace.cells.items()
    ]
    words += [str(keys.setdefault(column, len(keys))) for column in sorted(trace.columns)]
    words += [f"={name}" for name in sorted(trace.parts)]
    return " ".join(words)


def read_traces(
    texts: Iterable[str], numbers: Numbers, parts: Mapping[str, str]
) -> Iterator[Trace]:
    """Read what `write_trace` wrote; the parts stand in the order of `parts_of`."""
    keys, fields = list(numbers.keys), list(numbers.fields)
    known: dict[str, Trace] = {}

    def read(text: str) -> Trace:
        words = text.split()
        cells = (word.split(":") for word in words if ":" in word)
        return Trace(
            {keys[int(key)]: fields[int(names)] for key, names in cells},
            frozenset(keys[int(word)] for word in words if word.isdecimal()),
            {word[1:]: known[word[1:]] for word in words if word[0] == "="},
        )

    for name, text in parts.items():
        known[name] = read(text)
    yield from map(read, texts)


def parts_of(traces: Iterable[Trace]) -> dict[str, Trace]:
    """Give all parts that some traces name, those of a part before the part."""
    found: dict[str, Trace] = {}
    for trace in traces:
        _collect(trace, found)
    return found


def _collect(trace: Trace, found: dict[str, Trace]) -> None:
    for name, part in trace.parts.items():
        if name not in found:
            _collect(part, found)
            found[name] = part


class Touch:
    """Tells of traces as text whether some changes touch them."""

    def __init__(self, changes: Changes, numbers: Numbers, parts: Mapping[str, str]) -> None:
        """Take the parts in the order of `parts_of`."""
        self._words = set(_words_of(changes, numbers))
        for name, text in parts.items():
            if self.touches(text):
                self._words.add(f"={name}")

    def may_touch(self, texts: str) -> bool:
        """Tell whether one of many texts, each between blanks, could be touched."""
        return any(f" {word} " in texts for word in self._words)

    def touches(self, text: str) -> bool:
        """Tell whether the work with this trace could come out differently now."""
        return not self._words.isdisjoint(text.split())


def _words_of(changes: Changes, numbers: Numbers) -> Iterator[str]:
    """Give each word of a trace that names something which has changed."""
    columns = {(key[0], name) for key, names in changes.items() for name in names}
    for column in columns & numbers.keys.keys():
        yield str(numbers.keys[column])
    for key in changes.keys() & numbers.keys.keys():
        for fields, number in numbers.fields.items():
            if not fields.isdisjoint(changes[key]):
                yield f"{numbers.keys[key]}:{number}"
