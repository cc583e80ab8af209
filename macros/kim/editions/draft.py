"""What `kim publish` was told → the notes on changes and the file of a new edition.

Comes in: the wish, the file with the notes, what an author already wrote about the edition. Goes
out: the text of directory/editions/<stand>.yml, or the reason why it cannot be.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from kim.editions.proof import EDITIONS
from kim.editions.written import Written
from kim.fields import Part, Text, field
from kim.models.edition import ChangeNote, Edition
from kim.problems import Problem
from kim.source import Source, Value, parse_source, read_source
from kim.translate import translate_errors


class RefusedError(Exception):
    """The edition cannot be published as asked; says why in German."""


class Notes(Part):
    """The file with the notes on what changed."""

    reason: Text | None = field(
        "Anlass", "Warum fortgeschrieben wurde.", "Neues Landesprogramm", default=None
    )
    changes: tuple[ChangeNote, ...] = field(
        "Änderungen",
        "Je geändertem Abschnitt eine Zeile.",
        [{"section": "zielgruppen", "weight": "substantial", "description": "Neue Zielgruppe"}],
        default=(),
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """What `kim publish` was asked for; a file with notes is read from `notes`."""

    stand: date
    number: int | None = None
    adopted_by: str | None = None
    adopted_on: date | None = None
    notes: Path | None = None


def read_notes(path: Path | None) -> tuple[Notes | None, tuple[Problem, ...]]:
    """Read the file with the notes; without one there are none."""
    if path is None:
        return Notes(), ()
    source = read_source(path, PurePosixPath(path.as_posix()))
    if isinstance(source, Problem):
        return None, (source,)
    try:
        return Notes.model_validate(source.value), ()
    except ValidationError as error:
        return None, tuple(translate_errors(error, source, Notes))


def refuse_unknown(needs: Collection[str], notes: Iterable[ChangeNote]) -> None:
    """Refuse a note on something that did not change."""
    known = {*needs, *(need.partition("#")[0] for need in needs)}
    for note in notes:
        if note.section not in known:
            raise RefusedError(
                f"der Änderungsvermerk zu '{note.section}' passt zu keiner Änderung; geändert sind:"
                f" {', '.join(sorted(needs)) or 'keine Abschnitte'}"
            )


def find_missing(needs: Iterable[str], notes: Iterable[ChangeNote]) -> Iterator[str]:
    """Yield every changed section without a note; a note on a chapter holds for its sections."""
    noted = {note.section for note in notes}
    for need in needs:
        if need not in noted and need.partition("#")[0] not in noted:
            yield need


def refuse_old(wish: Wish, latest: Edition | None) -> None:
    """Refuse what would overwrite or precede an edition that is published."""
    if latest and wish.stand <= latest.stand:
        raise RefusedError(
            f"die Fortschreibung vom {latest.stand} ist schon veröffentlicht und bleibt, wie sie"
            " ist; eine Berichtigung ist eine neue Fortschreibung mit späterem Stand"
        )
    if latest and wish.number and latest.number and wish.number <= latest.number:
        raise RefusedError(
            f"die Nummer {latest.number} gibt es schon; gemeint {latest.number + 1}?"
        )


def edition_fields(wish: Wish, notes: Notes, latest: Edition | None) -> Written:
    """Give what the wish says about the edition, as an author would write it."""
    day = f"{wish.stand:%d.%m.%Y}"
    fields: dict[str, Value | None] = {
        "name": f"Fortschreibung vom {day}" if latest else f"Konzept vom {day}",
        "stand": str(wish.stand),
        "number": str(wish.number) if wish.number else None,
        "adopted_by": wish.adopted_by,
        "adopted_on": str(wish.adopted_on) if wish.adopted_on else None,
        "predecessor": latest.id if latest else None,
        "reason": str(notes.reason) if notes.reason else None,
        "changes": [
            {"section": one.section, "weight": one.weight, "description": str(one.description)}
            for one in notes.changes
        ],
    }
    return {name: value for name, value in fields.items() if value}


def complete_record(text: str, own: Mapping[str, Value], fields: Written) -> str:
    """Complete the text of an edition's file; what an author wrote there stays as it is."""
    for name in ("number", "adopted_by", "adopted_on", "reason", "changes"):
        if name in own and name in fields and own[name] != fields[name]:
            raise RefusedError(f"in {EDITIONS}/{fields['stand']}.yml steht '{name}' schon anders")
    rest = {name: value for name, value in fields.items() if name not in own}
    lines = "".join(f"{name}: {_yaml(value)}\n" for name, value in rest.items())
    return f"{text.rstrip()}\n{lines}" if text.strip() else lines


def _yaml(value: Value) -> str:
    """Write a value in the part of YAML that is JSON; lists one item a line."""
    if isinstance(value, list):
        return "".join(f"\n  - {json.dumps(item, ensure_ascii=False)}" for item in value)
    return json.dumps(value, ensure_ascii=False)


def parse_record(text: str, stand: date) -> Edition:
    """Read the completed file of an edition."""
    source = parse_source(text.encode(), EDITIONS / f"{stand}.yml")
    if not isinstance(source, Source):
        raise RefusedError(str(source))
    return Edition.model_validate({"id": str(stand), **source.value})
