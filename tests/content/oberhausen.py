"""Oberhausen's own site as these tests read it: its records and the full text of its chapters.

A chapter's full text is what a reader sees: each macro call is replaced by the figure it stands
for, by the name it links to, or by everything its record says. Facts may stand in either place.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kim.catalogue import load_catalogue
from kim.macro_table import MACROS, TOTAL_ROW, YEAR_ANNEX
from kim.models import KINDS
from kim.models.committee import Committee
from kim.models.event import Event
from kim.models.milestone import Milestone
from kim.models.organization import Organization
from kim.models.service import Service
from kim.models.statistic import Statistic
from kim.references import find_references
from kim.views.formats import say_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kim.catalogue import Catalogue
    from kim.chapters import Call, Chapter
    from kim.lines import Value
    from kim.models import Record
    from kim.source import Keys

ROOT = Path(__file__).parents[2]


@cache
def load_oberhausen() -> Catalogue:
    """Load the real site once for all tests."""
    catalogue, _ = load_catalogue(ROOT)
    return catalogue


def values_below(value: Value, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Walk through a source's values: every text with the keys that lead to it."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from values_below(item, (*keys, number))
    else:
        for key, item in value.items():
            yield from values_below(item, (*keys, key))


def texts_of_records(catalogue: Catalogue) -> Iterator[tuple[str, Keys, str]]:
    """List every text in directory/: its file, its keys, the text."""
    sources = [*catalogue.sources.values()]
    if catalogue.site_source:
        sources.append(catalogue.site_source)
    for source in sources:
        for keys, text in values_below(source.value):
            yield str(source.path), keys, text


def full_text(catalogue: Catalogue, chapter: Chapter) -> str:
    """Give a chapter as it is read, with what its macros show."""
    pieces, end = [], 0
    for call in chapter.calls:
        pieces += [chapter.text[end : call.start], _say_call(catalogue, call)]
        end = call.end
    return "".join([*pieces, chapter.text[end:]])


def _say_call(catalogue: Catalogue, call: Call) -> str:
    if call.name == "zahl":
        return _say_figure(catalogue, call)
    records = list(shown_by(catalogue, call))
    if MACROS[call.name].block or call.name == "dokument":
        return "\n".join(say_record(catalogue, record) for record in records)
    return " ".join(str(record.name) for record in records)


def _say_figure(catalogue: Catalogue, call: Call) -> str:
    statistic = catalogue.all(Statistic)[call.arguments[0]]
    rows = {row.id: row.values for row in statistic.rows}
    if statistic.total:
        rows[TOTAL_ROW] = statistic.total.values
    return say_number(rows[call.option("zeile")][call.option("spalte")], "de")


def shown_by(catalogue: Catalogue, call: Call) -> Iterator[Record]:
    """List the records that a macro call shows or links to."""
    if call.name in {"anlage", "termine", "angebote", "organigramm"}:
        yield from _shown_lists(catalogue, call)
        return
    parameters = MACROS[call.name].arguments
    for number, argument in enumerate(call.arguments):
        target = parameters[min(number, len(parameters) - 1)].target
        if target in KINDS:
            yield catalogue.records[target][argument]


def _shown_lists(catalogue: Catalogue, call: Call) -> Iterator[Record]:
    annex = call.arguments[0] if call.arguments else ""
    if call.name == "organigramm":
        yield from (one for one in catalogue.all(Committee).values() if one.part_of_structure)
    elif call.name == "termine":
        events = catalogue.all(Event).values()
        yield from (one for one in events if one.series == call.option("reihe"))
    elif annex.startswith(YEAR_ANNEX):
        milestones = catalogue.all(Milestone).values()
        yield from (one for one in milestones if one.year == int(annex[len(YEAR_ANNEX) :]))
    else:
        organization = call.option("organisation")
        services = catalogue.all(Service).values()
        yield from (one for one in services if organization in {"", one.organization})


def say_record(catalogue: Catalogue, record: Record) -> str:
    """Write out what a record says, with the names and numbers of the records it names."""
    source = catalogue.sources[record.kind, record.id]
    own = [text for keys, text in values_below(source.value) if keys[0] != "sources"]
    return "\n".join([*own, *_neighbours(catalogue, record)])


def _neighbours(catalogue: Catalogue, record: Record) -> Iterator[str]:
    for found in find_references(record):
        kind = found.reference.kind or record.kind
        other = catalogue.records[kind].get(found.id)
        if other is None or found.reference.taxonomy or found.keys[0] == "sources":
            continue
        yield str(other.name)
        if isinstance(other, Organization) and other.unit_code:
            yield other.unit_code
