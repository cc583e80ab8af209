"""The report on coverage in a real browser: as a file of its own and as a public page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.render.site import Setting, render_site
from kim.reports import write_report
from tests.browser.pages import SIZES, find_faults, open_page
from tests.built import ROOT, TODAY
from tests.site.serving import serve_folder
from tests.sizes import crossed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the report both ways."""
    folder = tmp_path_factory.mktemp("abdeckung")
    catalogue = load_catalogue(ROOT)[0]
    assert catalogue.site is not None
    site = catalogue.site.model_copy(update={"public_coverage_report": True, "languages": ("de",)})
    render_site(replace(catalogue, site=site), TODAY, folder, Setting("", ROOT / "overrides"))
    (folder / "datei.html").write_bytes(write_report("html", ROOT, catalogue, TODAY, ""))
    with serve_folder(folder) as address:
        yield address


@pytest.mark.sized
@pytest.mark.parametrize(("path", "size"), crossed(["abdeckung/", "datei.html"], SIZES))
def test_axe_is_content_and_nothing_is_asked_of_others(
    browser: Browser, reports: str, path: str, size: str
) -> None:
    """No fault in light or dark, no overflow, no error: the style in the file is allowed."""
    page = open_page(browser, reports + path, viewport=SIZES[size], color_scheme="light")
    faults = find_faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    styled = page.evaluate("getComputedStyle(document.querySelector('.grid td a')).display")
    state = (faults, wide > 0, styled, page.errors, page.foreign)  # type: ignore[attr-defined]
    page.context.close()
    assert state == ([], False, "grid", [], [])


def test_a_cell_leads_to_the_services_by_keyboard(browser: Browser, reports: str) -> None:
    """Enter on a cell without a service shows those of the topic; the cell is large enough."""
    page = open_page(browser, f"{reports}datei.html", viewport=SIZES["phone"])
    cell = page.locator(".grid .state-nobody a").first
    box = cell.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    assert cell.inner_text().split() == ["–", "kein", "Angebot"]
    cell.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#thema-aufenthalt"
    assert page.locator("#thema-aufenthalt").is_visible()
    assert page.locator("#thema-aufenthalt + .scroll th[scope=row]").count() == 1
    page.context.close()
