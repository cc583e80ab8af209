"""What a building block may point at, and how to say that it points at nothing.

Comes in: the catalogue. Goes out: for a target and a text, the fault or nothing. Each list of what
is known is made once, when the first block asks for it.
"""

from collections.abc import Collection, Iterator
from functools import cached_property

from kim.catalogue import Catalogue
from kim.chapters import Call, default_id
from kim.macro_table import (
    ANNEX,
    ANNEXES,
    CHAPTER,
    COLUMN,
    FIGURE,
    ORGANIGRAM,
    ROW,
    SECTION,
    SERIES,
    TOTAL_ROW,
    YEAR_ANNEX,
)
from kim.models.event import Event
from kim.models.milestone import Milestone
from kim.models.statistic import Statistic
from kim.nearest import suggest
from kim.problems import quote

_MOST_SUGGESTIONS = 200  # comparing words costs time; wholly broken chapters stay quick
_WORDING = {
    CHAPTER: "ein Kapitel '{}' gibt es nicht",
    SECTION: "einen Abschnitt '{}' gibt es in diesem Kapitel nicht",
    ROW: "eine Zeile '{}' gibt es in dieser Statistik nicht",
    COLUMN: "eine Spalte '{}' gibt es in dieser Statistik nicht",
    FIGURE: "eine Abbildung '{}' zeigt kein Kapitel",
    ANNEX: "eine Anlage '{}' gibt es nicht",
    SERIES: "eine Reihe '{}' hat kein Termin",
}


def known_chapters(catalogue: Catalogue) -> dict[str, None]:
    """Give the names of all chapters; one that could not be read is called after its file."""
    read = {chapter.path for chapter in catalogue.chapters.values()}
    unread = (path for path in catalogue.files if path.suffix == ".md" and path not in read)
    names = [name for name in catalogue.chapters if "/" not in name]  # no second of its name
    return dict.fromkeys([*names, *sorted(map(default_id, unread))])


class Targets:
    """Everything in the catalogue that building blocks can point at."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._faults = 0

    def find_fault(self, target: str, value: str, call: Call) -> str:
        """Say in German that nothing of this name exists; empty if it does, or nobody can tell."""
        known = self._known(target, call)
        if known is None or value in known:
            return ""
        self._faults += 1
        cure = f"; {suggest(value, list(known))}" if self._faults <= _MOST_SUGGESTIONS else ""
        return _say_missing(target).format(quote(value)) + cure

    def _known(self, target: str, call: Call) -> Collection[str] | None:
        kind, _, taxonomy = target.partition("/")
        if taxonomy:
            return self._terms(taxonomy)
        if target in self._catalogue.records:
            return self._catalogue.known[kind]
        if target in {ROW, COLUMN}:
            return self._in_statistic(target, call)
        if target == SECTION:
            return self._sections(call)
        return {
            CHAPTER: self._chapters,
            FIGURE: self._figures,
            ANNEX: self._annexes,
            SERIES: self._series,
        }[target]

    def _terms(self, taxonomy: str) -> Collection[str] | None:
        is_broken = (
            self._catalogue.is_known("taxonomies", taxonomy)
            and taxonomy not in self._catalogue.terms
        )
        return None if is_broken else self._catalogue.terms.get(taxonomy, {})

    def _in_statistic(self, target: str, call: Call) -> Collection[str] | None:
        statistic = self._catalogue.get(Statistic, next(iter(call.arguments), None))
        if statistic is None:
            return None
        if target == COLUMN:
            return [column.id for column in statistic.columns]
        rows = [row.id for row in statistic.rows]
        return [*rows, TOTAL_ROW] if statistic.total else rows

    def _sections(self, call: Call) -> Collection[str] | None:
        chapter = self._catalogue.chapters.get(call.arguments[0])
        return [section.id for section in chapter.sections] if chapter else None

    @cached_property
    def _chapters(self) -> Collection[str]:
        return known_chapters(self._catalogue)

    @cached_property
    def _figures(self) -> Collection[str]:
        return dict.fromkeys(self._shown_figures())

    def _shown_figures(self) -> Iterator[str]:
        for chapter in self._catalogue.chapters.values():
            for call in chapter.calls:
                if call.name == ORGANIGRAM:
                    yield ORGANIGRAM
                elif call.name == "statistik":
                    yield from call.arguments[:1]

    @cached_property
    def _annexes(self) -> Collection[str]:
        years = {milestone.year for milestone in self._catalogue.all(Milestone).values()}
        return [*ANNEXES, *(f"{YEAR_ANNEX}{year}" for year in sorted(years))]

    @cached_property
    def _series(self) -> Collection[str]:
        events = self._catalogue.all(Event).values()
        return dict.fromkeys(event.series for event in events if event.series)


def _say_missing(target: str) -> str:
    kind, _, taxonomy = target.partition("/")
    if taxonomy:
        return f"in directory/{kind}/{taxonomy}.yml steht kein Begriff mit der Kennung '{{}}'"
    nothing = f"in directory/{kind}/ gibt es keinen Eintrag mit der Kennung '{{}}'"
    return _WORDING.get(target, nothing)
