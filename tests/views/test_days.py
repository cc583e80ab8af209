"""The day of a page is the newest day of what it shows; no clock is asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.skeleton import write_site
from kim.views.days import PageDays
from kim.views.viewpoint import Viewpoint

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)
SERVICE = """name: {name}
organization: ki
topics: [{topic}]
target_groups: [neuzugewanderte]
last_verified: {day}
"""
CHAPTERS = {"handbuch/auftrag/": date(2024, 1, 1)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a site with two services of known days and one of none."""
    root = tmp_path / "stadt"
    write_site(root, date(2021, 1, 1))
    services = root / "directory" / "services"
    for path in services.iterdir():
        path.unlink()
    for name, topic, day in (("alt", "sprache", "2025-02-03"), ("neu", "arbeit", "2026-04-05")):
        text = SERVICE.format(name=name, topic=topic, day=day)
        (services / f"{name}.yml").write_text(text, "utf-8")
    (services / "nie.yml").write_text("name: Nie geprüft\norganization: ki\n", "utf-8")
    return root


def test_every_page_has_the_day_of_what_it_shows(root: Path) -> None:
    """Service, list, part of a list, term, provider, guide, home page, chapter; each language."""
    catalogue, _ = load_catalogue(root)
    assert catalogue.site
    several = catalogue.site.model_copy(update={"languages": ("de", "ar")})
    object.__setattr__(catalogue, "site", several)
    of = PageDays(Viewpoint(catalogue, TODAY), CHAPTERS).of
    old, new = date(2025, 2, 3), date(2026, 4, 5)
    assert {
        address: of(address)
        for address in (
            *("angebote/alt/", "angebote/neu/", "angebote/nie/", "ar/angebote/alt/"),
            *("angebote/", "angebote/seite-2/", "ar/angebote/seite-2/", "", "ar/"),
            *("themen/", "themen/sprache/", "themen/arbeit/", "traeger/ki/"),
            *("wegweiser/", "wegweiser/sprache/", "handbuch/auftrag/", "impressum/"),
        )
    } == {
        "angebote/alt/": old,
        "angebote/neu/": new,
        "angebote/nie/": None,
        "ar/angebote/alt/": old,
        "angebote/": new,
        "angebote/seite-2/": new,
        "ar/angebote/seite-2/": new,
        "": new,
        "ar/": new,
        "themen/": new,
        "themen/sprache/": old,
        "themen/arbeit/": new,
        "traeger/ki/": new,
        "wegweiser/": new,
        "wegweiser/sprache/": old,
        "handbuch/auftrag/": date(2024, 1, 1),
        "impressum/": None,
    }
