"""Narrowing the list of services in a real browser: counts, addresses, keyboard, no script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kim.catalogue import load_catalogue
from kim.models.service import Service
from kim.notation import yaml_lines
from kim.publish import build_site
from kim.skeleton import write_site
from tests.browser.pages import SIZES, find_faults, open_page, wait_until
from tests.built import ROOT, TODAY
from tests.site.serving import serve_folder
from tests.views.test_facets import finds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from kim.catalogue import Catalogue

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MANY = 230
OFFICES = 40


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Give the records of this repository's own site."""
    return load_catalogue(ROOT)[0]


def result_ids(page: Page) -> list[str]:
    """List the services that one sees, in their order."""
    return [
        link.split("/angebote/")[1].strip("/")
        for link in page.locator(".results .result-title a:visible").evaluate_all(
            "(all) => all.map((one) => one.href)"
        )
    ]


def counts_of(page: Page) -> dict[tuple[str, str], int]:
    """Read the number beside every option."""
    found = page.locator("[data-facets] fieldset [type=checkbox]").evaluate_all(
        "(all) => all.map((one) => [one.name, one.value,"
        " one.parentElement.querySelector('[data-facet-count]').textContent])"
    )
    return {(name, value): int(count) for name, value, count in found}


def choose(page: Page, name: str, value: str) -> None:
    """Tick or untick an option as people do, opening its facet first."""
    box = page.locator(f"input[name={name}][value={value}]")
    for fold in box.locator("xpath=ancestor::details").all():
        if not fold.evaluate("(fold) => fold.open"):
            fold.locator("summary").first.click()
    box.click()


def wait_for_count(page: Page, count: int) -> None:
    """Wait until so many services are said to fit."""
    wait_until(
        page,
        f"document.querySelector('[data-facets-status]').textContent.endsWith(' {count}')",
    )


CHOICES = [
    {"thema": ["sprache", "wohnen"]},
    {"thema": ["schule"], "traeger": ["ki-oberhausen"]},
    {"gebiet": ["sozialraum-71"], "zielgruppe": ["neuzugewanderte", "erwachsene"]},
    {"kategorie": ["migrationsdienste"], "thema": ["arbeit"], "gebiet": ["oberhausen"]},
]


@pytest.mark.promise("facets")
@pytest.mark.parametrize("ended", [False, True], ids=["current", "with ended"])
@pytest.mark.parametrize("choice", CHOICES, ids="+".join)
def test_results_and_counts_are_what_one_finds_by_hand(
    browser: Browser, address: str, catalogue: Catalogue, choice: dict[str, list[str]], *,
    ended: bool,
) -> None:  # fmt: skip
    """Options of a facet add up, facets narrow; each count says what one more choice would find."""
    query = "&".join(f"{key}={value}" for key, values in choice.items() for value in values)
    page = open_page(browser, f"{address}angebote/?{query}{'&beendet=1' if ended else ''}")
    listed = [one for one in catalogue.all(Service).values() if ended or not one.has_ended(TODAY)]

    def fits(service: Service, *, but: str = "") -> bool:
        return all(
            key == but or any(finds(catalogue, service, key, value) for value in values)
            for key, values in choice.items()
        )

    expected = {service.id for service in listed if fits(service)}
    wait_for_count(page, len(expected))
    found = result_ids(page)
    assert len(found) == len(set(found))
    assert set(found) == expected
    for (key, option), count in counts_of(page).items():
        assert count == sum(
            fits(service, but=key) and finds(catalogue, service, key, option) for service in listed
        ), (key, option)
    page.context.close()


def test_the_choice_stands_in_the_address_and_the_way_back_works(
    browser: Browser, address: str
) -> None:
    """Each choice is a step; back undoes it; the address opens the same list elsewhere."""
    page = open_page(browser, address + "angebote/", viewport=SIZES["desktop"])
    everything = result_ids(page)
    choose(page, "thema", "sprache")
    wait_for_count(page, int(page.locator("input[value=sprache] ~ .count").inner_text()))
    first = result_ids(page)
    choose(page, "thema", "wohnen")
    page.wait_for_url("**?thema=sprache&thema=wohnen")
    wait_until(page, f"document.querySelectorAll('.results > li').length > {len(first)}")
    both = result_ids(page)
    other = open_page(browser, page.url)
    wait_for_count(other, len(both))
    assert result_ids(other) == both
    page.go_back()
    wait_for_count(page, len(first))
    assert result_ids(page) == first
    assert not page.locator("input[value=wohnen]").is_checked()
    page.go_back()
    wait_until(page, f"document.querySelectorAll('.results > li').length >= {len(everything)}")
    assert result_ids(page) == everything
    assert not page.locator("[data-facets-reset]").is_visible()
    for one in (page, other):
        one.context.close()


def test_what_has_ended_is_hidden_until_one_asks(browser: Browser, address: str) -> None:
    """Nobody is sent to a service that is gone; whoever looks for it finds it."""
    page = open_page(browser, address + "angebote/", viewport=SIZES["desktop"])
    assert "teilhabemanagement" not in result_ids(page)
    page.get_by_label("Auch zeigen, was es nicht mehr gibt").check()
    page.wait_for_url("**?beendet=1")
    page.locator("[data-service=teilhabemanagement]").wait_for()
    page.get_by_role("button", name="Alles zurücksetzen").click()
    page.wait_for_url(re.compile(r"/angebote/$"))
    assert "teilhabemanagement" not in result_ids(page)
    assert page.evaluate("document.activeElement.matches('summary')")
    page.context.close()


def test_facets_work_by_keyboard_on_a_phone(browser: Browser, address: str) -> None:
    """Closed at first; Enter opens, Space chooses, the button leads to the results."""
    page = open_page(browser, address + "angebote/", viewport=SIZES["phone"])
    fold = page.locator("[data-facets-all]")
    assert not fold.evaluate("(fold) => fold.open")
    fold.locator("summary").first.focus()
    page.keyboard.press("Enter")
    for _ in range(2):  # past the summary of the first facet
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**?thema=*")
    status = page.locator("[data-facets-status]")
    status.get_by_text("Passende Angebote").wait_for()
    assert status.get_attribute("role") == "status"
    page.get_by_role("button", name="Zu den Angeboten").press("Enter")
    assert not fold.evaluate("(fold) => fold.open")
    assert status.evaluate("(status) => status === document.activeElement")
    page.context.close()


@pytest.mark.parametrize("language", ["", "ar/"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_is_content_with_the_open_form(
    browser: Browser, address: str, size: str, language: str
) -> None:
    """Groups have names, targets are large, colours meet in light and dark."""
    page = open_page(browser, f"{address}{language}angebote/?thema=sprache", viewport=SIZES[size])
    page.evaluate(
        "for (const one of document.querySelectorAll('[data-facets] details')) one.open = true"
    )
    page.locator("[data-facets-status]:not(:empty)").wait_for()
    faults = find_faults(page)
    small = page.locator("[data-facets] label, .merk-button").evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility() && one.offsetHeight < 44).length"
    )
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    errors = page.errors  # type: ignore[attr-defined]
    page.context.close()
    assert (faults, small, wide, errors) == ([], 0, False, [])


@pytest.mark.promise("facets-without-script")
def test_without_script_the_same_ways_are_pages(browser: Browser, address: str) -> None:
    """No dead form; links lead to the pages of topics, groups, languages, areas, providers."""
    page = open_page(browser, address + "angebote/", java_script_enabled=False)
    assert not page.locator("[data-facets]").is_visible()
    links = page.locator("#eingrenzen a").evaluate_all("(all) => all.map((one) => one.pathname)")
    assert {"/themen/", "/zielgruppen/", "/kategorien/", "/sprachen/", "/traeger/"} <= set(links)
    assert "teilhabemanagement" in result_ids(page)
    page.context.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build a site whose list has several pages and serve it."""
    root: Path = tmp_path_factory.mktemp("large") / "seite"
    write_site(root, TODAY)
    for number in range(OFFICES):
        path = root / "directory" / "organizations" / f"buero-{number:02}.yml"
        path.write_text(f"name: Büro {number:02} für Brücken\ntype: welfare\n", "utf-8")
    for number in range(MANY):
        record = {
            "name": f"Angebot {number:03}", "organization": f"buero-{min(number, OFFICES - 1):02}",
            "summary": "Hilft <b>allen</b>", "topics": ["arbeit" if number % 2 else "schule"],
        }  # fmt: skip
        path = root / "directory" / "services" / f"a-{number:03}.yml"
        path.write_text("\n".join(yaml_lines(record)) + "\n", "utf-8")
    problems = build_site(root, root / "site", TODAY)
    assert not [one for one in problems if one.severity == "error"], problems
    with serve_folder((root / "site").resolve()) as address:
        yield address


def test_a_long_list_is_found_in_the_data(browser: Browser, large: str) -> None:
    """What stands on another page of the list is found too, a hundred rows at a time."""
    page = open_page(browser, large + "angebote/", viewport=SIZES["desktop"])
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    choose(page, "thema", "arbeit")
    choose(page, "thema", "schule")
    page.get_by_role("link", name="Angebot 099").wait_for()
    assert not page.locator("[data-facets-pages]").is_visible()
    expect(page.locator(".results > li")).to_have_count(100)
    more = page.get_by_role("button", name="Mehr zeigen")
    more.press("Enter")
    expect(page.locator(".results > li")).to_have_count(200)
    assert page.locator(".results > li:nth-child(101) a").first.evaluate(
        "(link) => link === document.activeElement"
    )
    more.press("Enter")
    expect(more).to_be_hidden()
    row = page.locator(".results > li", has_text="Angebot 229")
    assert "Hilft <b>allen</b>" in row.inner_text()
    assert row.get_by_role("button", name="Merken Angebot 229").is_visible()
    assert len([one for one in fetched if one.endswith(".json")]) == 1
    row.locator("a").first.click()
    page.wait_for_url("**/angebote/a-229/")
    page.context.close()


def test_an_office_that_is_not_shown_is_found_by_its_name(browser: Browser, large: str) -> None:
    """Typed as one types it, counted like the others, in the address and in it again elsewhere."""
    page = open_page(browser, large + "angebote/", viewport=SIZES["desktop"])
    facet = page.locator(".facet", has=page.locator("[data-facet-more]"))
    facet.locator("summary").click()
    assert facet.get_by_role("checkbox").count() == 20
    field = facet.get_by_label("Nicht dabei? Namen eingeben")
    field.press_sequentially("bruecken 33")
    facet.get_by_text("Treffer: 1", exact=True).wait_for()
    field.press("Enter")
    field.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**/angebote/?traeger=buero-33")
    wait_for_count(page, 1)
    assert result_ids(page) == ["a-033"]
    field.fill("")
    assert facet.get_by_role("checkbox", name="Büro 33").is_checked()
    other = open_page(browser, page.url, viewport=SIZES["desktop"])
    wait_for_count(other, 1)
    counts = counts_of(other)
    assert (counts["traeger", "buero-33"], counts["traeger", "buero-39"]) == (1, MANY - OFFICES + 1)
    other.get_by_role("button", name="Alles zurücksetzen").click()
    other.wait_for_url("**/angebote/")
    assert other.locator("[data-facet-more] [type=checkbox]").count() == 0
    for one in (page, other):
        assert one.errors == []  # type: ignore[attr-defined]
        one.context.close()


def test_other_pages_of_a_long_list_lead_to_the_form(browser: Browser, large: str) -> None:
    """The form stands on the first page only; the others stay light."""
    page = open_page(browser, large + "angebote/seite-2/")
    assert page.locator("[data-facets]").count() == 0
    page.get_by_role("link", name="Nach mehreren Merkmalen").click()
    page.locator("[data-facets]").wait_for()
    page.context.close()
