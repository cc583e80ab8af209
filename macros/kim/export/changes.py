"""What changed between two editions → text for a terminal, JSON for a program."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from kim.editions.changes import Mark, Piece
from kim.views.changed_values import FieldLine
from kim.views.changes import ChangesView, Group, RecordEntry, SectionEntry

_SIGNS = {Mark.EQUAL: ("", ""), Mark.DELETED: ("[-", "-]"), Mark.INSERTED: ("{+", "+}")}


def write_text(view: ChangesView) -> str:
    """Write the changes for people at a terminal; deleted text is [-so-], new text {+so+}."""
    if view.is_empty:
        return f"{view.old} → {view.new}: keine Änderung\n"
    return "\n".join([f"{view.old} → {view.new}", *_chapters(view), *_groups(view)]) + "\n"


def _chapters(view: ChangesView) -> Iterator[str]:
    for chapter in view.chapters:
        yield f"\nKapitel „{chapter.title}“: {chapter.said}"
        yield from (f"  {say_line(line)}" for line in chapter.lines)
        for section in chapter.sections:
            yield from _section(section)


def _section(section: SectionEntry) -> Iterator[str]:
    where = f" ({section.where})" if section.where else ""
    yield f"  {section.said}: {section.title}{where}"
    if section.pieces:
        text = "".join(_sign(piece) for piece in section.pieces)
        yield from (f"    {line}" for line in text.strip().splitlines() if line.strip())


def _groups(view: ChangesView) -> Iterator[str]:
    for group in view.groups:
        yield f"\n{group.title}"
        for entry in group.entries:
            yield from _entry(entry)
        yield from _confirmed(group)


def _entry(entry: RecordEntry) -> Iterator[str]:
    yield f"  {entry.said}: {entry.name}"
    yield from (f"    {say_line(line)}" for line in entry.lines)


def _confirmed(group: Group) -> Iterator[str]:
    if group.confirmed:
        yield f"  nur neu geprüft: {group.confirmed}"


def say_line(line: FieldLine) -> str:
    """Say one changed field in one line."""
    if line.pieces:
        return f"{line.title}: {''.join(_sign(piece) for piece in line.pieces)}"
    if line.gone or line.new:
        parts = [f"neu {one}" for one in line.new] + [f"entfallen {one}" for one in line.gone]
        return f"{line.title}: {'; '.join(parts)}"
    return f"{line.title}: {line.before} → {line.after}" if line.before else _alone(line)


def _alone(line: FieldLine) -> str:
    return f"{line.title}: {line.after}"


def _sign(piece: Piece) -> str:
    opening, closing = _SIGNS[piece.mark]
    return f"{opening}{piece.text}{closing}"


def write_changes(view: ChangesView) -> str:
    """Write the changes as JSON; what happened is added, removed, renamed, moved or changed."""
    return f"{json.dumps(_plain(asdict(view)), ensure_ascii=False, indent=1)}\n"


def _plain(value: Any) -> Any:
    """Turn named tuples into mappings and leave out what is empty."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item not in ("", (), 0)}
    return [_plain(item) for item in value] if isinstance(value, (tuple, list)) else value
