"""Hostile text runs nothing in a browser, with the page's policy and without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import SIZES, open_page, wait_until
from tests.hostile import town as hostile
from tests.hostile.building import build_town
from tests.hostile.payloads import PAYLOADS
from tests.hostile.reading import read_back, squeeze
from tests.hostile.town import IDS
from tests.site.serving import serve_folder
from tests.sizes import SOAK

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.hostile.reading import Reading
    from tests.hostile.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sized]

TURNS = range(len(PAYLOADS)) if SOAK else (17,)
"""`make test` has the round in which a word without end stands below every page."""
WATCH = "window.alert = window.confirm = window.prompt = () => { window.ran = 1; };"


@pytest.mark.promise("hostile-text")
@pytest.mark.parametrize("turn", TURNS)
def test_nothing_runs_with_the_policy_or_without(
    browser: Browser, tmp_path: Path, turn: int
) -> None:
    """On every page and in what the scripts show; no page is wider than the screen."""
    town, out = build_town(tmp_path, turn)
    reading = read_back(out, town.written)
    pages = [path.relative_to(out).as_posix() for path in sorted(out.rglob("*.html"))]
    few = pages if SOAK else one_of_each(pages)
    with serve_folder(out) as address:
        for is_policy_off, size, names in ((True, "phone", pages), (False, "desktop", few)):
            options = {"bypass_csp": is_policy_off, "viewport": SIZES[size]}
            page = open_page(browser, address, reduced_motion="reduce", **options)
            page.add_init_script(WATCH)
            assert {name: found for name in names if (found := look(page, address, name))} == {}
            use(page, address, town, reading)
            assert (page.foreign, page.errors) == ([], [])  # type: ignore[attr-defined]
            page.context.close()


@pytest.mark.soak
@pytest.mark.parametrize("size", SIZES)
def test_long_words_widen_no_page(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    """With a word of several lines in every text of every record at once."""
    monkeypatch.setattr(hostile, "NAMES", ["long-line"])
    out = build_town(tmp_path, 0)[1]
    pages = [path.relative_to(out).as_posix() for path in sorted(out.rglob("*.html"))]
    with serve_folder(out) as address:
        page = open_page(browser, address, reduced_motion="reduce", viewport=SIZES[size])
        assert {name: found for name in pages if (found := look(page, address, name))} == {}
        page.context.close()


def one_of_each(pages: list[str]) -> list[str]:
    """Choose the first page of each folder of the site, and those that stand in none."""
    return list({name.partition("/")[0]: name for name in reversed(pages)}.values())


def look(page: Page, address: str, name: str) -> list[object]:
    """Open a page; give what ran there and by how much it is wider than the screen."""
    page.goto(f"{address}{name.removesuffix('index.html')}", wait_until="load")
    found: list[object] = page.evaluate(
        "[window.ran, document.documentElement.scrollWidth > window.innerWidth || undefined]"
    )
    return [one for one in found if one is not None]


def use(page: Page, address: str, town: Town, reading: Reading) -> None:
    """Let the scripts show the texts: search, list of services, Merkliste, Wegweiser."""
    for tag in names_of(reading, town, "services.name", "organizations.name", "glossary.name"):
        page.goto(f"{address}suche/?q={tag}")
        page.locator("[data-search-results] a").first.wait_for()
        texts = squeeze(page.locator("[data-search-results]").inner_text())
        assert any(squeeze(way) in texts for way in town.written[tag].expected), tag
    for home in ("", "ar/"):
        page.goto(f"{address}{home}merkliste/#a={','.join(IDS)}")
        page.locator("[data-list] > li").nth(len(IDS) - 1).wait_for()
        page.goto(f"{address}{home}wegweiser/#thema={IDS[0]}")
        wait_until(page, "document.querySelector('[data-status]').textContent !== ''")
        assert page.locator("[data-fit] [data-service]").count() > 0
        page.goto(f"{address}{home}angebote/?thema={IDS[0]}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.ran") is None


def names_of(reading: Reading, town: Town, *fields: str) -> list[str]:
    """List the tags of those names that the search of a German page shows."""
    return [
        tag
        for tag, ends in reading.found.items()
        if ".json" in ends
        and town.written[tag].field in fields
        and town.written[tag].language == "de"
    ]
