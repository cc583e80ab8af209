"""Views of figures → drawings ready for their SVG templates: bars and the chart of committees.

Comes in: a statistic or committees as views. Goes out: frozen shapes with every coordinate worked
out, so that the templates in theme/templates/figures/ only print them. Bars are percentages of the
width and lengths are in em: the chart keeps its text size on a small phone and with large type.
The chart of committees is drawn 360 units wide and scales as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from kim.render.structure import wrap
from kim.views.formats import say_number
from kim.views.statistics import FigureRow, StatisticView

_ROW_HEIGHT = Decimal("3.2")
_LABEL_LINE = Decimal("1.1")
_NEXT_LINE = Decimal("1.3")
_LETTERS = 33
"""So many letters of label and figure fit beside each other on a small phone."""
_BAR_TOP = Decimal("1.6")
_THICKNESS = Decimal("0.9")
_HUNDRED = Decimal(100)


class LabelLine(NamedTuple):
    """A line of what a bar is called, and where it stands in em from the top."""

    text: str
    y: str


class Bar(NamedTuple):
    """One bar: what it is called, how long in percent of the width, where in em from the top.

    Its value stands beside the last line of its label.
    """

    label: tuple[LabelLine, ...]
    value: str
    length: str
    bar_y: str
    bar_end: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars; `mark` is where the total stands, in percent of the width."""

    id: str
    title: str
    description: str
    measure: str
    height: str
    bars: tuple[Bar, ...]
    mark: str | None
    mark_label: str | None


def draw_bars(view: StatisticView, language: str = "de") -> BarChart:
    """Draw the first column of shares, else the first column, one bar per row."""
    column = next((i for i, head in enumerate(view.columns) if head.is_percent), 0)
    is_share = view.columns[column].is_percent
    unit = " %" if is_share else ""
    whole = _HUNDRED if is_share else _largest(view.rows, column)
    room = _room(view.rows, column) - len(unit)
    labels = [wrap(str(row.name), room) or [""] for row in view.rows]
    tops = list(accumulate(map(_height, labels), initial=Decimal(0)))
    bars = tuple(
        _bar(row, column, whole, _label(lines, top), unit)
        for row, lines, top in zip(view.rows, labels, tops[:-1], strict=True)
    )
    total = view.total if is_share else None
    share = total.numbers[column] if total else None
    return BarChart(
        id=f"diagramm-{view.id}",
        title=f"{view.name}, {view.as_of}",
        description=_describe(view, column, unit=" Prozent" if is_share else ""),
        measure=str(view.columns[column].name),
        height=_em(tops[-1]),
        bars=bars,
        mark=_percent(share, whole) if share is not None else None,
        mark_label=f"{total.name}: {say_number(share, language)} %"
        if total and share is not None
        else None,
    )


def _largest(rows: tuple[FigureRow, ...], column: int) -> Decimal:
    return max((row.numbers[column] or Decimal(0) for row in rows), default=Decimal(0))


def _room(rows: tuple[FigureRow, ...], column: int) -> int:
    """Count the letters that fit beside the longest figure."""
    longest = max((len(row.figures[column]) for row in rows), default=0)
    return max(_LETTERS - longest, _LETTERS // 2)


def _height(lines: Sequence[str]) -> Decimal:
    return _ROW_HEIGHT + _NEXT_LINE * (len(lines) - 1)


def _label(lines: Sequence[str], top: Decimal) -> list[tuple[str, Decimal]]:
    """Give the lines of a label, and where each stands."""
    return [(text, top + _LABEL_LINE + _NEXT_LINE * row) for row, text in enumerate(lines)]


def _bar(
    row: FigureRow, column: int, whole: Decimal, label: Sequence[tuple[str, Decimal]], unit: str
) -> Bar:
    figure = row.numbers[column]
    bar_y = label[-1][1] - _LABEL_LINE + _BAR_TOP
    return Bar(
        label=tuple([LabelLine(text, _em(y)) for text, y in label]),
        value=row.figures[column] + (unit if figure is not None else ""),
        length=_percent(figure or Decimal(0), whole),
        bar_y=_em(bar_y),
        bar_end=_em(bar_y + _THICKNESS),
    )


def _describe(view: StatisticView, column: int, unit: str) -> str:
    said = "; ".join(f"{row.name}: {_say(row, column, unit)}" for row in view.rows)
    return f"Balkendiagramm, {view.columns[column].name}. {said}."


def _say(row: FigureRow, column: int, unit: str) -> str:
    return "keine Angabe" if row.numbers[column] is None else row.figures[column] + unit


def _percent(part: Decimal, whole: Decimal) -> str:
    share = min(part / whole * 100, _HUNDRED) if whole > 0 else Decimal(0)
    return f"{max(share, Decimal(0)):.2f}%"


def _em(length: Decimal) -> str:
    return f"{length.normalize():f}em"
