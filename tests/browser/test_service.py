"""A service's page in a real browser: open now, the printed sheet, the mail, what it weighs."""

from __future__ import annotations

import gzip
import io
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader

from kim.models.base import Schedule
from kim.views.places import see_opening
from kim.views.viewpoint import Viewpoint, home_in
from kim.words import languages_with_words, load_words
from tests.browser.pages import SIZES, find_faults
from tests.built import ROOT
from tests.hours_site import render_hours_site
from tests.making import make_catalogue
from tests.site.gzipped import LEVEL, serve_gzipped
from tests.site.serving import serve_folder
from tests.sizes import crossed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = json.loads((ROOT / "tests" / "rules" / "opening.json").read_text("utf-8"))
MOST_BYTES = 45 * 1024
"""A first visit to a service's page: HTML, styles, scripts, images, packed."""
A4_IN_POINTS = (595, 842)
MONDAY = "2026-11-23T10:30:00+01:00"
HOMES = [home_in(language) for language in sorted({"de", *languages_with_words()})]
SHEET = re.compile(r'<section class="handout.*?</section>', re.DOTALL)
ONE_AFTER_ANOTHER = """(sheets) => {
    document.querySelector("main").innerHTML = sheets;
    [...document.querySelectorAll(".handout")].slice(1).forEach((sheet) => {
        sheet.style.breakBefore = "page";
    });
}"""
SECRETS = ("Geheimer Weg", "51.5999", "7.0999", "Verborgen")


@pytest.fixture(scope="module")
def hours_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render the site whose services say everything."""
    return render_hours_site(tmp_path_factory.mktemp("hours"))


@pytest.fixture(scope="module")
def hours_address(hours_site: Path) -> Iterator[str]:
    """Serve it."""
    with serve_folder(hours_site) as address:
        yield address


def open_at(browser: Browser, address: str, moment: str = MONDAY, **options: Any) -> Page:
    """Open a page at a moment; a dialog, an error or a foreign request fails the test."""
    page = browser.new_context(**options).new_page()
    page.clock.set_fixed_time(moment)
    page.faults = []  # type: ignore[attr-defined]
    host = urlsplit(address).netloc
    page.on("dialog", lambda dialog: (page.faults.append(dialog.message), dialog.dismiss()))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.faults.append(str(error)))  # type: ignore[attr-defined]
    page.on(
        "request",
        lambda request: (
            page.faults.append(request.url)  # type: ignore[attr-defined]
            if urlsplit(request.url).netloc != host
            else None
        ),
    )
    page.goto(address, wait_until="load")
    assert page.faults == []  # type: ignore[attr-defined]
    return page


@pytest.fixture(scope="module")
def reckoning(browser: Browser, hours_site: Path, hours_address: str) -> Iterator[Page]:
    """Open a page that has the script of the opening hours at hand."""
    script = next((hours_site / "assets").glob("opening.*.js")).name
    page = open_at(browser, hours_address)
    page.evaluate(
        "async (script) => { window.opening = await import(script); }",
        f"{hours_address}assets/{script}",
    )
    yield page
    page.context.close()


@pytest.mark.promise("open-now")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_browser_reckons_as_python_does(reckoning: Page, case: dict[str, Any]) -> None:
    """Each case of the table comes out as it says."""
    view = Viewpoint(make_catalogue(), date(2026, 11, 21))
    hours = see_opening(view, tuple(map(Schedule.model_validate, case["schedules"])))
    if hours is None:
        assert case["state"][0] == "unknown"
        return
    state = reckoning.evaluate(
        "([hours, moment]) => window.opening.openingState(hours, new Date(moment))",
        [json.loads(json.dumps(hours._asdict())), case["moment"]],
    )
    assert [state["code"], state["day"], state["time"]] == case["state"]


@pytest.mark.parametrize(
    ("path", "moment", "words"),
    [
        ("familienberatung", MONDAY, "Jetzt geöffnet bis 12:00 Uhr"),
        (
            "familienberatung",
            "2026-11-23T07:00:00+01:00",
            "Jetzt geschlossen. Öffnet heute um 09:00 Uhr",
        ),
        (
            "familienberatung",
            "2026-11-22T20:00:00+01:00",
            "Jetzt geschlossen. Öffnet morgen um 09:00 Uhr",
        ),
        (
            "familienberatung",
            "2026-11-27T20:00:00+01:00",
            "Jetzt geschlossen. Öffnet wieder: Montag, 09:00 Uhr",
        ),
        ("familienberatung", "2026-11-26T15:00:00+01:00", "Nur nach Termin"),
        (
            "familienberatung",
            "2026-12-31T10:00:00+01:00",
            "Jetzt geschlossen. Öffnet wieder: Montag, 09:00 Uhr",
        ),
        ("rechtsberatung", "2026-11-29T03:00:00+01:00", "Nur nach Termin"),
        ("hilfe-bei-gewalt", "2026-12-25T03:00:00+01:00", "Jetzt geöffnet, rund um die Uhr"),
    ],
)
def test_the_page_says_whether_it_is_open(
    browser: Browser, hours_address: str, path: str, moment: str, words: str
) -> None:
    """In the time of Berlin, wherever the reader's clock stands."""
    page = open_at(
        browser, f"{hours_address}angebote/{path}/", moment, timezone_id="America/New_York"
    )
    assert page.locator(".opening:visible").all_inner_texts() == [words]
    page.context.close()


def test_the_page_says_it_in_the_readers_language(browser: Browser, hours_address: str) -> None:
    """The day is named in the page's language; times stay whole among letters from the right."""
    page = open_at(
        browser, f"{hours_address}ar/angebote/familienberatung/", "2026-11-27T20:00:00+01:00"
    )
    place = page.locator(".opening:visible")
    assert place.locator("bdi").all_inner_texts() == ["الاثنين", "09:00"]
    assert not re.search("[a-zäöü]{3}", place.inner_text())
    page.context.close()


def test_after_the_known_holidays_the_page_says_nothing(
    browser: Browser, hours_address: str
) -> None:
    """A page that nobody has built again for years must not guess."""
    address = f"{hours_address}angebote/familienberatung/"
    page = open_at(browser, address, "2029-01-08T10:00:00+01:00")
    assert page.locator(".opening:visible").count() == 0
    page.context.close()


def test_without_script_the_hours_are_there(browser: Browser, hours_address: str) -> None:
    """All that the author wrote; only what must be reckoned is not."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hours_address}angebote/familienberatung/")
    hours = page.locator("main dl.facts").first.inner_text()
    assert "Montag bis Mittwoch 09:00 bis 12:00 Uhr" in hours
    assert "24.12.2026, 31.12.2026 geschlossen" in hours
    assert page.locator(".opening:visible").count() == 0
    context.close()


def test_the_way_there_is_a_link_that_the_reader_starts(
    browser: Browser, hours_address: str
) -> None:
    """A map is not asked before somebody taps."""
    page = open_at(browser, f"{hours_address}angebote/familienberatung/")
    links = page.locator(".ways a").evaluate_all("(all) => all.map((one) => one.href)")
    assert links == [
        "https://www.openstreetmap.org/directions?to=51.5012%2C7.0034",
        "geo:51.5012,7.0034",
    ]
    page.context.close()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_mistake_is_reported(browser: Browser, hours_address: str, language: str) -> None:
    """The office reads service and page in German; the reader is asked in their own language."""
    path = f"{home_in(language)}angebote/familienberatung/"
    page = open_at(browser, hours_address + path)
    mail = urlsplit(page.locator('a[href*="subject="]').get_attribute("href") or "")
    said = parse_qs(mail.query)
    question = load_words(language).say("Was stimmt nicht?")
    assert mail.path == "kim@musterstadt.example"
    assert said["subject"] == ["Fehler auf der Seite: Beratung für Familien"]
    assert said["body"] == [f"Seite: https://musterstadt.example/{path}\r\n\r\n{question}\r\n"]
    page.context.close()


@pytest.mark.sized
@pytest.mark.parametrize(("path", "size"), crossed(["", "ar/"], SIZES))
def test_axe_is_content(browser: Browser, hours_address: str, path: str, size: str) -> None:
    """A page with hours, a state, ways to a map and a button has no accessibility fault."""
    page = open_at(
        browser, f"{hours_address}{path}angebote/familienberatung/", viewport=SIZES[size]
    )
    faults = find_faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.context.close()
    assert (faults, wide > 0) == ([], False)


def test_hostile_words_stay_words(browser: Browser, hours_address: str) -> None:
    """Script, quotes and braces are shown; nothing runs, and the data still parse."""
    page = open_at(browser, f"{hours_address}angebote/feindlich/")
    assert page.locator("h1").inner_text().startswith("</script><script>alert(1)")
    data = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    assert data["name"].startswith("</script>")
    assert page.locator(".opening:visible").count() == 1
    page.context.close()


def test_a_confidential_address_is_nowhere(hours_site: Path) -> None:
    """Not in a page, not in data, not in a picture's name."""
    for path in hours_site.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            assert [secret for secret in SECRETS if secret in text] == [], path


def print_page(page: Page, address: str) -> PdfReader:
    """Print a page as the browser does and read the sheets."""
    page.goto(address)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words_of(sheet: PdfReader) -> str:
    """Give the words of all pages, however the lines were broken."""
    return " ".join(" ".join(page.extract_text() for page in sheet.pages).split())


def service_pages(folder: Path, home: str) -> list[str]:
    """List the addresses of the pages of single services in one language."""
    found = (folder / home / "angebote").glob("*/index.html")
    return sorted(
        f"{path.parent.relative_to(folder).as_posix()}/"
        for path in found
        if SHEET.search(path.read_text("utf-8"))
    )


@pytest.mark.promise("one-sheet")
@pytest.mark.parametrize("home", HOMES)
def test_every_service_is_one_sheet(browser: Browser, site: Path, address: str, home: str) -> None:
    """One page of A4 in every language, whatever a service says.

    All sheets of a language are printed in one go, each from a new page on: as many pages as
    sheets, then, or one of them is too long.
    """
    pages = service_pages(site, home)
    sheets = [SHEET.findall((site / path / "index.html").read_text("utf-8"))[0] for path in pages]
    page = browser.new_page()
    page.goto(address + pages[0])
    page.evaluate(ONE_AFTER_ANOTHER, "".join(sheets))
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    assert len(sheets) > 20
    assert len(printed.pages) == len(sheets)
    assert tuple(map(round, printed.pages[0].mediabox[2:])) == A4_IN_POINTS


@pytest.mark.parametrize("path", ["", "en/", "ar/", "uk/"])
def test_a_service_that_says_everything_is_one_sheet(
    browser: Browser, hours_site: Path, hours_address: str, path: str
) -> None:
    """Two languages beside each other still fit."""
    page = browser.new_page()
    sheets = [print_page(page, hours_address + one) for one in service_pages(hours_site, path)]
    page.close()
    assert [len(sheet.pages) for sheet in sheets] == [1] * len(sheets)


def test_the_sheet_says_what_one_needs(browser: Browser, hours_address: str) -> None:
    """Name, for whom, phone, hours, address, papers, cost, date; nothing for experts."""
    page = browser.new_page()
    words = words_of(print_page(page, f"{hours_address}angebote/familienberatung/"))
    page.close()
    for said in (
        "Beratung für Familien",
        "Menschen ab 18 Jahren",
        "Nicht für: Menschen ohne Kinder",
        "030 23125-051",
        "Montag bis Mittwoch 09:00 bis 12:00 Uhr",
        "Lange Straße 12",
        "Rollstuhlgerecht",
        "Ausweis oder Pass",
        "Kostenlos",
        "Musterverein für Beratung",
        "https://musterstadt.example/angebote/familienberatung/",
        "Zuletzt geprüft am 2. November 2026",
    ):
        assert said in words, said
    assert "Für Fachleute" not in words
    assert "Menü" not in words


def test_the_sheet_is_printed_by_keyboard(browser: Browser, hours_address: str) -> None:
    """A button that Tab reaches and Enter presses; it is not there where nothing can press it."""
    page = open_at(browser, f"{hours_address}angebote/familienberatung/")
    page.evaluate("window.print = () => { window.printed = true; }")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-print]')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed")
    page.context.close()


def test_german_stands_beside_another_language(browser: Browser, hours_address: str) -> None:
    """Whoever reads the sheet with its owner may know German only."""
    page = browser.new_page()
    words = words_of(print_page(page, f"{hours_address}en/angebote/familienberatung/"))
    page.close()
    for said in (
        "Advice for families",
        "Beratung für Familien",
        "(Für wen)",
        "(Bitte mitbringen)",
        "Identity card or passport (Ausweis oder Pass)",
        "(Kostenlos)",
    ):
        assert said in words, said


@pytest.mark.promise("light-service-page")
@pytest.mark.parametrize("home", HOMES)
def test_a_first_visit_is_light(browser: Browser, site: Path, home: str) -> None:
    """All that Chromium asks for, packed, on the heaviest page of each language.

    The other pages of the language ask for the same files and are lighter themselves.
    """
    pages = service_pages(site, home)
    weights = {path: weigh_page(site / path / "index.html") for path in pages}
    assert weigh(browser, site, max(pages, key=weights.__getitem__)) <= MOST_BYTES


def weigh_page(path: Path) -> int:
    """Give the bytes of a page, packed."""
    return len(gzip.compress(path.read_bytes(), LEVEL))


def weigh(browser: Browser, site: Path, path: str) -> int:
    """Visit a page for the first time and count the bytes that the server sent."""
    with serve_gzipped(site) as served:
        context = browser.new_context()
        context.new_page().goto(served.address + path, wait_until="networkidle")
        context.close()
        return served.total
