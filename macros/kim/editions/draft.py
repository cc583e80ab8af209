"""What `kim publish` was told → the notes on changes and the file of a new edition.

Comes in: the wish, the file with the notes, what an author already wrote about the edition. Goes
out: the text of directory/editions/<stand>.yml, or the reason why it cannot be.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from kim.blocks import write_value
from kim.editions.proof import EDITIONS
from kim.editions.written import Written
from kim.fields import Part, Text, field
from kim.lines import Value
from kim.models.edition import ChangeNote, Edition
from kim.problems import Problem
from kim.source import Source, parse_source, read_source
from kim.translate import translate_errors

_FORESIGHT = timedelta(days=366)


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
    is_correction: bool = False
    """Whether it corrects the edition of this Stand, which stays as it was frozen."""


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


def edition_id(wish: Wish, frozen: Sequence[Edition]) -> str:
    """Give the name under which an edition is kept: its Stand, and which correction of it."""
    if not wish.is_correction:
        return str(wish.stand)
    corrections = sum(one.corrects == str(wish.stand) for one in frozen)
    return f"{wish.stand}-b{corrections + 1}"


def refuse_future(wish: Wish, today: date) -> None:
    """Refuse a year that was mistyped: what is published stays, and nothing comes before it."""
    if wish.stand > today + _FORESIGHT:
        raise RefusedError(
            f"der Stand {wish.stand} liegt mehr als ein Jahr in der Zukunft; das Jahr prüfen"
        )


def refuse_old(wish: Wish, frozen: Sequence[Edition], *, is_unchanged: bool) -> None:
    """Refuse what would overwrite or precede an edition that is published."""
    latest = frozen[-1] if frozen else None
    if wish.is_correction:
        _refuse_correction(wish, latest)
    elif latest and wish.stand == latest.stand and is_unchanged:
        _refuse_other(wish, latest)
    elif latest and wish.stand <= latest.stand:
        raise RefusedError(
            f"die Fortschreibung vom {latest.stand} ist schon veröffentlicht und bleibt, wie sie"
            " ist; gemeint eine neue mit späterem Stand, oder eine Berichtigung mit"
            f" --correction-of {latest.stand}?"
        )
    elif latest and wish.number and latest.number and wish.number <= latest.number:
        raise RefusedError(
            f"die Nummer {latest.number} gibt es schon; gemeint {latest.number + 1}?"
        )


def _refuse_correction(wish: Wish, latest: Edition | None) -> None:
    if latest is None:
        raise RefusedError("es gibt noch keine Fortschreibung, die zu berichtigen wäre")
    if latest.stand != wish.stand:
        raise RefusedError(
            f"berichtigt wird die neueste Fortschreibung; gemeint --correction-of {latest.stand}?"
        )
    if wish.number or wish.adopted_by or wish.adopted_on:
        raise RefusedError(
            "eine Berichtigung behält Nummer und Beschluss; --number, --adopted-by und"
            " --adopted-on weglassen"
        )


def _refuse_other(wish: Wish, latest: Edition) -> None:
    """Refuse to say the same once more, with another number or resolution."""
    for name in ("number", "adopted_by", "adopted_on"):
        said = getattr(wish, name)
        if said is not None and str(said) != str(getattr(latest, name)):
            raise RefusedError(f"in {EDITIONS}/{latest.id}.yml steht '{name}' schon anders")


def edition_fields(wish: Wish, notes: Notes, frozen: Sequence[Edition], today: date) -> Written:
    """Give what the wish says about the edition, as an author would write it."""
    latest = frozen[-1] if frozen else None
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
    if wish.is_correction:
        corrected = next(one for one in frozen if one.id == str(wish.stand))
        fields |= _correction_fields(corrected, today)
    return {name: value for name, value in fields.items() if value}


def _correction_fields(corrected: Edition, today: date) -> dict[str, "Value | None"]:
    """Give what sets a correction apart; number and resolution are those of what it corrects."""
    return {
        "name": f"{corrected.name}, berichtigt am {today:%d.%m.%Y}",
        "number": str(corrected.number) if corrected.number else None,
        "adopted_by": str(corrected.adopted_by) if corrected.adopted_by else None,
        "adopted_on": str(corrected.adopted_on) if corrected.adopted_on else None,
        "corrects": corrected.id,
        "corrected_on": str(today),
    }


def complete_record(text: str, own: Mapping[str, Value], name: str, fields: Written) -> str:
    """Complete the text of an edition's file; what an author wrote there stays as it is."""
    for key in ("number", "adopted_by", "adopted_on", "reason", "changes"):
        if key in own and key in fields and own[key] != fields[key]:
            raise RefusedError(f"in {EDITIONS}/{name}.yml steht '{key}' schon anders")
    rest = {key: value for key, value in fields.items() if key not in own}
    lines = "".join(f"{key}: {write_value(value)}\n" for key, value in rest.items())
    return f"{text.rstrip()}\n{lines}" if text.strip() else lines


def parse_record(text: str, name: str) -> Edition:
    """Read the completed file of an edition."""
    source = parse_source(text.encode(), EDITIONS / f"{name}.yml")
    if not isinstance(source, Source):
        raise RefusedError(str(source))
    return Edition.model_validate({"id": name, **source.value})
