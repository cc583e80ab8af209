"""What a build leaves for the next one: what it was made from, and which work read what.

Comes in and goes out: text, in sections. Of ten thousand records and pages the next build asks for
a few, so each is a line of its own, which is understood when it is asked for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from kim.checks.noted import Checked, Known, Readers
from kim.inputs import Inputs
from kim.problems import Problem
from kim.reads import Changes, Key, Trace
from kim.render.ledger import Unit
from kim.sections import Lines, Sections, plain_problems, read_problems, write_value
from kim.stored import Stored, read_stored

_PARTS = len(Trace._fields)
_PLAIN = ("inputs", "releases", "said", "basics", "checks", "names")


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
    """All that is left of a build; units are lines."""

    basics: Basics
    inputs: Inputs
    loose: tuple[Problem, ...]
    """What was found before the checks."""
    checks: Known
    releases: Mapping[str, str]
    """The marks of the files of each release."""
    names: dict[Key, int]
    stored: Stored
    """What stood in the files of records."""
    units: Lines = field(default_factory=Lines)

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

    def after(self, units: Mapping[str, Unit], **changed: Any) -> "Note":
        """Give the note of a build in which some pieces of work were other ones."""
        work = {name: _unit_line(unit, self.names) for name, unit in units.items()}
        return replace(self, units=self.units.changed(work), **changed)


def _names_some(line: str, part: int, numbers: set[str]) -> bool:
    return bool(numbers) and not numbers.isdisjoint(line.split("\t", _PARTS)[part].split())


def write_note(note: Note) -> Sections:
    """Give a note as sections."""
    known = note.checks
    checks = {name: _numbers(one.trace, note.names) for name, one in known.checks.items()}
    basics = [*note.basics[:-1], _numbers(note.basics.base, note.names)]
    said = {"": note.loose, **{name: one.problems for name, one in known.checks.items()}}
    said |= {"/".join(key): problems for key, problems in known.records.items()}
    plain = {
        "inputs": note.inputs,
        "releases": dict(note.releases),
        "said": {name: plain_problems(problems) for name, problems in said.items()},
        "basics": basics,
        "checks": checks,
        "names": list(note.names),
    }
    records, links = note.stored.write()
    lines = {
        "units": note.units.encode(),
        "readers": known.readers.lines.encode(),
        "records": records,
        "links": links,
    }
    return {name: write_value(value) for name, value in plain.items()} | lines


def read_note(left: Sections) -> Note:
    """Read what `write_note` gave."""
    plain = {name: json.loads(left[name]) for name in _PLAIN}
    names = [(kind, name) for kind, name in plain["names"]]
    said = {name: read_problems(rows) for name, rows in plain["said"].items()}
    address, days, addresses, base = plain["basics"]
    return Note(
        basics=Basics(address, days, addresses, _trace(base, names)),
        inputs=Inputs(*plain["inputs"]),
        loose=said[""],
        checks=_read_known(plain["checks"], said, names, Lines(left["readers"])),
        releases=plain["releases"],
        names={key: number for number, key in enumerate(names)},
        stored=read_stored(left["records"], left["links"]),
        units=Lines(left["units"]),
    )


def _read_known(
    traces: Mapping[str, Iterable[str]],
    said: Mapping[str, tuple[Problem, ...]],
    names: Sequence[Key],
    readers: Lines,
) -> Known:
    checks = {name: Checked(said[name], _trace(read, names)) for name, read in traces.items()}
    keys = {name: name.partition("/") for name in said if "/" in name}
    records = {(kind, record_id): said[name] for name, (kind, _, record_id) in keys.items()}
    return Known(checks, records, Readers(readers))


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
