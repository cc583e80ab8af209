"""directory/erased.yml: which persons were erased, when, by whom, why and how far.

It never says who they were. New lines are put at its end; what stands there stays.
"""

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kim.catalogue import DIRECTORY
from kim.load import ERASED_FILE
from kim.persons.block import replace_text

_HEAD = """\
# Gelöschte Personen (Art. 17 DSGVO). Schreibt 'kim person erase'; nur Kennungen, nie Namen.
erased:
"""


class Wish(NamedTuple):
    """Who is to be erased, and who asked for it."""

    person: str
    reason: str
    by: str


def note_erasure(root: Path, wish: Wish, on: date, reached: str = "") -> None:
    """Note that a person was erased; with `reached` the note that was begun is finished."""
    path = root / DIRECTORY / ERASED_FILE
    before = path.read_text("utf-8") if path.exists() else _HEAD
    entry = {"person": wish.person, "on": on.isoformat(), "by": wish.by, "reason": wish.reason}
    begun = _line(entry)
    if reached:
        finished = _line({**entry, "reached": reached})
        text = before.replace(begun, finished) if begun in before else before + finished
    else:
        text = before if begun in before else before + begun
    replace_text(path, text)


def _line(entry: dict[str, str]) -> str:
    return f"  - {json.dumps(entry, ensure_ascii=False)}\n"
