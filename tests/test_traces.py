"""A trace tells what touches it, in memory and in the note alike."""

from __future__ import annotations

from array import array
from random import Random
from typing import TYPE_CHECKING

from kim.traces import (
    LINKS,
    TEXT,
    WHOLE,
    Touch,
    Trace,
    all_codes,
    code_of_field,
    code_of_id,
    code_of_look,
    codes_of,
    field_in,
    marked_in,
    name_changes,
    pack_codes,
    parts_of,
    trace_of,
    unpack_codes,
)

if TYPE_CHECKING:
    from kim.traces import Changes, Fields, Key

FIELDS = ("name", "phones", "summary", LINKS, TEXT, *WHOLE)


def some_fields(random: Random) -> Fields:
    """Give one to three names of fields."""
    return frozenset(random.sample(FIELDS, random.randint(1, 3)))


def some_key(random: Random) -> Key:
    """Give a record of two kinds."""
    return random.choice(("areas", "services")), str(random.randint(1, 40))


def some_trace(random: Random, parts: list[Trace]) -> Trace:
    """Give a trace that names some parts."""
    columns = random.sample((("areas", "name"), ("services", "phones")), random.randint(0, 2) // 2)
    read = {some_key(random): some_fields(random) for _ in range(random.randint(0, 8))}
    codes = {code_of_look(key, name) for key, names in read.items() for name in names}
    used = random.sample(parts, min(len(parts), random.randint(0, 2)))
    return trace_of(codes | {code_of_field(*column) for column in columns}, used)


def named(trace: Trace) -> Trace:
    """Give a trace that names this one as its part, however short it is."""
    many = {code_of_look(("areas", f"x{number}"), "name") for number in range(201)}
    return trace_of(many, [trace]).to_share()


def test_a_trace_in_a_note_is_touched_as_it_was() -> None:
    """Random traces of parts, parts of parts and changes; what is read back is the same."""
    random = Random(6)  # noqa: S311  the same traces each time
    touched = 0
    for _ in range(200):
        parts: list[Trace] = []
        for _ in range(4):
            parts.append(named(some_trace(random, parts)))
        traces = [some_trace(random, parts) for _ in range(6)]
        data = pack_codes([one.codes for one in traces])
        read = unpack_codes(data)
        assert [[*codes] for codes in read] == [[*one.codes] for one in traces]
        assert [*all_codes(data)] == [code for codes in read for code in codes]
        changes: Changes = {some_key(random): some_fields(random) for _ in range(2)}
        touch = Touch(changes, {name: one.codes for name, one in parts_of(traces).items()})
        told = [one.is_touched(changes) for one in traces]
        assert [touch.touches(codes) for codes in read] == told
        touched += sum(told)
    assert 200 < touched < 1000


def test_a_code_says_kind_field_and_id() -> None:
    """No two of many are the same, and each tells of which field it is one."""
    keys = [(kind, str(number)) for kind in ("areas", "services") for number in range(200)]
    codes = {code_of_look(key, name): (key[0], name) for key in keys for name in FIELDS}
    assert len(codes) == len(keys) * len(FIELDS)
    assert all(field_in(code) == code_of_field(*field) for code, field in codes.items())
    assert code_of_look(("areas", "x"), "name") == code_of_field("areas", "name") + code_of_id("x")


def test_what_is_no_record_is_marked() -> None:
    """Rows are told from records, from all rows of a table and from parts."""
    row = code_of_look(("*order@de", "services"), "*row*")
    part = named(Trace(array("Q", [row]))).codes
    others = code_of_look(("services", "x"), "name"), code_of_field("*order@de", "*row*"), *part
    assert list(marked_in((*others, row))) == [row]


def test_a_field_of_many_records_is_that_of_all() -> None:
    """Up to 500 each record is noted for itself, and what else is read of them always."""
    names = {code_of_look(("services", str(number)), "name") for number in range(501)}
    summaries = {code_of_look(("services", str(number)), "summary") for number in range(500)}
    trace = trace_of(names | summaries)
    assert {*trace.codes} == {code_of_field("services", "name")} | summaries
    assert trace.is_touched({("services", "new"): name_changes({"name"})})
    assert not trace.is_touched({("services", "new"): name_changes({"summary"})})


def test_very_many_parts_are_told_by_what_is_in_them() -> None:
    """As fields of all records, so that whoever walks along a whole Land leaves a short trace."""
    fields = [f"f{number}" for number in range(9)]
    inner = trace_of({code_of_look(("areas", "x"), field) for field in fields}).to_share()
    parts = []
    for number in range(501):
        codes = {code_of_look(("services", str(number)), field) for field in fields}
        parts.append(trace_of(codes, [inner]).to_share())
    assert len(trace_of(set(), parts[:500]).parts) == 500
    trace = trace_of({code_of_look(("services", "one"), "name")}, parts)
    assert {*trace.codes} == {
        *(code_of_field("services", field) for field in fields),
        code_of_look(("services", "one"), "name"),
        *inner.codes,
    }
    assert parts_of([trace]).keys() == {*inner.codes}
    assert trace.is_touched({("areas", "x"): name_changes({"f3"})})
    assert not trace.is_touched({("areas", "y"): name_changes({"f3"})})


def test_what_has_changed_is_told_of_the_record_and_of_all() -> None:
    """So that who has read the field of many is touched as well."""
    key = "services", "x"
    codes = {*codes_of({key: frozenset({"name"})})}
    assert codes == {code_of_look(key, "name"), code_of_field("services", "name")}
