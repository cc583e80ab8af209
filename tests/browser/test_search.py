"""The search page in a real browser: from the header, by keyboard, announced, light and quick."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import SIZES, find_faults, open_page, wait_until
from tests.site.gzipped import serve_gzipped

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KILOBYTE = 1000
MOST_BYTES = 70 * KILOBYTE
QUIET = 1000
"""More milliseconds than the page waits before it says how much was found."""
RESULTS = "[data-search-results] h2 a"
STATUS = "[data-search-count]"


def open_search(browser: Browser, address: str, query: str = "", size: str = "phone") -> Page:
    """Open the search page and wait for its data."""
    page = open_page(browser, f"{address}suche/?q={query}", viewport=SIZES[size])
    wait_until(page, "document.querySelector('[data-search-input][data-ready]')")
    return page


def test_the_next_key_after_typing_reaches_the_first_result(browser: Browser, address: str) -> None:
    """Arrow down leads to the result, arrow up back to the field; Enter there opens nothing yet."""
    page = open_search(browser, address)
    page.locator("[data-search-input]").press_sequentially("Einburgerung")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Einbürgerung"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.matches('[data-search-input]')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/?q=Einburgerung")  # and not to the result
    assert page.evaluate("document.activeElement.textContent") == "Einbürgerung"
    page.keyboard.press("Enter")
    page.wait_for_url("**/angebote/einbuergerung/")
    page.context.close()


def test_tab_reaches_the_first_result_too(browser: Browser, address: str) -> None:
    """The button that sends the form lies between, nothing else."""
    page = open_search(browser, address, "Einbürgerung")
    page.locator("[data-search-input]").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-search-results] a')")
    page.context.close()


def test_the_number_of_results_is_announced_when_typing_rests(
    browser: Browser, address: str
) -> None:
    """The results are there at once; the live region does not chatter at every letter."""
    page = open_search(browser, address)
    page.clock.install()
    page.clock.pause_at("2030-01-01")
    page.locator("[data-search-input]").fill("Wohnung")
    assert page.locator(RESULTS).count() > 0
    assert page.locator(STATUS).inner_text() == ""
    page.clock.run_for(QUIET)
    assert page.locator(STATUS).get_attribute("role") == "status"
    assert "Wohnung" in page.locator(STATUS).inner_text()
    assert page.url.endswith("?q=Wohnung")
    page.context.close()


def test_a_mistake_is_found_and_what_was_meant_offered(browser: Browser, address: str) -> None:
    """Results come at once; the corrected words are a link to their own results."""
    page = open_search(browser, address, "Schuldnerberatunk")
    assert page.locator(RESULTS).first.inner_text() == "Geld und soziale Sicherung"
    page.locator("[data-search-meant] a").click()
    page.wait_for_url("**/suche/?q=Schuldnerberatung")
    wait_until(page, "document.querySelector('[data-search-input][data-ready]')")
    assert page.locator("[data-search-meant]").inner_text() == ""
    page.context.close()


@pytest.mark.promise("search-no-end")
def test_nothing_found_is_no_end(browser: Browser, address: str) -> None:
    """The nearest topics and the coordinating office."""
    page = open_search(browser, address, "gesuntheitzwesn qqq")
    page.locator("[data-search-input]").fill("xqzvw")
    place = page.locator("[data-search-nothing]")
    place.wait_for()
    assert page.locator("[data-search-topics] a").count() == 5
    assert "KIM-Koordination" in place.inner_text()
    page.context.close()


@pytest.mark.parametrize(
    ("language", "query"),
    [("en", "citizenship"), ("ar", "الجنسية"), ("uk", "громадянство"), ("fa", "تابعیت")],
)
def test_every_language_searches_its_own_pages(
    browser: Browser, address: str, language: str, query: str
) -> None:
    """The service's page in that language; what exists in German only is marked as German."""
    page = open_search(browser, f"{address}{language}/", query)
    href = page.locator(RESULTS).first.get_attribute("href")
    assert href.endswith(f"{language}/angebote/einbuergerung/")
    page.locator("[data-search-input]").fill("Facharbeitskreis Integration")
    german = page.locator(RESULTS).first
    assert (german.get_attribute("lang"), german.get_attribute("dir")) == ("de", "ltr")
    page.context.close()


def test_a_phone_known_stands_beside_the_result(browser: Browser, address: str) -> None:
    """It can be tapped, and says in full how to dial."""
    page = open_search(browser, address, "Referat 425")
    link = page.locator("[data-search-results] a[href^='tel:']").first
    assert link.get_attribute("href") == "tel:+492118372627"
    assert page.evaluate(
        "(link) => link.getBoundingClientRect().height >= 44", link.element_handle()
    )
    page.context.close()


def test_enter_reaches_the_number_to_call(browser: Browser, address: str) -> None:
    """Of the first result, and says whose it is; the arrows go on from there."""
    page = open_search(browser, address, size="desktop")
    page.locator("[data-search-input]").press_sequentially("Refferat 425")
    first = page.locator(RESULTS).first.inner_text()
    page.keyboard.press("Enter")
    reached = page.locator(":focus")
    assert reached.get_attribute("href") == "tel:+492118372627"
    described = page.locator(f"#{reached.get_attribute('aria-describedby')}")
    assert first in described.inner_text()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(
        "document.activeElement.closest('li').previousElementSibling.matches(':first-child')"
    )
    page.keyboard.press("ArrowUp")
    assert page.locator(":focus").inner_text() == first
    page.context.close()


def test_more_results_are_shown_when_asked_for(browser: Browser, address: str) -> None:
    """The button goes, the rest comes, and the next one has the focus."""
    page = open_search(browser, address, "Beratung")
    before = page.locator(RESULTS).count()
    page.locator("[data-search-results] button").click()
    assert page.locator(RESULTS).count() > before
    assert page.evaluate(
        "(before) => [...document.querySelectorAll('[data-search-results] h2 a')]"
        ".indexOf(document.activeElement) === before",
        before,
    )
    page.context.close()


@pytest.mark.parametrize("language", ["", "ar/"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("query", ["Auslenderamt", "xqzvw"])
def test_axe_finds_nothing(
    browser: Browser, address: str, language: str, size: str, query: str
) -> None:
    """With results and without, light and dark, no fault and no overflow."""
    page = open_search(browser, address + language, query, size)
    faults = find_faults(page)
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.context.close()


@pytest.mark.promise("search-light")
@pytest.mark.parametrize("language", ["", "ar/", "uk/", "fr/"])
def test_the_first_search_weighs_little(browser: Browser, site: Path, language: str) -> None:
    """Script and data together, packed as the web server packs them."""
    with serve_gzipped(site) as served:
        page = open_search(browser, served.address + language, "beratung")
        page.context.close()
        parts = {
            path: size
            for path, size in served.sent.items()
            if path.rpartition("/")[2].startswith(("suche", "search.", "finder."))
        }
    assert len([path for path in parts if "/assets/" in path]) == 4
    assert sum(size for path, size in parts.items() if "/assets/" in path) <= MOST_BYTES, parts


def test_results_come_by_themselves_and_the_back_button_stays_useful(
    browser: Browser, address: str
) -> None:
    """Typing adds no step to the history: back leads to the page before."""
    page = open_page(browser, address + "themen/")
    page.locator("#kopfsuche").fill("Kita")
    page.keyboard.press("Enter")
    wait_until(page, "document.querySelector('[data-search-input][data-ready]')")
    titles = []
    for query in ("Kita", "Kitas", "Job"):
        page.locator("[data-search-input]").fill(query)
        titles.append(page.locator(RESULTS).first.inner_text())
    assert any(one != other for one, other in pairwise(titles))
    page.go_back()
    page.wait_for_url("**/themen/")
    page.context.close()


def test_what_is_typed_before_the_script_is_there_is_searched_for(
    browser: Browser, address: str
) -> None:
    """On a slow line one has typed before the page can search."""
    context = browser.new_context()
    page = context.new_page()
    held: list[Route] = []
    page.route("**/assets/search.*.js", lambda route: held.append(route))  # noqa: PLW0108  Playwright asks a function how many arguments it takes
    with page.expect_request("**/assets/search.*.js"):
        page.goto(f"{address}suche/", wait_until="commit")
    page.locator("main input[name=q]").fill("Duldung")
    held[0].continue_()
    page.locator("[data-search-results] a").first.wait_for()
    assert page.locator("main input[name=q]").input_value() == "Duldung"
    context.close()
