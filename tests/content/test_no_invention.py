"""No figure is made up: each one in a chapter or record stands in a source that it names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kim.models.taxonomy import Taxonomy
from tests.content.figures import find_figures
from tests.content.oberhausen import load_oberhausen, values_below
from tests.content.sources import DOCUMENTS, SECTIONS, read_source_text, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kim.chapters import Chapter
    from kim.models import Record
    from tests.content.figures import Figure

BEYOND: Any = read_table(Path(__file__).parent / "beyond.yml")
EXCEPTIONS = {(one["where"], one["value"]) for one in BEYOND.values()}
OWN_COUNT = 12  # chapters count and number their own points, as a rule no more than a dozen
# What is not said in words: calls, addresses of headings and links, footnote marks.
SILENT = re.compile(r"\{\{.*?\}\}|\{:.*?\}|\]\([^)]*\)|\[\^[^\]]*\]", re.DOTALL)
NAME_OF_RECORD = re.compile(r"(?=.*[a-z])[a-z0-9-]+")


@cache
def known_from(document: str) -> frozenset[str]:
    """Collect what a source counts, dates and cites; a day also gives its month and year."""
    if document not in DOCUMENTS:
        return frozenset()
    figures = {figure.value for figure in find_figures(read_source_text(DOCUMENTS[document]))}
    days = {figure for figure in figures if re.match(r"\d{4}-\d{2}", figure)}
    last = {figure.removeprefix("Ende ") for figure in figures}
    return frozenset(figures | {day[:7] for day in days} | {day[:4] for day in days} | last)


def documents_of(record: Record) -> set[str]:
    """List the sources a record names; a source's own record is its own source."""
    return {one.document for one in record.sources} | {record.id}


def figures_of_record(record: Record) -> Iterator[tuple[str, Figure]]:
    """List the figures a record says itself, each with its file."""
    source = load_oberhausen().sources[record.kind, record.id]
    for keys, text in values_below(source.value):
        if keys[0] in {"sources", "last_verified"} or NAME_OF_RECORD.fullmatch(text):
            continue
        yield from ((str(source.path), figure) for figure in find_figures(text))


def documents_behind(chapter: Chapter) -> set[str]:
    """List the sources a chapter retells; pages that lead into others may use all."""
    files = {
        name
        for name, parts in SECTIONS.items()
        if any(chapter.id in one["chapters"] for one in parts)
    }
    chosen = {document for document, name in DOCUMENTS.items() if name in files}
    return chosen if chapter.path.name != "index.md" and chosen else set(DOCUMENTS)


def is_own_count(figure: Figure) -> bool:
    """Tell whether a chapter may number or count its own points with this figure."""
    return figure.value.isdigit() and int(figure.value) <= OWN_COUNT


@pytest.mark.promise("no-invention")
def test_no_record_makes_a_figure_up() -> None:
    """Every date, sum, code and count of a record stands in a document that it cites."""
    catalogue = load_oberhausen()
    invented = []
    for kind, records in catalogue.records.items():
        for record in records.values() if kind != Taxonomy.kind else ():
            known = frozenset().union(*map(known_from, documents_of(record)))
            invented += [
                f"{where}: {figure.value} in „{figure.context}“"
                for where, figure in figures_of_record(record)
                if figure.value not in known and (where, figure.value) not in EXCEPTIONS
            ]
    assert invented == []


def test_no_chapter_makes_a_figure_up() -> None:
    """Every figure written in a chapter stands in the source that the chapter retells."""
    invented = []
    for chapter in load_oberhausen().chapters.values():
        known = frozenset().union(*map(known_from, documents_behind(chapter)))
        invented += [
            f"{chapter.place.path}: {figure.value} in „{figure.context}“"
            for figure in find_figures(SILENT.sub("", chapter.text))
            if figure.value not in known
            and not is_own_count(figure)
            and (str(chapter.place.path), figure.value) not in EXCEPTIONS
        ]
    assert invented == []
