"""The same figure is recognised however a text writes it."""

from __future__ import annotations

import pytest

from tests.content.figures import find_figures

WRITTEN = {
    "am 5.2.2021": ["2021-02-05"],
    "2021-02-05": ["2021-02-05"],
    "vom 9. Juli 2013": ["2013-07-09"],
    "Am 03. Februar 2014": ["2014-02-03"],
    "26.-28.05.2021": ["2021-05-26", "2021-05-28"],
    "29.06.-01.07.2021": ["2021-06-29", "2021-07-01"],
    "im Juli 2019": ["2019-07"],
    "bis Ende 2015": ["Ende 2015"],
    "2014-2019": ["2014", "2019"],
    "212.199 Personen": ["212199"],
    "54,0 Prozent": ["54"],
    "30%": ["30"],
    "50 Mio. Euro": ["50000000"],
    "532,8 Millionen Euro": ["532800000"],
    "50.000.000": ["50000000"],
    "Bereich 2-6/KI": ["2-6"],
    "mit der Nummer 2-6.": ["2-6"],
    "(3-1-50)": ["3-1-50"],
    "3-mal im Jahr": ["3"],
    "§ 14c und § 25 b": ["§ 14c", "§ 25b"],
    "§ 78 SGB VIII": ["§ 78", "SGB VIII"],
    "EU 2 Zuwanderung, EU-2-Staaten": ["EU 2", "EU 2"],
    "ein Drittel der Stellen, 1/3": ["1/3", "1/3"],
    "zwölf Kommunen": ["12"],
    "0,75-Stellen": ["0,75"],
}


@pytest.mark.parametrize("text", WRITTEN)
def test_figures_have_one_form(text: str) -> None:
    """Dates, spans, sums, shares, codes and counts come out alike."""
    assert [figure.value for figure in find_figures(text)] == WRITTEN[text]
