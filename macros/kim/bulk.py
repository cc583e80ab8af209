"""How much a chapter may hold, so that it is drawn at once however odd it is.

Comes in: a chapter's text. Goes out: where it holds more than any author needs. For each mark in a
block the renderer of Markdown copies the block, and from each bracket it looks for the one that
closes it: what one page takes a millisecond for takes minutes in a single block of a hundred pages.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from kim.blanks import DEPTH, blank_calls, blank_code, deep_lines

BLOCK, LINES, MARKS, BRACKETS, MEANINGS = 12_000, 2_000, 6_000, 20, 50
_GAP = re.compile(r"\n[ \t]*(?=\n)")
_WRITTEN = re.compile(r"^[ \t]*\S", re.MULTILINE)
_MARK = re.compile(r"[*_`\[<&\\{|]")
_BRACKET = re.compile(r"\\.|[\[\]()]")
_MEANING = re.compile(r"^ {0,3}:[ \t]", re.MULTILINE)
_TEXTS = {
    "deep": f"hier stehen Listen und Zitate zu tief ineinander; erlaubt sind {DEPTH} Ebenen",
    "brackets": f"hier sind zu viele Klammern offen; erlaubt sind {BRACKETS}; schließen,"
    " oder ein '\\' davor schreiben",
    "block": f"dieser Absatz ist zu lang; erlaubt sind {BLOCK} Zeichen; mit leeren Zeilen teilen",
    "meanings": f"hier stehen zu viele Erklärungen mit ':' am Stück; erlaubt sind {MEANINGS};"
    " mit leeren Zeilen teilen",
    "lines": f"das Kapitel hat zu viele Zeilen; erlaubt sind {LINES} mit Text;"
    " auf mehrere Kapitel verteilen",
    "marks": f"das Kapitel hat zu viele Zeichen wie *, [ und |; erlaubt sind {MARKS};"
    " auf mehrere Kapitel verteilen",
}


class Excess(NamedTuple):
    """Where there is too much; code and message of the problem."""

    start: int
    code: str
    message: str


def find_excess(body: str) -> Iterator[Excess]:
    """Yield where a chapter holds more than may be drawn; each sort once in a block."""
    for start in deep_lines(body):
        yield _excess(start, "deep")
    seen = blank_calls(blank_code(body))
    for start, end in _blocks(body):
        if end - start > BLOCK:
            yield _excess(start, "block")
        yield from _after(_MEANING.finditer(seen, start, end), MEANINGS, "meanings")
        yield from _open_brackets(seen, start, end)
    yield from _after(_WRITTEN.finditer(body), LINES, "lines")
    yield from _after(_MARK.finditer(seen), MARKS, "marks")


def _excess(start: int, sort: str) -> Excess:
    code = "too-deep" if sort in {"deep", "brackets"} else "too-large"
    return Excess(start, code, _TEXTS[sort])


def _blocks(body: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what stands between empty lines."""
    start = 0
    for gap in _GAP.finditer(body):
        yield start, gap.start()
        start = gap.end() + 1
    yield start, len(body)


def _after(found: Iterator[re.Match[str]], most: int, sort: str) -> Iterator[Excess]:
    """Yield the first that is one too many."""
    for match in islice(found, most, most + 1):
        yield _excess(match.end() - 1, sort)


def _open_brackets(text: str, start: int, end: int) -> Iterator[Excess]:
    """Yield where too many brackets wait for their end."""
    depth = 0
    for match in _BRACKET.finditer(text, start, end):
        if match[0] in "[(":
            depth += 1
        elif match[0] in "])":
            depth = max(0, depth - 1)
        if depth > BRACKETS:
            yield _excess(match.start(), "brackets")
            return
