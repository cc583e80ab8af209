"""Which Fortschreibung holds on a day."""

from __future__ import annotations

from datetime import date

import pytest

from kim.editions.order import current_edition, editions_in_order
from tests.making import make_catalogue

EDITIONS = {
    "editions__2021_02_01": "{name: Erste, stand: 2021-02-01}",
    "editions__2022_06_24": "{name: Zweite, stand: 2022-06-24}",
    "editions__2020_10_15": "{name: Entwurf, stand: 2020-10-15}",
}


def test_editions_stand_in_the_order_of_their_days() -> None:
    """The file names do not decide, the days do."""
    names = [str(edition.name) for edition in editions_in_order(make_catalogue(**EDITIONS))]
    assert names == ["Entwurf", "Erste", "Zweite"]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 10, 14), None),
        (date(2020, 10, 15), "Entwurf"),
        (date(2022, 6, 23), "Erste"),
        (date(2022, 6, 24), "Zweite"),
        (date(2030, 1, 1), "Zweite"),
    ],
)
def test_the_newest_edition_up_to_a_day_holds(day: date, name: str | None) -> None:
    """An edition holds from the day it stands for, not before."""
    edition = current_edition(make_catalogue(**EDITIONS), day)
    assert (str(edition.name) if edition else None) == name
