"""What a build leaves for the next one: what it was made from, and which work read what.

Comes in and goes out: text, in sections. Of ten thousand records and pages the next build asks for
a few, so each is a line of its own, which is understood when it is asked for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from kim.checks.alike import Groups
from kim.checks.known import Checked, Known, Readers
from kim.inputs import Inputs
from kim.problems import Problem
from kim.render.ledger import Files, Unit
from kim.rows import ROW, KeptRows, Row
from kim.sections import Lines, Sections, plain_problems, read_problems, write_value
from kim.stored import Stored, read_stored
from kim.traces import (
    Changes,
    Codes,
    Key,
    Touch,
    Trace,
    all_codes,
    code_of_look,
    marked_in,
    pack_codes,
    parts_of,
    unpack_codes,
)

_PLAIN = (
    "inputs",
    "releases",
    "said",
    "basics",
    "checks",
    "chosen",
    "parts",
    "tables",
)


_READ = "read "
"""Begins the names of sections that say what was read; those of rows end with their table."""


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
    """All that is left of a build; parts of traces and units are lines."""

    basics: Basics
    inputs: Inputs
    loose: tuple[Problem, ...]
    """What was found before the checks."""
    checks: Known
    releases: Mapping[str, str]
    """The marks of the files of each release."""
    stored: Stored
    """What stood in the files of records."""
    units: Lines = field(default_factory=Lines)
    """What each piece of work has printed."""
    reads: bytes = field(default=pack_codes(()), repr=False)
    """What each piece of work has read, in the same order."""
    parts: Mapping[int, Codes] = field(default_factory=dict)
    rows: KeptRows = field(default_factory=KeptRows)

    def files(self, name: str) -> Files:
        """Give what a piece of work has printed."""
        return Files(*map(tuple, json.loads(self.units[name])))

    def touched(self, changes: Changes) -> set[str]:
        """Name the pieces of work that could come out differently now."""
        touch = self.touch(changes)
        return {name for name, codes in self._codes().items() if touch.touches(codes)}

    def named(self) -> Iterator[str]:
        """Give the addresses of all files whose names say what is in them."""
        for line in self.units.values():
            if not line.endswith("[]]"):
                yield from json.loads(line)[1]

    def touch(self, changes: Changes) -> Touch:
        """Make what tells which traces some changes touch."""
        return Touch(changes, self.parts)

    def after(self, units: Mapping[str, Unit], made: Mapping[Key, Row], **changed: Any) -> "Note":
        """Give the note of a build in which some pieces of work and rows were other ones."""
        lines = self.units.changed({name: _say(unit.files) for name, unit in units.items()})
        codes = {**self._codes(), **{name: unit.trace.codes for name, unit in units.items()}}
        parts = {**self.parts, **_parts(one.trace for one in (*units.values(), *made.values()))}
        reads, rows = pack_codes(codes.values()), self.rows.after(made)
        return replace(self, units=lines, reads=reads, parts=parts, rows=rows, **changed)

    def _codes(self) -> dict[str, Codes]:
        return dict(zip(self.units, unpack_codes(self.reads), strict=True))


def lacks_rows(sections: Sections, made: Iterable[Key]) -> bool:
    """Tell whether something was read of a row that nobody handed over."""
    known = {code_of_look(key, ROW) for key in made}
    names = (name for name in sections if name.startswith(_READ))
    return any(not known.issuperset(marked_in(all_codes(sections[name]))) for name in names)


def write_note(note: Note) -> Sections:
    """Give a note as sections."""
    base, known = note.basics.base, note.checks
    traces = [base, *(one.trace for one in known.checks.values())]
    parts = {**note.parts, **_parts(traces)}
    said = {"": note.loose, **{name: one.problems for name, one in known.checks.items()}}
    said |= {"/".join(key): problems for key, problems in known.records.items()}
    plain = {
        "inputs": note.inputs,
        "releases": dict(note.releases),
        "said": {name: plain_problems(problems) for name, problems in said.items()},
        "basics": note.basics[:-1],
        "chosen": dict(known.chosen),
        "checks": list(known.checks),
        "parts": list(parts),
        "tables": note.rows.needs,
    }
    records, links = note.stored.write()
    lines = {
        "units": note.units.encode(),
        "readers": known.readers.lines.encode(),
        "groups": known.groups.lines.encode(),
        "records": records,
        "links": links,
        "rows": note.rows.values.encode(),
        f"{_READ}parts": pack_codes(parts.values()),
        f"{_READ}checks": pack_codes([trace.codes for trace in traces]),
        f"{_READ}units": note.reads,
        **{f"{_READ}{name}": data for name, data in note.rows.reads.items()},
    }
    return {name: write_value(value) for name, value in plain.items()} | lines


def read_note(left: Sections) -> Note:
    """Read what `write_note` gave."""
    plain = {name: json.loads(left[name]) for name in _PLAIN}
    said = {name: read_problems(rows) for name, rows in plain["said"].items()}
    parts = dict(zip(plain["parts"], unpack_codes(left[f"{_READ}parts"]), strict=True))
    base, *reads = _read_traces(unpack_codes(left[f"{_READ}checks"]), parts)
    checks = dict(zip(plain["checks"], reads, strict=True))
    (address, days, addresses), tables = plain["basics"], plain["tables"]
    return Note(
        basics=Basics(address, days, addresses, base),
        inputs=Inputs(*plain["inputs"]),
        loose=said[""],
        checks=_read_known(checks, said, left)._replace(chosen=plain["chosen"]),
        releases=plain["releases"],
        stored=read_stored(left["records"], left["links"]),
        units=Lines(left["units"]),
        reads=left[f"{_READ}units"],
        parts=parts,
        rows=KeptRows(
            Lines(left["rows"]), {name: left[f"{_READ}{name}"] for name in tables}, tables
        ),
    )


def _read_traces(some: Iterable[Codes], parts: Mapping[int, Codes]) -> Iterator[Trace]:
    known: dict[int, Trace] = {}

    def trace_of(codes: Codes) -> Trace:
        return Trace(codes, {code: known[code] for code in codes if code in known})

    for name, codes in parts.items():
        known[name] = trace_of(codes)
    yield from map(trace_of, some)


def _read_known(
    traces: Mapping[str, Trace], said: Mapping[str, tuple[Problem, ...]], left: Sections
) -> Known:
    checks = {name: Checked(said[name], trace) for name, trace in traces.items()}
    keys = {name: name.partition("/") for name in said if "/" in name}
    records = {(kind, record_id): said[name] for name, (kind, _, record_id) in keys.items()}
    readers, groups = Lines(left["readers"]), Lines(left["groups"])
    return Known(checks, records, Readers(readers), Groups(groups), {})


def _parts(traces: Iterable[Trace]) -> dict[int, Codes]:
    """Give what was read for the parts that some traces name."""
    return {name: one.codes for name, one in parts_of(traces).items()}


def _say(files: Files) -> str:
    return write_value(files).decode()
