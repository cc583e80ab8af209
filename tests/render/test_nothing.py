"""What a site shows before anything stands in it: words and who can be asked, never a bare list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from lxml import html

from kim.catalogue import load_catalogue
from kim.render.site import Setting, render_site
from kim.skeleton import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

TODAY = date(2026, 11, 21)
KEPT = {"areas", "organizations", "contacts", "taxonomies"}
"""What every site has from its first day."""
LISTS = ("angebote", "wegweiser", "themen", "zielgruppen", "kategorien", "sprachen")
GERMAN_LISTS = (*LISTS, "zustaendigkeiten", "gremien", "programme")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render the example site without its services, committees, tasks and programmes."""
    root = tmp_path_factory.mktemp("bare")
    write_site(root / "site", TODAY)
    whole, _ = load_catalogue(root / "site")
    records = {
        kind: found if kind in KEPT else MappingProxyType({})
        for kind, found in whole.records.items()
    }
    assert whole.site
    site = whole.site.model_copy(update={"languages": ("de", "ar")})
    catalogue = replace(whole, records=records, links={}, site=site)
    render_site(catalogue, TODAY, root / "out", Setting("", root / "site/overrides"))
    return root / "out"


def main_of(path: Path) -> HtmlElement:
    """Read what a page has of its own."""
    return html.document_fromstring(path.read_bytes().decode()).get_element_by_id("inhalt")


def bare_lists(page: HtmlElement) -> Iterator[str]:
    """Yield the lists and tables in which nothing stands and no script will write."""
    for element in page.iter("ul", "ol", "dl", "tbody", "select"):
        shown = [element, *element.iterancestors()]
        is_filled_later = any("hidden" in one.attrib for one in shown) or any(
            name.startswith("data-") for name in element.attrib
        )
        if not len(element) and not is_filled_later:
            yield f"{element.tag} {dict(element.attrib)}"


def test_no_list_stands_empty(bare: Path) -> None:
    """On no page; where a script writes, it says so by an attribute."""
    pages = sorted(bare.rglob("*.html"))
    assert len(pages) > 40
    assert {path: found for path in pages if (found := list(bare_lists(main_of(path))))} == {}


@pytest.mark.parametrize("address", [*GERMAN_LISTS, *(f"ar/{name}" for name in LISTS)])
def test_a_list_of_nothing_says_whom_to_ask(bare: Path, address: str) -> None:
    """In the language of the page, with the telephone of the coordinating office."""
    page = main_of(bare / address / "index.html")
    assert [phone.get("href") for phone in page.cssselect("a.tel")][:1] == ["tel:+493023125011"]
    words = page.cssselect("p.prose")[0]
    assert len(words.text_content().split()) > 3
    assert page.cssselect("#fragen")


def test_where_no_service_names_a_language_one_can_ask_there(site: Path) -> None:
    """In all languages of the site: the services are one step away."""
    pages = sorted(site.glob("**/sprachen/index.html"))
    assert len(pages) == 10
    for page in map(main_of, pages):
        assert page.cssselect("a.go[href$='angebote/']")
        assert "?" in (said := page.cssselect("p.prose")[0].text_content()) or "؟" in said
