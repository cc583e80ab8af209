"""Two texts → pieces that are equal, deleted or inserted: by sentence, then by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from kim.editions.changes import Mark, Piece

_SENTENCE = re.compile(r".+?(?:[.!?:;][\"“»)]*\s+|\n+|\Z)|\s+", re.DOTALL)
_WORD = re.compile(r"\{\{.*?\}\}|!?\[[^\]\n]*\]\([^)\n]*\)|\s+|[\w@/&%+-]+|[^\w\s]", re.DOTALL)
_ALIKE = 0.5
"""Sentences with fewer words in common are shown whole: a mosaic cannot be read."""


def split_words(text: str) -> list[str]:
    """Split a text into words, spaces and signs; a macro call or a link stays whole."""
    return _WORD.findall(text)


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts; equal and deleted pieces give the old, equal and inserted the new one."""
    if old == new:
        return (Piece(Mark.EQUAL, old),) if old else ()
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    return tuple(_joined(_compare(before, after)))


def _compare(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[other_start:other_end])
        if tag == "equal":
            yield Piece(Mark.EQUAL, old)
        elif tag == "replace":
            yield from _compare_words(old, new)
        else:
            yield from _replaced(old, new)


def _compare_words(old: str, new: str) -> Iterator[Piece]:
    before, after = split_words(old), split_words(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield from _replaced(old, new)
        return
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Mark.EQUAL, "".join(before[start:end]))
        else:
            yield from _replaced("".join(before[start:end]), "".join(after[other_start:other_end]))


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(Mark.DELETED, old)
    if new:
        yield Piece(Mark.INSERTED, new)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours with the same mark."""
    held: Piece | None = None
    for piece in pieces:
        if held and held.mark is piece.mark:
            held = Piece(held.mark, held.text + piece.text)
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held
