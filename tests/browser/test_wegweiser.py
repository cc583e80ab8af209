"""The Wegweiser in a real browser: questions, result, what stays where, paper, no script."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from kim.words import load_words
from tests.browser.pages import SIZES, find_faults, open_page, tab_to, wait_until
from tests.sizes import crossed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANSWERS = "#thema=arbeit&alter=20&dauer=longer&papier=duldung"
LANGUAGES = ["de", "ar"]
TAPPED = "form :is(a, button, summary, label:has(input), input[name=alter])"


def words(language: str) -> Any:
    """Give what says the program's own words in a language."""
    return load_words(language).say


def home(language: str) -> str:
    """Give the address of the Wegweiser in a language."""
    return "wegweiser/" if language == "de" else f"{language}/wegweiser/"


def press(page: Page, name: str) -> None:
    """Press a button by its name."""
    page.locator("form").get_by_role("button", name=name, exact=True).click()


def has_focus(page: Page, selector: str) -> None:
    """Wait until what is named has the focus."""
    wait_until(page, f"document.activeElement.matches('{selector}')")


def choose_by_keyboard(page: Page, value: str) -> None:
    """Go into the group of answers and on with the arrows until the wanted one is chosen."""
    question = page.locator("[data-question]:visible")
    key = question.get_attribute("data-question")
    tab_to(page, f"input[name={key}]")
    page.keyboard.press("Space")
    for _ in range(30):
        if page.evaluate("document.activeElement.value") == value:
            break
        page.keyboard.press("ArrowDown")
    assert page.evaluate("[document.activeElement.value, document.activeElement.checked]") == [
        value,
        True,
    ]
    page.keyboard.press("Enter")


def wait_for_result(page: Page) -> None:
    """Wait until the result is said."""
    wait_until(page, "document.querySelector('[data-status]').textContent !== ''")


def found(page: Page, fit: str) -> list[str]:
    """List the services of one group of the result."""
    wait_for_result(page)
    items = page.locator(f"[data-fit={fit}] [data-service]")
    return list(items.evaluate_all("(all) => all.map((one) => one.dataset.service)"))


def why(page: Page, service: str) -> str:
    """Read why a service stands where it stands."""
    return "\n".join(page.locator(f"[data-service={service}] .guide-why:visible").all_inner_texts())


@pytest.mark.promise("wegweiser-keyboard")
@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_first_question_to_the_result_by_keyboard(
    browser: Browser, address: str, language: str
) -> None:
    """The focus goes from heading to heading; every step says where one is; the result is said."""
    say = words(language)
    page = open_page(browser, address + home(language))
    step = page.locator(".guide-step:visible")
    assert step.inner_text() == say("Frage %(number)s von %(total)s", number=1, total=5)
    choose_by_keyboard(page, "arbeit")
    has_focus(page, "#frage-alter")
    assert page.get_by_role("heading", name=say("Wie alt sind Sie?")).is_visible()
    assert page.get_by_role("group", name=say("Wie alt sind Sie?")).is_visible()
    assert say("Wie alt sind Sie?") in page.title()
    page.get_by_label(say("Alter in Jahren")).focus()
    page.keyboard.type("٢٠" if language == "ar" else "20")
    page.keyboard.press("Enter")
    has_focus(page, "#frage-dauer")
    choose_by_keyboard(page, "longer")
    has_focus(page, "#frage-papier")
    choose_by_keyboard(page, "duldung")
    has_focus(page, "#frage-lage")
    tab_to(page, "[data-do=skip]")
    page.keyboard.press("Enter")
    has_focus(page, "#ergebnis")
    fits = found(page, "fits")
    assert fits[0] == "kim-case-management"
    status = page.get_by_role("status").filter(has_text=str(len(fits)))
    assert status.inner_text() == say("Passende Angebote: {n}").replace("{n}", str(len(fits)))
    assert say("Passt, weil:") in why(page, "kim-case-management")
    assert page.errors == []  # type: ignore[attr-defined]
    page.context.close()


def test_the_reasons_are_said(browser: Browser, address: str) -> None:
    """What fits, what must be asked, what would have to differ: each in a sentence of its own."""
    page = open_page(browser, address + home("de") + ANSWERS)
    assert "Mit diesem Papier: Duldung oder Aufenthaltsgestattung" in why(
        page, found(page, "fits")[0]
    )
    asked = found(page, "maybe")[0]
    assert "Fragen Sie dort, ob das zu Ihnen passt" in why(page, asked)
    over = page.locator("[data-service=teilhabemanagement]")
    assert "Endete am 30.06.2022" in over.inner_text()
    assert over.get_by_role("link", name="KIM-Case-Management").is_visible()
    assert over.locator(".merk").count() == 0
    office = page.get_by_role("region", name="Hier können Sie fragen")
    assert office.get_by_role("link", name="0208/305760-22").get_attribute("href") == (
        "tel:+4920830576022"
    )
    page.context.close()


@pytest.mark.parametrize(
    ("day", "first"),
    [("2022-06-15", "teilhabemanagement"), ("2022-08-01", "kim-case-management")],
)
def test_one_day_decides(browser: Browser, address: str, day: str, first: str) -> None:
    """Until 30.06.2022 one service is there for them, from 01.07.2022 the other."""
    page = browser.new_page()
    page.clock.set_fixed_time(f"{day}T10:00:00+02:00")
    page.goto(address + home("de") + ANSWERS)
    assert found(page, "fits")[0] == first
    page.close()


def test_who_skips_everything_still_sees_where_to_go(browser: Browser, address: str) -> None:
    """No answer excludes: nothing fits only almost, much depends on what was not said."""
    page = open_page(browser, address + home("de"))
    for number in range(1, 6):
        assert page.locator(".guide-step:visible").inner_text() == f"Frage {number} von 5"
        press(page, "Überspringen")
    assert found(page, "fits") != []
    assert found(page, "maybe") != []
    answers = page.locator("[data-answer] [data-said]").all_inner_texts()
    assert answers == ["keine Angabe"] * 5
    assert page.get_by_role("link", name="0208/305760-22").first.is_visible()
    more = page.locator("[data-fit=fits]").get_by_role("button", name="Mehr zeigen")
    before = len(found(page, "fits"))
    more.click()
    shown = "document.querySelectorAll('[data-fit=fits] [data-service]').length"
    wait_until(page, f"{shown} > {before}")
    assert not more.is_visible()
    assert page.locator("[data-fit=fits] .merk-button").count() == len(found(page, "fits"))
    page.context.close()


def test_not_wanting_to_say_is_an_answer(browser: Browser, address: str) -> None:
    """It stands in the result as it was said, and nothing is closed by it."""
    page = open_page(browser, address + home("de") + "#thema=arbeit&alter=20&papier=-")
    assert "kim-case-management" in found(page, "maybe")
    said = page.locator("[data-answer=papier] [data-said]").inner_text()
    assert said == "Das möchte ich nicht angeben"
    page.context.close()


def test_an_answer_can_be_changed_in_the_result(browser: Browser, address: str) -> None:
    """One question, then back to the result; what depends on it has changed."""
    page = open_page(browser, address + home("de") + ANSWERS)
    assert "kim-case-management" in found(page, "fits")
    page.get_by_role("button", name="Ändern Alter in Jahren").click()
    has_focus(page, "#frage-alter")
    assert page.locator("#alter").input_value() == "20"
    page.locator("#alter").fill("40")
    page.keyboard.press("Enter")
    has_focus(page, "#ergebnis")
    assert "kim-case-management" not in found(page, "fits")
    assert "kim-case-management" in found(page, "maybe")
    assert "In dieser Lage:" in why(page, "kim-case-management")
    assert "#" not in page.url
    page.context.close()


def test_a_wrong_age_is_said_and_can_be_mended(browser: Browser, address: str) -> None:
    """The question stays, the field has the focus and says what it needs."""
    page = open_page(browser, address + home("de"))
    press(page, "Überspringen")
    for wrong in ("zwanzig", "121", "-3"):
        page.locator("#alter").fill(wrong)
        press(page, "Weiter")
        assert "Zahl von 0 bis 120" in page.get_by_role("alert").inner_text()
        has_focus(page, "#alter[aria-invalid=true]")
    page.locator("#alter").fill("۲۷")
    press(page, "Weiter")
    has_focus(page, "#frage-dauer")
    page.context.close()


def test_going_back_keeps_the_answers(browser: Browser, address: str) -> None:
    """By the browser's button and the page's, from question to question and from a service."""
    page = open_page(browser, address + home("de"))
    page.get_by_label("Arbeit Job").check()
    press(page, "Weiter")
    page.locator("#alter").fill("20")
    press(page, "Gleich zum Ergebnis")
    first = found(page, "fits")[0]
    page.locator(f"[data-service={first}]").get_by_role("link").first.click()
    page.wait_for_url("**/angebote/**")
    page.go_back()
    assert found(page, "fits")[0] == first
    page.go_back()
    has_focus(page, "#frage-alter")
    press(page, "Zurück")
    has_focus(page, "#frage-thema")
    assert page.locator("[value=arbeit]").is_checked()
    page.go_forward()
    has_focus(page, "#frage-alter")
    page.context.close()


def test_starting_again_leaves_nothing_to_go_back_to(browser: Browser, address: str) -> None:
    """Whoever takes the device next finds an empty form, forwards and backwards."""
    page = open_page(browser, address)
    page.goto(address + home("de"))
    page.get_by_label("Arbeit Job").check()
    for _ in range(5):
        press(page, "Weiter")
    wait_for_result(page)
    press(page, "Neu anfangen")
    has_focus(page, "#frage-thema")
    page.go_back()
    wait_until(page, "history.state.wegweiser.depth === 0")
    assert page.locator("form input:checked").count() == 0
    page.go_back()
    assert page.url == address
    page.context.close()


@pytest.mark.promise("wegweiser-private")
def test_nothing_leaves_the_device_and_nothing_is_stored(browser: Browser, address: str) -> None:
    """Own files only, none of them named by an answer; no storage of any kind; a clean address."""
    page = open_page(browser, address + home("de"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Arbeit Job").check()
    press(page, "Weiter")
    press(page, "Überspringen")
    press(page, "Überspringen")
    page.locator("[value=duldung]").check()
    press(page, "Gleich zum Ergebnis")
    found(page, "fits")
    files = {url.removeprefix(address).split(".")[0] for url in asked}
    needed = {"assets/wegweiser", "assets/wegweiser-de", "assets/pass-de"}
    assert needed <= files <= needed | {"assets/eligibility", "assets/logo"}
    assert not any("duldung" in url or "arbeit" in url for url in asked)
    assert page.foreign == []  # type: ignore[attr-defined]
    assert page.url == address + home("de")
    stored = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, document.cookie,
            await caches.keys(), await indexedDB.databases(),
            (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert stored == [0, 0, "", [], [], 0]
    page.context.close()


def test_a_shared_link_shows_the_same_result(browser: Browser, address: str) -> None:
    """In another browser and in another language; only what the form offers is taken from it."""
    page = open_page(browser, address + home("de") + ANSWERS + "&lage=familie,pflege")
    fits = found(page, "fits")
    link = page.locator("#guide-link").input_value()
    assert link == address + home("de") + ANSWERS + "&lage=familie,pflege"
    tongue = page.locator("[data-tongue][hreflang=uk]").get_attribute("href") or ""
    other = open_page(browser, link.replace("wegweiser/", "uk/wegweiser/"))
    assert tongue.endswith(ANSWERS + "&lage=familie,pflege")
    assert found(other, "fits") == fits
    hostile = "#thema=<img src=x onerror=window.ran=1>&alter=9999&papier=__proto__&lage=constructor"
    third = open_page(browser, address + home("de") + hostile)
    wait_for_result(third)
    answers = third.locator("[data-answer] [data-said]").all_inner_texts()
    assert set(answers) == {"keine Angabe"}
    assert third.evaluate("window.ran") is None
    for one in (page, other, third):
        assert one.errors == []  # type: ignore[attr-defined]
        one.context.close()


def test_a_service_goes_from_the_result_into_the_list(browser: Browser, address: str) -> None:
    """The same button and notice as everywhere."""
    page = open_page(browser, address + home("de") + ANSWERS)
    item = page.locator(f"[data-service={found(page, 'fits')[0]}]")
    item.get_by_role("button", name="Merken KIM-Case-Management").click()
    page.get_by_role("dialog").get_by_role("button", name="Ja, merken").click()
    item.get_by_role("link", name="Zur Merkliste").click()
    page.wait_for_url("**/merkliste/")
    page.get_by_role("link", name="KIM-Case-Management").wait_for()
    page.context.close()


@pytest.mark.sized
@pytest.mark.parametrize(("size", "language"), crossed(SIZES, LANGUAGES))
def test_axe_is_content_with_questions_and_result(
    browser: Browser, address: str, size: str, language: str
) -> None:
    """Every question and the result: names, contrast in light and dark, targets, width."""
    page = open_page(
        browser, address + home(language), viewport=SIZES[size], color_scheme="light",
        reduced_motion="reduce",
    )  # fmt: skip
    page.locator("[value=arbeit]").check()
    faults, small, wide = [], [], []
    for _ in range(6):
        faults += find_faults(page)
        small += page.locator(TAPPED).evaluate_all(
            "(all) => all.filter((one) => one.checkVisibility() && one.offsetHeight < 44"
            " && getComputedStyle(one).display !== 'inline').map((one) => one.outerHTML)"
        )
        wide.append(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
        if page.locator("[data-steps]").first.is_visible():
            press(page, words(language)("Weiter"))
    wait_for_result(page)
    faults += find_faults(page)
    errors = page.errors  # type: ignore[attr-defined]
    page.context.close()
    assert (faults, small, any(wide), errors) == ([], [], False, [])


@pytest.mark.parametrize("language", ["de", "ar", "uk"])
@pytest.mark.parametrize("answers", [ANSWERS, "#thema=bildung&lage=schulkind"])
def test_the_result_is_one_sheet(
    browser: Browser, address: str, language: str, answers: str
) -> None:
    """Front and back at most: the answers, the services and their numbers, German beside."""
    page = open_page(browser, address + home(language) + answers)
    first = found(page, "fits")[0]
    name = page.locator(f"[data-service={first}] .pass-name").inner_text()
    page.emulate_media(media="print")
    for part in ("form button", ".guide .count"):
        assert not page.locator(part).first.is_visible()
    sheet = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = " ".join("".join(part.extract_text() for part in sheet.pages).split())
    assert len(sheet.pages) <= 2
    assert "0208/305760-22" in text
    assert language == "ar" or name.split()[0] in text  # Arabic letters are drawn, not written
    for german in ("Ihr Ergebnis", "Das passt", "Hier können Sie fragen"):
        assert german in text
    page.context.close()


@pytest.mark.promise("wegweiser-without-script")
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_script_there_are_tables(browser: Browser, address: str, language: str) -> None:
    """No form that does nothing; a table for each topic says who may come."""
    page = open_page(
        browser, address + home(language), java_script_enabled=False, viewport=SIZES["phone"]
    )
    assert not page.locator("form[data-guide]").is_visible()
    topics = page.locator(".guide-tables a")
    assert topics.count() > 10
    page.locator(".guide-tables a[href$='wegweiser/arbeit/']").click()
    rows = page.get_by_role("table").get_by_role("row")
    row = rows.filter(has=page.locator("a[href$='angebote/kim-case-management/']")).last
    assert "18" in row.get_by_role("cell").first.inner_text()
    assert page.get_by_role("columnheader").count() == 5
    page.goto(address + home(language).replace("wegweiser/", "wegweiser/flucht/"))
    assert page.locator("a[href$='angebote/teilhabemanagement/']").count() == 0
    page.context.close()


def test_the_ways_in(browser: Browser, address: str) -> None:
    """From the home page, the list of services, a search without a result and the menu."""
    page = open_page(browser, address, viewport=SIZES["phone"])
    assert page.get_by_role("link", name="Wegweiser: 5 kurze Fragen").is_visible()
    page.locator("summary").filter(has_text="Menü").click()
    assert page.locator(".menu-list").get_by_role("link", name="Wegweiser").is_visible()
    page.goto(address + "angebote/")
    assert page.get_by_role("link", name="Wegweiser: Was passt zu mir?").is_visible()
    page.goto(address + "suche/?q=xqzvw")
    nothing = page.locator("[data-search-nothing]")
    nothing.wait_for()
    nothing.get_by_role("link", name="Wegweiser: Was passt zu mir?").click()
    page.wait_for_url("**/wegweiser/")
    page.context.close()


def test_without_a_network_the_page_says_so(browser: Browser, address: str) -> None:
    """The questions still work; where the data do not come, the tables are offered."""
    page = open_page(browser, address + home("de"))
    page.context.set_offline(True)
    press(page, "Überspringen")
    press(page, "Gleich zum Ergebnis")
    page.get_by_text("konnten nicht geladen werden").wait_for()
    assert page.locator(".guide-tables").is_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Ändern Thema").click()
    press(page, "Weiter")
    assert found(page, "fits") != []
    page.context.close()
