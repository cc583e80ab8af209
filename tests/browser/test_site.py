"""The finished site in a real browser: accessible, quiet, usable by keyboard and without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import SIZES, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Einbürgerung", "Einbürgerung"),
        ("einbuergerung", "Einbürgerung"),
        ("Breatung Mädchen", "Mädchen"),
        ("lenkungskreis", "Lenkungskreis"),
        ("MBE", "Migrationsberatung"),
        ("Papiere", "Aufenthalt"),
        ("caritas", "Caritas"),
        ("demografische daten", "Demografische Daten"),
    ],
)
def test_the_search_finds(browser: Browser, address: str, query: str, title: str) -> None:
    """Names, spellings, slips and everyday words lead to the right thing among the first three."""
    page = open_page(browser, address + f"suche/?q={query}")
    results = page.locator("[data-search-results] a")
    results.first.wait_for()
    texts = results.all_text_contents()[:3]
    assert any(title in text for text in texts), texts
    results.first.click()
    page.wait_for_url(lambda url: "/suche/" not in url)
    assert page.locator("h1").count() == 1
    page.context.close()


def test_the_header_leads_to_the_search(browser: Browser, address: str) -> None:
    """Typing in the header of any page and Enter shows results."""
    for path in ("angebote/mbe-caritas/", "handbuch/konzept/ausgangslage/"):
        page = open_page(browser, address + path, viewport=SIZES["desktop"])
        page.locator("header input[name=q]").first.fill("Duldung")
        page.keyboard.press("Enter")
        page.locator("[data-search-results] a").first.wait_for()
        assert "q=Duldung" in page.url
        page.context.close()


def test_nothing_found_is_not_the_end(browser: Browser, address: str) -> None:
    """Without a result the page offers other ways."""
    page = open_page(browser, address + "suche/?q=xqzvw")
    page.locator("[data-search-nothing]").wait_for()
    assert page.locator("[data-search-nothing] a").count() > 0
    page.context.close()


@pytest.mark.promise("without-script")
@pytest.mark.parametrize(
    "path", ["", "angebote/kim-case-management/", "suche/", "handbuch/konzept/ausgangslage/"]
)
def test_pages_are_whole_without_script(browser: Browser, address: str, path: str) -> None:
    """Header, search form, content and footer are there when no script runs."""
    page = open_page(browser, address + path, java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert page.locator("main a").count() > 2
    assert page.locator("footer a").count() > 2
    page.context.close()
