"""The records and chapters say exactly what the sources say.

The tables in facts/ were typed from the sources by hand, independently of the records.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kim.models import KINDS
from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.event import Event
from kim.models.organization import Organization
from kim.models.service import Service
from kim.models.statistic import Statistic
from kim.views.formats import say_number
from tests.content.oberhausen import full_text, load_oberhausen, shown_by
from tests.content.sources import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kim.catalogue import Catalogue
    from kim.models import Record
    from kim.models.committee import Seat

FACTS = Path(__file__).parent / "facts"
STATISTICS: Any = read_table(FACTS / "statistics.yml")
COMMITTEES: Any = read_table(FACTS / "committees.yml")
UNITS: Any = read_table(FACTS / "units.yml")
TRAINING: Any = read_table(FACTS / "training.yml")
SERVICES: Any = read_table(FACTS / "services.yml")
TEXTS: Any = read_table(FACTS / "texts.yml")
VALUES: Any = read_table(FACTS / "values.yml")
CHAPTERS: Any = read_table(FACTS / "chapters.yml")
SERIES = "koordinationsschulung"


@pytest.fixture
def oberhausen() -> Catalogue:
    """Give the real site."""
    return load_oberhausen()


def say(value: object) -> Any:
    """Write a value of a record as the tables of facts do."""
    if isinstance(value, tuple):
        return [say(item) for item in value]
    return say_number(value, "de") if isinstance(value, Decimal) else str(value)


def step(value: Any, name: str) -> Any:
    """Go one step down: into a list by number, into anything else by name."""
    return value[int(name)] if name.isdigit() else getattr(value, name)


def one_line(text: object) -> str:
    """Write a text of a record without its line breaks."""
    return " ".join(str(text or "").split())


def stands_in(word: str, line: str) -> bool:
    """Tell whether a line says this; 75 does not stand in 175, nor 5 in 5,5."""
    whole = rf"(?<!\d)(?<!\d[.,]){re.escape(word)}(?!\d)(?![.,]\d)"
    return re.search(whole if word[0].isdigit() else re.escape(word), line) is not None


def find(catalogue: Catalogue, path: str) -> Record:
    """Find a record by kind/id."""
    kind, _, record_id = path.partition("/")
    return catalogue.records[kind][record_id]


@pytest.mark.parametrize("name", STATISTICS)
def test_every_cell_of_a_statistic(oberhausen: Catalogue, name: str) -> None:
    """All cells, their rows in order, the total and the day they hold for."""
    facts = STATISTICS[name]
    statistic = oberhausen.all(Statistic)[name]
    ids = facts["columns"]
    rows = [
        [row.id, *_area(oberhausen, row.area), *(say(row.values[one]) for one in ids)]
        for row in statistic.rows
    ]
    assert [column.id for column in statistic.columns] == ids
    assert rows == facts["rows"]
    assert [say(statistic.as_of), statistic.provider] == [facts["as_of"], facts["provider"]]
    if total := statistic.total:
        assert [say(total.values[one]) for one in ids] == facts["total"]
    assert (statistic.total is None) == ("total" not in facts)


def _area(catalogue: Catalogue, area_id: str | None) -> tuple[str, str]:
    area = catalogue.all(Area)[area_id or ""]
    return str(area.name), str(area.number or "")


def test_no_other_statistic() -> None:
    """Every statistic of the site has its table of facts."""
    assert set(load_oberhausen().all(Statistic)) == set(STATISTICS)


@pytest.mark.parametrize("name", COMMITTEES)
def test_the_seats_of_a_committee_in_order(oberhausen: Catalogue, name: str) -> None:
    """Who sits there, in the order of the concept, with how many seats and for which services."""
    facts = COMMITTEES[name]
    seats = oberhausen.all(Committee)[name].seats
    assert [
        [str(seat.number), seat.organization or seat.committee, *seat.services] for seat in seats
    ] == [[fact[0], fact[1], *fact[3:]] for fact in facts["seats"]]
    for seat, fact in zip(seats, facts["seats"], strict=True):
        assert fact[2] in _said_of(oberhausen, seat)
    if "sum" in facts:
        assert sum(seat.number for seat in seats) == int(facts["sum"])


def _said_of(catalogue: Catalogue, seat: Seat) -> str:
    sender = find(
        catalogue,
        f"organizations/{seat.organization}"
        if seat.organization
        else f"committees/{seat.committee}",
    )
    return f"{seat.role} {sender.name}"


def test_the_units_of_the_administration(oberhausen: Catalogue) -> None:
    """Each code stands for the unit that the concept names, below the right one, and no other."""
    units = {
        unit.unit_code: [str(unit.name), unit.parent]
        for unit in oberhausen.all(Organization).values()
        if unit.unit_code
    }
    assert units == UNITS


def test_all_training_blocks(oberhausen: Catalogue) -> None:
    """Four groups of five blocks, three days each."""
    blocks = {
        (str(event.group), str(event.block)): [say(event.starts_on), say(event.ends_on)]
        for event in oberhausen.all(Event).values()
        if event.series == SERIES
    }
    assert blocks == dict(_blocks())
    assert len(blocks) == 20
    assert {
        date.fromisoformat(last) - date.fromisoformat(first) for first, last in blocks.values()
    } == {timedelta(days=2)}


def test_a_training_block_says_what_it_is_about(oberhausen: Catalogue) -> None:
    """Name, group and block agree, and the contents are those of the curriculum."""
    events = [event for event in oberhausen.all(Event).values() if event.series == SERIES]
    for event in events:
        contents = TRAINING["curriculum"][int(str(event.block).removeprefix("Block ")) - 1]
        assert str(event.name).endswith(f" – {event.group}, {event.block}")
        assert [words for words in contents if words not in one_line(event.description)] == []


def _blocks() -> Iterator[tuple[tuple[str, str], list[str]]]:
    for group, days in TRAINING["days"].items():
        for number, span in enumerate(days, start=1):
            yield (group, f"Block {number}"), span


@pytest.mark.parametrize("name", SERVICES)
def test_who_offers_a_service(oberhausen: Catalogue, name: str) -> None:
    """Name, provider and category, as far as a source says them."""
    words, provider, *categories = SERVICES[name]
    service = oberhausen.all(Service)[name]
    assert words in str(service.name)
    assert provider in {"", service.organization}
    assert set(categories) <= set(service.categories)


def test_no_service_is_made_up() -> None:
    """Every service of the site has a line in the table of facts."""
    assert set(load_oberhausen().all(Service)) == set(SERVICES)


@pytest.mark.parametrize("path", VALUES)
def test_values_of_a_record(oberhausen: Catalogue, path: str) -> None:
    """Dates, money, posts, ages and who is in charge."""
    facts = VALUES[path]
    record = find(oberhausen, path)
    assert {keys: say(reduce(step, keys.split("."), record)) for keys in facts} == facts


@pytest.mark.parametrize("path", TEXTS)
def test_figures_in_the_text_of_a_record(oberhausen: Catalogue, path: str) -> None:
    """Name and description say the figure together with what it counts."""
    record = find(oberhausen, path)
    parts = [record.name, record.description, getattr(record, "provider_note", None)]
    text = " ".join(one_line(part) for part in parts)
    assert [words for words in TEXTS[path] if not stands_in(words, text)] == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_facts_stand_in_their_chapter(oberhausen: Catalogue, name: str) -> None:
    """The figures stand in the right chapter, next to what they count."""
    facts = CHAPTERS[name]
    lines = full_text(oberhausen, oberhausen.chapters[name]).splitlines()
    missing = [
        words
        for words in facts["lines"]
        if not any(all(stands_in(word, line) for word in words) for line in lines)
    ]
    assert missing == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_shows_its_records(oberhausen: Catalogue, name: str) -> None:
    """Tables, posts, committees and contacts are pulled in, not copied."""
    facts = CHAPTERS[name]
    chapter = oberhausen.chapters[name]
    shown = {
        f"{record.kind}/{record.id}"
        for call in chapter.calls
        for record in shown_by(oberhausen, call)
    }
    assert [path for path in facts["shows"] if path not in shown] == []


def test_the_tables_point_at_real_kinds() -> None:
    """A path in a table names a kind of record that exists."""
    paths = [*VALUES, *TEXTS, *(path for facts in CHAPTERS.values() for path in facts["shows"])]
    assert {path.partition("/")[0] for path in paths} <= set(KINDS)
