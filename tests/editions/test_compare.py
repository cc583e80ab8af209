"""The comparison: exact both ways, and in terms that people use."""

from __future__ import annotations

import random
import re
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kim.editions.changes import Changes, FieldChange, How, Mark, Piece
from kim.editions.compare import WrongSnapshotError, apply, compare
from kim.editions.snapshot import Snapshot, read_chapters
from kim.editions.texts import compare_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

CHAPTER = """---
title: "{title}"
kapitel: "{name}"
---
{text}"""
WORDS = ("Stadt", "Kreis", "Beratung", "Hilfe", "Amt", "Sprache", "Arbeit", "Schule", "Familie")


def chapters(**texts: str) -> dict[str, str]:
    """Write chapters; the name is the id."""
    return {
        f"handbuch/{name}.md": CHAPTER.format(title=name.title(), name=name, text=text)
        for name, text in texts.items()
    }


def snapshot_of(**texts: str) -> Snapshot:
    """Make a snapshot of chapters only."""
    return Snapshot({}, {}, chapters(**texts))


def sections(changes: Changes) -> list[tuple[How, str, str]]:
    """Give what happened to each section that is different."""
    return [
        (section.how, str(section.before and section.before.section), section.title)
        for chapter in changes.chapters
        for section in chapter.sections
        if section.how is not How.SAME
    ]


def test_the_same_has_no_changes(snapshot: Snapshot) -> None:
    """Nothing is made up."""
    assert not compare(snapshot, deepcopy(snapshot))
    assert compare(snapshot, snapshot) == Changes()


def test_site_contents_persons_and_pictures_are_compared_too(snapshot: Snapshot) -> None:
    """What is new, other or gone in each of them is there again when it is applied."""
    changed = replace(
        snapshot,
        site={**snapshot.site, "tagline": "Neu"},
        nav=[],
        persons={"neu": "person-1"},
        media={"bilder/neu.png": b"neu"},
    )
    for old, new in ((snapshot, changed), (changed, snapshot)):
        changes = compare(old, new)
        assert (changes.nav, changes.records) == ((old.nav, new.nav), ())
        assert apply(old, changes) == new


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"age": {"max": "25"}}, {"age": {"max": "27"}}, (("age", "max"), "25", "27")),
        ({"topics": ["a"]}, {"topics": ["a", "b"]}, (("topics",), ["a"], ["a", "b"])),
        ({}, {"cost": "frei"}, (("cost",), None, "frei")),
        ({"cost": "frei"}, {}, (("cost",), "frei", None)),
        ({"age": {"max": "25"}}, {"age": {}}, (("age", "max"), "25", None)),
        ({"age": {"max": "25"}}, {"age": "offen"}, (("age",), {"max": "25"}, "offen")),
    ],
)
def test_a_changed_field_is_named_with_both_values(
    old: dict[str, Any], new: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    """Blocks are looked into, lists are taken whole."""
    before = Snapshot({}, {"services": {"mbe": old}}, {})
    after = Snapshot({}, {"services": {"mbe": new}}, {})
    (record,) = compare(before, after).records
    assert record.how is How.CHANGED
    assert record.fields == (FieldChange(*expected),)
    assert apply(before, compare(before, after)) == after


def test_a_record_that_names_its_former_id_is_renamed() -> None:
    """Not one that went and another that came."""
    before = Snapshot({}, {"services": {"alt": {"name": "A"}, "weg": {"name": "W"}}}, {})
    after = Snapshot(
        {}, {"services": {"neu": {"name": "A", "formerly": ["alt"]}, "da": {"name": "D"}}}, {}
    )
    found = {(one.how, one.old_id, one.new_id) for one in compare(before, after).records}
    assert found == {
        (How.RENAMED, "alt", "neu"),
        (How.ADDED, "", "da"),
        (How.REMOVED, "weg", ""),
    }
    assert apply(before, compare(before, after)) == after


A = "## Auftrag\n\nDie Stadt hilft allen Menschen, die neu hier sind.\n\n"
B = "## Ziele\n\nDas Ziel ist ein gutes Leben in der Stadt. Dazu gehört Arbeit.\n\n"
C = "## Wege\n\nDie Wege sind kurz. Jede Stelle kennt die andere und hilft weiter.\n\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"eins": A + B}, {"eins": A + B + C}, [(How.ADDED, "None", "Wege")]),
        ({"eins": A + B + C}, {"eins": A + C}, [(How.REMOVED, "ziele", "Ziele")]),
        ({"eins": A + B + C}, {"eins": B + C + A}, [(How.MOVED, "auftrag", "Auftrag")]),
        (
            {"eins": A + B, "zwei": C},
            {"eins": A, "zwei": C + B},
            [(How.MOVED, "ziele", "Ziele"), (How.MOVED, "ziele", "Ziele")],
        ),
        (
            {"eins": A + B},
            {"eins": A + B.replace("Ziele", "Unser Ziel")},
            [(How.RENAMED, "ziele", "Unser Ziel")],
        ),
        (
            {"eins": A + B},
            {"eins": A + B.replace("Arbeit", "Wohnen")},
            [(How.CHANGED, "ziele", "Ziele")],
        ),
        ({"eins": A + B, "zwei": C}, {"eins": A + B}, [(How.REMOVED, "wege", "Wege")]),
        ({"eins": A}, {"eins": A, "zwei": C}, [(How.ADDED, "None", "Wege")]),
    ],
    ids=["added", "removed", "reordered", "moved", "renamed", "changed", "chapter-gone", "new"],
)
def test_a_section_is_followed(
    old: Mapping[str, str], new: Mapping[str, str], expected: list[tuple[How, str, str]]
) -> None:
    """New, gone, moved, renamed and changed are told apart."""
    before, after = snapshot_of(**old), snapshot_of(**new)
    changes = compare(before, after)
    assert sections(changes) == expected
    assert apply(before, changes) == after


def test_a_chapter_that_is_gone_says_what_it_was_called() -> None:
    """Its head is gone as well, line by line."""
    (chapter,) = compare(snapshot_of(eins=A), snapshot_of()).chapters
    assert (chapter.how, chapter.title) == (How.REMOVED, "Eins")
    said = {field.keys: (field.before, field.after) for field in chapter.fields}
    assert said["title",] == ("Eins", None)


def test_a_chapter_with_another_id_at_its_path_is_renamed() -> None:
    """Its sections stay what they are."""
    before = snapshot_of(eins=A + B)
    after = replace(before, chapters={
        path: text.replace('kapitel: "eins"', 'kapitel: "anfang"')
        for path, text in before.chapters.items()
    })  # fmt: skip
    (chapter,) = compare(before, after).chapters
    assert (chapter.how, chapter.old_id, chapter.new_id) == (How.RENAMED, "eins", "anfang")
    assert sections(compare(before, after)) == []
    assert apply(before, compare(before, after)) == after


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Das gilt bis 25 Jahre. Mehr nicht.",
            "Das gilt bis 27 Jahre. Mehr nicht.",
            "Das gilt bis [-25-]{+27+} Jahre. Mehr nicht.",
        ),
        ("Eins. Drei.", "Eins. Zwei. Drei.", "Eins. {+Zwei. +}Drei."),
        ("Eins. Zwei. Drei.", "Eins. Drei.", "Eins. [-Zwei. -]Drei."),
        (
            "Alles neu macht der Mai.",
            "Im Winter ruht die Arbeit hier.",
            "[-Alles neu macht der Mai.-]{+Im Winter ruht die Arbeit hier.+}",
        ),
        ("Siehe [A](a.md) dort.", "Siehe [A](b.md) dort.",
         "Siehe [-[A](a.md)-]{+[A](b.md)+} dort."),
        ("", "Neu.", "{+Neu.+}"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_texts_are_compared_by_sentence_and_word(old: str, new: str, expected: str) -> None:
    """What is the same stays unmarked; what has little in common is replaced whole."""
    signs = {Mark.EQUAL: ("", ""), Mark.DELETED: ("[-", "-]"), Mark.INSERTED: ("{+", "+}")}
    pieces = compare_texts(old, new)
    assert "".join(signs[mark][0] + text + signs[mark][1] for mark, text in pieces) == expected


def test_changes_fit_only_what_they_were_made_from(snapshot: Snapshot) -> None:
    """A record that is not what it was stops them."""
    after = Snapshot({}, {"services": {"mbe": {"name": "B"}}}, {})
    changes = compare(Snapshot({}, {"services": {"mbe": {"name": "A"}}}, {}), after)
    with pytest.raises(WrongSnapshotError, match=r"^mbe$"):
        apply(Snapshot({}, {"services": {"mbe": {"name": "C"}}}, {}), changes)
    assert not compare(snapshot, apply(snapshot, Changes()))


class Editor:
    """Somebody who edits at random and remembers what."""

    def __init__(self, seed: int, snapshot: Snapshot) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # the same edits in every run
        self.snapshot = deepcopy(snapshot)
        self.edited: set[tuple[str, ...]] = set()

    def edit_record(self) -> None:
        """Change, add or drop one field of one record."""
        kind = self.chance.choice(sorted(self.snapshot.records))
        records = self._records(kind)
        name = self.chance.choice([one for one in sorted(records) if not one.startswith("neu-")])
        fields: Any = records[name]
        field = self.chance.choice([one for one in sorted(fields) if one != "formerly"])
        edit = ("record", kind, name, field)
        if edit not in self.edited:  # a second edit could undo the first
            fields[field] = self._other(fields[field])
            self.edited.add(edit)

    def add_record(self) -> None:
        """Write a new record."""
        self._records("services")[f"neu-{self.chance.random():.9f}"[:20]] = {"name": "Neu"}
        self.edited.add(("added",))

    def _records(self, kind: str) -> dict[str, Any]:
        records: Any = self.snapshot.records[kind]
        return records  # type: ignore[no-any-return]  # a copy of our own, made to be changed

    def _other(self, value: Any) -> Any:
        if isinstance(value, list):
            return value[1:] if value and self.chance.random() < 0.5 else [*value, "mehr"]
        if isinstance(value, dict):
            return value | {"neu": "ja"}
        return f"{value} {self.chance.choice(WORDS)}"

    def edit_chapter(self) -> None:
        """Change a word in the text of one chapter, or move one of its sections to the end."""
        texts: Any = self.snapshot.chapters
        path = self.chance.choice(sorted(texts))
        head, body = re.split(r"(?<=\n)---\n", texts[path], maxsplit=1)
        parts = re.split(r"(?m)^(?=## )", body)
        place = self.chance.randrange(len(parts))
        if self.chance.random() < 0.3 and 0 < place < len(parts) - 1:
            parts.append(parts.pop(place).rstrip() + "\n\n")
        else:
            parts[place] = f"{parts[place].rstrip()} {self.chance.choice(WORDS)} {place}.\n\n"
        if ("chapter", path) not in self.edited:
            texts[path] = f"{head}---\n{''.join(parts)}"
            self.edited.add(("chapter", path))


@pytest.mark.promise("edits-found")
def test_five_hundred_random_edits_are_all_found_and_nothing_else(snapshot: Snapshot) -> None:
    """0 missed, 0 false, and applying the changes to the old gives the new: 500 of 500."""
    missed, false, unequal = 0, 0, 0
    for seed in range(500):
        editor = Editor(seed, snapshot)
        for _ in range(editor.chance.randrange(1, 4)):
            editor.chance.choice(
                [editor.edit_record, editor.edit_record, editor.edit_chapter, editor.add_record]
            )()
        changes = compare(snapshot, editor.snapshot)
        found = {
            ("record", one.kind, one.new_id, field.keys[0])
            for one in changes.records
            if one.how is How.CHANGED
            for field in one.fields
        }
        found |= {("added",) for one in changes.records if one.how is How.ADDED}
        paths = {one.id: str(one.path) for one in read_chapters(editor.snapshot)}
        found |= {("chapter", paths[one.new_id]) for one in changes.chapters}
        missed += len(editor.edited - found)
        false += len(found - editor.edited)
        unequal += apply(snapshot, changes) != editor.snapshot
    assert (missed, false, unequal) == (0, 0, 0)


def test_pieces_give_both_texts_back() -> None:
    """Also with signs, links, macro calls and line ends of every kind."""
    chance = random.Random(7)  # noqa: S311  # the same texts in every run
    signs = (".", ",", "\n", "\n\n", "  ", "**", "é", "ß")
    parts = [*WORDS, *signs, '{{ zahl("a b") }}', "[Weg](x.md)"]
    for _ in range(300):
        old = "".join(chance.choices(parts, k=chance.randrange(40)))
        new = "".join(chance.choices(parts, k=chance.randrange(40)))
        if chance.random() < 0.5:
            new = old[: len(old) // 2] + new
        pieces = compare_texts(old, new)
        assert "".join(text for mark, text in pieces if mark is not Mark.INSERTED) == old
        assert "".join(text for mark, text in pieces if mark is not Mark.DELETED) == new
        assert all(isinstance(piece, Piece) and piece.text for piece in pieces)
