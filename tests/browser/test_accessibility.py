"""Every type of page, in German and from the right: WCAG 2.2 AA in a real browser.

axe in light and dark, on a phone, on a desk and at 400 %; text spacing, targets, focus, motion.
A page is opened once for each width, and everything is looked at there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from kim.catalogue import load_catalogue
from kim.views.drafts import list_pages
from kim.views.viewpoint import Viewpoint
from tests.browser.pages import find_faults, open_page
from tests.built import ROOT, TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CITIZENS = (
    "",
    "angebote/",
    "angebote/kim-case-management/",
    "angebote/teilhabemanagement/",
    "angebote/mbe-caritas/",
    "themen/",
    "themen/aufenthalt/",
    "zielgruppen/",
    "kategorien/",
    "sprachen/",
    "sozialraeume/",
    "sozialraeume/sozialraum-71/",
    "sozialraeume/oberhausen/",
    "traeger/",
    "traeger/ki-oberhausen/",
    "ansprechpersonen/",
    "suche/",
    "merkliste/",
    "wegweiser/",
    "wegweiser/arbeit/",
)
"""Pages that there are in every language."""
GERMAN = (
    "gremien/",
    "gremien/lenkungskreis/",
    "zustaendigkeiten/",
    "zustaendigkeiten/einbuergerung/",
    "programme/",
    "programme/kim-baustein-1/",
    "glossar/",
    "dokumente/",
    "termine/",
    "zahlen/",
    "uebergaenge/",
    "meilensteine/",
    "fortschreibungen/",
    "impressum/",
    "datenschutz/",
    "barrierefreiheit/",
    "leichte-sprache/",
    "404.html",
)
HANDBOOK = (
    "handbuch/",
    "handbuch/konzept/ausgangslage/",
    "handbuch/konzept/projektaufbau/",
    "handbuch/anlagen/anlage-1/",
    "handbuch/nrw/wissenschaftliche-begleitung/",
)
PATHS = (*CITIZENS, *GERMAN, *HANDBOOK, *(f"ar/{path}" for path in CITIZENS))
WIDTHS = {"zoom": {"width": 320, "height": 256}, "desktop": {"width": 1280, "height": 800}}
"""A window of 1280 × 1024 at 400 % is a phone of 320 CSS pixels that lies on its side."""
TOUCH, WCAG_TARGET = 44, 24

STYLE = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""
SPACING = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }
"""
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const {overflowX, overflowY, clipPath, position} = getComputedStyle(one);
    const hides = (flow) => flow === "hidden" || flow === "clip";
    return one.checkVisibility() && one.textContent.trim() && !one.closest("svg, .hidden")
        && clipPath === "none"
        && ((hides(overflowX) && one.scrollWidth > one.clientWidth + 1)
            || (hides(overflowY) && one.scrollHeight > one.clientHeight + 1));
}).map((one) => one.outerHTML.slice(0, 120))"""
"""Elements that hide a part of their text."""
OVERLAPS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const boxes = [];
    while (walker.nextNode()) {
        const text = walker.currentNode;
        const parent = text.parentElement;
        const isSeen = text.data.trim() && !parent.closest("svg[role=img]") // beside it as text
            && parent.checkVisibility({visibilityProperty: true})
            && !parent.closest(".hidden, .skip, script, style, option");
        let around = isSeen ? parent : null; // for ears only, as the head of a stacked table
        while (around && getComputedStyle(around).clipPath === "none") {
            around = around.parentElement;
        }
        if (!isSeen || around) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const frame = parent.closest(".scroll, fieldset, [tabindex]")?.getBoundingClientRect();
        for (const {left, right, top, bottom} of range.getClientRects()) {
            if (frame && (top > frame.bottom || bottom < frame.top)) continue; // scrolled away
            boxes.push({left, right, top: top + 5, bottom: bottom - 5, parent});
        }
    }
    boxes.sort((a, b) => a.top - b.top);
    const faults = [];
    boxes.forEach((one, i) => {
        for (let j = i + 1; j < boxes.length && boxes[j].top < one.bottom; j += 1) {
            const other = boxes[j];
            const isBeside = other.left > one.right - 3 || one.left > other.right - 3;
            if (!isBeside && one.parent !== other.parent) {
                faults.push([one.parent, other.parent].map((it) => it.outerHTML.slice(0, 80)));
            }
        }
    });
    return faults.slice(0, 5);
}"""
"""Texts that lie on each other by more than their lines' spare room."""
SMALL = """({touch, read}) => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']"
)].filter((one) => {
    if (!one.checkVisibility({visibilityProperty: true}) || one.closest("svg, .skip")) return false;
    const isInline = (it) => getComputedStyle(it).display.startsWith("inline");
    let line = one.parentElement;
    while (isInline(line)) line = line.parentElement;
    const isAlone = line.textContent.trim() === one.textContent.trim();
    if (isInline(one) && !isAlone && one.matches("a")) return false;
    const target = one.closest("label") ?? one;
    const least = one.matches(".md-typeset a") ? read : touch;
    return target.getBoundingClientRect().height < least - 1;
}).map((one) => `${one.offsetHeight} ${one.outerHTML.slice(0, 120)}`).slice(0, 8)"""
"""Things to tap that are too low; a link inside a sentence may be as high as its line."""
UNFOCUSED = """() => {
    const seen = new Map();
    const faults = [];
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary");
    for (const one of all) {
        const kind = `${one.tagName} ${one.className} ${one.parentElement.className}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (seen.get(kind) > 3 || !one.checkVisibility({visibilityProperty: true})) continue;
        one.focus();
        if (document.activeElement !== one) continue;
        const isMarked = [one, one.closest("label")].filter(Boolean).some((it) => {
            const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(it);
            return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2)
                || boxShadow !== "none";
        });
        const {left, right, top, bottom, width, height} = one.getBoundingClientRect();
        const isInside = left > -1 && right < innerWidth + 1 && bottom > 0 && top < innerHeight;
        const [x, y] = [left + width / 2, Math.min(Math.max(top, 0) + 4, innerHeight - 1)];
        const there = document.elementFromPoint(Math.min(Math.max(x, 1), innerWidth - 1), y);
        const isFree = height === 0 || !there || one.contains(there) || there.contains(one)
            || one.closest("label")?.contains(there);
        if (!isMarked || !isInside || !isFree) {
            faults.push([isMarked, isInside, isFree, one.outerHTML.slice(0, 120)]);
        }
    }
    return faults.slice(0, 5);
}"""
"""What has the focus and does not show it, or is off the screen, or under something."""
STUCK = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const {position, top, bottom} = getComputedStyle(one);
    if (!one.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
    const sticks = position === "sticky" && (top !== "auto" || bottom !== "auto");
    return (position === "fixed" || sticks) && one.getBoundingClientRect().height > 0
        && !one.matches(".skip");
}).map((one) => one.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) =>
    [null, "::before", "::after"].some((part) => {
        const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(one, part);
        const moves = transitionDuration.split(", ").some((time) => parseFloat(time) > 0.01);
        return moves || animationName !== "none" || scrollBehavior === "smooth";
    })).map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)"""


class Visit(NamedTuple):
    """A page that is open, how wide its window is, and whether its German twin is visited too."""

    page: Page
    size: str
    is_twin: bool


@pytest.fixture(scope="module")
def windows(browser: Browser, address: str) -> Iterator[dict[str, Page]]:
    """Open a window of each width; it stays open for all pages."""
    pages = {
        name: open_page(browser, address, viewport=size, reduced_motion="reduce")
        for name, size in WIDTHS.items()
    }
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.fixture(
    scope="module",
    params=[(path, size) for path in PATHS for size in WIDTHS],
    ids=lambda param: f"{param[0] or 'start'}-{param[1]}",
)
def visit(request: pytest.FixtureRequest, windows: dict[str, Page], address: str) -> Visit:
    """Go to a page; the tests of this page follow each other."""
    path, size = request.param
    page = windows[size]
    page.errors.clear()  # type: ignore[attr-defined]
    page.emulate_media(color_scheme="light")
    page.goto(address + path, wait_until="load")
    return Visit(page, size, path.startswith("ar/"))


pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.promise("axe")
def test_axe_is_content_and_nothing_is_asked_of_others(visit: Visit) -> None:
    """No accessibility fault, no overflow, no error, no foreign request, nothing stored.

    In the dark a page has the colours of its German twin.
    """
    page: Any = visit.page
    faults = find_faults(page, is_light_only=visit.is_twin)
    stored = page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length")
    assert (faults, page.errors, page.foreign, stored) == ([], [], [], 0)


@pytest.mark.promise("zoom")
def test_nothing_is_cut_off_or_covered(visit: Visit) -> None:
    """At 400 % one scrolls in one direction only, and nothing stays in the way."""
    assert is_wide(visit.page) is False
    assert visit.page.evaluate(CUT) == []
    if visit.size == "zoom":
        assert visit.page.evaluate(STUCK) == []


@pytest.mark.promise("text-spacing")
def test_text_may_be_spaced_out(visit: Visit) -> None:
    """WCAG 1.4.12: lines, words and letters further apart; nothing is cut off or lies on other."""
    visit.page.evaluate(STYLE, SPACING)
    found = [is_wide(visit.page), visit.page.evaluate(CUT), visit.page.evaluate(OVERLAPS)]
    visit.page.evaluate(STYLE, "")
    assert found == [False, [], []]


@pytest.mark.promise("targets")
def test_everything_to_tap_is_large(visit: Visit) -> None:
    """A thumb is 44 pixels; in the handbook's text what WCAG asks for is enough."""
    assert visit.page.evaluate(SMALL, {"touch": TOUCH, "read": WCAG_TARGET}) == []


@pytest.mark.promise("focus-seen")
def test_the_focus_is_seen_wherever_it_is(visit: Visit) -> None:
    """Each kind of link, button and field: an outline, inside the window, under nothing."""
    visit.page.keyboard.press("Tab")  # from now on the browser shows the focus
    assert visit.page.evaluate(UNFOCUSED) == []


def test_nothing_moves_for_those_who_want_rest(visit: Visit) -> None:
    """No transition, no animation, no smooth scrolling."""
    assert visit.page.evaluate(MOVING) == []


@pytest.mark.promise("every-template-tested")
@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_type_of_page_is_looked_at(language: str) -> None:
    """Whoever adds a template names a page of it here."""
    catalogue = load_catalogue(ROOT)[0]
    assert catalogue.site
    pages = tuple(list_pages(Viewpoint(catalogue, TODAY, language), catalogue.site))
    looked_at = {page.template for page in pages if page.path in PATHS}
    assert {page.template for page in pages} - looked_at == set()


def is_wide(page: Page) -> bool:
    """Say whether one would have to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
