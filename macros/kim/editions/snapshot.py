"""Catalogue ↔ Snapshot: all that one Fortschreibung says, as plain values and texts.

Comes in: the linked catalogue of a site without errors, or a snapshot read from disk. Goes out: the
other. What was linked from a snapshot says the same as what was frozen, and names no person.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from json import dumps
from pathlib import PurePosixPath

from pydantic import ValidationError

from kim.catalogue import CONTENT, DIRECTORY, Catalogue, link_records
from kim.chapters import Chapter, parse_chapter
from kim.editions.written import Written, write_record, write_site
from kim.lines import Value
from kim.load import SITE_FILE, Loaded, add_record
from kim.models import KINDS, Site
from kim.models.contact import Contact
from kim.models.edition import Edition
from kim.problems import Problem
from kim.source import Source

HELD = tuple(kind for kind in KINDS if kind != Edition.kind)
"""An edition holds every kind but the list of editions."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an edition says; two are equal when they say the same."""

    site: Written
    records: Mapping[str, Mapping[str, Written]]
    chapters: Mapping[str, str]
    """Path below content/ → the whole Markdown file."""
    persons: Mapping[str, str] = field(default_factory=dict)
    """Contact → the id of the person who filled the function; never a name."""
    nav: Value = field(default_factory=list)
    """The order of the contents, as in mkdocs.yml."""
    media: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Path below content/ → picture."""


class UnreadableEditionError(Exception):
    """Frozen sources that this version cannot read; carries the problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def take_snapshot(
    catalogue: Catalogue, nav: Value = "", media: Mapping[str, bytes] | None = None
) -> Snapshot:
    """Put down what the catalogue says now, in German, without persons."""
    contacts = catalogue.all(Contact).values()
    return Snapshot(
        site=write_site(catalogue.site) if catalogue.site else {},
        records={kind: _records(catalogue, kind) for kind in HELD if catalogue.records[kind]},
        chapters={str(chapter.path): write_chapter(chapter) for chapter in _chapters(catalogue)},
        persons={one.id: one.person_id for one in contacts if one.person_id},
        nav=nav or [],
        media=media or {},
    )


def _records(catalogue: Catalogue, kind: str) -> dict[str, Written]:
    return {name: write_record(record) for name, record in catalogue.records[kind].items()}


def _chapters(catalogue: Catalogue) -> list[Chapter]:
    return sorted(catalogue.chapters.values(), key=lambda chapter: chapter.path)


def write_chapter(chapter: Chapter) -> str:
    """Write a chapter's file: its own name, title and description, then the text."""
    meta = {"title": chapter.title, "kapitel": chapter.id, "description": chapter.description}
    lines = (f"{name}: {dumps(text, ensure_ascii=False)}\n" for name, text in meta.items() if text)
    return f"---\n{''.join(lines)}---\n{chapter.text}"


def read_chapters(snapshot: Snapshot, folder: PurePosixPath = CONTENT) -> list[Chapter]:
    """Parse the chapters of a snapshot; `folder` is where problems are said to stand."""
    chapters = []
    for path, text in snapshot.chapters.items():
        inside = PurePosixPath(path)
        chapter, problems = parse_chapter(text.encode(), inside, folder / inside)
        if chapter is None:
            raise UnreadableEditionError(problems)
        chapters.append(chapter)
    return chapters


def link_snapshot(snapshot: Snapshot, site: Site | None = None) -> Catalogue:
    """Link a snapshot as if its records stood in directory/.

    With today's `site` given, the pages get its languages and legal texts.
    """
    loaded = Loaded()
    for kind in HELD:
        for name, value in snapshot.records.get(kind, {}).items():
            path = DIRECTORY / kind / f"{name}.yml"
            add_record(loaded, kind, name, make_source(value, path))
    if snapshot.site:
        loaded.site = _site(snapshot.site, site)
        loaded.site_source = make_source(snapshot.site, DIRECTORY / SITE_FILE)
    files = frozenset(map(PurePosixPath, (*snapshot.chapters, *snapshot.media)))
    catalogue, problems = link_records(loaded, read_chapters(snapshot), files)
    if loaded.problems or problems:
        raise UnreadableEditionError([*loaded.problems, *problems])
    return catalogue


def _site(frozen: Written, today: Site | None) -> Site:
    """Put what was frozen into today's site; without one the legal texts stay empty."""
    then = Site.model_validate({"imprint": {"provider": "–"}, **frozen})
    if today is None:
        return then
    kept = ("imprint", "privacy", "accessibility", "languages", "persons_in_editions")
    return then.model_copy(update={name: getattr(today, name) for name in kept})


def is_readable_site(value: Value) -> bool:
    """Tell whether frozen values of a site can be read back."""
    try:
        _site(value if isinstance(value, dict) else {}, None)
    except ValidationError:
        return False
    return True


def make_source(value: Written, shown: PurePosixPath) -> Source:
    """Give values that were not read from an author's file a source; all stand at its top."""
    return Source(shown, value, array("I", [0, 0] * _count(value)))


def _count(value: Value) -> int:
    """Count what the reader of a file would have noted: every value and every key."""
    if isinstance(value, dict):
        return 1 + sum(1 + _count(item) for item in value.values())
    return 1 + sum(map(_count, value)) if isinstance(value, list) else 1
