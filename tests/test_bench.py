"""The invented municipality that `make bench` builds; nothing here asks how long anything takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.checks import check_site
from kim.models import KINDS
from kim.models.service import Service
from kim.problems import has_errors
from kim.views.viewpoint import Viewpoint
from tests.bench import coverage
from tests.bench.institutions import TODAY
from tests.bench.land import land_texts, write_land
from tests.bench.run import growth, measure, report
from tests.bench.search import write_search_page

if TYPE_CHECKING:
    from pathlib import Path

SERVICES = 100


def test_the_same_size_gives_the_same_bytes() -> None:
    """Two measurements of one size are measurements of one thing."""
    assert dict(land_texts(SERVICES)) == dict(land_texts(SERVICES))


def test_a_larger_municipality_holds_more_services_of_the_same_weight() -> None:
    """Sizes can be compared: a service weighs about 1.5 KB of YAML in each."""
    for services in (50, SERVICES):
        texts = [
            text
            for path, text in land_texts(services)
            if path.parts[:2] == ("directory", "services")
        ]
        assert len(texts) == services
        assert 1400 < sum(len(text.encode()) for text in texts) / services < 1700


@pytest.mark.promise("bench-sound")
def test_it_passes_the_check(tmp_path: Path) -> None:
    """What is measured is a sound site with records of every kind."""
    write_land(tmp_path, SERVICES)
    catalogue, problems = check_site(tmp_path, TODAY)
    assert not has_errors(problems), problems
    assert len(catalogue.all(Service)) == SERVICES
    assert all(catalogue.records[kind] for kind in KINDS)


def test_ten_languages_are_as_sound_as_one(tmp_path: Path) -> None:
    """The terms have names in all of them; nothing else is missing but translations of records."""
    write_land(tmp_path, SERVICES, languages=10)
    catalogue, problems = check_site(tmp_path, TODAY)
    assert not has_errors(problems), problems
    assert catalogue.site
    assert set(catalogue.site.languages) == set(catalogue.terms["topics"]["arbeit"].name.root)


def test_there_are_as_many_centres_as_in_nrw(tmp_path: Path) -> None:
    """Each of the 54 has an area, an office and a function to turn to."""
    write_land(tmp_path, SERVICES)
    for kind, pattern in (
        ("areas", "kreis-*"),
        ("organizations", "ki-*"),
        ("contacts", "kim-[0-9]*"),
    ):
        assert len([*(tmp_path / "directory" / kind).glob(f"{pattern}.yml")]) == 54


def test_the_search_is_measured_on_the_real_page(tmp_path: Path) -> None:
    """The page has the policy that every page has, and the parts are files that it asks for."""
    write_land(tmp_path, SERVICES)
    view = Viewpoint(load_catalogue(tmp_path)[0], TODAY)
    parts = write_search_page(tmp_path / "out", view)
    page = (tmp_path / "out/suche/index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    written = [path.read_bytes() for path in (tmp_path / "out").rglob("*.json")]
    assert {parts["Wörter"], parts["Titel"]} == {*written}


@pytest.mark.slow
def test_every_stage_is_still_found_in_the_product() -> None:
    """The stages are wrapped by name: one that was renamed or is no longer called is noticed."""
    result = measure(SERVICES)
    assert [stage["name"] for stage in result["stages"] if not stage["processor"]] == []
    assert result["files"] > result["pages"] > SERVICES
    assert report(result)[-2].startswith(f"{result['files']} Dateien")
    assert [line.split()[-1] for line in growth([result, result])] == [
        line.split()[-2] for line in growth([result, result])
    ]


@pytest.mark.promise("coverage-scale")
def test_the_report_is_measured_on_a_wide_grid(capsys: pytest.CaptureFixture[str]) -> None:
    """25 topics, 20 target groups and 48 areas, whatever the size; every step is told."""
    coverage.main(40)
    first, *steps = capsys.readouterr().out.splitlines()
    assert first == "40 Angebote, 25 Themen × 20 Zielgruppen × 48 Gebiete"
    assert [line[:32].rstrip() for line in steps] == [
        "Raster und Stand aller Zellen",
        "Lücken",
        "Änderungen",
        "Bericht als Sicht",
        "Bericht als HTML",
        "Bericht als Tabelle",
    ]
