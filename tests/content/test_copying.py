"""The sentences are written anew: no long run of words is taken from the sources."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kim.models.committee import Committee
from kim.models.document import Document
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.statistic import Statistic
from tests.content.kreis import KREIS_SOURCE, load_kreis
from tests.content.oberhausen import load_oberhausen, texts_of_records
from tests.content.sources import SECTIONS, read_source_text, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kim.catalogue import Catalogue

LONGEST_RUN = 8
TITLES: Any = read_table(Path(__file__).parent / "copying.yml")["titles"]
NAMED = (Document, Organization, Programme, Committee, Statistic)
WORD = re.compile(r"\d[\d.,:/-]*\d|\w+")
MARKS = re.compile(r"\\?\*|_|[¹²³⁰-⁹]+|\[\^[\w-]+\]:?|\]\([^)]*\)|\{:[^}]*\}")
HYPHENATED = re.compile(r"(?<=\w)-\s+(?=[a-zäöü])")
BREAK = re.compile(r"\{\{.*?\}\}|\n\s*\n|\||^ *-|^\d\.|https?://\S+", re.MULTILINE | re.DOTALL)


def words_of(text: str) -> tuple[str, ...]:
    """Bring a text to its words: without marks, joined over the ends of lines."""
    plain = MARKS.sub("", HYPHENATED.sub("", text))
    return tuple(word.casefold() for word in WORD.findall(plain))


@cache
def runs_of_sources() -> frozenset[tuple[str, ...]]:
    """Collect every run of words that is too long to be chance."""
    size = LONGEST_RUN + 1
    runs = set()
    for name in (*SECTIONS, KREIS_SOURCE):
        words = words_of(read_source_text(name))
        runs |= {words[at : at + size] for at in range(len(words) - size + 1)}
    return frozenset(runs)


@cache
def titles() -> tuple[str, ...]:
    """List official names, the longest first, as runs of words."""
    catalogues = (load_oberhausen(), load_kreis())
    names = [
        str(record.name)
        for catalogue in catalogues
        for model in NAMED
        for record in catalogue.all(model).values()
    ]
    found = {" ".join(words_of(name)) for name in [*names, *(one["words"] for one in TITLES)]}
    return tuple(sorted(found, key=len, reverse=True))


def without_titles(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Cut a run of words wherever it says an official name."""
    text = f" {' '.join(words)} "
    for title in titles():
        if len(title.split()) > 2:
            text = text.replace(f" {title} ", " | ")
    for piece in text.split(" | "):
        yield tuple(piece.split())


def copies_in(text: str) -> Iterator[str]:
    """List the runs of a text that stand in a source too."""
    size = LONGEST_RUN + 1
    for block in BREAK.split(text):
        for words in without_titles(words_of(block)):
            for at in range(len(words) - size + 1):
                if words[at : at + size] in runs_of_sources():
                    yield " ".join(words[at : at + size])


each_site = pytest.mark.parametrize("load", [load_oberhausen, load_kreis])


@pytest.mark.promise("no-copying")
@each_site
def test_no_chapter_copies_a_source(load: Callable[[], Catalogue]) -> None:
    """Chapters tell it in their own, plain words."""
    chapters = load().chapters.values()
    assert [f"{one.path}: {run}" for one in chapters for run in copies_in(one.text)] == []


@each_site
def test_no_record_copies_a_source(load: Callable[[], Catalogue]) -> None:
    """Descriptions, tasks and rules too."""
    texts = texts_of_records(load())
    assert [f"{path}: {run}" for path, _, text in texts for run in copies_in(text)] == []


def test_a_copied_sentence_is_found() -> None:
    """Neither a line break nor emphasis nor a footnote hides it."""
    source = read_source_text("oberhausen-kim-konzept-2022-06-24.txt")
    start = source.index("Einzelfälle werden analysiert")
    sentence = source[start : start + 160]
    assert list(copies_in(sentence))
    assert list(copies_in(sentence.replace(" ", "\n", 3).replace("System", "**System**[^1]")))
