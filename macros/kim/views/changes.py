"""Changes between two editions → what a page, a terminal or a program shows of them.

German only, as the concept. Records that were only confirmed again are counted, not listed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kim.chapters import plain_text
from kim.editions.changes import Changes, ChapterChange, How, Piece, RecordChange, SectionChange
from kim.editions.compare import compare
from kim.editions.snapshot import Snapshot, read_chapters
from kim.editions.texts import compare_texts
from kim.models import KINDS, Record, Site
from kim.models.contact import Contact
from kim.views.changed_values import FieldLine, Wording, see_pieces

HOWS = {
    How.ADDED: "neu",
    How.REMOVED: "entfallen",
    How.RENAMED: "umbenannt",
    How.MOVED: "verschoben",
    How.CHANGED: "geändert",
}
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*(?:\{:.*\})?[ \t]*(?:\n+|\Z)")
CONFIRMED = frozenset({"last_verified", "verified_by", "sources"})
"""Fields that say who checked something and where it stands; a change there alone is no news."""
_HEADS = {
    "title": "Titel",
    "description": "Kurzbeschreibung",
    "path": "Datei",
    "id": "Name des Kapitels",
}


class RecordEntry(NamedTuple):
    """One record that is different."""

    id: str
    name: str
    how: How
    lines: tuple[FieldLine, ...]

    @property
    def said(self) -> str:
        """Tell in a word what happened."""
        return HOWS[self.how]


class Group(NamedTuple):
    """The records of one kind that are different; `confirmed` were only checked again."""

    kind: str
    title: str
    entries: tuple[RecordEntry, ...]
    confirmed: int = 0


class SectionEntry(NamedTuple):
    """One section that is different; `where` says where it stood or stands now."""

    id: str
    title: str
    how: How
    where: str
    pieces: tuple[Piece, ...]

    @property
    def said(self) -> str:
        """Tell in a word what happened."""
        return HOWS[self.how]


class ChapterEntry(NamedTuple):
    """One chapter that is different."""

    id: str
    title: str
    how: How
    lines: tuple[FieldLine, ...]
    sections: tuple[SectionEntry, ...]

    @property
    def said(self) -> str:
        """Tell in a word what happened."""
        return HOWS[self.how]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Everything that is different between two editions."""

    old: str
    new: str
    chapters: tuple[ChapterEntry, ...]
    groups: tuple[Group, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is different."""
        return not self.chapters and not self.groups

    @property
    def needs(self) -> dict[str, str]:
        """Give what needs a change note: sections and groups of records, by id, with their names.

        A section is called as in "zielgruppen#wer"; a chapter that came or went is one thing.
        """
        needs = {}
        for chapter in self.chapters:
            is_whole = chapter.how in (How.ADDED, How.REMOVED) or bool(chapter.lines)
            if is_whole or any(not section.id for section in chapter.sections):
                needs[chapter.id] = chapter.title
            for section in chapter.sections if not is_whole else ():
                if section.id:
                    needs[f"{chapter.id}#{section.id}"] = f"{chapter.title}: {section.title}"
        return needs | {group.kind: group.title for group in self.groups if group.entries}


def see_changes(
    old: Snapshot, new: Snapshot, names: tuple[str, str], changes: Changes | None = None
) -> ChangesView:
    """Show what changed between two snapshots; `names` is what people call them."""
    changes = compare(old, new) if changes is None else changes
    wording = Wording(old, new)
    titles = {one.id: one.title for snapshot in (old, new) for one in read_chapters(snapshot)}
    return ChangesView(
        *names,
        tuple(_chapter(change, titles) for change in changes.chapters if is_news(change)),
        tuple(_groups(changes, wording)),
    )


def is_news(change: ChapterChange) -> bool:
    """Tell whether a chapter says something different; blank lines say nothing."""
    return bool(change.fields) or any(one.how is not How.SAME for one in change.sections)


def _groups(changes: Changes, wording: Wording) -> Iterator[Group]:
    for kind, model in KINDS.items():
        found = [change for change in changes.records if change.kind == kind]
        news = [change for change in found if not is_confirmation(change)]
        entries = [_record(change, model, wording) for change in news]
        entries.sort(key=lambda entry: (list(HOWS).index(entry.how), entry.name))
        if found:
            yield Group(kind, model.plural, tuple(entries), len(found) - len(news))
    yield from _others(changes, wording)


def is_confirmation(change: RecordChange) -> bool:
    """Tell whether a record was only checked again."""
    return change.how is How.CHANGED and all(one.keys[0] in CONFIRMED for one in change.fields)


def _record(change: RecordChange, model: type[Record], wording: Wording) -> RecordEntry:
    name = str((change.after or change.before).get("name", change.new_id))
    lines = tuple(wording.lines(model, change.kind, change.fields))
    if change.how in (How.ADDED, How.REMOVED):
        lines = ()
    elif change.how is How.RENAMED:
        lines = (FieldLine("Kennung", change.old_id, change.new_id), *lines)
    return RecordEntry(change.new_id or change.old_id, name, change.how, lines)


def _others(changes: Changes, wording: Wording) -> Iterator[Group]:
    """Yield what belongs to no record: the site's own data, persons, pictures, order."""
    lines = tuple(wording.lines(Site, "", changes.site))
    if changes.nav:
        lines = (*lines, FieldLine("Inhaltsverzeichnis", after="anders geordnet"))
    lines += tuple(
        FieldLine(f"Bild {path}", after="entfallen" if data is None else "neu oder geändert")
        for path, data in changes.media.items()
    )
    if lines:
        entry = RecordEntry("site", "Angaben zum Konzept", How.CHANGED, lines)
        yield Group("site", "Das Konzept insgesamt", (entry,))
    people = tuple(
        FieldLine(wording.name(Contact.kind, change.keys[0]), after=_say_person(change))
        for change in changes.persons
    )
    if people:
        entry = RecordEntry("persons", "Wer die Stellen ausfüllt", How.CHANGED, people)
        yield Group("persons", "Personen", (entry,))


def _say_person(change: tuple[object, ...]) -> str:
    """Say that a person came or went, never who."""
    _, before, after = change
    if before and after:
        return "die Person hat gewechselt"
    return "nennt jetzt eine Person" if after else "nennt keine Person mehr"


def _chapter(change: ChapterChange, titles: dict[str, str]) -> ChapterEntry:
    lines = tuple(
        FieldLine(_HEADS[one.keys[0]], str(one.before or "–"), str(one.after or "–"))
        for one in change.fields
        if change.how in (How.CHANGED, How.RENAMED)
    )
    sections = (section for section in change.sections if section.how is not How.SAME)
    return ChapterEntry(
        change.new_id or change.old_id,
        change.title,
        change.how,
        lines,
        tuple(_section(section, change, titles) for section in sections),
    )


def _section(section: SectionChange, change: ChapterChange, titles: dict[str, str]) -> SectionEntry:
    spot = section.after or section.before
    title = section.title if spot and spot.section else "Anfang des Kapitels"
    return SectionEntry(
        spot.section if spot else "",
        title,
        section.how,
        _say_where(section, change, titles),
        see_pieces(_body(section)) if section.is_edited else (),
    )


def _body(section: SectionChange) -> tuple[Piece, ...]:
    """Compare what stands below the heading; the heading stands above the text anyway."""
    old, new = (_HEADING.sub("", text) for text in (section.old_text, section.new_text))
    return compare_texts(old, new) if old.strip() != new.strip() else ()


def _say_where(section: SectionChange, change: ChapterChange, titles: dict[str, str]) -> str:
    """Say what a section was called, or where a moved one came from or went to."""
    before, after = section.before, section.after
    if section.how is How.RENAMED:
        heading = _HEADING.match(section.old_text)
        return f"hieß bisher „{plain_text(heading[1])}“" if heading else ""
    if not (section.is_moved and before and after):
        return ""
    if after.chapter != change.new_id:
        return f"steht jetzt im Kapitel „{titles.get(after.chapter, after.chapter)}“"
    if before.chapter != change.old_id:
        return f"stand im Kapitel „{titles.get(before.chapter, before.chapter)}“"
    return "steht an einer anderen Stelle des Kapitels"
