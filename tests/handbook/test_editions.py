"""The site shows every edition for ever: today's concept, old pages that say so, what changed."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from mkdocs.utils import get_theme_dir

from kim.checks import check_site
from kim.editions.addresses import add_addresses
from kim.handbook.build import make_build
from kim.handbook.editions import EditionPress
from kim.models.edition import Edition
from kim.models.service import Service
from kim.plugin import build_handbook
from kim.preview.shown import AskedEditions, Shown
from kim.problems import has_errors
from kim.render.site import Setting
from kim.skeleton import write_site
from tests.editing import edit, freeze
from tests.handbook.conftest import TODAY

pytestmark = pytest.mark.slow

CHAPTERS = "content/handbuch"
STANDS = (date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1))
OLD = [f"fortschreibungen/{stand}" for stand in STANDS[:-1]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the example site three editions and a working text that none of them has."""
    root = tmp_path_factory.mktemp("editions") / "musterstadt"
    write_site(root, TODAY)
    chapter = root / CHAPTERS / "auftrag.md"
    (root / CHAPTERS / "alt.md").write_text(
        "---\ntitle: Abgeschlossen\n---\n\nSiehe [Auftrag](auftrag.md) und"
        ' {{ kapitel("steuerung") }}.\n',
        encoding="utf-8",
    )
    edit(root / "mkdocs.yml", ("nav:\n", "nav:\n  - handbuch/alt.md\n"))
    freeze(root, STANDS[0])
    (root / CHAPTERS / "alt.md").unlink()
    edit(root / "mkdocs.yml", ("  - handbuch/alt.md\n", ""))
    chapter.write_text(f"{chapter.read_text('utf-8')}\n## Neu\n\nEin Wort.\n", "utf-8")
    freeze(root, STANDS[1], "auftrag", "alt", "site")
    edit(chapter, ("Ein Wort.", "Zwei Worte."))
    freeze(root, STANDS[2], "auftrag")
    edit(chapter, ("Zwei Worte.", "Nur ein Entwurf."))
    return root


@pytest.fixture(scope="module")
def out(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it as `kim build` does."""
    return build(town, tmp_path_factory.mktemp("built"))


def build(town: Path, out: Path, **options: bool) -> Path:
    """Build a site."""
    catalogue, problems = check_site(town, TODAY)
    assert not has_errors(problems), problems
    build_handbook(town, out, catalogue, TODAY, **options)
    return out


def read(out: Path, address: str) -> Any:
    """Parse one page."""
    return html.fromstring((out / address / "index.html").read_bytes())


def pages(out: Path, below: str) -> list[str]:
    """List the addresses of pages."""
    found = (out / below).rglob("index.html")
    return sorted(path.parent.relative_to(out).as_posix() for path in found)


def test_the_concept_is_the_newest_edition(out: Path) -> None:
    """Not what is being written."""
    text = read(out, "handbuch/auftrag").text_content()
    assert "Zwei Worte." in text
    assert "Entwurf" not in text


@pytest.mark.promise("working-text-hidden")
def test_no_public_page_shows_the_working_text(out: Path) -> None:
    """Nor any other file."""
    assert [p for p in out.rglob("*") if p.is_file() and b"Nur ein Entwurf" in p.read_bytes()] == []


def test_a_preview_shows_the_working_text_and_says_so(town: Path, tmp_path: Path) -> None:
    """Every page of the handbook is marked, and kept from search engines."""
    draft = build(town, tmp_path, is_draft=True)
    assert pages(draft, OLD[0])
    assert "Nur ein Entwurf." in read(draft, "handbuch/auftrag").text_content()
    for address in pages(draft, "handbuch"):
        page = read(draft, address)
        assert page.xpath("string(//aside[@class='edition-note']/p[1])") == "Arbeitsstand"
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_preview_prints_an_edition_when_somebody_asks(town: Path, tmp_path: Path) -> None:
    """Every page of it, as in a build of all; what none has stays with the server."""
    catalogue, _ = check_site(town, TODAY)
    material = Path(get_theme_dir("material"))
    made = make_build(town, catalogue, TODAY, material, is_draft=True)
    setting = Setting("https://kim.musterstadt.example/", town / "overrides", is_preview=True)
    asked = AskedEditions(EditionPress(made, setting), made)
    for file in EditionPress(made, setting).print_all(made.concept):
        if not file.address.endswith("versions.json"):
            assert asked.find(file.address) == file.content, file.address
    home = f"{OLD[0]}/handbuch/auftrag/"
    assert b"Ein Wort." in (asked.find(f"{OLD[1]}/handbuch/auftrag/") or b"")
    for unknown in ("", "angebote/", f"{OLD[0]}/nie/", "fortschreibungen/", "fortschreibungen/x/"):
        assert asked.find(unknown) is None
    add_addresses(town, [home, "nie/gewesen/"])
    shown = Shown(made, setting, tmp_path)
    assert shown.find(home)
    assert shown.file_at(home).read_bytes() == asked.find(home)
    assert shown.find("nie/gewesen/")
    assert not shown.find("nie/gewesen/oder/doch/")
    (town / "directory" / "urls.txt").unlink()


def test_every_edition_says_what_it_said(out: Path) -> None:
    """Each at its own address, with the tables and links of its time."""
    said = {
        str(stand): read(out, f"fortschreibungen/{stand}/handbuch/auftrag").text_content()
        for stand in STANDS
    }
    assert ["Ein Wort." in text for text in said.values()] == [False, True, False]
    assert ["Zwei Worte." in text for text in said.values()] == [False, False, True]
    gone = read(out, f"fortschreibungen/{STANDS[0]}/handbuch/alt")
    assert gone.xpath("//article//a[contains(., 'Auftrag')]/@href") == ["../auftrag/"]
    assert gone.xpath("//article//a[contains(., 'Kapitel')]/@href") == [
        f"../../../../fortschreibungen/{STANDS[0]}/handbuch/steuerung/"
    ]


@pytest.mark.promise("old-notice")
def test_the_note_stands_on_every_old_page_and_on_no_other(out: Path) -> None:
    """In plain HTML: which edition this is, the chapter today, what changed, all editions."""
    old = [page for home in OLD for page in pages(out, home)]
    noted = [
        path.parent.relative_to(out).as_posix()
        for path in sorted(out.rglob("index.html"))
        if b"edition-note" in path.read_bytes()
    ]
    assert sorted(noted) == sorted(old)
    assert len(old) == 2 + 4 + 3 + 3


def test_the_note_leads_on(out: Path) -> None:
    """To the same chapter today where there is one, and to what changed where something did."""
    notes = {
        name: read(out, f"{OLD[0]}/handbuch/{name}").xpath("//aside[@class='edition-note']")[0]
        for name in ("auftrag", "steuerung", "alt")
    }
    ways = {name: note.xpath(".//a/text()") for name, note in notes.items()}
    today, changed, every = "Dieses Kapitel heute", "Was sich hier geändert hat", "Alle Fassungen"
    assert ways == {
        "auftrag": [today, changed, every],
        "steuerung": [today, every],
        "alt": [changed, every],
    }
    assert "gibt es heute nicht mehr" in notes["alt"].text_content()
    assert "gleich geblieben" in notes["steuerung"].text_content()


def test_every_chapter_offers_its_own_edition_as_a_document(out: Path) -> None:
    """The one that lies beside it; the concept of today offers today's."""
    for stand in STANDS:
        home = f"fortschreibungen/{stand}"
        for address in pages(out, f"{home}/handbuch"):
            links = read(out, address).xpath("//p[@class='handbook-paper']/a/@href")
            found = {(out / address / link).resolve() for link in links}
            assert found == {(out / home / "konzept.pdf").resolve()}
            assert (out / home / "konzept.pdf").read_bytes().startswith(b"%PDF-")
    newest = out / f"fortschreibungen/{STANDS[-1]}/konzept.pdf"
    assert newest.read_bytes() == (out / "handbuch/konzept.pdf").read_bytes()


def test_documents_of_the_last_build_are_taken_over(
    town: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is set a second time, and the bytes are the same."""
    monkeypatch.setattr("kim.paper.typeset", lambda *_: pytest.fail("set once more"))
    again = build(town, tmp_path)
    papers = sorted(path.relative_to(out) for path in out.rglob("*.pdf"))
    assert len(papers) == 1 + len(STANDS)
    assert [(again / one).read_bytes() for one in papers] == [
        (out / one).read_bytes() for one in papers
    ]


@pytest.mark.promise("seen-once")
def test_search_engines_see_each_text_once(out: Path) -> None:
    """The same text is canonical where it stands today; another is hidden, never both."""
    base = re.search(r"<loc>(.*?)</loc>", (out / "sitemap.xml").read_text("utf-8"))
    assert base
    root = base[1]
    for home in [*OLD, f"fortschreibungen/{STANDS[2]}"]:
        for address in pages(out, f"{home}/handbuch"):
            page = read(out, address)
            canonical = page.xpath("//link[@rel='canonical']/@href")
            hidden = page.xpath("//meta[@name='robots']/@content") == ["noindex"]
            same = f"{root}{address.removeprefix(home).lstrip('/')}/"
            assert canonical == ([f"{root}{address}/"] if hidden else [same]), address
    addresses = re.findall(r"<loc>(.*?)</loc>", (out / "sitemap.xml").read_text("utf-8"))
    assert not [one for one in addresses if re.search(r"fortschreibungen/\d", one)]
    assert f"{root}fortschreibungen/" in addresses


@pytest.mark.promise("lastmod-from-records")
def test_the_site_map_says_when_each_page_was_confirmed(town: Path, out: Path) -> None:
    """A chapter has the Stand of its edition, a service its own day; no page in it is hidden."""
    lines = re.findall(r"<url>.*?</url>", (out / "sitemap.xml").read_text("utf-8"))
    days = {
        re.sub(r"https?://[^/]*/", "", line.partition("<loc>")[2].partition("</loc>")[0]): (
            line.partition("<lastmod>")[2].partition("</lastmod>")[0]
        )
        for line in lines
    }
    assert days["handbuch/auftrag/"] == str(STANDS[-1])
    catalogue, _ = check_site(town, TODAY)
    editions = catalogue.all(Edition).values()
    assert days["fortschreibungen/"] == str(max(one.stand for one in editions))
    services = catalogue.all(Service)
    assert services
    for name, service in services.items():
        assert days[f"angebote/{name}/"] == str(service.last_verified)
    assert not [one for one in days if read(out, one).xpath("//meta[@name='robots']")]


def test_all_links_of_editions_lead_somewhere(out: Path) -> None:
    """Pages, assets and anchors."""
    broken = []
    for address in pages(out, "fortschreibungen"):
        page = read(out, address)
        for href in {*page.xpath("//a/@href"), *page.xpath("//link/@href"), *page.xpath("//@src")}:
            if re.match(r"[a-z]+:", href):
                continue
            path, _, anchor = href.partition("#")
            target = (out / address / path).resolve() if path else out / address / "index.html"
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                broken.append((address, href))
            elif anchor and target.suffix == ".html":
                found = html.fromstring(target.read_bytes()).xpath("//@id")
                broken += [] if anchor in found else [(address, href)]
    assert broken == []


def test_what_changed_has_a_page(out: Path) -> None:
    """With marks for the eye and words for the ear."""
    page = read(out, f"fortschreibungen/{STANDS[2]}/aenderungen")
    assert page.xpath("string(//h2[@id='kapitel'])").startswith("Kapitel")
    assert page.xpath("string(//div[@class='changed-text']/del)") == "[gestrichen: Ein]"
    assert page.xpath("string(//div[@class='changed-text']/ins)") == "[neu: Zwei]"
    assert not (out / f"fortschreibungen/{STANDS[0]}/aenderungen").exists()


def test_the_list_and_materials_selector_name_all(out: Path) -> None:
    """The newest first; one of them holds today."""
    names = read(out, "fortschreibungen").xpath("//main//section/h2/@id")
    frozen = [name for name in names if name in map(str, STANDS)]
    assert frozen == sorted(map(str, STANDS), reverse=True)
    versions = json.loads((out / "fortschreibungen/versions.json").read_bytes())
    assert [(one["version"], one["aliases"]) for one in versions] == [
        (str(STANDS[2]), ["aktuell"]),
        (str(STANDS[1]), []),
        (str(STANDS[0]), []),
    ]


def test_the_same_sources_give_the_same_bytes(town: Path, out: Path, tmp_path: Path) -> None:
    """Every page of every edition."""
    again = build(town, tmp_path)
    assert pages(again, "fortschreibungen") == pages(out, "fortschreibungen")
    for address in pages(out, "fortschreibungen"):
        name = f"{address}/index.html"
        assert (again / name).read_bytes() == (out / name).read_bytes(), name
