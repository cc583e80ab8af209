"""What a build leaves for the next one: what it was made from, and which work read what.

Comes in and goes out: text. No text of a record stands in it, only names and digests of its
fields, and what the checks said. Of ten thousand entries and pages the next build asks for a few,
so each is a line of its own, which is understood when it is asked for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from marshal import dumps
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from kim.catalogue import Catalogue, name_targets
from kim.checks.noted import Checked
from kim.inputs import Input
from kim.problems import Place, Problem, Severity
from kim.reads import LINKS, Changes, Key, Trace
from kim.render.ledger import Unit

_PARTS = len(Trace._fields)
_STABLE = 2
"""The newest form of `marshal` in which equal values give equal bytes."""


class Entry(NamedTuple):
    """A record: a digest of each field that its author wrote, and whom it names in which field."""

    fields: Mapping[str, str]
    targets: frozenset[tuple[str, str, str]]


class Basics(NamedTuple):
    """What every later build must know of a build."""

    address: str
    days: Mapping[str, str]
    """The days of the handbook's pages."""
    addresses: Sequence[str]
    """All pages of the site map."""
    base: Trace
    """What was read outside of any piece of work."""


@dataclass(frozen=True, slots=True)
class Note:
    """All that is left of a build; entries and units are lines."""

    basics: Basics
    inputs: Mapping[str, Input]
    loose: tuple[Problem, ...]
    """What was found before the checks."""
    checks: Mapping[str, Checked]
    releases: Mapping[str, str]
    """The marks of the files of each release."""
    names: dict[Key, int]
    entries: Mapping[str, str]
    units: Mapping[str, str]

    def entry(self, key: Key) -> Entry:
        """Give a record as it looked."""
        fields, targets = json.loads(self.entries[_name(key)])
        return Entry(fields, frozenset(map(tuple, targets)))

    def unit(self, name: str) -> Unit:
        """Give a piece of work."""
        *numbers, rest = self.units[name].split("\t", _PARTS)
        known = list(self.names)
        files, named = json.loads(rest)
        return Unit(tuple(files), tuple(named), _trace(numbers, known))

    def touched(self, changes: Changes) -> set[str]:
        """Name the pieces of work that could come out differently now."""
        names = self.names
        records = {str(names[key]) for key in changes if key in names}
        fields = {(kind, name) for (kind, _), some in changes.items() for name in some}
        columns = {str(names[field]) for field in fields if field in names}
        return {
            name
            for name, line in self.units.items()
            if _names_some(line, 0, records) or _names_some(line, 1, columns)
        }

    def named(self) -> Iterator[str]:
        """Give the addresses of all files whose names say what is in them."""
        for line in self.units.values():
            if not line.endswith("[]]"):
                yield from json.loads(line.split("\t", _PARTS)[-1])[1]

    def after(
        self, entries: Mapping[Key, Entry], units: Mapping[str, Unit], **changed: Any
    ) -> "Note":
        """Give the note of a build in which some records and pieces of work were other ones."""
        lines = {_name(key): _entry_line(entry) for key, entry in entries.items()}
        work = {name: _unit_line(unit, self.names) for name, unit in units.items()}
        return replace(
            self, entries={**self.entries, **lines}, units={**self.units, **work}, **changed
        )


def _names_some(line: str, part: int, numbers: set[str]) -> bool:
    return bool(numbers) and not numbers.isdisjoint(line.split("\t", _PARTS)[part].split())


def describe_record(catalogue: Catalogue, key: Key) -> Entry:
    """Give what a record looks like from outside, without what it says."""
    values = catalogue.sources[key].value.items()
    fields = {
        name: blake2b(dumps(value, _STABLE), digest_size=8).hexdigest() for name, value in values
    }
    record = catalogue.records[key[0]][key[1]]
    return Entry(fields, frozenset((*target, name) for target, name in name_targets(record)))


def compare(before: Entry, now: Entry) -> Iterator[tuple[Key | None, str]]:
    """Give the fields in which a record differs (None), and whom it names or no longer names."""
    for name, _ in before.fields.items() ^ now.fields.items():
        yield None, name
    for kind, record_id, _ in before.targets ^ now.targets:
        yield (kind, record_id), LINKS


def write_note(call: str, note: Note) -> bytes:
    """Write a note; its first line says what the build was asked for, and of which program."""
    head = {
        "basics": [*note.basics[:-1], _numbers(note.basics.base, note.names)],
        "inputs": note.inputs,
        "loose": [_plain(problem) for problem in note.loose],
        "checks": {
            code: [[_plain(one) for one in problems], _numbers(trace, note.names)]
            for code, (problems, trace) in note.checks.items()
        },
        "releases": dict(note.releases),
        "entries": len(note.entries),
    }
    head["names"] = list(note.names)
    lines = (f"{key}\t{line}" for part in (note.entries, note.units) for key, line in part.items())
    first = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return "\n".join((call, first, *lines)).encode()


def read_note(call: str, data: bytes) -> Note | None:
    """Read what `write_note` wrote; what was left of another call or program is not understood."""
    start = f"{call}\n".encode()
    return _read_note(data[len(start) :]) if data.startswith(start) else None


def _read_note(data: bytes) -> Note:
    first, *lines = data.decode().split("\n")
    head = json.loads(first)
    names = [(kind, name) for kind, name in head["names"]]
    pairs = [(key, line) for key, _, line in (line.partition("\t") for line in lines)]

    address, days, addresses, base = head["basics"]
    return Note(
        basics=Basics(address, days, addresses, _trace(base, names)),
        inputs={path: Input(*found) for path, found in head["inputs"].items()},
        loose=tuple(map(_problem, head["loose"])),
        checks={
            code: Checked(tuple(map(_problem, problems)), _trace(read, names))
            for code, (problems, read) in head["checks"].items()
        },
        releases=head["releases"],
        names={key: number for number, key in enumerate(names)},
        entries=dict(pairs[: head["entries"]]),
        units=dict(pairs[head["entries"] :]),
    )


def _name(key: Key) -> str:
    return "/".join(key)


def _entry_line(entry: Entry) -> str:
    return json.dumps([entry.fields, sorted(entry.targets)], separators=(",", ":"))


def _unit_line(unit: Unit, names: dict[Key, int]) -> str:
    files = json.dumps([unit.files, unit.named], ensure_ascii=False, separators=(",", ":"))
    return "\t".join((*_numbers(unit.trace, names), files))


def _numbers(trace: Trace, names: dict[Key, int]) -> list[str]:
    """Write a trace; names that come again and again have numbers, new ones get the next."""
    return [
        " ".join(str(names.setdefault(key, len(names))) for key in sorted(some)) for some in trace
    ]


def _trace(numbers: Iterable[str], names: Sequence[Key]) -> Trace:
    """Read a trace."""
    return Trace(*(frozenset(names[int(n)] for n in some.split()) for some in numbers))


def _plain(problem: Problem) -> list[Any]:
    place = problem.place
    where = str(place.path), place.line, place.column
    return [*where, problem.code, problem.message, problem.severity]


def _problem(row: Iterable[Any]) -> Problem:
    path, line, column, code, message, severity = row
    return Problem(Place(PurePosixPath(path), line, column), code, message, Severity(severity))
