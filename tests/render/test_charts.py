"""Bars say the same as their table, in words and in lengths."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.models.statistic import Statistic
from kim.render.charts import draw_bars
from kim.views.statistics import see_statistic
from kim.views.viewpoint import Viewpoint
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.render.charts import Bar, BarChart

SHARES = """
    name: Menschen
    as_of: 2019-12-31
    row_heading: Gebiet
    columns:
      - {id: alle, name: Alle}
      - {id: anteil, name: Anteil, unit: percent}
    rows:
      - {id: a, name: Ost, values: {alle: "200", anteil: "44,1"}}
      - {id: b, name: West, values: {alle: "1.000"}}
    total: {name: Gesamt, values: {alle: "1.200", anteil: "30,2"}}
    chart: bars
"""
COUNTS = """
    name: Menschen
    as_of: 2019-12-31
    row_heading: Gebiet
    columns:
      - {id: alle, name: Alle}
    rows:
      - {id: a, name: Ost, values: {alle: "250"}}
      - {id: b, name: West, values: {alle: "1.000"}}
      - {id: c, name: Nord, values: {alle: "0"}}
    chart: bars
"""
LONG = COUNTS.replace("West", "Menschen aus Staaten die früher zur Sowjetunion gehörten")


def words(bar: Bar) -> list[str]:
    """Give the lines of a label."""
    return [line.text for line in bar.label]


def draw(text: str) -> BarChart:
    """Draw one statistic."""
    catalogue: Catalogue = make_catalogue(statistics__menschen=text)
    view = Viewpoint(catalogue, date(2026, 1, 1))
    return draw_bars(see_statistic(view, catalogue.all(Statistic)["menschen"]))


def test_shares_are_parts_of_the_whole_width() -> None:
    """44,1 percent is a bar of 44.10 % of the width; a missing figure is no bar."""
    chart = draw(SHARES)
    assert [(words(bar), bar.value, bar.length) for bar in chart.bars] == [
        (["Ost"], "44,1 %", "44.10%"),
        (["West"], "–", "0.00%"),
    ]
    assert (chart.mark, chart.mark_label) == ("30.20%", "Gesamt: 30,2 %")


def test_numbers_are_parts_of_the_largest() -> None:
    """Without a share the longest bar fills the width, and no total is marked."""
    chart = draw(COUNTS)
    assert [(bar.value, bar.length) for bar in chart.bars] == [
        ("250", "25.00%"),
        ("1.000", "100.00%"),
        ("0", "0.00%"),
    ]
    assert chart.mark is None


def test_the_description_says_every_figure() -> None:
    """Who cannot see the bars hears what they show."""
    assert (
        draw(SHARES).description == "Balkendiagramm, Anteil. Ost: 44,1 Prozent; West: keine Angabe."
    )


def test_a_long_label_takes_several_lines() -> None:
    """On a small phone it would run under the figure beside it."""
    chart = draw(LONG)
    assert [words(bar) for bar in chart.bars] == [
        ["Ost"],
        ["Menschen aus Staaten die", "früher zur Sowjetunion", "gehörten"],
        ["Nord"],
    ]
    assert (chart.bars[1].label[-1].y, chart.bars[1].bar_y) == ("6.9em", "7.4em")


@pytest.mark.parametrize(
    ("text", "height"), [(SHARES, "6.4em"), (COUNTS, "9.6em"), (LONG, "12.2em")]
)
def test_rows_do_not_overlap(text: str, height: str) -> None:
    """Each row has its place, counted in em so that large type fits."""
    chart = draw(text)
    tops = [float(bar.label[0].y.removesuffix("em")) for bar in chart.bars]
    ends = [float(bar.bar_end.removesuffix("em")) for bar in chart.bars]
    assert all(end < top for end, top in zip(ends, tops[1:], strict=False))
    assert chart.height == height
