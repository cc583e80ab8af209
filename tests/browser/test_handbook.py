"""The handbook's own parts in a real browser: its two menus, its figures, its terms."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 800}
CHAPTER = "handbuch/konzept/ausgangslage/"


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open a page in a context of its own and close it again."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_contents_open_by_keyboard_on_a_phone(
    browser: Browser, address: str, *, script: bool
) -> None:
    """The list of chapters is closed, opens with Enter, and its links are reached with Tab."""
    with opened(browser, address + CHAPTER, viewport=PHONE, java_script_enabled=script) as page:
        menu = page.locator(".handbook-menu").first
        link = menu.get_by_role("link", name="Zielgruppen und Schwerpunkte")
        assert not link.is_visible()
        menu.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert link.is_visible()
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/handbuch/konzept/zielgruppen/")
        assert page.locator("h1").inner_text().split() == [
            "6",
            "Zielgruppen",
            "und",
            "Schwerpunkte",
        ]


@pytest.mark.parametrize(("size", "sidebars"), [(PHONE, 0), (DESKTOP, 2)], ids=["phone", "desktop"])
def test_there_is_one_way_to_the_contents(
    browser: Browser, address: str, size: dict[str, int], sidebars: int
) -> None:
    """Sidebars on a desk, menus on a phone; never both, nothing hidden off the screen."""
    with opened(browser, address + CHAPTER, viewport=size) as page:
        seen = page.locator(".md-sidebar").evaluate_all(
            "(all) => all.filter((one) => one.checkVisibility()).length"
        )
        menus = page.locator(".handbook-menus").is_visible()
        assert (seen, menus) == (sidebars, sidebars == 0)


def test_the_page_knows_where_it_is(browser: Browser, address: str) -> None:
    """The menu marks the page and opens its part; turning pages follows the contents."""
    with opened(browser, address + CHAPTER, viewport=DESKTOP) as page:
        current = page.locator(".md-sidebar [aria-current=page]")
        assert current.inner_text().split() == ["2", "Ausgangslage"]
        assert page.locator("header [aria-current]:visible").inner_text() == "Handbuch"
        page.locator(".handbook-turn").get_by_role("link", name="Weiter").click()
        page.wait_for_url("**/handbuch/konzept/projektaufbau/")


def test_charts_keep_their_text_size_on_a_phone(browser: Browser, address: str) -> None:
    """At 320 px labels are as large as on a desk, inside the drawing and beside their figures."""
    sizes = []
    for size in (PHONE, DESKTOP):
        with opened(browser, address + CHAPTER, viewport=size) as page:
            label = page.locator("svg.bars .chart-label").first
            sizes.append(label.evaluate("(text) => text.getBoundingClientRect().height"))
            outside = page.locator("svg.bars text").evaluate_all(
                "(all) => all.filter((one) => one.getBoundingClientRect().right"
                " > one.ownerSVGElement.getBoundingClientRect().right + 1).length"
            )
            assert outside == 0
            under = page.locator("svg.bars").evaluate_all(
                """(charts) => charts.flatMap((chart) => {
                    const labels = [...chart.querySelectorAll(".chart-label")];
                    const boxes = labels.map((one) => one.getBoundingClientRect());
                    return [...chart.querySelectorAll(".chart-value")].filter((value) => {
                        const figure = value.getBoundingClientRect();
                        return boxes.some((box) => box.right > figure.left
                            && box.bottom > figure.top && box.top < figure.bottom);
                    });
                }).length"""
            )
            assert under == 0
    assert sizes[0] == pytest.approx(sizes[1], rel=0.02)


def test_a_link_in_a_list_begins_beside_its_mark(browser: Browser, address: str) -> None:
    """On a phone it takes two lines: as a block of its own its mark would stand by the second."""
    with opened(browser, address + CHAPTER, viewport=PHONE) as page:
        lines = page.locator("main li > a:only-child").evaluate_all(
            "(all) => all.map((one) => one.getClientRects().length)"
        )
        assert max(lines) > 1


def test_figures_speak(browser: Browser, address: str) -> None:
    """A figure is an image with a name; the figures and the relations stand beside it as text."""
    with opened(browser, address + CHAPTER) as page:
        images = page.get_by_role("img")
        assert images.first.get_attribute("aria-labelledby")
        assert page.locator("figure.statistic table").count() == images.count()
    with opened(browser, address + "handbuch/konzept/projektaufbau/") as page:
        assert page.locator(".orgchart svg[role=img]").count() == 1
        assert page.locator(".structure > li").count() == page.locator(".orgchart .node").count()


def test_no_style_or_script_stands_in_the_page(browser: Browser, address: str) -> None:
    """A strict Content-Security-Policy has nothing to refuse."""
    with opened(browser, address + CHAPTER) as page:
        assert page.locator("[style], style, script:not([src])").count() == 0


def test_a_print_shows_the_text_alone(browser: Browser, address: str) -> None:
    """Menus and turning links stay off the paper."""
    with opened(browser, address + CHAPTER, viewport=DESKTOP) as page:
        page.emulate_media(media="print")
        for part in (".md-sidebar", ".handbook-menus", ".handbook-turn", ".headerlink", ".tongues"):
            assert not page.locator(part).first.is_visible(), part
        assert page.locator("main h1").is_visible()
