"""What a build leaves for the next one: what it was made from, and which work read what.

Comes in and goes out: text, in sections. Of ten thousand records and pages the next build asks for
a few, so each is a line of its own, which is understood when it is asked for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from kim.checks.alike import Groups
from kim.checks.known import Checked, Known, Readers
from kim.inputs import Inputs
from kim.problems import Problem
from kim.render.ledger import Work
from kim.sections import Lines, Sections, plain_problems, read_problems, write_value
from kim.sheets import KeptRows
from kim.stored import Stored, read_stored
from kim.traces import (
    Changes,
    Codes,
    Touch,
    Trace,
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
    work: Work

    def touch(self, changes: Changes) -> Touch:
        """Make what tells which traces some changes touch."""
        return Touch(changes, self.work.parts)


def lacks_rows(note: Note) -> bool:
    """Tell whether a check has read a row that nobody handed over; pages come with their rows."""
    checks = note.checks
    traces = [one.trace for one in checks.checks.values()]
    read = chain(*(one.codes for one in (*traces, *parts_of(traces).values())))
    return not note.work.rows.has_all({*marked_in(chain(read, map(int, checks.readers.lines)))})


def write_note(note: Note) -> Sections:
    """Give a note as sections."""
    base, known = note.basics.base, note.checks
    traces = [base, *(one.trace for one in known.checks.values())]
    parts = {**note.work.parts, **_parts(traces)}
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
        "tables": note.work.rows.needs,
    }
    records, links = note.stored.write()
    lines = {
        "units": note.work.units.encode(),
        "readers": known.readers.lines.encode(),
        "groups": known.groups.lines.encode(),
        "records": records,
        "links": links,
        "rows": note.work.rows.values.encode(),
        f"{_READ}parts": pack_codes(parts.values()),
        f"{_READ}checks": pack_codes([trace.codes for trace in traces]),
        f"{_READ}units": note.work.reads,
        **{f"{_READ}{name}": data for name, data in note.work.rows.reads.items()},
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
    reads_of_rows = {name: left[f"{_READ}{name}"] for name in tables}
    rows = KeptRows(Lines(left["rows"]), reads_of_rows, tables)
    return Note(
        basics=Basics(address, days, addresses, base),
        inputs=Inputs(*plain["inputs"]),
        loose=said[""],
        checks=_read_known(checks, said, left)._replace(chosen=plain["chosen"]),
        releases=plain["releases"],
        stored=read_stored(left["records"], left["links"]),
        work=Work(Lines(left["units"]), left[f"{_READ}units"], parts, rows),
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
