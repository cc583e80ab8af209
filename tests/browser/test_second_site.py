"""The site of the Kreis in a real browser: every page type is as accessible as the first site's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import SIZES, find_faults, open_page
from tests.sizes import crossed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE_TYPES = [
    "",
    "angebote/",
    "angebote/teilhabemanagement-odenthal-kuerten/",
    "themen/aufenthalt/",
    "sozialraeume/",
    "sozialraeume/kuerten/",
    "sozialraeume/rheinisch-bergischer-kreis/",
    "traeger/jobcenter/",
    "traeger/stadt-overath/",
    "gremien/",
    "gremien/fachkonferenz-integration/",
    "zustaendigkeiten/",
    "zustaendigkeiten/jugendhilfe/",
    "programme/kim-baustein-2/",
    "ansprechpersonen/",
    "uebergaenge/",
    "zahlen/",
    "glossar/",
    "leichte-sprache/",
    "handbuch/",
    "handbuch/dienststellen/",
    "handbuch/struktur/",
    "handbuch/abgrenzung/",
    "handbuch/anlage-angebote/",
]


@pytest.mark.sized
@pytest.mark.parametrize(("path", "size"), crossed(PAGE_TYPES, SIZES))
def test_axe_is_content(browser: Browser, kreis_address: str, path: str, size: str) -> None:
    """No fault in light or dark, no overflow, no error, no foreign request."""
    page = open_page(browser, kreis_address + path, viewport=SIZES[size], reduced_motion="reduce")
    faults = find_faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    state = (faults, wide > 0, page.errors, page.foreign)  # type: ignore[attr-defined]
    page.context.close()
    assert state == ([], False, [], [])
