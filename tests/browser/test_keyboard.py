"""Whole journeys without a mouse: find and print a service, make a Beratungspass, use the menus.

At every press of Tab what has the focus is seen: marked, inside the window, under nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.pages import SIZES, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_TABS = 80
HOMES = ["", "ar/"]
PRINTED = "window.print = () => { window.wasPrinted = true; }"
READY = "[data-search-input][data-ready]"
SEEN = """() => {
    const here = document.activeElement;
    if (here === document.body) return "";  // between the page's end and its beginning
    const shown = here.closest("label") ?? here;
    const {outlineStyle, outlineWidth} = getComputedStyle(here);
    const {left, right, top, bottom} = shown.getBoundingClientRect();
    const isMarked = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const isInside = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const there = document.elementFromPoint(x, y);
    const isFree = shown.contains(there) || there?.contains(shown);
    return isMarked && isInside && isFree ? ""
        : JSON.stringify({isMarked, isInside, isFree, html: here.outerHTML.slice(0, 150)});
}"""
"""Say what is wrong with the element that has the focus; nothing where it is seen."""


def tab(page: Page, key: str = "Tab") -> None:
    """Press Tab; whatever gets the focus is seen."""
    page.keyboard.press(key)
    assert page.evaluate(SEEN) == ""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is wanted has the focus."""
    for _ in range(MOST_TABS):
        tab(page)
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def search_for(page: Page, field: str, query: str, service: str) -> None:
    """Type into a search field, go to the first result with the arrow, and open it."""
    tab_to(page, field)
    page.keyboard.type(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/?q=*")
    page.locator(READY).wait_for()
    tab_to(page, READY)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(SEEN) == ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/angebote/{service}/")


@pytest.mark.promise("journey-sheet")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("home", HOMES)
def test_find_a_service_and_print_its_sheet(
    browser: Browser, address: str, home: str, size: str
) -> None:
    """From the home page: type, Enter, arrow, Enter, Tab to the button, Enter."""
    page = open_page(browser, address + home, viewport=SIZES[size])
    page.add_init_script(PRINTED)
    search_for(page, "main input[type=search]", "Einbürgerung", "einbuergerung")
    tab_to(page, "[data-print]")
    page.keyboard.press("Enter")
    assert page.evaluate("window.wasPrinted")
    page.emulate_media(media="print")
    expect(page.locator(".handout h2")).to_contain_text("Einbürgerung")
    expect(page.locator("header")).to_be_hidden()
    page.context.close()


@pytest.mark.promise("journey-pass")
@pytest.mark.parametrize("home", HOMES)
def test_make_a_beratungspass(browser: Browser, address: str, home: str) -> None:
    """Two services from the search, agree once, write a note, change the order, print."""
    page = open_page(browser, address + home, viewport=SIZES["phone"])
    page.add_init_script(PRINTED)
    search_for(page, "main input[type=search]", "Einbürgerung", "einbuergerung")
    tab_to(page, ".merk-button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate(SEEN) == ""
    page.keyboard.press("Enter")
    expect(page.locator(".merk-button[aria-pressed=true]")).to_be_focused()

    page.goto(address + home)
    search_for(page, "main input[type=search]", "MBE Caritas", "mbe-caritas")
    tab_to(page, ".merk-button")
    page.keyboard.press("Space")
    page.locator(".merk-button[aria-pressed=true]").wait_for()
    tab_to(page, ".merk a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/merkliste/")

    entries = page.locator("[data-list] > li")
    expect(entries).to_have_count(2)
    tab_to(page, "textarea")
    page.keyboard.type("Ausweis mitbringen")
    tab_to(page, "[data-do=down]")
    page.keyboard.press("Enter")
    expect(entries.first).to_have_attribute("data-id", "mbe-caritas")
    expect(entries.nth(1).locator("[data-do=down]")).to_be_focused()
    tab_to(page, "[data-do=print]")
    page.keyboard.press("Enter")
    assert page.evaluate("window.wasPrinted")
    page.emulate_media(media="print")
    expect(entries.nth(1).locator("[data-fact=note] dd")).to_have_text("Ausweis mitbringen")
    expect(page.locator(".pass-qr:visible")).to_have_count(2)
    page.context.close()


@pytest.mark.promise("menu-by-keyboard")
@pytest.mark.parametrize(
    "path", ["", "angebote/kim-case-management/", "ar/angebote/", "handbuch/konzept/ausgangslage/"]
)
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_and_closes(browser: Browser, address: str, path: str, key: str) -> None:
    """All its links are reached; the same key and Escape close it and keep the place."""
    page = open_page(browser, address + path, viewport=SIZES["phone"])
    menu = page.locator("header details.menu")
    button = menu.locator("summary")
    tab_to(page, "details.menu > summary")
    page.keyboard.press(key)
    expect(menu).to_have_attribute("open", "")
    for link in menu.locator("a").all():
        tab(page)
        expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    assert page.evaluate(SEEN) == ""
    assert menu.get_attribute("open") is None
    page.keyboard.press(key)
    page.keyboard.press(key)
    assert menu.get_attribute("open") is None
    tab(page)
    assert page.evaluate("document.activeElement.closest('details.menu')") is None
    tab(page, "Shift+Tab")
    expect(button).to_be_focused()
    page.context.close()


@pytest.mark.parametrize("path", ["", "handbuch/konzept/ausgangslage/"])
def test_the_way_to_the_content_is_short(browser: Browser, address: str, path: str) -> None:
    """The first Tab shows the way past the header; Enter takes it."""
    page = open_page(browser, address + path, viewport=SIZES["phone"])
    tab(page)
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, .hero, #inhalt') !== null")
    page.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "angebote/",
        "angebote/kim-case-management/",
        "ar/angebote/kim-case-management/",
        "handbuch/konzept/projektaufbau/",
        "zustaendigkeiten/",
    ],
)
@pytest.mark.parametrize("size", SIZES)
def test_tab_never_leaves_what_one_can_see(
    browser: Browser, address: str, path: str, size: str
) -> None:
    """Forty steps into the page."""
    page = open_page(browser, address + path, viewport=SIZES[size])
    for _ in range(40):
        tab(page)
    page.context.close()
