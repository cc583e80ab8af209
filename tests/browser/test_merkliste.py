"""The Merkliste in a real browser: consent, order, notes, sharing, the sheet of paper."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.pages import SIZES, find_faults, open_page, tab_to, wait_until
from tests.site.gzipped import serve_gzipped

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIX = [
    "mbe-caritas",
    "kim-case-management",
    "einbuergerung",
    "betreuungsdienst-drk",
    "frauenberatungsstelle",
    "jmd-diakonie",
]
MOST_BYTES = 45 * 1024
HOSTILE = "<img src=x onerror='window.ran = 1'>\u202e \U0001f468‍\U0001f469"


def stored(page: Page) -> list[Any]:
    """Read all that the site keeps on the device."""
    values = page.evaluate("Object.values(localStorage)")
    return [json.loads(value) for value in values]


def kept_ids(page: Page) -> list[str]:
    """List the services on the device, in their order."""
    return [entry["id"] for one in stored(page) for entry in one["entries"]]


def shown_ids(page: Page) -> list[str]:
    """List the services on the page, in their order."""
    found = page.locator("[data-list] > li").evaluate_all("(all) => all.map((o) => o.dataset.id)")
    return list(found)


def agree(page: Page) -> None:
    """Say yes to the notice."""
    page.get_by_role("dialog").get_by_role("button", name="Ja, merken").click()


def with_list(browser: Browser, address: str, ids: list[str], **options: Any) -> Page:
    """Open the Merkliste of somebody who has taken over these services."""
    page = open_page(browser, f"{address}merkliste/#a={','.join(ids)}", **options)
    page.locator("[data-do=take]").click()
    page.locator("dialog button[value=yes]").click()
    page.locator("[data-list] [data-do=up]").first.wait_for()
    assert kept_ids(page) == ids
    return page


def entry(page: Page, number: int) -> Locator:
    """Give one entry of the list."""
    return page.locator("[data-list] > li").nth(number)


def test_collecting_by_keyboard_after_a_clear_notice(browser: Browser, address: str) -> None:
    """Tab, Enter, read the notice, agree, go to the list: no mouse anywhere."""
    page = open_page(browser, address + "angebote/mbe-caritas/")
    tab_to(page, ".merk-button")
    page.keyboard.press("Enter")
    notice = page.get_by_role("dialog", name="Auf diesem Gerät merken?")
    assert "Nur auf diesem Gerät" in notice.inner_text()
    assert "löschen" in notice.inner_text()
    assert stored(page) == []
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Enter")
    page.locator(".merk-button[aria-pressed=true]").wait_for()
    assert kept_ids(page) == ["mbe-caritas"]
    assert page.evaluate("document.activeElement.matches('.merk-button')")
    expect(page.locator("main > [role=status]")).to_contain_text("Gemerkt: Migrationsberatung")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/merkliste/")
    entry(page, 0).get_by_role("link", name="Migrationsberatung").wait_for()
    page.context.close()


@pytest.mark.parametrize("answer", ["Nein", "Escape"])
def test_without_a_yes_nothing_is_stored(browser: Browser, address: str, answer: str) -> None:
    """Neither a list nor a worker nor a page in a cache."""
    page = open_page(browser, address + "angebote/")
    page.get_by_role("button", name="Merken").first.click()
    if answer == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name=answer, exact=True).click()
    page.get_by_role("dialog").wait_for(state="detached")
    page.goto(address + "merkliste/")
    page.get_by_text("Noch ist nichts gemerkt").wait_for()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("caches.keys()") == []
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    page.context.close()


def test_the_notice_comes_once_and_a_second_press_forgets(browser: Browser, address: str) -> None:
    """Who has agreed is not asked again; nothing remains when the last one goes."""
    page = open_page(browser, address + "angebote/")
    buttons = page.locator(".merk-button")
    buttons.nth(0).click()
    agree(page)
    page.locator("[aria-pressed=true]").wait_for()
    buttons.nth(1).click()
    wait_until(page, "document.querySelectorAll('[aria-pressed=true]').length === 2")
    page.reload()
    expect(page.locator("[aria-pressed=true]")).to_have_count(2)
    buttons.nth(0).click()
    buttons.nth(1).click()
    wait_until(page, "localStorage.length === 0")
    buttons.nth(0).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.context.close()


def test_order_note_and_appointment_stay(browser: Browser, address: str) -> None:
    """Buttons change the order and say so; what was written is there after a reload."""
    page = with_list(browser, address, SIX[:3])
    entry(page, 0).get_by_role("button", name="Nach unten").focus()
    page.keyboard.press("Enter")
    assert shown_ids(page) == [SIX[1], SIX[0], SIX[2]]
    assert "an Stelle 2" in page.locator("[data-status]").inner_text()
    assert page.evaluate("document.activeElement.closest('li').dataset.id") == SIX[0]
    assert page.evaluate("document.activeElement.dataset.do") == "down"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # at the end already: nothing happens
    assert shown_ids(page) == [SIX[1], SIX[2], SIX[0]]
    entry(page, 0).get_by_label("Eigene Notiz").fill("Ausweis mitbringen")
    entry(page, 0).get_by_label("Termin").fill("2026-12-01T10:30")
    page.locator("#pass-name").fill("A. B.")
    page.reload()
    page.locator("[data-list] > li").nth(2).wait_for()
    assert shown_ids(page) == kept_ids(page) == [SIX[1], SIX[2], SIX[0]]
    assert entry(page, 0).get_by_label("Eigene Notiz").input_value() == "Ausweis mitbringen"
    assert entry(page, 0).get_by_label("Termin").input_value() == "2026-12-01T10:30"
    assert page.locator("#pass-name").input_value() == "A. B."
    page.context.close()


@pytest.mark.promise("all-deleted")
def test_all_goes_with_one_tap_and_can_come_back(browser: Browser, address: str) -> None:
    """After the tap the device holds nothing; until one leaves, it can be undone."""
    page = with_list(browser, address, SIX[:2])
    entry(page, 0).get_by_label("Eigene Notiz").fill("wichtig")
    page.locator("[data-offline]").wait_for()
    page.get_by_role("button", name="Alles löschen").click()
    page.get_by_text("Noch ist nichts gemerkt").wait_for()
    assert page.evaluate("localStorage.length") == 0
    wait_until(page, "caches.keys().then((all) => !all.length)")
    assert page.evaluate("document.activeElement.dataset.do") == "undo"
    page.keyboard.press("Enter")
    page.locator("[data-list] > li").nth(1).wait_for()
    assert kept_ids(page) == SIX[:2]
    assert entry(page, 0).get_by_label("Eigene Notiz").input_value() == "wichtig"
    entry(page, 0).get_by_role("button", name="Entfernen").click()
    assert kept_ids(page) == SIX[1:2]
    page.get_by_role("button", name="Alles löschen").click()
    wait_until(page, "caches.keys().then((all) => !all.length)")
    page.reload()
    page.get_by_text("Noch ist nichts gemerkt").wait_for()
    assert page.evaluate("localStorage.length + document.cookie.length") == 0
    assert page.evaluate("caches.keys()") == []
    page.context.close()


@pytest.mark.promise("link-carries-ids")
def test_a_shared_link_carries_ids_and_stores_nothing(browser: Browser, address: str) -> None:
    """No note, no name, no appointment; the other device keeps nothing until its person says so."""
    page = with_list(browser, address, SIX[:2])
    entry(page, 0).get_by_label("Eigene Notiz").fill("geheim")
    page.locator("#pass-name").fill("Geheim")
    link = page.locator("#pass-link").input_value()
    assert link == f"{address}merkliste/#a={','.join(SIX[:2])}"
    other = open_page(browser, link)
    other.locator("[data-list] > li").nth(1).wait_for()
    assert shown_ids(other) == SIX[:2]
    assert other.get_by_role("button", name="Entfernen").count() == 0
    other.locator("#pass-name").fill("nur auf dem Papier")
    assert other.evaluate("localStorage.length") == 0
    other.get_by_role("button", name="Übernehmen").click()
    agree(other)
    other.get_by_role("button", name="Entfernen").first.wait_for()
    assert kept_ids(other) == SIX[:2]
    assert "#" not in other.url
    for one in (page, other):
        one.context.close()


def test_ended_unknown_and_hostile_ids_are_said_plainly(browser: Browser, address: str) -> None:
    """What is gone names its successor; what nobody knows is named; what is no id is left out."""
    ids = "teilhabemanagement,gibt-es-nicht,<img src=x onerror=window.ran=1>,../x,__proto__"
    page = open_page(browser, f"{address}merkliste/#a={ids}")
    entry(page, 1).wait_for()
    assert shown_ids(page) == ["teilhabemanagement", "gibt-es-nicht"]
    assert "Beendet am 30.06.2022" in entry(page, 0).inner_text()
    assert "Jetzt hilft" in entry(page, 0).inner_text()
    assert "steht nicht mehr im Verzeichnis: gibt-es-nicht" in entry(page, 1).inner_text()
    page.get_by_role("button", name="Übernehmen").click()
    agree(page)
    page.get_by_role("button", name="Stattdessen merken").click()
    wait_until(page, "document.querySelector('[data-list] > li').dataset.id !== 'x'")
    page.locator("[data-list] [data-id=kim-case-management]").wait_for()
    assert kept_ids(page) == ["kim-case-management", "gibt-es-nicht"]
    entry(page, 1).get_by_role("button", name="Entfernen").click()
    assert kept_ids(page) == ["kim-case-management"]
    assert page.evaluate("window.ran") is None
    page.context.close()


@pytest.mark.parametrize(
    "kept",
    ["[1, 2", "null", '{"entries": 7}', '{"entries": [{"id": "<b>"}, null, {"id": 4}]}'],
)
def test_spoilt_storage_counts_as_nothing(browser: Browser, address: str, kept: str) -> None:
    """Whatever another program or hand has written there, the page works."""
    page = open_page(browser, address + "merkliste/")
    page.evaluate("(kept) => localStorage.setItem('kim-merkliste /', kept)", kept)
    page.reload()
    page.get_by_text("Noch ist nichts gemerkt").wait_for()
    assert page.errors == []  # type: ignore[attr-defined]
    page.context.close()


def test_hostile_notes_are_text(browser: Browser, address: str) -> None:
    """On the screen and on the paper a note is what was written, and nothing runs."""
    page = with_list(browser, address, SIX[:1])
    entry(page, 0).get_by_label("Eigene Notiz").fill(HOSTILE)
    page.locator("#pass-name").fill(HOSTILE)
    page.reload()
    entry(page, 0).wait_for()
    page.emulate_media(media="print")
    assert "<img src=x onerror" in entry(page, 0).locator("[data-fact=note]").inner_text()
    assert page.locator("[data-list] img").count() == 0
    assert page.evaluate("window.ran") is None
    page.context.close()


@pytest.mark.promise("pass-two-pages")
@pytest.mark.parametrize("language", ["", "ar/"])
def test_six_services_fit_on_two_pages(browser: Browser, address: str, language: str) -> None:
    """Name left blank, each service with number, code, note and appointment, German beside."""
    page = with_list(browser, address + language, SIX)
    entry(page, 0).locator("textarea").fill("Ausweis mitbringen")
    entry(page, 0).locator("input").fill("2026-12-01T10:30")
    page.emulate_media(media="print")
    assert page.locator(".pass-qr:visible path").count() == len(SIX)
    assert not page.locator(".pass-own, .pass-tools, textarea").first.is_visible()
    assert page.locator("#pass-name").input_value() == ""
    sheet = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "".join(part.extract_text() for part in sheet.pages)
    assert len(sheet.pages) <= 2
    assert "Beratungspass" in text
    assert "Dienstag, 1. Dezember 2026 um 10:30" in text
    assert "Ausweis mitbringen" in text
    assert "0208/305760-22" in text
    assert "Migrationsberatung für erwachsene Zuwanderer (Caritas)" in text
    page.context.close()


@pytest.mark.promise("pass-light")
@pytest.mark.parametrize("language", ["", "ar/", "ru/"])
def test_a_first_visit_is_light(browser: Browser, site: Path, language: str) -> None:
    """The page with six services, as the web server packs it."""
    with serve_gzipped(site) as served:
        page = open_page(browser, f"{served.address}{language}merkliste/#a={','.join(SIX)}")
        page.locator("[data-list] > li").nth(len(SIX) - 1).wait_for()
        page.context.close()
        assert served.total <= MOST_BYTES, served.sent


def test_the_code_leads_to_the_page_of_the_service(browser: Browser, address: str) -> None:
    """What is drawn are the modules that the data hold: as many dark ones, in a quiet zone."""
    page = open_page(browser, f"{address}merkliste/#a=mbe-caritas")
    code = page.locator(".pass-qr path")
    code.wait_for()
    file = page.locator("[data-merkliste]").get_attribute("data-files") or ""
    data = page.request.get(f"{address}{file.split('|')[1].strip()}").json()
    size, packed = data["mbe-caritas"]["qr"]
    dark = page.evaluate(
        "(packed) => [...atob(packed)].reduce((sum, letter) => sum"
        " + letter.charCodeAt(0).toString(2).replaceAll('0', '').length, 0)",
        packed,
    )
    assert (code.get_attribute("d") or "").count("M") == dark
    box = page.locator(".pass-qr").get_attribute("viewBox")
    assert box == f"-4 -4 {size + 8} {size + 8}"
    page.context.close()


@pytest.mark.parametrize("language", ["", "ar/"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_is_content_with_list_and_notice(
    browser: Browser, address: str, size: str, language: str
) -> None:
    """The list, its form and the notice: names, contrast, targets, width."""
    page = open_page(
        browser, f"{address}{language}merkliste/#a={','.join(SIX)}", viewport=SIZES[size],
        reduced_motion="reduce",
    )  # fmt: skip
    page.locator("[data-do=take]").click()
    faults = find_faults(page)
    page.locator("dialog button[value=yes]").click()
    page.locator("[data-do=up]").first.wait_for()
    faults += find_faults(page)
    small = page.locator("[data-merkliste] :is(a, button, input, textarea)").evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility() && one.offsetHeight < 44)"
        ".map((one) => one.outerHTML)"
    )
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    errors = page.errors  # type: ignore[attr-defined]
    page.context.close()
    assert (faults, small, wide, errors) == ([], [], False, [])


def test_without_script_the_page_says_what_else_one_can_do(browser: Browser, address: str) -> None:
    """No button that does nothing; the way to print single services instead."""
    page = open_page(browser, address + "merkliste/", java_script_enabled=False)
    assert "drucken Sie einzelne Angebote" in page.locator("main").inner_text()
    assert page.locator("main button:visible").count() == 0
    page.goto(address + "angebote/mbe-caritas/")
    assert page.locator(".merk-button").count() == 0
    page.context.close()
