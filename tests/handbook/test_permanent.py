"""A link that was ever published answers for ever: with the page, the way to it, or what it was."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html

from kim.checks import check_site
from kim.editions.addresses import add_addresses, read_addresses
from kim.editions.draft import Wish
from kim.files import names_below
from kim.plugin import build_handbook
from kim.problems import has_errors
from kim.publish import build_site
from kim.release import Publication, publish_edition
from kim.render.sitemap import list_addresses
from kim.skeleton import write_site
from tests.editing import edit, freeze
from tests.handbook.conftest import TODAY
from tests.publishable import write_publishable_site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

STANDS = tuple(date(2021 + number, 1, 1) for number in range(5))
MOVES = 40
"""So many services change their id in each of five editions."""


def write_service(root: Path, name: str, former: list[str], *lines: str) -> None:
    """Write a service like the one of the example."""
    text = "\n".join([f"name: Angebot {name}", "organization: musterverein", *lines])
    listed = f"\nformerly: [{', '.join(former)}]" if former else ""
    path = root / "directory" / "services" / f"{name}.yml"
    path.write_text(f"{text}{listed}\nlast_verified: 2026-11-01\n", encoding="utf-8")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Move forty services in each of five editions, drop one, move one chapter."""
    root = tmp_path_factory.mktemp("permanent") / "musterstadt"
    write_site(root, TODAY)
    services = root / "directory" / "services"
    service = next(services.glob("*.yml")).read_text("utf-8")
    owner = re.search(r"^organization: (\S+)", service, re.MULTILINE)
    assert owner
    for turn, stand in enumerate(STANDS):
        for number in range(MOVES):
            former = [f"dienst-{number}-{earlier}" for earlier in range(turn)]
            write_service(root, f"dienst-{number}-{turn}", former)
            edit(services / f"dienst-{number}-{turn}.yml", ("musterverein", owner[1]))
            (services / f"dienst-{number}-{turn - 1}.yml").unlink(missing_ok=True)
        if turn == 0:
            write_service(root, "weg", [], "successor: dienst-0-0")
            edit(services / "weg.yml", ("musterverein", owner[1]))
        if turn == 1:
            (services / "weg.yml").unlink()
        if turn == 2:
            chapter = root / "content" / "handbuch" / "auftrag.md"
            text = chapter.read_text("utf-8")
            text = re.sub(r"\nkapitel:.*", "", text)
            named = text.replace("---\n", "---\nkapitel: auftrag\n", 1)
            chapter.with_name("unser-auftrag.md").write_text(named, "utf-8")
            chapter.unlink()
            edit(root / "mkdocs.yml", ("handbuch/auftrag.md", "handbuch/unser-auftrag.md"))
        changed = ["services"] if turn else []
        freeze(root, stand, *changed, *(["auftrag", "site"] if turn == 2 else []))
        published = [f"angebote/dienst-{number}-{turn}/" for number in range(MOVES)]
        english = [f"en/{one}" for one in published]
        add_addresses(root, [*published, *english, "angebote/seite-9/"])
        if turn == 0:
            add_addresses(root, ["angebote/weg/", "handbuch/auftrag/", "nie/gewesen/"])
    return root


@pytest.fixture(scope="module")
def out(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site."""
    out = tmp_path_factory.mktemp("built")
    catalogue, problems = check_site(town, TODAY)
    assert not has_errors(problems), problems
    build_handbook(town, out, catalogue, TODAY)
    return out


def target(out: Path, address: str) -> str:
    """Follow a page that leads on at once; give the address it leads to, or nothing."""
    page = html.fromstring((out / address / "index.html").read_bytes())
    (content,) = page.xpath("//meta[@http-equiv='refresh']/@content") or [""]
    if not content:
        return ""
    way = (out / address / content.partition("url=")[2]).resolve()
    assert (way / "index.html").is_file(), address
    return f"{way.relative_to(out.resolve()).as_posix()}/"


@pytest.mark.promise("addresses-answer")
def test_every_address_ever_published_answers(town: Path, out: Path) -> None:
    """200 moved services in two languages, a chapter, what is gone, what nobody remembers."""
    addresses = read_addresses(town)
    assert len(addresses) == 2 * 5 * MOVES + 4
    assert [one for one in addresses if not (out / one / "index.html").is_file()] == []


@pytest.mark.promise("moved-in-one-step")
def test_what_has_moved_leads_to_its_page_in_one_step(out: Path) -> None:
    """Also over several moves, and in the language of the old address."""
    last = len(STANDS) - 1
    for number in range(MOVES):
        for turn in range(last):
            old = f"angebote/dienst-{number}-{turn}/"
            assert target(out, old) == f"angebote/dienst-{number}-{last}/"
    assert not target(out, f"angebote/dienst-0-{last}/")


def test_a_chapter_at_another_place_is_found(out: Path) -> None:
    """By the id it had in an edition."""
    assert target(out, "handbuch/auftrag/") == "handbuch/unser-auftrag/"


def test_what_is_gone_says_what_it_was(out: Path) -> None:
    """Its name, until when it was there, what replaces it; kept from search engines."""
    page = html.fromstring((out / "angebote/weg/index.html").read_bytes())
    text = " ".join(page.xpath("string(//main)").split())
    assert "Diese Seite gibt es nicht mehr Hier stand: Angebot weg" in text
    assert "Zuletzt im Konzept mit Stand 1. Januar 2021" in text
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    unknown = html.fromstring((out / "nie/gewesen/index.html").read_bytes())
    assert unknown.xpath("string(//h1)") == "Diese Seite gibt es nicht mehr"


def test_servers_know_what_has_moved(out: Path) -> None:
    """The same list for nginx and Apache."""
    new = f"/angebote/dienst-7-{len(STANDS) - 1}/"
    nginx, apache = ((out / name).read_text("utf-8") for name in (".nginx.conf", ".htaccess"))
    assert f"location = /angebote/dienst-7-0/ {{ return 301 {new}; }}\n" in nginx
    assert f"Redirect permanent /angebote/dienst-7-0/ {new}\n" in apache
    assert nginx.count("return 301") == apache.count("Redirect permanent")


def test_the_site_map_names_pages_only(out: Path) -> None:
    """What leads on is no page."""
    assert "dienst-7-0/" not in (out / "sitemap.xml").read_text("utf-8")


@pytest.mark.promise("urls-only-grow")
def test_the_list_only_grows(town: Path) -> None:
    """What is there already is not written again; the lines before stay as they are."""
    path = town / "directory" / "urls.txt"
    before = path.read_text("utf-8")
    assert add_addresses(town, ["angebote/weg/", ""]) == 0
    assert path.read_text("utf-8") == before
    assert add_addresses(town, ["angebote/ganz-neu/"]) == 1
    assert path.read_text("utf-8") == f"{before}angebote/ganz-neu/\n"


def test_publishing_writes_the_list(tmp_path: Path) -> None:
    """Every page of the finished site, editions included."""
    root = tmp_path / "musterstadt"
    write_publishable_site(root, TODAY)
    place = Publication(root, root / "site", TODAY, lambda _: None)
    assert publish_edition(place, Wish(STANDS[0])).is_published
    assert {*read_addresses(root)} == {*list_addresses(names_below(root / "site"))} - {""}
    assert f"fortschreibungen/{STANDS[0]}/handbuch/auftrag/" in read_addresses(root)
    assert not has_errors(build_site(root, root / "site", TODAY))
