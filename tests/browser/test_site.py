"""The finished site in a real browser: accessible, quiet, usable by keyboard and without script."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"phone": {"width": 320, "height": 640}, "desktop": {"width": 1280, "height": 800}}


def open_page(browser: Browser, address: str, **options: Any) -> Page:
    """Open a page in a context of its own; a request to another host fails the test."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.foreign = []  # type: ignore[attr-defined]
    page.errors = []  # type: ignore[attr-defined]
    host = address.split("/")[2]
    page.on(
        "request",
        lambda request: (
            page.foreign.append(request.url)  # type: ignore[attr-defined]
            if request.url.split("/")[2] != host and not request.url.startswith("data:")
            else None
        ),
    )
    page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    page.goto(address, wait_until="load")
    return page


def find_faults(page: Page, *, is_light_only: bool = False) -> list[tuple[str, list[str]]]:
    """Run axe in the light, and in the dark for contrast: all else is as in the light."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    faults = _axe_faults(page, TAGS)
    if is_light_only:
        return faults
    page.emulate_media(color_scheme="dark")
    faults += _axe_faults(page, ["color-contrast"])
    page.emulate_media(color_scheme="light")
    return faults


def _axe_faults(page: Page, rules: list[str]) -> list[tuple[str, list[str]]]:
    """Give each fault with the first elements that have it."""
    found: list[tuple[str, list[str]]] = page.evaluate(
        """(rules) => axe.run({runOnly: rules, resultTypes: ["violations"]}).then((found) =>
            found.violations.map(({id, nodes}) =>
                [id, nodes.slice(0, 3).map(({html}) => html.slice(0, 120))]))""",
        rules,
    )
    return found


@contextmanager
def while_leaving() -> Iterator[None]:
    """Pass over that a page was left while it was asked; the next one is asked again."""
    try:
        yield
    except Error as error:
        if "context was destroyed" not in error.message:
            raise


def wait_until(page: Page, condition: str, seconds: int = 20) -> None:
    """Wait until a condition holds on a page; a promise is waited for too.

    Playwright's own wait takes a promise for true, whatever it will say, and the page's policy
    forbids what it does in the page.
    """
    for _ in range(seconds * 20):
        with while_leaving():
            if page.evaluate(condition):
                return
        page.wait_for_timeout(50)
    pytest.fail(f"does not come true: {condition}")


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
