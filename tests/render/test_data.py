"""What is published beside a page, and how long it is remembered."""

from __future__ import annotations

import gc
from datetime import date
from weakref import ref

from kim.render import data
from kim.views.passport import see_passport
from kim.views.viewpoint import Viewpoint
from tests.making import make_catalogue

TODAY = date(2026, 11, 21)
CATALOGUE = make_catalogue(
    organizations__awo="{name: AWO, type: welfare}",
    services__mbe="{name: MBE, organization: awo}",
)


def test_a_pass_is_written_once_for_all_pages_that_show_it() -> None:
    """For each language and address of the site anew."""
    shown = see_passport(Viewpoint(CATALOGUE, TODAY))
    files = data.data_files(shown, "de", "https://kim.example/")
    assert data.data_files(shown, "de", "https://kim.example/") is files
    assert data.data_files(shown, "tr", "https://kim.example/") != files
    assert data.data_files(shown, "de", "") != files


def test_what_was_written_goes_with_the_page() -> None:
    """On a large site it is a tenth of the memory."""
    shown = see_passport(Viewpoint(CATALOGUE, TODAY))
    data.data_files(shown, "de", "https://kim.example/")
    page = ref(shown)
    assert page() is not None
    del shown
    gc.collect()
    assert page() is None
