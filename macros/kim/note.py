"""What a build leaves for the next one: what it was made from, and which work read what.

Comes in and goes out: text. No text of a record stands in it, only names and digests of its
fields, and what the checks said. Of ten thousand entries and pages the next build asks for a few,
so each is a line of its own, which is understood when it is asked for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from marshal import dumps
from typing import Any, NamedTuple

from kim.catalogue import Catalogue, name_targets
from kim.checks.noted import Checked
from kim.inputs import Inputs
from kim.problems import Problem
from kim.reads import LINKS, Changes, Key, Trace
from kim.render.ledger import Unit
from kim.sections import Lines, Sections, plain_problems, read_problems, write_value

_PARTS = len(Trace._fields)
_PLAIN = ("inputs", "releases", "said", "basics", "checks", "names")
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
    inputs: Inputs
    loose: tuple[Problem, ...]
    """What was found before the checks."""
    checks: Mapping[str, Checked]
    releases: Mapping[str, str]
    """The marks of the files of each release."""
    names: dict[Key, int]
    entries: Lines = field(default_factory=Lines)
    units: Lines = field(default_factory=Lines)

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
            self, entries=self.entries.changed(lines), units=self.units.changed(work), **changed
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


def write_note(note: Note) -> Sections:
    """Give a note as sections."""
    checks = {code: _numbers(one.trace, note.names) for code, one in note.checks.items()}
    basics = [*note.basics[:-1], _numbers(note.basics.base, note.names)]
    said = {"": note.loose, **{code: one.problems for code, one in note.checks.items()}}
    plain = {
        "inputs": note.inputs,
        "releases": dict(note.releases),
        "said": {name: plain_problems(problems) for name, problems in said.items()},
        "basics": basics,
        "checks": checks,
        "names": list(note.names),
    }
    lines = {"entries": note.entries.encode(), "units": note.units.encode()}
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
        checks={
            code: Checked(said[code], _trace(read, names)) for code, read in plain["checks"].items()
        },
        releases=plain["releases"],
        names={key: number for number, key in enumerate(names)},
        entries=Lines(left["entries"]),
        units=Lines(left["units"]),
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
