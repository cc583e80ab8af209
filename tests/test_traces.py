"""A trace tells what touches it, in memory and as text alike."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from kim.traces import (
    LINKS,
    TEXT,
    WHOLE,
    Numbers,
    Touch,
    Trace,
    add_up,
    name_changes,
    parts_of,
    read_traces,
    write_trace,
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
    parted: dict[str, Trace] = {}
    for part in random.sample(parts, min(len(parts), random.randint(0, 2))):
        parted |= part.parts
    cells = {some_key(random): some_fields(random) for _ in range(random.randint(0, 8))}
    return Trace(cells, frozenset(columns), parted)


def named(trace: Trace) -> Trace:
    """Give a trace that names this one as its part, however short it is."""
    many = {("areas", f"x{number}"): frozenset({"name"}) for number in range(51)}
    return add_up(many, [trace]).to_share()


def test_a_trace_as_text_is_touched_as_it_was() -> None:
    """Random traces of parts, parts of parts and changes; what is read back is the same."""
    random = Random(6)  # noqa: S311  the same traces each time
    touched = 0
    for _ in range(200):
        parts: list[Trace] = []
        for _ in range(4):
            parts.append(named(some_trace(random, parts)))
        traces = [some_trace(random, parts) for _ in range(6)]
        numbers = Numbers()
        texts = [write_trace(one, numbers) for one in traces]
        shared = {name: write_trace(one, numbers) for name, one in parts_of(traces).items()}
        assert list(read_traces(texts, numbers, shared)) == traces
        changes: Changes = {some_key(random): some_fields(random) for _ in range(2)}
        touch = Touch(changes, numbers, shared)
        told = [one.is_touched(changes) for one in traces]
        assert [touch.touches(text) for text in texts] == told
        touched += sum(told)
    assert 200 < touched < 1000


def test_what_is_read_of_many_records_is_read_of_all() -> None:
    """Of more than 500; other fields, and few records, stay what they were."""
    every = Trace({("services", str(number)): frozenset({"name"}) for number in range(501)})
    one = Trace({("services", "7"): frozenset({"name", "phones"})})
    assert add_up({}, [every, one]) == Trace(
        {("services", "7"): frozenset({"phones"})}, frozenset({("services", "name")})
    )
    few = Trace({key: every.cells[key] for key in list(every.cells)[:500]})
    assert add_up(few.cells) == few
    assert add_up(every.cells, [one]).is_touched({("services", "new"): frozenset({"name"})})


def test_who_has_read_all_of_a_record_is_touched_by_each_field() -> None:
    """A file that was only written anew stands in other lines, and says what it said."""
    whole = Trace({("areas", "nord"): frozenset({"__dict__"})})
    lines = Trace({("areas", "nord"): frozenset({TEXT})})
    told = {names: name_changes(names) for names in ((), ("name",))}
    assert [whole.is_touched({("areas", "nord"): one}) for one in told.values()] == [False, True]
    assert [lines.is_touched({("areas", "nord"): one}) for one in told.values()] == [True, True]


def test_a_part_is_called_by_what_is_in_it() -> None:
    """Equal parts have one name in all processes, and no other part has it."""
    some = {("areas", str(number)): frozenset({"name", "phones"}) for number in range(51)}
    (name,) = Trace(some).to_share().parts
    assert Trace(dict(reversed(some.items()))).to_share().parts.keys() == {name}
    assert Trace({**some, ("areas", "7"): frozenset({"name"})}).to_share().parts.keys() != {name}
    short = Trace(dict(list(some.items())[:50]))
    assert short.to_share() is short
