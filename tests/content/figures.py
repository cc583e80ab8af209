"""Figures in German text, brought to one form: 5.2.2021, 05.02.2021 and 2021-02-05 are one date.

Comes in: any text. Goes out: what it counts, dates and cites, each with the words around it, so
that a source and the chapters can be compared however each of them writes a figure.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
COUNTS = {
    "null": 0, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "hundert": 100,
}  # fmt: skip
_MONTH = "|".join(MONTHS)
_SPAN = (
    r"(?P<d1>\d{1,2})\.(?:(?P<m1>\d{1,2})\.)?\s?[-–]\s?(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\."
    r"(?P<y2>\d{4})"
)
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"


class Figure(NamedTuple):
    """One figure in its common form, and the words it stands among."""

    value: str
    context: str


def _iso(year: str, month: int | str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _plain(number: str, times: int = 1) -> str:
    value = Decimal(number.replace(".", "").replace(",", ".")) * times
    return f"{value.normalize():f}".replace(".", ",")


def _span(match: re.Match[str]) -> list[str]:
    return [
        _iso(match["y2"], match["m1"] or match["m2"], match["d1"]),
        _iso(match["y2"], match["m2"], match["d2"]),
    ]


def _written_date(match: re.Match[str]) -> list[str]:
    month = MONTHS.index(match[2]) + 1
    return [_iso(match[3], month, match[1])]


def _month(match: re.Match[str]) -> list[str]:
    return [f"{match[2]}-{MONTHS.index(match[1]) + 1:02}"]


def _million(match: re.Match[str]) -> list[str]:
    return [_plain(match[1], 1_000_000)]


# From the most particular to the plainest; the first that fits a place takes it.
_SHAPES: tuple[tuple[str, Callable[[re.Match[str]], list[str]]], ...] = (
    (_SPAN, _span),
    (r"(\d{1,2})\.(\d{1,2})\.(\d{4})", lambda m: [_iso(m[3], m[2], m[1])]),
    (r"(\d{4})-(\d{2})-(\d{2})", lambda m: [_iso(m[1], m[2], m[3])]),
    (rf"(\d{{1,2}})\. ({_MONTH}) (\d{{4}})", _written_date),
    (rf"({_MONTH}) (\d{{4}})", _month),
    (r"(?:ende|Ende) (\d{4})", lambda m: [f"Ende {m[1]}"]),
    (rf"({_NUMBER})\s(?:Mio\.?|Millionen)", _million),
    (r"§+\s?(\d+)(?:\s?([a-z]))?\b", lambda m: [f"§ {m[1]}{m[2] or ''}"]),
    (r"(?:SGB|EU)[ -](?:[IVX]+|\d)\b", lambda m: [m[0].replace("-", " ")]),
    (r"\b\d-\d(?:-\d\d)?\b(?!\.?\d)", lambda m: [m[0]]),
    (r"\b(?:ein|1)\s?(?:Drittel|/3)", lambda _: ["1/3"]),
    (_NUMBER, lambda m: [_plain(m[0])]),
    (rf"\b({'|'.join(COUNTS)})\b", lambda m: [str(COUNTS[m[1].lower()])]),
)


def find_figures(text: str) -> Iterator[Figure]:
    """List every figure of a text in reading order."""
    taken = [False] * len(text)
    found: list[tuple[int, Figure]] = []
    for shape, values in _SHAPES:
        for match in re.finditer(shape, text, re.IGNORECASE):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            context = " ".join(text[max(0, match.start() - 40) : match.end() + 40].split())
            found += [(match.start(), Figure(value, context)) for value in values(match)]
    yield from (figure for _, figure in sorted(found))
