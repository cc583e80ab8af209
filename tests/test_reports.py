"""The report on coverage as it is written: HTML and workbook, read back; public only when asked."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from kim.catalogue import load_catalogue
from kim.cli import run
from kim.export.workbook import Sheet, write_workbook
from kim.render.site import Setting, render_site
from kim.reports import write_report
from kim.settings import read_address
from kim.views.coverage.page import see_report
from kim.views.viewpoint import Viewpoint
from tests.built import ROOT
from tests.rules.town import make_town, services

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.views.coverage.report import ReportView

KREIS = ROOT / "tests" / "sites" / "rheinisch-bergischer-kreis"
JUNE = date(2022, 6, 15)
TODAY = date(2026, 11, 21)
SHEETS = [
    "Überblick",
    "Lücken",
    "Mehrfach",
    "Änderungen",
    "Prüfstand",
    "Stellen",
    "Raster",
    "Sprachen",
    "Barrierefreiheit",
    "Angebote",
]
MEANT = "Ratsuchende sollen wählen können"


@pytest.fixture(scope="module")
def oberhausen() -> Catalogue:
    """Load the repository's own site."""
    return load_catalogue(ROOT)[0]


def see(catalogue: Catalogue, day: date) -> ReportView:
    """Show the report of a day."""
    assert catalogue.site is not None
    return see_report(Viewpoint(catalogue, day), catalogue.site)


def hostile_town() -> Catalogue:
    """Give a town whose names want to be formulas and markup, with an intended overlap."""
    texts = services(
        a="topics: [wohnen], target_groups: [neue], method: beratung, service_areas: [stadt]",
        b="topics: [wohnen], target_groups: [neue], method: beratung, valid_until: 2022-06-30",
    )
    texts["services__a"] = texts["services__a"].replace("name: A", "name: '=1+1'")
    texts["services__b"] = texts["services__b"].replace("name: B", "name: '<b>@B'")
    meant = [{"services": ["a", "b"], "reason": MEANT}]
    return make_town(texts, intended_overlaps=meant)


def sheets_of(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Read a workbook back."""
    book = load_workbook(io.BytesIO(data))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def test_oberhausen_before_the_summer_of_2022(oberhausen: Catalogue) -> None:
    """The end of Teilhabemanagement is a break: whom its successor leaves out, who has nobody."""
    report = see(oberhausen, JUNE)
    (change,) = (row for row in report.changes if row.is_break)
    assert (change.day, change.what, change.entry.path) == (
        "30.06.2022",
        "letzter Tag",
        "directory/services/teilhabemanagement.yml",
    )
    assert change.heir is not None
    assert change.heir.path == "directory/services/kim-case-management.yml"
    assert change.effects == (
        "die Nachfolge ist enger gefasst: Themen nicht mehr: Flucht und Asyl sowie Jugend",
        "danach kein Angebot zum Thema Flucht und Asyl für Junge Erwachsene",
    )
    lead = next(row for row in report.changes if row.what == "Zuständigkeit wechselt")
    assert lead.effects == ("Team Sozialarbeit → Kommunales Integrationszentrum Oberhausen",)
    first = report.same[0]
    assert len(first.services) == len(first.organizations) == 4
    assert (first.method, first.topics, first.is_open) == ("Beratung", ("Flucht und Asyl",), True)


def test_oberhausen_after_it(oberhausen: Catalogue) -> None:
    """What has ended is gone; what was not checked for years is said."""
    report = see(oberhausen, TODAY)
    assert report.changes == ()
    assert report.summary[0] == (
        "Am 21. November 2026 gelten 36 Angebote. Zu jedem der 20 Themen gibt es eines."
    )
    assert "In den letzten 12 Monaten wurde keines von 36 Angeboten geprüft." in report.summary
    gap = report.gaps[0]
    assert (gap.topic, gap.is_central) == ("Aufenthalt", True)
    assert gap.served == ("Menschen, die schon länger hier leben", "Geflüchtete")
    assert [row.group for row in report.rare] == [
        "Fachkräfte",
        "Vereine und Migrantenselbstorganisationen",
    ]


def test_a_kreis_is_covered_by_its_municipalities() -> None:
    """Eight services of one method in eight places are no overlap of each other."""
    report = see(load_catalogue(KREIS)[0], TODAY)
    assert [row.topic for row in report.gaps] == ["Familie", "Rückkehr und Weiterwanderung"]
    assert not any(row.is_open for row in report.same)
    assert {row.entry.name: row.words for row in report.posts if row.is_settled} == {
        "KIM Baustein 2 – Case Management": "alle verteilt",
        "KIM Baustein 3 – Ausländer- und Einbürgerungsbehörde": "alle verteilt",
    }


@pytest.mark.promise("cells-lead-to-records")
def test_every_cell_leads_to_records(oberhausen: Catalogue) -> None:
    """Each anchor is there, each record stands with its file and, where known, its page."""
    address = "https://oberhausen.example/kim"
    html = write_report("html", ROOT, oberhausen, TODAY, address).decode()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    cells = re.search(r'<table class="data grid">.*?</table>', html, re.DOTALL)
    assert cells is not None
    assert len(re.findall(r'<td class="state-\w+"><a href="#thema-', cells[0])) == 20 * 15
    assert f'<a href="{address}/angebote/bleiberecht/">Bleiberecht</a>' in html
    assert "<code>directory/services/bleiberecht.yml</code>" in html


def test_the_file_needs_no_other_file(oberhausen: Catalogue) -> None:
    """Without an address it links nowhere; it runs no script and allows only its own style."""
    html = write_report("html", ROOT, oberhausen, TODAY, "").decode()
    assert set(re.findall(r'(?:href|src)="(?!#)([^"]*)"', html)) == set()
    assert "<script" not in html
    assert html.count("<style>") == 1
    assert re.search(r"default-src &#39;none&#39;; style-src &#39;sha256-[\w+/]{43}=&#39;", html)


def test_names_stay_names() -> None:
    """No markup in the file, no formula in the workbook; the reason of an overlap is told."""
    town = hostile_town()
    # The town has no folder: its records stand in files that are only named.
    html = write_report("html", Path("nirgends"), town, JUNE, "").decode()
    assert "&lt;b&gt;@B" in html
    assert "<b>@B" not in html
    assert MEANT in html
    data = write_report("xlsx", Path("nirgends"), town, JUNE, "")
    book = load_workbook(io.BytesIO(data))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"n", "s"}
    assert {cell.value for cell in cells if str(cell.value).startswith("=")} == {
        "=1+1",
        "=1+1\n<b>@B",
    }
    assert sheets_of(data)["Mehrfach"][1][:3] == ("mehrfach, so gewollt", MEANT, "=1+1\n<b>@B")


def test_a_text_is_a_text_in_every_sheet() -> None:
    """Also what looks like a formula, an error or a number, with a style or without."""
    row = ("=1+1", "#N/A", "@SUM", "0123", "", 7)
    for is_short in (False, True):
        sheet = Sheet("Blatt", [("Kopf", 9)] * 6, [row], has_short_texts=is_short)
        page = load_workbook(io.BytesIO(write_workbook("Titel", [sheet], JUNE))).active
        assert page is not None
        cells = [cell for cell in page[2] if cell.value]
        assert [cell.value for cell in cells] == ["=1+1", "#N/A", "@SUM", "0123", 7]
        assert [cell.data_type for cell in cells] == ["s", "s", "s", "s", "n"]


def test_the_workbook_holds_the_whole_report(oberhausen: Catalogue) -> None:
    """Every sheet, every cell of the grid, the same numbers as the page."""
    data = write_report("xlsx", ROOT, oberhausen, JUNE, "https://oberhausen.example/")
    sheets, report = sheets_of(data), see(oberhausen, JUNE)
    assert list(sheets) == SHEETS
    assert [row[0] for row in sheets["Überblick"][1:]] == list(report.summary)
    assert len(sheets["Raster"]) == 1 + 20 * 15 * 7
    assert sheets["Raster"][1] == (
        "Aufenthalt",
        "Menschen mit Einwanderungsgeschichte",
        "Oberhausen",
        "nur für einen Teil",
        0,
        "bleiberecht",
        None,
        None,
    )
    cell = ("Aufenthalt", "Geflüchtete", "Oberhausen")
    refugees = [row for row in sheets["Raster"] if row[:3] == cell]
    assert [row[3:] for row in refugees] == [
        ("ein Angebot", 1, "bleiberecht", "nicht angegeben 1", "mit Angaben 0, nicht angegeben 1")
    ]
    assert len(sheets["Lücken"]) == 1 + len(report.gaps) + len(report.rare)
    assert len(sheets["Änderungen"]) == 1 + len(report.changes)
    assert sheets["Stellen"][-1] == (
        "KIM Baustein 1 – Strategische Steuerung",
        "directory/programmes/kim-baustein-1.yml",
        "3,0",
        "3,0",
        "alle verteilt",
        "Verwaltungsassistenz",
        "Kommunales Integrationszentrum Oberhausen",
        "Oberhausen",
        "0,5",
    )
    page = load_workbook(io.BytesIO(data))["Änderungen"]
    assert page["D2"].hyperlink.target == "https://oberhausen.example/programme/durchstarten/"


@pytest.mark.promise("report-same-bytes")
@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_same_input_same_bytes(form: str) -> None:
    """Also of a catalogue that was read anew; nothing in a workbook tells when it was saved."""
    first, second = (
        write_report(form, KREIS, load_catalogue(KREIS)[0], JUNE, "") for _ in range(2)
    )
    assert first == second
    if form == "xlsx":
        with ZipFile(io.BytesIO(first)) as book:
            assert {part.date_time for part in book.infolist()} == {(2022, 6, 15, 0, 0, 0)}
            assert b"2022-06-15T00:00:00Z" in book.read("docProps/core.xml")


def test_the_command_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The form follows from the ending of the file, or from what is asked for."""
    for arguments, name in (
        (["--out", str(tmp_path / "a.html")], "a.html"),
        (["--out", str(tmp_path / "b.xlsx"), "--stichtag", "15.06.2022"], "b.xlsx"),
        (["--out", str(tmp_path / "c"), "--format", "xlsx"], "c"),
    ):
        assert run(["report", "coverage", str(KREIS), *arguments]) == 0
        assert capsys.readouterr().out == f"geschrieben: {tmp_path / name}\n"
    assert (tmp_path / "a.html").read_bytes().startswith(b"<!doctype html>")
    expected = write_report("xlsx", KREIS, load_catalogue(KREIS)[0], JUNE, read_address(KREIS))
    assert (tmp_path / "b.xlsx").read_bytes() == expected
    assert list(sheets_of((tmp_path / "c").read_bytes())) == SHEETS


def test_the_command_refuses_what_contradicts_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that ends otherwise, and records with errors: nothing is written."""
    out = tmp_path / "a.html"
    assert run(["report", "coverage", str(KREIS), "--format", "xlsx", "--out", str(out)]) == 2
    assert f"die Datei '{out}' endet nicht auf .xlsx" in capsys.readouterr().err
    assert run(["report", "coverage", str(KREIS), "--out", str(tmp_path / "a.pdf")]) == 2
    assert "endet weder auf .html noch auf .xlsx" in capsys.readouterr().err
    broken = ROOT / "tests" / "sites" / "schrecklich"
    assert run(["report", "coverage", str(broken), "--out", str(out)]) == 1
    assert "[unknown-reference]" in capsys.readouterr().out
    assert not out.exists()


@pytest.mark.slow
def test_the_report_is_public_only_when_the_site_says_so(
    oberhausen: Catalogue, tmp_path: Path
) -> None:
    """A page of its own with a link to it, without file names; else it stands in no output."""
    assert oberhausen.site is not None
    assert not oberhausen.site.public_coverage_report
    setting = Setting("", ROOT / "overrides")
    for is_public, folder in ((False, tmp_path / "intern"), (True, tmp_path / "alle")):
        changed = {"public_coverage_report": is_public, "languages": ("de",)}
        site = oberhausen.site.model_copy(update=changed)
        render_site(replace(oberhausen, site=site), TODAY, folder, setting)
    page = (tmp_path / "alle" / "abdeckung" / "index.html").read_text("utf-8")
    assert "In den letzten 12 Monaten wurde keines von 36 Angeboten geprüft." in page
    assert "directory/services/" not in page
    assert 'abdeckung/">Abdeckung</a>' in (tmp_path / "alle" / "index.html").read_text("utf-8")
    pages = [path for path in (tmp_path / "intern").rglob("*") if path.is_file()]
    assert not (tmp_path / "intern" / "abdeckung").exists()
    assert [path for path in pages if b"abdeckung/" in path.read_bytes()] == []
