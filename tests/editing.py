"""Sites changed and frozen as their authors do it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kim.editions.draft import Wish
from kim.release import Publication, publish_edition

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)


def write_notes(root: Path, *sections: str) -> Path:
    """Write the file with the notes."""
    path = root.parent / "vermerke.yml"
    lines = (f"  - {{section: {one}, weight: editorial, description: x}}\n" for one in sections)
    path.write_text(f"changes:\n{''.join(lines)}", encoding="utf-8")
    return path


def freeze(root: Path, stand: date, *sections: str) -> None:
    """Publish an edition without building the site."""
    wish = Wish(stand, notes=write_notes(root, *sections) if sections else None)
    place = Publication(root, root / "site", TODAY, lambda _: None, is_live=False)
    outcome = publish_edition(place, wish)
    assert outcome.is_published, (outcome.missing, outcome.problems)


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts in a file."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
