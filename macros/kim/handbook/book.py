"""The order and the numbers of the handbook: chapters, sections, figures and tables.

Comes in: the catalogue. Goes out: a Book that knows for every chapter its number and address and
for every macro call that draws a figure or a table its number. The concept's chapters come first,
in the order of site.yml; the others follow by their paths and have no number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.chapters import Call, Chapter, Section
from kim.macro_table import ORGANIGRAM
from kim.models.statistic import Statistic

FIGURE, TABLE = "Abbildung", "Tabelle"
_TABLES = frozenset({"stellen", "abgrenzung", "programmvergleich", "termine"})


class Caption(NamedTuple):
    """The number of a figure or table and its address."""

    kind: str
    number: int
    anchor: str
    chapter: str

    def __str__(self) -> str:
        """Name it as texts do: Abbildung 1."""
        return f"{self.kind} {self.number}"


class Title(NamedTuple):
    """A heading's number, empty when it has none, and its text."""

    number: str
    text: str

    def __str__(self) -> str:
        """Put the number before the text."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Book:
    """All chapters in order, and the numbers that references need."""

    chapters: tuple[Chapter, ...]
    numbers: Mapping[str, str]
    captions: Mapping[tuple[str, int], Caption]
    figures: Mapping[str, Caption]

    def title(self, chapter: Chapter) -> Title:
        """Give a chapter's numbered title."""
        return Title(self.numbers.get(chapter.id, ""), chapter.title)

    def section_numbers(self, chapter: Chapter) -> dict[str, str]:
        """Give every section of a numbered chapter its number, as in 2.1."""
        number = self.numbers.get(chapter.id)
        if not number:
            return {}
        sections = [section.id for section in chapter.sections if section.level == _SECTION]
        return {section: f"{number}.{place}" for place, section in enumerate(sections, 1)}

    def caption(self, chapter: Chapter, call: Call) -> Caption | None:
        """Find the number of what this call draws."""
        return self.captions.get((chapter.id, call.start))


_SECTION = 2


def make_book(catalogue: Catalogue) -> Book:
    """Put the chapters in order and number them."""
    concept = catalogue.site.concept_chapters if catalogue.site else ()
    numbered = [catalogue.chapters[name] for name in concept if name in catalogue.chapters]
    others = [chapter for chapter in catalogue.chapters.values() if chapter.id not in concept]
    chapters = (*numbered, *sorted(others, key=lambda chapter: chapter.path))
    captions = dict(_captions(catalogue, chapters))
    figures: dict[str, Caption] = {}
    for (chapter_id, start), caption in captions.items():
        calls = catalogue.chapters[chapter_id].calls
        figures.setdefault(_figure_name(next(c for c in calls if c.start == start)), caption)
    return Book(
        chapters=chapters,
        numbers={chapter.id: str(place) for place, chapter in enumerate(numbered, 1)},
        captions=captions,
        figures=figures,
    )


def find_section(chapter: Chapter, section_id: str) -> Section | None:
    """Find a section of a chapter by its id."""
    return next((one for one in chapter.sections if one.id == section_id), None)


@lru_cache(maxsize=1 << 12)
def page_href(path: PurePosixPath) -> str:
    """Give the address of a chapter's page below the site's root."""
    folder = path.parent if path.stem == "index" else path.with_suffix("")
    return "" if folder == PurePosixPath() else f"{folder}/"


def _captions(
    catalogue: Catalogue, chapters: tuple[Chapter, ...]
) -> Iterator[tuple[tuple[str, int], Caption]]:
    counts = {FIGURE: 0, TABLE: 0}
    for chapter in chapters:
        taken: set[str] = set()
        for call in chapter.calls:
            kind = _kind(catalogue, call)
            if kind:
                counts[kind] += 1
                anchor = _free(f"{kind.lower()}-{_figure_name(call)}", taken)
                yield (chapter.id, call.start), Caption(kind, counts[kind], anchor, chapter.id)


def _kind(catalogue: Catalogue, call: Call) -> str:
    if call.name == ORGANIGRAM:
        return FIGURE
    if call.name == "statistik" and call.arguments:
        statistic = catalogue.get(Statistic, call.arguments[0])
        return FIGURE if statistic and statistic.chart == "bars" else TABLE
    return TABLE if call.name in _TABLES else ""


def _figure_name(call: Call) -> str:
    if call.name == "statistik":
        return "-".join(call.arguments)
    return "-".join((call.name, *call.arguments[:1], *(value for _, value in call.options)))


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
