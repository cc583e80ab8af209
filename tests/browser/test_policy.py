"""Nothing on any page needs what the policy for browsers forbids, and nothing is stored unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import open_page, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTHING: list[list[str]] = [[], [], [], [], [], []]
WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.broken.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


def page_types(site: Path) -> list[str]:
    """List one page of each kind: every folder at the top, and one page in each of them."""
    tops = sorted(path.parent for path in site.glob("*/index.html"))
    inner = [next(iter(sorted(top.glob("*/index.html"))), None) for top in tops]
    pages = [site / "index.html", *(top / "index.html" for top in tops), *filter(None, inner)]
    return [page.parent.relative_to(site).as_posix() for page in pages]


@pytest.mark.promise("policy")
def test_no_page_breaks_the_policy(browser: Browser, address: str, site: Path) -> None:
    """On every kind of page, with its scripts running; and nothing is kept on the device."""
    names = page_types(site)
    assert len(names) > 40
    page = open_page(browser, address)
    page.add_init_script(WATCH)
    broken = {}
    for name in names:
        page.goto(address if name == "." else f"{address}{name}/")
        page.wait_for_timeout(50)  # a script may ask for its data when all else is there
        assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
        if found := page.evaluate("window.broken"):
            broken[name] = found
    assert broken == {}
    assert page.foreign == []  # type: ignore[attr-defined]
    assert kept_by(page) == NOTHING
    page.context.close()


def kept_by(page: Page) -> list[list[str]]:
    """Name what the site keeps on the device: in each kind of storage, and as cookies."""
    kept: list[list[str]] = page.evaluate(
        "Promise.all([Object.keys(localStorage), Object.keys(sessionStorage),"
        " indexedDB.databases().then((all) => all.map((one) => one.name)), caches.keys(),"
        " navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => one.scope))])"
    )
    return [*kept, [str(cookie["name"]) for cookie in page.context.cookies()]]


def use_all_but_the_list(page: Page, address: str) -> None:
    """Search, narrow, be guided, change the language, look at the dark, print; agree to nothing."""
    page.goto(f"{address}suche/")
    page.locator("main input[name=q]").fill("Duldung")
    page.locator("[data-search-results] a").first.wait_for()
    page.goto(f"{address}angebote/?sprache=ar")
    page.locator("[data-facet-chosen]").first.wait_for(state="attached")
    page.goto(f"{address}wegweiser/#thema=arbeit&alter=20&papier=duldung")
    wait_until(page, "document.querySelector('[data-status]').textContent !== ''")
    page.locator("[data-tongue]").first.evaluate("(link) => link.click()")
    page.wait_for_load_state()
    wait_until(page, "document.querySelector('[data-status]').textContent !== ''")
    page.locator("[data-do=restart]").first.click()
    page.goto(f"{address}zustaendigkeiten/")
    page.locator("main input[type=search]").first.fill("Sprache")
    page.goto(f"{address}merkliste/#a=mbe-caritas")
    page.locator("[data-list] > li").first.wait_for()
    page.locator("#pass-name").fill("A. B.")
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{address}angebote/mbe-caritas/")
    page.locator(".merk-button").first.wait_for(state="attached")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Merken").first.click()
    page.get_by_role("button", name="Nein", exact=True).click()
    for path in ("leichte-sprache/", "handbuch/konzept/ausgangslage/", "fortschreibungen/"):
        page.goto(f"{address}{path}")


@pytest.mark.promise("nothing-stored")
def test_nothing_is_stored_before_somebody_says_yes_and_then_only_the_list(
    browser: Browser, address: str
) -> None:
    """All tools together leave nothing; the list leaves itself and its pages, and goes whole."""
    page = open_page(browser, address)
    use_all_but_the_list(page, address)
    assert kept_by(page) == NOTHING
    page.goto(f"{address}angebote/mbe-caritas/")
    page.get_by_role("button", name="Merken").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Ja, merken").click()
    wait_until(page, "caches.keys().then((all) => all.length === 1)")
    assert kept_by(page) == [["kim-merkliste /"], [], [], ["kim /"], [address], []]
    page.goto(f"{address}merkliste/")
    page.get_by_role("button", name="Alles löschen").click()
    wait_until(page, "caches.keys().then((all) => !all.length)")
    page.reload()
    assert kept_by(page) == NOTHING
    assert (page.foreign, page.errors) == ([], [])  # type: ignore[attr-defined]
    page.context.close()


def test_the_policy_stops_a_script_that_gets_in(browser: Browser, address: str) -> None:
    """A script written into a page does not run: the policy works."""
    page = open_page(browser, address)
    page.evaluate(
        "const one = document.createElement('script'); one.textContent = 'window.ran = 1';"
        " document.body.append(one)"
    )
    assert page.evaluate("window.ran") is None
    page.context.close()
