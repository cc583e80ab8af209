"""What is kept of a build as one text of several sections, each understood when it is asked for.

Comes in: sections by name. Goes out: bytes that begin with what the build was asked for, and the
sections again. Of ten thousand records and pages the next build asks for a few, so a section can be
lines by name, which nobody takes apart before one of them is asked for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from kim.problems import Place, Problem, Severity

Sections = Mapping[str, bytes]


def pack(call: str, sections: Sections) -> tuple[bytes, ...]:
    """Write sections in pieces; the first line is the call, and of which program."""
    lengths = write_value({name: len(data) for name, data in sections.items()})
    return call.encode(), b"\n", lengths, b"\n", *sections.values()


def unpack(call: str, data: bytes) -> Sections | None:
    """Read what `pack` wrote; what was left of another call or program is not understood."""
    start = f"{call}\n".encode()
    if not data.startswith(start):
        return None
    begin = data.index(b"\n", len(start)) + 1
    lengths: dict[str, int] = json.loads(data[len(start) : begin])
    ends = list(accumulate(lengths.values(), initial=begin))
    return Packed(data, dict(zip(lengths, pairwise(ends), strict=True)))


class Packed(Mapping[str, bytes]):
    """Pieces of some bytes by name, each cut out when it is asked for."""

    def __init__(self, data: bytes, spots: Mapping[str, tuple[int, int]]) -> None:
        """Take where each piece begins and ends."""
        self.data = data
        self._spots = spots

    def __getitem__(self, name: str) -> bytes:
        """Cut out a piece."""
        begin, end = self._spots[name]
        return self.data[begin:end]

    def __iter__(self) -> Iterator[str]:
        """Give all names in their order."""
        return iter(self._spots)

    def __len__(self) -> int:
        """Count the pieces."""
        return len(self._spots)


class Lines(Mapping[str, str]):
    """Lines by name, each read when it is asked for; whoever changes some gets other ones."""

    def __init__(
        self, data: bytes = b"", changed: Mapping[str, bytes] = MappingProxyType({})
    ) -> None:
        self._data = data
        self._changed = changed

    @cached_property
    def _lines(self) -> dict[str, bytes]:
        pairs = (line.partition(b"\t") for line in self._data.split(b"\n"))
        return {**{name.decode(): line for name, tab, line in pairs if tab}, **self._changed}

    def __getitem__(self, name: str) -> str:
        """Give the line of this name."""
        return self._lines[name].decode()

    def line(self, name: str) -> bytes:
        """Give the line of this name as it is kept; an empty one where there is none."""
        return self._lines.get(name, b"")

    def __iter__(self) -> Iterator[str]:
        """Give all names."""
        return iter(self._lines)

    def __len__(self) -> int:
        """Count the lines."""
        return len(self._lines)

    def changed(self, lines: Mapping[str, bytes]) -> "Lines":
        """Give lines of which some are other ones."""
        return Lines(changed={**self._lines, **lines}) if lines else self

    def __reduce__(self) -> tuple[type["Lines"], tuple[bytes]]:
        """Go to another process in one piece."""
        return Lines, (self.encode(),)

    def encode(self) -> bytes:
        """Give the lines as a section."""
        if not self._changed:
            return self._data
        return b"\n".join(b"%b\t%b" % (name.encode(), line) for name, line in self._lines.items())


def join_lines(some: Iterable[Lines]) -> Lines:
    """Put lines together that have different names."""
    return Lines(b"\n".join(filter(None, (one.encode() for one in some))))


def write_value(value: Any) -> bytes:
    """Write a plain value in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read_value(line: bytes | str) -> Any:
    """Read what `write_value` wrote."""
    return json.loads(line)


def plain_problems(problems: Iterable[Problem]) -> list[list[Any]]:
    """Give problems as plain values."""
    return [
        [str(one.place.path), one.place.line, one.place.column, one.code, one.message, one.severity]
        for one in problems
    ]


def read_problems(rows: Iterable[Iterable[Any]]) -> tuple[Problem, ...]:
    """Give the problems that were written as plain values."""
    return tuple(
        Problem(Place(PurePosixPath(path), line, column), code, message, Severity(severity))
        for path, line, column, code, message, severity in rows
    )
