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
from kim.rows import KeptRows, Row, is_row
from kim.sections import Lines, Sections, plain_problems, read_problems, write_value
from kim.stored import Stored, read_stored
from kim.traces import Changes, Key, Numbers, Touch, Trace, parts_of, read_traces, write_trace

_PLAIN = (
    "inputs",
    "releases",
    "said",
    "basics",
    "checks",
    "chosen",
    "numbers",
    "parts",
    "tables",
)


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
    numbers: Numbers
    stored: Stored
    """What stood in the files of records."""
    units: Lines = field(default_factory=Lines)
    parts: dict[str, str] = field(default_factory=dict)
    rows: KeptRows = field(default_factory=KeptRows)

    def files(self, name: str) -> Files:
        """Give what a piece of work has printed."""
        return Files(*map(tuple, json.loads(self.units[name].partition("\t")[2])))

    def touched(self, changes: Changes) -> set[str]:
        """Name the pieces of work that could come out differently now."""
        touch = self.touch(changes)
        return {name for name, line in self.units.items() if touch.touches(line.partition("\t")[0])}

    def named(self) -> Iterator[str]:
        """Give the addresses of all files whose names say what is in them."""
        for line in self.units.values():
            if not line.endswith("[]]"):
                yield from json.loads(line.partition("\t")[2])[1]

    def touch(self, changes: Changes) -> Touch:
        """Make what tells which traces some changes touch."""
        return Touch(changes, self.numbers, self.parts)

    def after(self, units: Mapping[str, Unit], made: Mapping[Key, Row], **changed: Any) -> "Note":
        """Give the note of a build in which some pieces of work and rows were other ones."""
        work = {name: _unit_line(unit, self.numbers) for name, unit in units.items()}
        parts = self.parts | self.parts_of(one.trace for one in (*units.values(), *made.values()))
        rows = self.rows.after(made, self.numbers)
        return replace(self, units=self.units.changed(work), parts=parts, rows=rows, **changed)

    def lacks_rows(self) -> bool:
        """Tell whether something was read of a row that nobody handed over."""
        rows = filter(is_row, self.numbers.keys)
        return any(row not in self.rows.table(table) for table, row in rows)

    def parts_of(self, traces: Iterable[Trace]) -> dict[str, str]:
        """Write the parts that some traces name."""
        return {name: write_trace(one, self.numbers) for name, one in parts_of(traces).items()}


def write_note(note: Note) -> Sections:
    """Give a note as sections."""
    base, known, numbers = note.basics.base, note.checks, note.numbers
    checks = {name: one.trace for name, one in known.checks.items()}
    said = {"": note.loose, **{name: one.problems for name, one in known.checks.items()}}
    said |= {"/".join(key): problems for key, problems in known.records.items()}
    plain = {
        "inputs": note.inputs,
        "releases": dict(note.releases),
        "said": {name: plain_problems(problems) for name, problems in said.items()},
        "basics": [*note.basics[:-1], write_trace(base, numbers)],
        "chosen": dict(known.chosen),
        "checks": {name: write_trace(trace, numbers) for name, trace in checks.items()},
        "parts": note.parts | note.parts_of((base, *checks.values())),
        "numbers": [list(numbers.keys), list(map(sorted, numbers.fields))],
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
        "rows_read": note.rows.reads.encode(),
    }
    return {name: write_value(value) for name, value in plain.items()} | lines


def read_note(left: Sections) -> Note:
    """Read what `write_note` gave."""
    plain = {name: json.loads(left[name]) for name in _PLAIN}
    said = {name: read_problems(rows) for name, rows in plain["said"].items()}
    keys, fields = plain["numbers"]
    numbers = Numbers(
        {(kind, name): number for number, (kind, name) in enumerate(keys)},
        {frozenset(names): number for number, names in enumerate(fields)},
    )
    address, days, addresses, text = plain["basics"]
    texts = (text, *plain["checks"].values())
    base, *reads = read_traces(texts, numbers, plain["parts"])
    checks = dict(zip(plain["checks"], reads, strict=True))
    return Note(
        basics=Basics(address, days, addresses, base),
        inputs=Inputs(*plain["inputs"]),
        loose=said[""],
        checks=_read_known(checks, said, left)._replace(chosen=plain["chosen"]),
        releases=plain["releases"],
        numbers=numbers,
        stored=read_stored(left["records"], left["links"]),
        units=Lines(left["units"]),
        parts=plain["parts"],
        rows=KeptRows(Lines(left["rows"]), Lines(left["rows_read"]), plain["tables"]),
    )


def _read_known(
    traces: Mapping[str, Trace], said: Mapping[str, tuple[Problem, ...]], left: Sections
) -> Known:
    checks = {name: Checked(said[name], trace) for name, trace in traces.items()}
    keys = {name: name.partition("/") for name in said if "/" in name}
    records = {(kind, record_id): said[name] for name, (kind, _, record_id) in keys.items()}
    readers, groups = Lines(left["readers"]), Lines(left["groups"])
    return Known(checks, records, Readers(readers), Groups(groups), {})


def _unit_line(unit: Unit, numbers: Numbers) -> str:
    files = json.dumps(unit.files, ensure_ascii=False, separators=(",", ":"))
    return f"{write_trace(unit.trace, numbers)}\t{files}"
