"""Traces: what pieces of work have read, as codes that can be put together and compared quickly.

Comes in: the fields of records that were looked at. Goes out: whether a change of some records can
change what came of the work. A code says which field of which record, by digests of their names: it
is the same in each process and each build, and nobody keeps a list of codes. Two fields that share
a code by chance are touched together, which does no harm.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

Key: TypeAlias = tuple[str, str]
"""Kind and id of a record."""
Fields: TypeAlias = frozenset[str]
"""Names of fields, or what stands for one: `LINKS`, `TEXT`, those of `WHOLE`."""
Changes: TypeAlias = Mapping[Key, Fields]
"""What has changed, by record; see `name_changes`."""
Codes: TypeAlias = "array[int] | memoryview[int]"
"""What was read."""

LINKS = "*links*"
"""Stands for a field: who names the record; with a kind behind it, who of that kind does."""
TEXT = "*text*"
"""Stands for a field: where in the file something is written."""
WHOLE = frozenset({"__dict__", "__pydantic_fields_set__"})
"""Who asks for these has read all fields."""
ANY = "__dict__"
"""One of `WHOLE`: it changes with every field."""
_LONG = 500
"""Who reads a field of more records than this is noted for the field of them all."""
_SHORT = 8
"""What is no longer than this is told anew by each that uses it."""
_ID_BITS, _FIELD_BITS = 30, 28
_IDS = (1 << _ID_BITS) - 1
_FIELDS = ~_IDS
_PART = 1 << _ID_BITS + _FIELD_BITS
"""Marks the code of what many pieces of work have used."""
_MARKED = _PART << 1
"""Marks the codes of what is no record; its kind begins with `MARK`."""
MARK = "*"


def _digest(text: str, bits: int) -> int:
    size = -(-bits // 8)
    return int.from_bytes(blake2b(text.encode(), digest_size=size).digest()) & ((1 << bits) - 1)


@lru_cache(maxsize=1 << 16)
def code_of_id(name: str) -> int:
    """Give what the codes of all fields of a record end with."""
    return _digest(name, _ID_BITS)


@lru_cache(maxsize=1 << 12)
def code_of_field(kind: str, name: str) -> int:
    """Give what the codes of a field begin with; by itself it is the field of all records."""
    mark = _MARKED if kind.startswith(MARK) else 0
    return mark | _digest(f"{kind}.{name}", _FIELD_BITS) << _ID_BITS


def code_of_look(key: Key, name: str) -> int:
    """Give the code of a field of a record."""
    return code_of_field(key[0], name) | code_of_id(key[1])


def field_in(code: int) -> int:
    """Give the field of all records that a code is one of."""
    return code & _FIELDS


def marked_in(codes: Iterable[int]) -> Iterator[int]:
    """Give the codes of single things that are no records."""
    return (code for code in codes if code & _MARKED and code & _IDS)


def marked_fields(some: Iterable[Codes]) -> set[int]:
    """Give the fields of what is no record."""
    return {code & _FIELDS for codes in some for code in codes if code & _MARKED}


class Trace(NamedTuple):
    """What a piece of work has read, by itself and through what others had seen before."""

    codes: Codes
    """In any order, each once."""
    parts: Mapping[int, "Trace"] = {}
    """What many pieces of work have used and is long, by a code that says what is in it."""

    def is_touched(self, changes: Changes) -> bool:
        """Tell whether the work could come out differently now."""
        changed = {*codes_of(changes)}
        traces = (self, *parts_of([self]).values())
        return not all(changed.isdisjoint(one.codes) for one in traces)

    def to_share(self) -> "Trace":
        """Give what those note who use what came of the work: something short in any case."""
        if len(self.codes) <= _SHORT:
            return self
        text = array("Q", sorted(self.codes)).tobytes()
        size = _FIELD_BITS + _ID_BITS
        code = _PART | int.from_bytes(blake2b(text, digest_size=8).digest()) >> 64 - size
        return Trace(array("Q", [code]), {code: self})


NOTHING = Trace(array("Q"))


def name_changes(names: Iterable[str]) -> Fields:
    """Name what is other than it was in a record whose file was written anew: these fields."""
    fields = frozenset(names)
    return fields | WHOLE | {TEXT} if fields else frozenset({TEXT})


def codes_of(changes: Changes) -> Iterator[int]:
    """Give the codes of what has changed, and of the same fields of all records."""
    for key, names in changes.items():
        for name in names:
            yield code_of_look(key, name)
            yield code_of_field(key[0], name)


def trace_of(codes: set[int], others: Collection[Trace] = ()) -> Trace:
    """Give what was read by a piece of work and by others that it has used."""
    if not codes and len(others) == 1:
        return next(iter(others))
    codes.update(*[trace.codes for trace in others])
    if not codes:
        return NOTHING
    parts = {name: one for trace in others if trace.parts for name, one in trace.parts.items()}
    trace = Trace(array("Q", codes), parts or NOTHING.parts)
    return trace if len(codes) <= _LONG else _shortened(trace)


def _shortened(trace: Trace) -> Trace:
    """Note fields of many records as those of all; many parts are told by such fields too."""
    codes, parts = {*trace.codes}, trace.parts
    if len(parts) > _LONG:
        codes = codes.difference(parts).union(*[part.codes for part in parts.values()])
        parts = {name: one for part in parts.values() for name, one in part.parts.items()}
    counted = Counter([code & _FIELDS for code in codes])
    many = {field for field, n in counted.items() if n > _LONG}
    return Trace(array("Q", many | {code for code in codes if code & _FIELDS not in many}), parts)


def parts_of(traces: Iterable[Trace]) -> dict[int, Trace]:
    """Give all parts that some traces name, those of a part before the part."""
    found: dict[int, Trace] = {}
    for trace in traces:
        _collect(trace, found)
    return found


def _collect(trace: Trace, found: dict[int, Trace]) -> None:
    for name, part in trace.parts.items():
        if name not in found:
            _collect(part, found)
            found[name] = part


def pack_codes(some: Collection[Codes]) -> bytes:
    """Write what was read, one after the other."""
    head = array("Q", [len(some), *map(len, some)])
    return b"".join((head.tobytes(), *some))


def join_codes(some: Iterable[bytes]) -> bytes:
    """Put together what `pack_codes` wrote several times."""
    lengths, codes = [], []
    for data in some:
        numbers = memoryview(data).cast("Q")
        begin = 1 + numbers[0]
        lengths.append(numbers[1:begin])
        codes.append(numbers[begin:])
    head = array("Q", [sum(map(len, lengths))])
    return b"".join((head.tobytes(), *lengths, *codes))


def unpack_codes(data: bytes) -> "list[memoryview[int]]":
    """Read what `pack_codes` wrote."""
    numbers = memoryview(data).cast("Q")
    begin = 1 + numbers[0]
    ends = accumulate(numbers[1:begin], initial=begin)
    return [numbers[start:end] for start, end in pairwise(ends)]


def all_codes(data: bytes) -> "memoryview[int]":
    """Give what stands anywhere in what `pack_codes` wrote."""
    numbers = memoryview(data).cast("Q")
    return numbers[1 + numbers[0] :]


class Touch:
    """Tells whether some changes touch what was read."""

    def __init__(self, changes: Changes, parts: Mapping[int, Codes]) -> None:
        """Take the parts in the order of `parts_of`."""
        self.codes = {*codes_of(changes)}
        """All that have changed."""
        for name, codes in parts.items():
            if self.touches(codes):
                self.codes.add(name)

    def touches(self, codes: Codes) -> bool:
        """Tell whether the work that has read this could come out differently now."""
        return not self.codes.isdisjoint(codes)
