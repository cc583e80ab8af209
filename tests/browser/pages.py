"""Pages in a real browser, as all tests in one see them: opened, waited for, walked, judged."""

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


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is wanted has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")
