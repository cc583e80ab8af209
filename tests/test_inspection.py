"""A build is looked through before it goes live: its links, and a page for each record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim import inspection, publish
from kim.inspection import inspect_build
from kim.plugin import build_handbook
from kim.publish import build_site
from kim.views.viewpoint import ROWS_ON_A_PAGE
from tests.making import make_catalogue
from tests.publishable import write_publishable_site

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from kim.catalogue import Catalogue
    from kim.handbook.build import Printed

TODAY = date(2026, 11, 21)


@pytest.fixture
def catalogue() -> Catalogue:
    """Give one organization that had another name."""
    return make_catalogue(
        organizations__stadt="""
            name: Stadt
            type: authority
            formerly: [amt]
        """
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the pages of that organization."""
    write(tmp_path, "index.html", '<a href="traeger/stadt/">Stadt</a>')
    write(tmp_path, "traeger/index.html", '<a href="../">Start</a> <a href="stadt/#oben">S</a>')
    write(tmp_path, "traeger/stadt/index.html", "<img src='../../logo.svg?1'>")
    write(tmp_path, "traeger/amt/index.html", '<a href="/">Start</a> <a href="#hier">hier</a>')
    write(tmp_path, "logo.svg", "<svg/>")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    """Write one file of a build."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def inspect(folder: Path, catalogue: Catalogue, *kept: str) -> list[str]:
    """Give all that is wrong."""
    return list(inspect_build(folder, catalogue, frozenset(kept)))


def test_a_whole_build_has_no_fault(folder: Path, catalogue: Catalogue) -> None:
    """Old names, folders, anchors and queries answer."""
    assert inspect(folder, catalogue) == []


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ('href="weg/"', "weg/"),
        ("href='../weg/'", "../weg/"),
        ('src="weg.js"', "weg.js"),
        ('href="/weg/#da"', "/weg/#da"),
        ('href="weg/?a=1&amp;b=2"', "weg/?a=1&b=2"),
        ('href="%77eg/"', "%77eg/"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(
    folder: Path, catalogue: Catalogue, link: str, shown: str
) -> None:
    """In whatever form it is written."""
    write(folder, "traeger/index.html", f"<a {link}>weg</a>")
    expected = f"traeger/index.html verweist auf {shown}, das gibt es nicht"
    assert inspect(folder, catalogue) == [expected]


def test_a_link_that_is_no_text_leads_nowhere(folder: Path, catalogue: Catalogue) -> None:
    """What cannot be read is shown as far as it can."""
    (folder / "index.html").write_bytes(b'<a href="\xff/">weg</a>')
    expected = "index.html verweist auf \ufffd/, das gibt es nicht"
    assert inspect(folder, catalogue) == [expected]


@pytest.mark.parametrize("shares", [(1000, 1), (2, 1), (1, 1), (1000, 2)])
def test_however_the_pages_are_shared_out_each_is_looked_at(
    folder: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, shares: tuple[int, int]
) -> None:
    """Once, and in the order of their names."""
    monkeypatch.setattr(inspection, "MOST_PARTS", shares[0])
    monkeypatch.setattr(inspection, "_AT_ONCE", shares[1])
    pages = ["404.html", *(f"{name}/index.html" for name in "abcd")]
    for page in pages:
        write(folder, page, '<a href="nirgends/">weg</a>')
    expected = [f"{page} verweist auf nirgends/, das gibt es nicht" for page in pages]
    assert inspect(folder, catalogue) == expected


@pytest.mark.parametrize(
    "link", ["https://stadt.example/x", "mailto:a@stadt.example", "tel:+49", "//stadt.example/"]
)
def test_what_lies_elsewhere_is_not_looked_for(
    folder: Path, catalogue: Catalogue, link: str
) -> None:
    """Other hosts and other programs are not ours."""
    write(folder, "index.html", f'<a href="{link}">da</a>')
    assert inspect(folder, catalogue) == []


def test_records_and_pages_are_counted(folder: Path, catalogue: Catalogue) -> None:
    """A page too few, a page too many; one that was promised may be there."""
    (folder / "traeger" / "stadt" / "index.html").unlink()
    write(folder, "index.html", "")
    write(folder, "traeger/index.html", "")
    write(folder, "traeger/fremd/index.html", "")
    lost, strange = "die Seite traeger/stadt/ fehlt", "zur Seite traeger/fremd/ gibt es keinen"
    assert inspect(folder, catalogue) == [lost, f"{strange} Eintrag"]
    assert inspect(folder, catalogue, "traeger/fremd/") == [lost]


def test_a_long_list_has_several_pages(tmp_path: Path) -> None:
    """As many as it needs and no more."""
    many = {
        f"organizations__ort-{number}": "{name: Ort, type: authority}"
        for number in range(ROWS_ON_A_PAGE + 1)
    }
    catalogue = make_catalogue(**many)
    for name in catalogue.records["organizations"]:
        write(tmp_path, f"traeger/{name}/index.html", "")
    for number in (2, 3):
        write(tmp_path, f"traeger/seite-{number}/index.html", "")
    strange = "zur Seite traeger/seite-3/ gibt es keinen Eintrag"
    assert inspect(tmp_path, catalogue) == [strange]


@pytest.mark.promise("release-inspected")
@pytest.mark.slow
def test_a_release_with_a_fault_never_goes_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record without its page, as if a template had been forgotten; the first five are told."""

    def lose_pages(root: Path, to: Path, *rest: Any, **options: Any) -> Printed:
        printed = build_handbook(root, to, *rest, **options)
        for page in (to / "traeger").glob("*/index.html"):
            page.unlink()
        return printed

    root, out = tmp_path / "town", tmp_path / "town" / "site"
    write_publishable_site(root, TODAY)
    assert build_site(root, out, TODAY, release=True) == ()
    monkeypatch.setattr(publish, "build_handbook", lose_pages)
    *_, problem = build_site(root, out, TODAY, release=True)
    assert "nicht veröffentlicht: die Seite traeger/" in str(problem)
    assert str(problem).endswith("weitere Fehler [unfinished-build]")
    assert (out / "traeger" / "ki" / "index.html").is_file()
