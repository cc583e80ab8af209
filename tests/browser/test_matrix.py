"""Who is responsible, in a real browser: on a phone, by keyboard, without script, on one sheet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from tests.browser.pages import SIZES, find_faults, open_page, wait_until
from tests.sizes import crossed

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

A4_ACROSS_IN_POINTS = (842, 595)
YOUTH = "[data-task=jugendhilfe]"


@pytest.fixture
def matrix(kreis_address: str) -> str:
    """Give the address of the matrix of the Kreis."""
    return f"{kreis_address}zustaendigkeiten/"


def tasks_seen(page: Page) -> list[str]:
    """List the tasks that one sees."""
    found = page.locator("[data-task]:visible")
    return [str(task) for task in found.evaluate_all("(all) => all.map((e) => e.dataset.task)")]


def status_of(page: Page) -> str:
    """Give what a screen reader was told."""
    return page.locator("[data-matrix-status]").inner_text()


@pytest.mark.promise("matrix-phone")
def test_the_youth_office_of_kuerten_on_a_phone(browser: Browser, matrix: str) -> None:
    """Choose the municipality, find the task, see whose it is, tap the number."""
    page = open_page(browser, matrix, viewport=SIZES["phone"], has_touch=True)
    page.get_by_label("Gebiet", exact=True).select_option(label="Kürten")
    row = page.locator(YOUTH)
    row.scroll_into_view_if_needed()
    seen = row.locator("td:visible")
    assert seen.count() == 1
    assert "Kreisjugendamt" in seen.inner_text()
    assert "gilt vom Kreis" in seen.inner_text()
    tel = seen.locator("a[href^='tel:']")
    assert tel.get_attribute("href") == "tel:+492202132166"
    box = tel.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= SIZES["phone"]["width"]
    tel.evaluate("(link) => link.addEventListener('click', (e) => e.preventDefault())")
    tel.tap()
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES["phone"]["width"]
    page.context.close()


def test_on_a_phone_each_task_says_only_what_is_settled_there(
    browser: Browser, matrix: str
) -> None:
    """Before an area is chosen, what is inherited is not repeated eight times."""
    page = open_page(browser, matrix, viewport=SIZES["phone"])
    areas = page.locator(f"{YOUTH} .where:visible").all_inner_texts()
    assert areas == [
        "Rheinisch-Bergischer Kreis",
        "Bergisch Gladbach",
        "Leichlingen",
        "Overath",
        "Rösrath",
        "Wermelskirchen",
    ]
    page.context.close()


@pytest.mark.parametrize(
    ("query", "tasks"),
    [
        ("gebiet=kuerten&stelle=kreisjugendamt", ["jugendhilfe"]),
        ("gebiet=overath&stelle=kreisjugendamt", []),
        ("thema=familie", ["jugendhilfe"]),
        ("q=SCHULAMT", ["schulaufsicht"]),
        ("q=Träger berufs", ["berufskollegs"]),
        ("q=traeger", ["berufskollegs"]),
        ("gebiet=nirgends&thema=familie", ["jugendhilfe"]),
    ],
)
def test_the_address_narrows_the_matrix(
    browser: Browser, matrix: str, query: str, tasks: list[str]
) -> None:
    """A link to what somebody chose shows the same to everybody, and says how much it is."""
    page = open_page(browser, f"{matrix}?{query}", viewport=SIZES["desktop"])
    assert tasks_seen(page) == tasks
    assert status_of(page) == f"{len(tasks)} von 20 Aufgaben"
    assert page.errors == []  # type: ignore[attr-defined]
    page.context.close()


def test_the_matrix_by_keyboard(browser: Browser, matrix: str) -> None:
    """Narrow, go back, show all again; the address follows and the focus stays in the form."""
    page = open_page(browser, matrix, viewport=SIZES["desktop"])
    page.get_by_label("Thema", exact=True).focus()
    page.keyboard.type("Familie")
    assert tasks_seen(page) == ["jugendhilfe"]
    assert page.url.endswith("?thema=familie")
    page.get_by_label("Wort", exact=True).focus()
    page.keyboard.type("nichts davon")
    assert status_of(page) == "0 von 20 Aufgaben"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.name === 'gebiet'")
    assert len(tasks_seen(page)) == 20
    assert page.url == matrix
    page.go_back()
    page.wait_for_url("**/?*")
    assert tasks_seen(page) == []
    page.context.close()


def test_names_of_tasks_and_areas_stay_in_sight(browser: Browser, matrix: str) -> None:
    """On a wide screen the first row and the first column stand still while the rest moves."""
    page = open_page(browser, matrix, viewport=SIZES["desktop"])
    frame = page.locator(".matrix-frame")
    frame.evaluate("(frame) => frame.scrollTo(600, 900)")
    corner, place = page.locator(".matrix thead th").first, frame.bounding_box()
    box = corner.bounding_box()
    assert box is not None
    assert place is not None
    assert (round(box["x"]), round(box["y"])) == (round(place["x"]), round(place["y"]))
    row = page.locator(f"{YOUTH} th").bounding_box()
    assert row is not None
    assert round(row["x"]) == round(place["x"])
    page.context.close()


def test_without_script_an_area_has_its_own_page(browser: Browser, matrix: str) -> None:
    """The table is whole; a link leads to the areas, and each to all about it."""
    page = open_page(browser, matrix, viewport=SIZES["phone"], java_script_enabled=False)
    assert not page.locator("[data-matrix]").is_visible()
    assert page.locator("[data-task]").count() == 20
    page.get_by_role("link", name="Zuerst ein Gebiet wählen").click()
    page.locator("#gebiete").get_by_role("link", name="Kürten").click()
    page.get_by_role("link", name="Wer ist hier zuständig?").click()
    card = page.locator(".duty", has=page.get_by_role("link", name="Kinder- und Jugendhilfe"))
    assert "Kreisjugendamt" in card.inner_text()
    assert "gilt vom Kreis" in card.inner_text()
    assert card.locator("a[href^='tel:']").is_visible()
    page.context.close()


MATRICES = [
    "zustaendigkeiten/",
    "zustaendigkeiten/?gebiet=kuerten",
    "zustaendigkeiten/integrationsrat/",
    "sozialraeume/kuerten/",
]


@pytest.mark.sized
@pytest.mark.parametrize(("path", "size"), crossed(MATRICES, SIZES))
def test_axe_is_content_with_the_kreis(browser: Browser, matrix: str, path: str, size: str) -> None:
    """No accessibility fault, no overflow."""
    address = matrix.removesuffix("zustaendigkeiten/") + path
    page = open_page(browser, address, viewport=SIZES[size])
    faults = find_faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.context.close()
    assert (faults, wide > 0) == ([], False)


def test_what_holds_from_the_kreis_is_whole_for_the_chosen_area(
    browser: Browser, matrix: str
) -> None:
    """Said once in the row of all areas; chosen, an area has it all, and prints with numbers."""
    page = open_page(browser, matrix, viewport=SIZES["desktop"])
    kreis, kuerten = (
        page.locator(f"{YOUTH} [data-area={area}]")
        for area in ("rheinisch-bergischer-kreis", "kuerten")
    )
    assert kreis.locator(".call").count() == 1
    assert kuerten.locator(".call").count() == 0
    assert kuerten.locator(".lead-office").inner_text().startswith("Kreisjugendamt")
    page.get_by_label("Gebiet", exact=True).select_option(label="Kürten")
    parts = "(cell) => [...cell.querySelectorAll('.lead-office, .also')].map((e) => e.innerHTML)"
    assert kuerten.evaluate(parts) == kreis.evaluate(parts)
    assert kuerten.locator(".inherited").inner_text().startswith("gilt vom Kreis")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.context.close()
    assert len(sheets) == 1
    text = normalize("NFKC", sheets[0].extract_text())
    assert "02202 13-2166" in text
    assert "Rösrath" not in text


@pytest.mark.promise("matrix-one-sheet")
@pytest.mark.parametrize("site_name", ["kreis", "town"])
def test_the_matrix_prints_on_one_sheet(
    browser: Browser, matrix: str, address: str, site_name: str
) -> None:
    """A4 across, all tasks on it, large enough to read."""
    where = matrix if site_name == "kreis" else f"{address}zustaendigkeiten/"
    page = open_page(browser, where, viewport=SIZES["desktop"])
    names = page.locator("[data-task] > th").all_inner_texts()
    size = page.locator(".matrix").evaluate(
        "(table) => parseFloat(getComputedStyle(table).getPropertyValue('--sheet'))"
    )
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.context.close()
    assert len(sheets) == 1
    assert tuple(map(round, sheets[0].mediabox[2:])) == A4_ACROSS_IN_POINTS
    text = "".join(normalize("NFKC", sheets[0].extract_text()).split())  # letters are joined: ﬂ
    assert [name for name in names if "".join(name.split()) not in text] == []
    assert size >= 5.5


def test_the_table_is_there_to_download(browser: Browser, matrix: str, kreis: Path) -> None:
    """The link leads to the file, and the file is what spreadsheets read."""
    page = open_page(browser, matrix)
    with page.expect_download() as download:
        page.get_by_role("link", name="Als Tabelle laden (CSV)").click()
    assert download.value.suggested_filename == "zustaendigkeiten.csv"
    page.context.close()
    data = (kreis / "daten" / "zustaendigkeiten.csv").read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"aufgabe_id";')
