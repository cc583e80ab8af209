"""What `kim publish` was told → the file of an edition, or why it cannot be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kim.editions.draft import (
    Notes,
    RefusedError,
    Wish,
    complete_record,
    edition_fields,
    edition_id,
    find_missing,
    parse_record,
    read_notes,
    refuse_future,
    refuse_old,
    refuse_unknown,
)
from kim.models.edition import ChangeNote, Edition

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND, THIRD = date(2022, 3, 1), date(2023, 3, 1), date(2024, 3, 1)
TODAY = date(2024, 4, 5)
CONCEPT = Edition.model_validate({"id": "2022-03-01", "name": "Konzept", "stand": str(FIRST)})
NEXT = Edition.model_validate(
    {
        "id": "2023-03-01",
        "name": "Fortschreibung",
        "stand": str(SECOND),
        "number": "2",
        "adopted_by": "Rat der Stadt",
        "adopted_on": "2023-02-01",
    }
)
CORRECTED = Edition.model_validate(
    {"id": "2023-03-01-b1", "name": "Berichtigt", "stand": str(SECOND), "corrects": "2023-03-01"}
)


def note(section: str) -> ChangeNote:
    """Note that a section has changed."""
    return ChangeNote.model_validate(
        {"section": section, "weight": "substantial", "description": "Neu"}
    )


PUBLISHED = (
    "die Fortschreibung vom 2023-03-01 ist schon veröffentlicht und bleibt, wie sie ist; gemeint"
    " eine neue mit späterem Stand, oder eine Berichtigung mit --correction-of 2023-03-01?"
)
KEPT = (
    "eine Berichtigung behält Nummer und Beschluss; --number, --adopted-by und --adopted-on"
    " weglassen"
)
OTHER = "in directory/editions/2023-03-01.yml steht '{}' schon anders"


@pytest.mark.parametrize(
    ("wish", "is_unchanged", "said"),
    [
        (Wish(FIRST), False, PUBLISHED),
        (Wish(FIRST), True, PUBLISHED),
        (Wish(SECOND), False, PUBLISHED),
        (Wish(SECOND, number=3), False, PUBLISHED),
        (Wish(SECOND, number=3), True, OTHER.format("number")),
        (Wish(SECOND, adopted_by="Kreistag"), True, OTHER.format("adopted_by")),
        (Wish(SECOND, adopted_on=FIRST), True, OTHER.format("adopted_on")),
        (Wish(THIRD, number=1), False, "die Nummer 2 gibt es schon; gemeint 3?"),
        (Wish(THIRD, number=2), False, "die Nummer 2 gibt es schon; gemeint 3?"),
        (
            Wish(FIRST, is_correction=True),
            False,
            "berichtigt wird die neueste Fortschreibung; gemeint --correction-of 2023-03-01?",
        ),
        (Wish(SECOND, number=2, is_correction=True), False, KEPT),
        (Wish(SECOND, adopted_by="Rat der Stadt", is_correction=True), False, KEPT),
        (Wish(SECOND, adopted_on=SECOND, is_correction=True), False, KEPT),
    ],
)
def test_what_would_overwrite_an_edition_is_refused(
    wish: Wish, *, is_unchanged: bool, said: str
) -> None:
    """In words that say what was probably meant."""
    with pytest.raises(RefusedError) as refused:
        refuse_old(wish, (CONCEPT, NEXT), is_unchanged=is_unchanged)
    assert str(refused.value) == said


def test_a_year_that_was_mistyped_is_refused() -> None:
    """Nothing could be published before it any more; what begins in some months may be."""
    today = date(2026, 11, 21)
    refuse_future(Wish(date(2027, 11, 22)), today)
    with pytest.raises(RefusedError, match="der Stand 2062-12-01 liegt mehr als ein Jahr in der"):
        refuse_future(Wish(date(2062, 12, 1)), today)


@pytest.mark.parametrize(
    ("wish", "frozen", "is_unchanged"),
    [
        (Wish(FIRST, number=1), (), False),
        (Wish(THIRD), (CONCEPT, NEXT), True),
        (Wish(THIRD, number=3), (CONCEPT, NEXT), False),
        (Wish(SECOND, number=1), (CONCEPT,), False),
        (Wish(SECOND), (CONCEPT, NEXT), True),
        (
            Wish(SECOND, number=2, adopted_by="Rat der Stadt", adopted_on=date(2023, 2, 1)),
            (CONCEPT, NEXT),
            True,
        ),
        (Wish(SECOND, is_correction=True), (CONCEPT, NEXT), False),
        (Wish(SECOND, is_correction=True), (CONCEPT, NEXT, CORRECTED), False),
    ],
)
def test_what_comes_after_the_last_edition_is_not_refused(
    wish: Wish, frozen: tuple[Edition, ...], *, is_unchanged: bool
) -> None:
    """Nor the same said once more."""
    refuse_old(wish, frozen, is_unchanged=is_unchanged)


def test_without_an_edition_there_is_nothing_to_correct() -> None:
    """And that is said."""
    with pytest.raises(RefusedError) as refused:
        refuse_old(Wish(FIRST, is_correction=True), (), is_unchanged=False)
    assert str(refused.value) == "es gibt noch keine Fortschreibung, die zu berichtigen wäre"


def test_an_edition_is_named_by_its_day_and_a_correction_is_counted() -> None:
    """By what it corrects."""
    assert edition_id(Wish(THIRD), (CONCEPT, NEXT)) == "2024-03-01"
    wish = Wish(SECOND, is_correction=True)
    assert edition_id(wish, (CONCEPT, NEXT)) == "2023-03-01-b1"
    assert edition_id(wish, (CONCEPT, NEXT, CORRECTED)) == "2023-03-01-b2"
    assert edition_id(Wish(FIRST, is_correction=True), (CONCEPT, CORRECTED)) == "2022-03-01-b1"


def test_a_note_belongs_to_a_change() -> None:
    """Of a section, or of a chapter with changed sections; what has changed is listed."""
    needs = ("ziele#eins", "auftrag#zwei", "leitbild")
    refuse_unknown(needs, map(note, ("ziele", "ziele#eins", "auftrag#zwei", "leitbild")))
    with pytest.raises(RefusedError) as refused:
        refuse_unknown(needs, (note("ziele"), note("ziele#zwei")))
    assert str(refused.value) == (
        "der Änderungsvermerk zu 'ziele#zwei' passt zu keiner Änderung; geändert sind:"
        " auftrag#zwei, leitbild, ziele#eins"
    )
    with pytest.raises(RefusedError, match=r"geändert sind: keine Abschnitte$"):
        refuse_unknown((), (note("ziele"),))


def test_every_change_needs_a_note() -> None:
    """One on a chapter holds for all its sections, one on a section for itself."""
    needs = ("ziele#eins", "ziele#zwei", "auftrag#zwei", "leitbild")
    assert list(find_missing(needs, ())) == list(needs)
    assert list(find_missing(needs, (note("ziele"), note("leitbild")))) == ["auftrag#zwei"]
    assert list(find_missing(needs, (note("ziele#eins"),))) == list(needs[1:])


@pytest.mark.parametrize(
    ("wish", "frozen", "fields"),
    [
        (Wish(FIRST), (), {"name": "Konzept vom 01.03.2022", "stand": "2022-03-01"}),
        (
            Wish(THIRD, 3, "Kreistag", date(2024, 2, 29)),
            (CONCEPT, NEXT),
            {
                "name": "Fortschreibung vom 01.03.2024",
                "stand": "2024-03-01",
                "number": "3",
                "adopted_by": "Kreistag",
                "adopted_on": "2024-02-29",
                "predecessor": "2023-03-01",
            },
        ),
        (
            Wish(SECOND, is_correction=True),
            (CONCEPT, NEXT, CORRECTED),
            {
                "name": "Fortschreibung, berichtigt am 05.04.2024",
                "stand": "2023-03-01",
                "number": "2",
                "adopted_by": "Rat der Stadt",
                "adopted_on": "2023-02-01",
                "predecessor": "2023-03-01-b1",
                "corrects": "2023-03-01",
                "corrected_on": "2024-04-05",
            },
        ),
        (
            Wish(FIRST, is_correction=True),
            (CONCEPT,),
            {
                "name": "Konzept, berichtigt am 05.04.2024",
                "stand": "2022-03-01",
                "predecessor": "2022-03-01",
                "corrects": "2022-03-01",
                "corrected_on": "2024-04-05",
            },
        ),
    ],
    ids=["first", "next", "correction", "correction of little"],
)
def test_an_edition_says_what_was_wished(
    wish: Wish, frozen: tuple[Edition, ...], fields: dict[str, Any]
) -> None:
    """What nobody said does not stand there."""
    assert edition_fields(wish, Notes(), frozen, TODAY) == fields
    notes = Notes.model_validate({"reason": "Neues Programm", "changes": [note("ziele")]})
    change = {"section": "ziele", "weight": "substantial", "description": "Neu"}
    noted = {**fields, "reason": "Neues Programm", "changes": [change]}
    assert edition_fields(wish, notes, frozen, TODAY) == noted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 'name: "Konzept"\nnumber: "1"\n'),
        ("\n \n", 'name: "Konzept"\nnumber: "1"\n'),
        ("# von Hand\n\n", '# von Hand\nname: "Konzept"\nnumber: "1"\n'),
        ("name: Anders\n", 'name: Anders\nnumber: "1"\n'),
        ('number: "1"', 'number: "1"\nname: "Konzept"\n'),
    ],
)
def test_what_an_author_wrote_is_completed(text: str, expected: str) -> None:
    """It stays as it is, and comes first."""
    own = {name: value for name, value in (("name", "Anders"), ("number", "1")) if name in text}
    fields = {"name": "Konzept", "number": "1"}
    assert complete_record(text, own, "2022-03-01", fields) == expected


@pytest.mark.parametrize("name", ["number", "adopted_by", "adopted_on", "reason", "changes"])
def test_what_an_author_wrote_is_not_contradicted(name: str) -> None:
    """Nor is what they alone have said."""
    with pytest.raises(RefusedError) as refused:
        complete_record("# x\n", {name: "a"}, "2022-03-01", {name: "b"})
    assert str(refused.value) == f"in directory/editions/2022-03-01.yml steht '{name}' schon anders"
    assert complete_record(f"{name}: a\n", {name: "a"}, "2022-03-01", {}) == f"{name}: a\n"


def test_a_file_that_cannot_be_read_is_refused_with_its_line() -> None:
    """So that its author can mend it."""
    assert parse_record("name: A\nstand: 2022-03-01\n", "2022-03-01").id == "2022-03-01"
    with pytest.raises(RefusedError, match=r"^directory/editions/2022-03-01.yml:2:1: .*\[syntax\]"):
        parse_record("name: A\n\tb: c\n", "2022-03-01")


def test_the_notes_are_read_or_it_is_said_why_not(tmp_path: Path) -> None:
    """A file that is missing, broken or not what it should be."""
    path = tmp_path / "vermerke.yml"
    assert read_notes(None) == (Notes(), ())
    _, (problem,) = read_notes(path)
    assert str(problem).endswith(": diese Datei gibt es nicht [unreadable]")
    for text, code in (("a: [\n", "syntax"), ("grund: x\n", "unknown-field")):
        path.write_text(text, encoding="utf-8")
        notes, (problem,) = read_notes(path)
        assert (notes, problem.code, str(problem.place.path)) == (None, code, path.as_posix())
    path.write_text("reason: Neu\n", encoding="utf-8")
    notes, problems = read_notes(path)
    assert (str(notes and notes.reason), problems) == ("Neu", ())
