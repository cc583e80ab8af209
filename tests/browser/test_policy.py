"""Nothing on any page needs what the policy for browsers forbids, and nothing is stored unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_site import open_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

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
    kept = page.evaluate(
        "Promise.all([localStorage.length, sessionStorage.length, document.cookie.length,"
        " indexedDB.databases().then((all) => all.length), caches.keys().then((all) => all.length),"
        " navigator.serviceWorker.getRegistrations().then((all) => all.length)])"
    )
    assert broken == {}
    assert kept == [0, 0, 0, 0, 0, 0]
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
