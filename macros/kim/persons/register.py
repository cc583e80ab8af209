"""directory/erased.yml: which persons and places were erased, when, by whom, why and how far.

It never says who or where they were. New lines are put at its end; what stands there stays.
"""

import json
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from kim.catalogue import DIRECTORY
from kim.load import ERASED_FILE
from kim.persons.block import replace_text

_HEAD = """\
# Gelöschte Personen (Art. 17 DSGVO) und Anschriften; nur Kennungen, nie Namen.
# Das schreiben 'kim person erase' und 'kim location hide'.
erased:
"""


class Wish(NamedTuple):
    """Who or which place is to be forgotten, and who asked for it."""

    name: str
    """The id of a person or of a place."""
    reason: str
    by: str
    sort: Literal["person", "location"] = "person"


def note_erasure(root: Path, wish: Wish, on: date, reached: str = "") -> None:
    """Note that something was erased; with `reached` the note that was begun is finished."""
    path = root / DIRECTORY / ERASED_FILE
    before = path.read_text("utf-8") if path.exists() else _HEAD
    entry = {wish.sort: wish.name, "on": on.isoformat(), "by": wish.by, "reason": wish.reason}
    begun = _line(entry)
    if reached:
        finished = _line({**entry, "reached": reached})
        text = before.replace(begun, finished) if begun in before else before + finished
    else:
        text = before if begun in before else before + begun
    replace_text(path, text)


def _line(entry: dict[str, str]) -> str:
    return f"  - {json.dumps(entry, ensure_ascii=False)}\n"
