"""A small site whose services say all there is to say: the example of `kim new` and some more."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kim.catalogue import load_catalogue
from kim.problems import has_errors
from kim.render.site import Setting, render_site
from kim.skeleton import write_site

if TYPE_CHECKING:
    from kim.catalogue import Catalogue

MORE = Path(__file__).parent / "sites" / "sprechzeiten"
TODAY = date(2026, 11, 21)
ADDRESS = "https://musterstadt.example/"
LANGUAGES = "languages:\n  - de\n"


def load_hours_site(folder: Path) -> Catalogue:
    """Write the records into an empty folder and load them; the site speaks four languages."""
    write_site(folder, TODAY)
    shutil.copytree(MORE, folder, dirs_exist_ok=True)
    settings = folder / "directory" / "site.yml"
    text = settings.read_text("utf-8")
    assert LANGUAGES in text
    settings.write_text(text.replace(LANGUAGES, "languages: [de, en, ar, uk]\n"), "utf-8")
    catalogue, problems = load_catalogue(folder)
    assert not has_errors(tuple(problems)), problems
    return catalogue


def render_hours_site(folder: Path) -> Path:
    """Render its pages, without the handbook, and give their folder."""
    out = folder / "site"
    catalogue = load_hours_site(folder / "source")
    render_site(catalogue, TODAY, out, Setting(ADDRESS, folder / "source" / "overrides"))
    return out
