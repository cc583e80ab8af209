"""What several processes have noted of their work is as good as if one had done all of it."""

from __future__ import annotations

import pickle
from random import Random
from typing import TYPE_CHECKING

from kim.render.ledger import Files, Unit, join_work, work_of
from kim.sheets import ROW, Row
from kim.traces import Touch, code_of_look, name_changes, trace_of

if TYPE_CHECKING:
    from kim.render.ledger import Work

TABLES = ("*order@de", "*lines@de", "*lines@en")


def name_of(number: int) -> tuple[str, str]:
    """Give the record of a number."""
    return "services", f"s{number}"


def read_for(table: str, number: int) -> set[int]:
    """Give what was read for a row; lines are made from the order."""
    order = {code_of_look((TABLES[0], "0"), ROW)} if table != TABLES[0] else set()
    return {code_of_look(name_of(number), "name")} | order


def some_work(random: Random, count: int) -> tuple[dict[str, Unit], dict[tuple[str, str], Row]]:
    """Give pieces of work that have read some records and rows, and the rows they are made from."""
    rows = {
        (table, str(number)): Row([table, number], trace_of(read_for(table, number)))
        for table in TABLES
        for number in random.sample(range(40), 10)
    }
    units = {}
    for number in random.sample(range(1000), count):
        read = {code_of_look(name_of(random.randint(0, 40)), "summary") for _ in range(3)}
        row = random.choice([*rows])
        long = {code_of_look(name_of(one), "phones") for one in range(number % 3 * 150)}
        shared = trace_of(long).to_share()
        files = Files((f"{number}/index.html",), (f"assets/{number}.json",) * (number % 2))
        units[f"/{number}"] = Unit(files, trace_of(read | {code_of_look(row, ROW)}, [shared]))
    return units, rows


def what_is_touched(work: Work) -> list[object]:
    """Tell what hangs on single records."""
    told = []
    for number in range(40):
        for field in ("name", "summary", "phones"):
            touch = Touch({name_of(number): name_changes({field})}, work.parts)
            rows = {table: {*work.rows.touched(table, touch)} for table in TABLES}
            told.append((work.touched(touch), rows))
    return told


def test_the_work_of_several_processes_is_put_together() -> None:
    """Files, what was read and rows; a row that two have made stands there for both."""
    random = Random(3)  # noqa: S311  the same work each time
    both = some_work(random, 20)
    here, there = {}, {}
    for name, unit in both[0].items():
        (here if random.random() < 0.5 else there)[name] = unit
    first = {key: row for key, row in both[1].items() if random.random() < 0.7}
    second = {key: row for key, row in both[1].items() if key not in first or len(key[1]) > 1}
    assert first.keys() & second.keys()
    whole = work_of(*both)
    said = (work_of(here, first), work_of({}, {}), work_of(there, second))
    joined = join_work([pickle.loads(pickle.dumps(one)) for one in said])  # noqa: S301  our own
    assert what_is_touched(joined) == what_is_touched(whole)
    assert {*joined.named()} == {*whole.named()}
    for name in both[0]:
        assert joined.files(name) == both[0][name].files
    for table in TABLES:
        assert joined.rows.table(table) == whole.rows.table(table)
        assert {name: {*some} for name, some in joined.rows.codes(table).items()} == {
            name: {*some} for name, some in whole.rows.codes(table).items()
        }
    for one in (joined, whole):
        assert {*(one.rows.in_order() or ())} == {*TABLES}
        assert (one.rows.in_order() or ())[0] == TABLES[0]
    assert joined.rows.has_all({code_of_look(key, ROW) for key in both[1]})
    assert not joined.rows.has_all({code_of_look((TABLES[0], "100"), ROW)})
    again = joined.after({}, {(TABLES[0], "0"): Row("new", trace_of(set()))})
    assert again.rows.table(TABLES[0]) == {**whole.rows.table(TABLES[0]), "0": "new"}
    assert what_is_touched(joined.after({}, first)) == what_is_touched(whole)
