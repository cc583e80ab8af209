"""Chapters before and after → sections that are new, gone, moved, renamed or changed.

A chapter is known by its id, else by its path; a section by its id, in its own chapter first, then
anywhere; what is left is paired where most words are the same.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import NamedTuple, TypeAlias

from kim.chapters import Chapter, Section
from kim.editions.changes import ChapterChange, FieldChange, SectionChange, Spot
from kim.editions.texts import compare_texts, split_words
from kim.lines import Value
from kim.problems import Place

_ALIKE = 0.6
"""From here on two sections of different names are taken for one that was renamed."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One section with its text, heading included."""

    spot: Spot
    title: str
    text: str


def split_chapter(chapter: Chapter) -> tuple[Passage, ...]:
    """Split a chapter at its headings; what stands before the first one comes first."""
    starts = [section.start for section in chapter.sections]
    whole = Section("", chapter.title, 1)
    sections = zip((whole, *chapter.sections), (0, *starts), (*starts, None), strict=True)
    return tuple(
        Passage(Spot(chapter.id, section.id), section.title, chapter.text[start:end])
        for section, start, end in sections
        if section.id or start != end
    )


def _pair_chapters(old: Iterable[Chapter], new: Iterable[Chapter]) -> dict[str, Chapter]:
    by_id = {chapter.id: chapter for chapter in old}
    origins = {chapter.id: by_id.pop(chapter.id) for chapter in new if chapter.id in by_id}
    by_path = {chapter.path: chapter for chapter in by_id.values()}
    for chapter in new:
        if chapter.id not in origins and chapter.path in by_path:
            origins[chapter.id] = by_path.pop(chapter.path)
    return origins


_Pairs: TypeAlias = list[tuple[Passage | None, Passage | None]]


def _pair_passages(
    old: Iterable[Chapter], new: Iterable[Chapter], origins: Mapping[str, Chapter]
) -> _Pairs:
    """Pair each section with the one it comes from; one side is None where there is none."""
    home = {name: origin.id for name, origin in origins.items()}
    before = {passage.spot: passage for chapter in old for passage in split_chapter(chapter)}
    pairs: _Pairs = []
    strangers = []
    for passage in (passage for chapter in new for passage in split_chapter(chapter)):
        spot = Spot(home.get(passage.spot.chapter, ""), passage.spot.section)
        if spot in before:
            pairs.append((before.pop(spot), passage))
        else:
            strangers.append(passage)
    for by in (_by_section, _by_chapter):
        strangers = list(_pair_alike(before, strangers, pairs, home, by))
    return [*pairs, *((one, None) for one in before.values()), *((None, one) for one in strangers)]


def _by_section(spot: Spot) -> str:
    return spot.section


def _by_chapter(spot: Spot) -> str:
    return spot.chapter


def _pair_alike(
    before: dict[Spot, Passage],
    strangers: Iterable[Passage],
    pairs: _Pairs,
    home: Mapping[str, str],
    by: Callable[[Spot], str],
) -> Iterator[Passage]:
    """Pair sections that say much the same, with the same id or in the same chapter."""
    groups = defaultdict(list)
    for passage in before.values():
        groups[by(passage.spot)].append(passage)
    for stranger in strangers:
        here = Spot(home.get(stranger.spot.chapter, ""), stranger.spot.section)
        near = groups[by(here)] if stranger.spot.section else ()
        free = (one for one in near if one.spot in before and one.spot.section)
        found = next((one for one in free if _is_alike(one, stranger)), None)
        if found:
            pairs.append((before.pop(found.spot), stranger))
        else:
            yield stranger


def _is_alike(one: Passage, other: Passage) -> bool:
    matcher = SequenceMatcher(None, split_words(one.text), split_words(other.text), autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def compare_chapters(old: Sequence[Chapter], new: Sequence[Chapter]) -> Iterator[ChapterChange]:
    """Yield every chapter in which something is different, the new ones by path, then the gone."""
    origins = _pair_chapters(old, new)
    links = _link(_pair_passages(old, new, origins))
    for chapter in sorted(new, key=lambda one: one.path):
        change = _compare_chapter(origins.get(chapter.id), chapter, links)
        if change.fields or not all(section.is_identical for section in change.sections):
            yield change
    kept = {origin.id for origin in origins.values()}
    for chapter in old:
        if chapter.id not in kept:
            yield _removed_chapter(chapter, links)


class _Links(NamedTuple):
    """Which section became which."""

    came_from: Mapping[Spot, Passage]
    went_to: Mapping[Spot, Passage]


def _link(pairs: _Pairs) -> _Links:
    both = [(before, after) for before, after in pairs if before and after]
    return _Links(
        {after.spot: before for before, after in both},
        {before.spot: after for before, after in both},
    )


def _compare_chapter(origin: Chapter | None, chapter: Chapter, links: _Links) -> ChapterChange:
    passages = split_chapter(chapter)
    places = {one.spot: place for place, one in enumerate(split_chapter(origin) if origin else ())}
    here = [places[one.spot] for one in _origins(passages, links) if one and one.spot in places]
    steady = set(_longest_rise(here))
    sections = []
    for passage, before in zip(passages, _origins(passages, links), strict=True):
        is_moved = before is not None and places.get(before.spot) not in steady
        sections.append(_section(before, passage, is_moved=is_moved))
    return ChapterChange(
        origin.id if origin else "",
        chapter.id,
        chapter.title,
        tuple(_head_changes(origin, chapter)),
        (*sections, *(_leavers(origin, chapter.id, links) if origin else ())),
    )


def _origins(passages: Iterable[Passage], links: _Links) -> list[Passage | None]:
    return [links.came_from.get(passage.spot) for passage in passages]


def _removed_chapter(chapter: Chapter, links: _Links) -> ChapterChange:
    fields = tuple(_head_changes(chapter, None))
    sections = tuple(_leavers(chapter, "", links))
    return ChapterChange(chapter.id, "", chapter.title, fields, sections)


def _leavers(origin: Chapter, heir: str, links: _Links) -> Iterator[SectionChange]:
    """Yield what stood in a chapter and is gone or stands in another one now."""
    for passage in split_chapter(origin):
        after = links.went_to.get(passage.spot)
        if after is None:
            yield _section(passage, None)
        elif after.spot.chapter != heir:
            yield SectionChange(passage.spot, after.spot, passage.title, (), is_moved=True)


def _section(
    before: Passage | None, after: Passage | None, *, is_moved: bool = False
) -> SectionChange:
    shown = after or before
    pieces = compare_texts(before.text if before else "", after.text if after else "")
    return SectionChange(
        before.spot if before else None,
        after.spot if after else None,
        shown.title if shown else "",
        pieces,
        is_moved,
    )


def _longest_rise(places: Sequence[int]) -> list[int]:
    """Find the most places that stand in rising order; whoever is not among them has moved."""
    ends: list[int] = []
    rises: list[list[int]] = []
    for place in places:
        at = bisect_left(ends, place)
        rise = [*(rises[at - 1] if at else ()), place]
        ends[at : at + 1] = [place]
        rises[at : at + 1] = [rise]
    return rises[-1] if rises else []


_HEAD = ("path", "id", "title", "description")


def _head(chapter: Chapter | None) -> dict[str, Value]:
    return {name: str(getattr(chapter, name)) for name in _HEAD} if chapter else {}


def _head_changes(old: Chapter | None, new: Chapter | None) -> Iterator[FieldChange]:
    before, after = _head(old), _head(new)
    for name in _HEAD:
        if before.get(name) != after.get(name):
            yield FieldChange((name,), before.get(name), after.get(name))


class WrongTextError(Exception):
    """Changes were applied to a chapter that they were not made from."""


def apply_chapters(old: Iterable[Chapter], changes: Iterable[ChapterChange]) -> list[Chapter]:
    """Make the new chapters out of the old ones; only head and text are filled in."""
    changes = tuple(changes)
    chapters = {chapter.id: chapter for chapter in old}
    texts = {one.spot: one.text for chapter in chapters.values() for one in split_chapter(chapter)}
    untouched = {*chapters} - {change.old_id for change in changes}
    left = (change for change in changes if change.new_id)
    made = [_apply(chapters.get(change.old_id), change, texts) for change in left]
    return [*(chapters[name] for name in untouched), *made]


def _apply(old: Chapter | None, change: ChapterChange, texts: Mapping[Spot, str]) -> Chapter:
    head = _head(old)
    for name in change.fields:
        head[name.keys[0]] = name.after or ""
    here = [one for one in change.sections if one.after and one.after.chapter == change.new_id]
    for section in here:
        if section.before and texts.get(section.before) != section.old_text:
            raise WrongTextError(section.before)
    path = PurePosixPath(str(head["path"]))
    text = "".join(section.new_text for section in here)
    title, description = str(head["title"]), str(head["description"])
    return Chapter(change.new_id, path, title, description, text, (), (), Place(path))
