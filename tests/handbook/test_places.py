"""Every link of an old edition leads to its own pages, or to today's, and the page says so."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html

from kim.editions.addresses import add_addresses
from kim.skeleton import write_site
from tests.editing import freeze
from tests.handbook.conftest import TODAY
from tests.handbook.test_editions import build, pages, read

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

OLD, NEW = "fortschreibungen/2024-01-01", "fortschreibungen/2026-01-15"
LINKS = """
## Wer hilft {: #wer-hilft }

Die {{ angebot("migrationsberatung") }} und die {{ angebot("weg") }}, {{ angebot("alt") }},
die {{ organisation("musterverein") }}, {{ gremium_link("facharbeitskreis") }}.

{{ kontakt("auskunft") }}
"""
ANNEX = "---\ntitle: Anlage\nkapitel: anlage\n---\n\n"
CONTACT = "name: Auskunft\norganization: ki\nemail: auskunft@musterstadt.example\n"


def service(name: str) -> str:
    """Write a service."""
    return f"name: {name}\norganization: musterverein\ntopics: [sprache]\n"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a town in which much has moved since its first edition."""
    root = tmp_path_factory.mktemp("places") / "musterstadt"
    write_site(root, TODAY)
    handbook, directory = root / "content" / "handbuch", root / "directory"
    chapter = handbook / "auftrag.md"
    before = chapter.read_text("utf-8")
    (directory / "contacts" / "auskunft.yml").write_text(CONTACT, "utf-8")
    services = directory / "services"
    for name in ("weg", "alt"):
        (services / f"{name}.yml").write_text(service(name.title()), "utf-8")
    chapter.write_text(f"{before}{LINKS}", "utf-8")
    for name in ("angebote", "gremien"):
        text = ANNEX.replace("anlage", f"anlage-{name}") + f'{{{{ anlage("{name}") }}}}\n'
        (handbook / f"anlage-{name}.md").write_text(text, "utf-8")
    nav = "  - handbuch/anlage-angebote.md\n  - handbuch/anlage-gremien.md\n"
    settings = root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text('utf-8').rstrip()}\n{nav}", "utf-8")
    (directory / "editions" / "2026-01-15.yml").unlink()
    freeze(root, date(2024, 1, 1))
    add_addresses(root, ["angebote/weg/"])
    chapter.write_text(before, "utf-8")
    for name in ("anlage-gremien", "anlage-angebote"):
        (handbook / f"{name}.md").unlink()
    settings.write_text(settings.read_text("utf-8").replace(nav, ""), "utf-8")
    (directory / "contacts" / "auskunft.yml").unlink()
    (services / "weg.yml").unlink()
    (services / "alt.yml").unlink()
    (services / "neu.yml").write_text(f"{service('Umbenannt')}formerly: [alt]\n", "utf-8")
    sections = ("auftrag", "anlage-angebote", "anlage-gremien", "site", "contacts", "services")
    freeze(root, date(2026, 1, 15), *sections)
    return build(root, tmp_path_factory.mktemp("built"))


def links(out: Path, address: str, below: str = "//article") -> dict[str, str]:
    """Give the links of a page's text with where they lead below the site's root."""
    found = {}
    for link in read(out, address).xpath(f"{below}//a[not(@class='headerlink')]"):
        path, _, anchor = link.get("href").partition("#")
        if not re.match(r"[a-z]+:", path):
            page = (out / address / path).resolve().relative_to(out.resolve()).as_posix()
            found[link.text_content().strip()] = f"{page}#{anchor}" if anchor else page
    return found


def test_a_chapter_leads_to_the_annexes_of_its_own_edition(out: Path) -> None:
    """To the row of the record as it was; what no annex shows leads to today."""
    found = links(out, f"{OLD}/handbuch/auftrag", "//article//*[@id='wer-hilft']/../..")
    annex = f"{OLD}/handbuch/anlage"
    assert found["Migrationsberatung für Erwachsene"] == (
        f"{annex}-angebote#services--migrationsberatung"
    )
    assert found["Weg"] == f"{annex}-angebote#services--weg"
    assert found["Alt"] == f"{annex}-angebote#services--alt"
    assert found["Facharbeitskreis"] == f"{annex}-gremien#committees--facharbeitskreis"
    assert found["Musterverein für Beratung"] == "traeger/musterverein"


def test_an_annex_leads_to_the_entries_of_today(out: Path) -> None:
    """Under their own address, to what it says of what is gone, or to the list."""
    found = links(out, f"{OLD}/handbuch/anlage-angebote")
    assert found["Migrationsberatung für Erwachsene"] == "angebote/migrationsberatung"
    assert found["Alt"] == "angebote/neu"
    assert found["Weg"] == "angebote/weg"
    gone = html.fromstring((out / "angebote/weg/index.html").read_bytes())
    assert gone.xpath("string(//h1)") == "Diese Seite gibt es nicht mehr"


@pytest.mark.promise("old-links-lead")
def test_every_link_stays_or_the_page_says_where_it_leads(out: Path) -> None:
    """And no link, no anchor leads nowhere."""
    seen = 0
    for address in pages(out, f"{OLD}/handbuch"):
        page = read(out, address)
        note = page.xpath("string(//aside[@class='edition-note'])")
        for target in links(out, address).values():
            path, _, anchor = target.partition("#")
            found = html.fromstring((out / path / "index.html").read_bytes())
            assert not anchor or anchor in found.xpath("//@id"), (address, target)
            assert path.startswith(OLD) or "zu den heutigen Einträgen" in note
            seen += 1
    assert seen > 20
