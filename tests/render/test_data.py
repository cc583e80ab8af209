"""What is published beside a page, each thing once."""

from __future__ import annotations

import json
from datetime import date

from kim.render import data
from kim.views.passport import see_passport
from kim.views.viewpoint import Viewpoint
from tests.making import make_catalogue

TODAY = date(2026, 11, 21)
CATALOGUE = make_catalogue(
    organizations__awo="{name: AWO, type: welfare}",
    services__mbe="{name: MBE, organization: awo}",
)


def test_a_pass_is_written_with_the_first_page_that_shows_it() -> None:
    """On a large site it is a tenth of the memory: what is published already is named only."""
    view = Viewpoint(CATALOGUE, TODAY)
    (first,) = data.data_files(view, see_passport(view), "https://kim.example/")
    (again,) = data.data_files(view, see_passport(view), "https://kim.example/")
    (other,) = data.data_files(view, see_passport(view), "")
    assert json.loads(first.content)["mbe"]["name"] == "MBE"
    assert again == first._replace(content=b"")
    assert other.content
    assert other.address != first.address
