"""Records that stand together on pages of a hundred: each once, and every link finds its page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.export.search import Search
from kim.export.search.documents import list_documents
from kim.handbook.places import places_today
from kim.models import KINDS
from kim.models.contact import Contact
from kim.models.location import Location
from kim.models.service import Service
from kim.render.site import Setting, render_site
from kim.rules.case_management import CASE_MANAGEMENT
from kim.skeleton import write_site
from kim.traces import code_of_look
from kim.views.own_services import FIELDS, drafts_with_services, see_own_services
from kim.views.single_pages import list_transitions_pages
from kim.views.viewpoint import ROWS_ON_A_PAGE, Viewpoint
from tests.making import make_catalogue
from tests.site.reading import broken_links, read_pages

if TYPE_CHECKING:
    from pathlib import Path

    from kim.catalogue import Catalogue
    from tests.site.reading import ReadPage

TODAY = date(2026, 11, 21)
CONTACTS, PLACES = 250, 130
OUTSIDE = "handbuch/"
"""Pages that another program makes."""


def against_the_ids(number: int, name: str) -> str:
    """Give a name whose place among the names is another than its number's."""
    return f"{chr(ord('Z') - number % 26)}{name} {number}"


def write_contacts(root: Path, count: int) -> None:
    """Write contacts whose names stand in another order than their ids."""
    for number in range(count):
        name = against_the_ids(number, "stelle")
        path = root / f"directory/contacts/stelle-{number}.yml"
        path.write_text(f"name: {name}\norganization: ki\n", "utf-8")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the example site with many contacts and places."""
    root = tmp_path_factory.mktemp("long") / "town"
    write_site(root, TODAY)
    write_contacts(root, CONTACTS)
    for number in range(PLACES):
        path = root / f"directory/locations/ort-{number}.yml"
        path.write_text(f"name: {against_the_ids(number, 'haus')}\narea: mitte\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def catalogue(town: Path) -> Catalogue:
    """Read it, as a site in two languages."""
    found, problems = load_catalogue(town)
    assert not problems
    assert found.site
    return replace(found, site=found.site.model_copy(update={"languages": ("de", "ar")}))


@pytest.fixture(scope="module")
def out(town: Path, catalogue: Catalogue) -> Path:
    """Render its pages."""
    setting = Setting("", town / "overrides")
    render_site(catalogue, TODAY, town.parent / "out", setting)
    return town.parent / "out"


@pytest.fixture(scope="module")
def pages(out: Path) -> dict[str, ReadPage]:
    """Read them."""
    return read_pages(out)


def parts_of(pages: dict[str, ReadPage], path: str) -> list[list[str]]:
    """Give the ids on each page of a list, in order."""
    names = [name for name in pages if name.startswith(path)]
    number = {name: len(name) and int("".join(filter(str.isdigit, name)) or 1) for name in names}
    return [pages[name].ids for name in sorted(names, key=lambda name: number[name])]


@pytest.mark.parametrize("home", ["", "ar/"])
def test_each_contact_stands_once_on_pages_of_a_hundred(
    pages: dict[str, ReadPage], catalogue: Catalogue, home: str
) -> None:
    """The coordinating office first; no page is longer than the others."""
    wanted = catalogue.all(Contact).keys()
    parts = [
        [one for one in ids if one in wanted] for ids in parts_of(pages, f"{home}ansprechpersonen/")
    ]
    assert [len(part) for part in parts[:-1]] == [ROWS_ON_A_PAGE] * (len(wanted) // ROWS_ON_A_PAGE)
    assert sorted(chain.from_iterable(parts)) == sorted(wanted)
    assert parts[0][0] == "kim-koordination"


def test_places_stand_by_name(pages: dict[str, ReadPage], catalogue: Catalogue) -> None:
    """And not by their ids, which nobody sees."""
    names = {one.id: str(one.name.root["de"]) for one in catalogue.all(Location).values()}
    stand = [names[one] for ids in parts_of(pages, "orte/") for one in ids if one in names]
    assert len(stand) == len(names) > PLACES
    assert stand == sorted(stand)
    assert stand[0].startswith("Ahaus")


def test_every_link_leads_to_the_right_page_and_place(
    out: Path, pages: dict[str, ReadPage]
) -> None:
    """Also to a place that stands on the second page."""
    links = [link for page in pages.values() for link in page.links]
    assert any(link.endswith("orte/seite-2/#ort-0") for link in links)
    broken = [one for one in broken_links(out, pages) if OUTSIDE not in one]
    assert broken == []


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_search_knows_the_page(
    pages: dict[str, ReadPage], catalogue: Catalogue, language: str
) -> None:
    """In the order of its documents; what has one page is not told."""
    view = Viewpoint(catalogue, TODAY, language)
    search = Search(view)
    titles = json.loads(search.titles(view).content)
    documents = [one.key[1] for one in list_documents(view) if one.key[0] == "contacts"]
    assert titles["parts"].keys() == {"contacts"}
    assert len(documents) == len(titles["parts"]["contacts"])
    for name, part in zip(documents, titles["parts"]["contacts"], strict=True):
        below = f"seite-{part}/" if part > 1 else ""
        assert name in pages[f"{view.home}ansprechpersonen/{below}index.html"].ids


def test_a_long_table_of_programmes_goes_on_on_the_next_page(catalogue: Catalogue) -> None:
    """The hand-overs stand on the first page only."""
    service = next(iter(catalogue.all(Service).values()))
    many = {
        f"s{number}": service.model_copy(
            update={"id": f"s{number}", "programme": None, "method": CASE_MANAGEMENT}
        )
        for number in range(220)
    }
    view = Viewpoint(replace(catalogue, records={**catalogue.records, "services": many}), TODAY)
    pages = [page for draft in list_transitions_pages(view) for page in draft()]
    assert [page.path for page in pages] == [
        "uebergaenge/",
        "uebergaenge/seite-2/",
        "uebergaenge/seite-3/",
    ]
    assert [len(page.view.slice.rows) for page in pages] == [100, 100, 20]
    assert [page.view.subject is None for page in pages] == [False, True, True]


@pytest.mark.parametrize("kind", FIELDS)
def test_the_services_of_a_record_stand_on_pages_of_a_hundred(kind: str) -> None:
    """Each once, by name and what has ended last; a record with few of them has one page."""
    names = {f"s{number}": against_the_ids(number, "angebot") for number in range(220)}
    records = {
        "areas__viel": "{name: Nord, level: kreis}",
        "areas__wenig": "{name: Sued, level: kreis}",
        "organizations__viel": "{name: AWO, type: welfare}",
        "organizations__wenig": "{name: Amt, type: authority}",
        "programmes__viel": "{name: KIM}",
        "programmes__wenig": "{name: JMD}",
    }
    for number, (service, name) in enumerate(names.items()):
        records[f"services__{service}"] = (
            f"{{name: {name}, organization: viel, partners: [{'wenig' * (number == 7)}],"
            f" service_areas: [viel{', wenig' * (number == 7)}],"
            f" programme: {'wenig' if number == 7 else 'viel'},"
            f" valid_until: {'2026-11-20' if number % 2 else '2026-12-31'}}}"
        )
    view = Viewpoint(make_catalogue(**records), TODAY)
    drafts = list(drafts_with_services(view, KINDS[kind], lambda *_: iter(())))
    path = view.kind_href(kind, "viel")
    homes = [path, f"{path}seite-2/", f"{path}seite-3/", view.kind_href(kind, "wenig")]
    assert [draft.homes for draft in drafts] == [(home,) for home in homes]
    parts = [see_own_services(view, view.catalogue.records[kind]["viel"], n) for n in (1, 2, 3)]
    assert [part.pages for part in parts] == [tuple(homes[:3])] * 3
    shown = [row for part in parts for row in part.rows]
    assert len({row.id for row in shown}) == parts[0].total == len(shown)
    order = [(row.status.code == "ended", view.sort_key(row.name)) for row in shown]
    assert order == sorted(order)
    (few,) = see_own_services(view, view.catalogue.records[kind]["wenig"], 1).rows
    assert few.id == "s7"


def test_an_edition_leads_to_the_page_of_today(catalogue: Catalogue) -> None:
    """Where a contact stood then is no page any more when there are fewer."""
    few = {name: one for name, one in catalogue.all(Contact).items() if name < "stelle-15"}
    today = replace(catalogue, records={**catalogue.records, "contacts": few})
    places = places_today(catalogue, today, frozenset())
    then, now = Viewpoint(catalogue, TODAY), Viewpoint(today, TODAY)
    old = replace(then, places=places)
    for name, contact in catalogue.all(Contact).items():
        assert old.href(contact) == (now.href(contact) if name in few else "ansprechpersonen/")
    assert any(then.href(one) != now.href(one) for one in few.values())


def test_short_lists_need_no_order(catalogue: Catalogue) -> None:
    """A page with a link to a contact of a small site depends on that contact alone."""
    few = dict(list(catalogue.all(Contact).items())[:ROWS_ON_A_PAGE])
    small = replace(catalogue, records={**catalogue.records, "contacts": few}).watched()
    with small.reads.part() as part:  # type: ignore[union-attr]  # it is watched
        Viewpoint(small, TODAY).link(few["stelle-10"])
    assert [*part.trace.codes] == [code_of_look(("contacts", "stelle-10"), "name")]
