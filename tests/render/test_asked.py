"""A page that is asked for is the page of a whole build, whoever asked for what before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.export.headers import APACHE, NGINX
from kim.export.security import SECURITY_TXT
from kim.render.asked import AskedPages
from kim.render.site import Setting, render_site
from kim.skeleton import write_site
from tests.folders import files_below

if TYPE_CHECKING:
    from kim.catalogue import Catalogue

TODAY = date(2026, 11, 21)
SITES = Path(__file__).parents[1] / "sites"
_FOR_SERVERS = {APACHE, NGINX, SECURITY_TXT}
"""Nobody asks a preview for these."""


def ask_for_all(catalogue: Catalogue, setting: Setting, whole: Path, out: Path, seed: int) -> None:
    """Ask for every file of a whole build in a random order, and compare all of them."""
    render_site(catalogue, TODAY, whole, setting)
    expected = files_below(whole)
    asked = AskedPages(catalogue, TODAY, setting, out)
    asked.write_assets()
    named = {name for name in expected if name.startswith("assets/")}
    names = sorted(expected.keys() - named - _FOR_SERVERS - {"sw.js"})
    Random(seed).shuffle(names)  # noqa: S311  no secret
    for name in names:
        address = name.removesuffix("index.html")
        assert asked.find(address), address
        assert (out / name).read_bytes() == expected[name], address
    assert asked.find("sw.js")
    assert files_below(out) == {
        name: data for name, data in expected.items() if name not in _FOR_SERVERS
    }
    asked.forget()
    assert files_below(out).keys() == named


@pytest.mark.parametrize("seed", range(3))
def test_every_page_is_that_of_a_whole_build(tmp_path: Path, seed: int) -> None:
    """With what scripts ask for and readers take along; nothing else is written."""
    root = tmp_path / "seite"
    write_site(root, TODAY)
    setting = Setting("https://kim.musterstadt.example/", root / "overrides", is_preview=True)
    catalogue = load_catalogue(root)[0]
    ask_for_all(catalogue, setting, tmp_path / "a", tmp_path / "b", seed)


@pytest.mark.slow
@pytest.mark.parametrize("site", ["rheinisch-bergischer-kreis", "musterstadt"])
def test_every_page_of_larger_sites(tmp_path: Path, site: str) -> None:
    """In every language."""
    root = SITES / site
    setting = Setting("http://127.0.0.1:8000/", root / "overrides", is_preview=True)
    ask_for_all(load_catalogue(root)[0], setting, tmp_path / "a", tmp_path / "b", 7)


def test_one_page_is_printed_and_no_other(tmp_path: Path) -> None:
    """A service's page costs one page; a page that nobody has is not found."""
    root = tmp_path / "seite"
    write_site(root, TODAY)
    out = tmp_path / "out"
    asked = AskedPages(load_catalogue(root)[0], TODAY, Setting("", root / "overrides"), out)
    assert asked.find("angebote/migrationsberatung/")
    assert files_below(out).keys() == {"angebote/migrationsberatung/index.html"}
    for address in ("angebote/gibt-es-nicht/", "nirgends/", "xx/", "angebote/nichts.pdf", "a.png"):
        assert not asked.find(address), address
