"""Leichte Sprache in a real browser: large type, no word broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LARGE = 20
"""In CSS pixels; the other pages' text has 18."""


def test_no_word_is_broken_and_the_type_is_large(browser: Browser, address: str) -> None:
    """No element of the text hyphenates, every sentence is larger than elsewhere."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{address}leichte-sprache/")
    styles = page.eval_on_selector_all(
        "main .easy, main .easy *",
        "all => [...new Set(all.map(one => getComputedStyle(one).hyphens))]",
    )
    sizes = page.eval_on_selector_all(
        "main .sentences p, main li:not(.reach li)",
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))",
    )
    page.close()
    assert styles == ["manual"]
    assert min(sizes) >= LARGE
