"""Without a network: what the service worker of the Merkliste keeps, renews and lets go."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import open_page, wait_until
from tests.browser.test_merkliste import SIX, agree, with_list
from tests.site.serving import POLL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OFFLINE = "auch ohne Internet"
SERVICE = "kim/angebote/mbe-caritas/"


PATIENT = 60
"""Seconds after which a page that nobody lets go is sent all the same."""


class _Held(SimpleHTTPRequestHandler):
    """Keeps pages back for as long as it is told to."""

    may_go = Event()

    def do_GET(self) -> None:
        if self.path.endswith("/"):
            self.may_go.wait(PATIENT)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its result."""


@contextmanager
def held_network() -> Iterator[None]:
    """Let the server keep all pages back."""
    _Held.may_go.clear()
    try:
        yield
    finally:
        _Held.may_go.set()


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """Give a copy of the site below a sub-path, to be changed by a test."""
    folder = tmp_path / "web" / "kim"
    shutil.copytree(site, folder)
    return folder


@pytest.fixture
def host(copy: Path) -> Iterator[str]:
    """Serve the copy; its root is /kim/."""
    _Held.may_go.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Held, directory=str(copy.parent)))
    Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def kept_list(browser: Browser, host: str, ids: list[str]) -> Page:
    """Open the Merkliste with these services and wait until it is kept."""
    page = with_list(browser, host + "kim/", ids)
    page.get_by_text(OFFLINE).wait_for()
    return page


def cached(page: Page) -> list[str]:
    """List what is in the cache, as paths."""
    found = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map(async (name) =>"
        " (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname))))"
    )
    return sorted(path for paths in found for path in paths)


@pytest.mark.promise("offline")
def test_the_list_and_its_services_open_without_a_network(browser: Browser, host: str) -> None:
    """Also those visited since; with their styles, scripts and data, below a sub-path."""
    page = kept_list(browser, host, SIX[:2])
    page.goto(f"{host}kim/angebote/einbuergerung/")
    wait_until(
        page,
        "caches.match(location.href).then((kept) => Boolean(kept))",  # the worker keeps it now
    )
    page.context.set_offline(True)
    for path in ("merkliste/", "angebote/mbe-caritas/", "angebote/einbuergerung/"):
        page.goto(f"{host}kim/{path}")
        assert page.locator("h1:visible").count() == 1
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 10
    page.goto(f"{host}kim/merkliste/")
    page.locator("[data-list] h2", has_text="Caritas").wait_for()
    assert page.locator("[data-list] > li").count() == 2
    page.locator("[data-list] textarea").first.fill("ohne Netz geschrieben")
    page.reload()
    page.locator("[data-list] > li").first.wait_for()
    assert page.locator("[data-list] textarea").first.input_value() == "ohne Netz geschrieben"
    page.context.close()


def test_only_what_belongs_to_the_list_is_kept(browser: Browser, host: str) -> None:
    """Not the home page, not the search's data, nothing that was not chosen or visited."""
    page = kept_list(browser, host, SIX[:1])
    page.goto(host + "kim/")
    page.goto(host + "kim/suche/?q=wohnen")
    page.locator("[data-search-results] a").first.wait_for()
    paths = cached(page)
    pages = [path for path in paths if path.endswith("/")]
    assert pages == ["/kim/angebote/mbe-caritas/", "/kim/merkliste/"]
    assert not [path for path in paths if "search" in path or "suche" in path]
    page.context.close()


def test_a_button_on_the_list_of_services_keeps_the_page_too(browser: Browser, host: str) -> None:
    """One need not open the Merkliste first."""
    page = open_page(browser, host + "kim/angebote/")
    page.locator("[data-merk=einbuergerung] button").click()
    agree(page)
    wait_until(
        page, "caches.match(new URL('einbuergerung/', location.href)).then((kept) => Boolean(kept))"
    )
    page.context.set_offline(True)
    page.goto(host + "kim/angebote/einbuergerung/")
    assert page.locator("h1:visible").inner_text() == "Einbürgerung"
    page.context.close()


@pytest.mark.promise("never-stale")
def test_a_page_is_never_older_than_the_last_visit(browser: Browser, host: str, copy: Path) -> None:
    """With a network the newest counts, and that is what stands there without one."""
    page = kept_list(browser, host, SIX[:1])
    file = copy / "angebote" / "mbe-caritas" / "index.html"
    file.write_text(file.read_text("utf-8").replace("</h1>", " NEU</h1>"), "utf-8")
    page.goto(host + SERVICE)
    assert page.locator("h1").first.inner_text().endswith("NEU")
    page.context.set_offline(True)
    page.goto(host + SERVICE)
    assert page.locator("h1").first.inner_text().endswith("NEU")
    page.context.close()


def test_a_slow_network_does_not_keep_one_waiting(browser: Browser, host: str, copy: Path) -> None:
    """The kept page comes before the new one; what arrives later is there the next time."""
    page = kept_list(browser, host, SIX[:1])
    file = copy / "angebote" / "mbe-caritas" / "index.html"
    file.write_text(file.read_text("utf-8").replace("</h1>", " NEU</h1>"), "utf-8")
    with held_network():
        page.goto(host + SERVICE)
        assert not page.locator("h1").first.inner_text().endswith("NEU")
    wait_until(
        page,
        "caches.match(location.href).then((kept) => kept.text())"
        ".then((text) => text.includes(' NEU</h1>'))",
    )
    page.context.set_offline(True)
    page.goto(host + SERVICE)
    assert page.locator("h1").first.inner_text().endswith("NEU")
    page.context.close()


def test_a_page_that_is_gone_is_let_go(browser: Browser, host: str, copy: Path) -> None:
    """Who asks for it sees that it is gone, not what once stood there."""
    page = kept_list(browser, host, SIX[:1])
    shutil.rmtree(copy / "angebote" / "mbe-caritas")
    answer = page.goto(host + SERVICE)
    assert answer is not None
    assert answer.status == 404
    wait_until(page, "caches.match(location.href).then((kept) => !kept)")
    page.context.close()


def test_a_new_build_clears_away_the_files_of_the_old_one(
    browser: Browser, host: str, copy: Path
) -> None:
    """The worker changes with the build; files that no kept page names are deleted."""
    page = kept_list(browser, host, SIX[:1])
    page.evaluate(
        "caches.open('kim /kim/').then((cache) =>"
        " cache.put('/kim/assets/kim.0000000000.css', new Response('old')))"
    )
    assert "/kim/assets/kim.0000000000.css" in cached(page)
    worker = copy / "sw.js"
    worker.write_text(worker.read_text("utf-8").replace("Build ", "Build 2 "), "utf-8")
    page.goto(host + SERVICE)
    page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    wait_until(page, "caches.match('/kim/assets/kim.0000000000.css').then((kept) => !kept)")
    page.context.set_offline(True)
    page.goto(host + "kim/merkliste/")
    page.locator("[data-list] h2", has_text="Caritas").wait_for()
    page.context.close()


def test_another_site_on_the_same_host_is_left_alone(browser: Browser, host: str) -> None:
    """Neither its list nor its pages are touched when all is deleted here."""
    page = kept_list(browser, host, SIX[:1])
    page.evaluate("localStorage.setItem('kim-merkliste /andere/', '1')")
    page.evaluate("caches.open('kim /andere/')")
    page.get_by_role("button", name="Alles löschen").click()
    wait_until(page, "caches.keys().then((all) => all.length === 1)")
    assert page.evaluate("Object.keys(localStorage)") == ["kim-merkliste /andere/"]
    assert page.evaluate("caches.keys()") == ["kim /andere/"]
    page.context.close()
