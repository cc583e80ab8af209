"""What the matrix, a task and an area show of who is responsible."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.export.matrix import HEADING, matrix_file
from kim.models.area import Area
from kim.models.responsibility import Responsibility
from kim.render.sheet import CARDS, SIZES, fit_sheet
from kim.views.areas import see_area
from kim.views.responsibilities import MatrixView, see_matrix, see_responsibility
from kim.views.viewpoint import Viewpoint
from tests.built import ROOT, TODAY
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.views.duties import Cell

KREIS = ROOT / "tests" / "sites" / "rheinisch-bergischer-kreis"
PLACES = {
    "areas__kreis": "{name: Kreis, level: kreis}",
    "areas__stadt": "{name: Stadt, level: gemeinde, parent: kreis}",
    "areas__dorf": "{name: Dorf, level: gemeinde, parent: kreis}",
    "taxonomies__topics": """
        name: Themen
        terms: [{id: geld, name: Geld}, {id: schule, name: Schule}]
    """,
    "organizations__amt": """
        name: Amt für alles
        alternate_name: AfA
        type: authority
        phones: [{number: 0208 1, type: fax}, {number: 0208 2}]
    """,
    "organizations__ki": "{name: KI, type: authority, email: ki@kreis.example}",
    "organizations__awo": "{name: AWO, type: welfare}",
    "contacts__ki": "{name: Auskunft, organization: ki, phones: [{number: 0208 3}]}",
    "contacts__buero": """
        name: Büro
        organization: awo
        person: {name: Erika Mustermann, basis: consent, phone: 0208 4}
    """,
}


@pytest.fixture(scope="module")
def kreis() -> Catalogue:
    """Load the Kreis with its eight municipalities."""
    return load_catalogue(KREIS)[0]


def seen(catalogue: Catalogue) -> Viewpoint:
    """Look at a catalogue in German."""
    return Viewpoint(catalogue, TODAY)


def cells_of(matrix: MatrixView, task: str) -> dict[str, Cell]:
    """Give a task's cells by area."""
    row = next(row for row in matrix.rows if row.id == task)
    return {column.id: cell for column, cell in zip(matrix.columns, row.cells, strict=True)}


def names(cell: Cell) -> list[str]:
    """Name who leads."""
    return [str(one.organization.text) for one in cell.leads]


def test_the_matrix_of_a_kreis(kreis: Catalogue) -> None:
    """The Kreis first, then its municipalities by name; three of them inherit the youth office."""
    matrix = see_matrix(seen(kreis))
    assert [column.id for column in matrix.columns] == [
        "rheinisch-bergischer-kreis",
        "bergisch-gladbach",
        "burscheid",
        "kuerten",
        "leichlingen",
        "odenthal",
        "overath",
        "roesrath",
        "wermelskirchen",
    ]
    youth = cells_of(matrix, "jugendhilfe")
    assert names(youth["kuerten"]) == ["Kreisjugendamt"]
    assert youth["kuerten"].inherited is not None
    assert youth["kuerten"].inherited.text == "gilt vom Kreis"
    assert names(youth["overath"]) == ["Jugendamt der Stadt Overath"]
    assert youth["overath"].inherited is None


def test_what_is_shared_and_what_nobody_does(kreis: Catalogue) -> None:
    """Two offices supervise schools; some municipalities have no Integrationsrat."""
    matrix = see_matrix(seen(kreis))
    school = cells_of(matrix, "schulaufsicht")["kuerten"]
    assert school.is_split
    assert [(str(one.organization.text), str(one.limits)) for one in school.leads] == [
        ("Schulamt", "nur Grund-, Haupt- und Förderschulen"),
        (
            "Bezirksregierung Köln",
            "nur Gymnasien, Gesamt-, Sekundar- und Realschulen sowie Berufskollegs",
        ),
    ]
    council = cells_of(matrix, "integrationsrat")
    assert {area for area, cell in council.items() if cell.state == "nobody"} == {
        "rheinisch-bergischer-kreis",
        "kuerten",
        "odenthal",
        "overath",
        "roesrath",
        "wermelskirchen",
    }
    assert str(council["odenthal"].note) == "Odenthal hat eine Integrationsbeauftragte."
    assert cells_of(matrix, "aufnahme-gefluechteter")["rheinisch-bergischer-kreis"].state == (
        "by-place"
    )


def test_tasks_stand_under_their_first_topic() -> None:
    """In the order of the topics; what has none comes last; what has ended is not there."""
    task = "assignments: [{area: kreis, organization: amt, role: leads}]"
    catalogue = make_catalogue(
        **PLACES,
        responsibilities__a=f"name: A\ntopics: [schule, geld]\n{task}\n",
        responsibilities__b=f"name: B\n{task}\n",
        responsibilities__c=f"name: C\ntopics: [geld]\n{task}\n",
        responsibilities__d=f"name: D\nvalid_until: 2025-12-31\n{task}\n",
    )
    matrix = see_matrix(seen(catalogue))
    assert [(str(group.name), [row.id for row in group.rows]) for group in matrix.groups] == [
        ("Geld", ["c"]),
        ("Schule", ["a"]),
        ("Übergreifende Aufgaben", ["b"]),
    ]
    assert [choice.id for choice in matrix.topics] == ["geld", "schule"]
    assert [str(choice.name) for choice in matrix.offices] == ["AfA"]


def test_whom_to_call() -> None:
    """The contact of the line, else the office's own, else its contact; a fax is nobody."""
    catalogue = make_catalogue(
        **PLACES,
        responsibilities__a="""
            name: A
            assignments:
              - {area: kreis, organization: amt, role: leads, contact: ki, limits: Teil 1}
              - {area: kreis, organization: amt, role: leads, limits: Teil 2}
              - {area: kreis, organization: ki, role: leads, limits: Teil 3}
              - {area: kreis, organization: awo, role: leads, limits: Teil 4}
        """,
    )
    leads = cells_of(see_matrix(seen(catalogue)), "a")["kreis"].leads
    found = [
        (one.way and one.way.phone and one.way.phone.number, one.way and one.way.email)
        for one in leads
    ]
    assert found == [
        ("0208 3", None),
        ("0208 2", None),
        (None, "ki@kreis.example"),
        ("0208 4", None),
    ]


def test_whom_to_call_where_an_office_has_no_number(kreis: Catalogue) -> None:
    """The coordinating office can tell, and the page says that it is not the office itself."""
    cell = cells_of(see_matrix(seen(kreis)), "jugendhilfe")["kuerten"]
    way = cell.leads[0].way
    assert way is not None
    assert way.is_fallback
    assert way.phone is not None
    assert way.phone.number == "02202 13-2166"


def test_changes_are_announced_and_remembered() -> None:
    """Who leads until when, who comes then, and who it was."""
    catalogue = make_catalogue(
        **PLACES,
        responsibilities__a="""
            name: A
            assignments:
              - {area: kreis, organization: amt, role: leads, valid_until: 2022-06-30}
              - area: kreis
                organization: ki
                role: leads
                legal_basis: § 1 Gesetz
                valid_from: 2022-07-01
                valid_until: 2026-12-31
              - {area: kreis, organization: awo, role: leads, valid_from: 2027-01-01}
              - {area: dorf, role: none, valid_from: 2027-01-01}
        """,
    )
    task = see_responsibility(seen(catalogue), catalogue.all(Responsibility)["a"])
    assert [
        (one.period, one.organization and str(one.organization.text), one.is_current)
        for one in task.changes
    ] == [
        ("bis 30.06.2022", "AfA", False),
        ("01.07.2022 bis 31.12.2026", "KI", True),
        ("ab 01.01.2027", "AWO", False),
        ("ab 01.01.2027", None, False),
    ]
    assert [str(basis) for basis in task.legal_basis] == ["§ 1 Gesetz"]
    reigns = {reign.id: reign for reign in task.reigns}
    assert [str(heir.text) for heir in reigns["kreis"].heirs] == ["Dorf", "Stadt"]
    cell = reigns["dorf"].cell
    assert [one.when for one in cell.leads] == ["bis 31.12.2026"]
    assert [(str(one.organization.text), one.when) for one in cell.coming] == [
        ("gibt es hier nicht", "ab 01.01.2027"),
    ]


def test_everything_about_one_area(kreis: Catalogue) -> None:
    """All tasks with whose they are, the committees, the posts."""
    shown = see_area(seen(kreis), kreis.all(Area)["kuerten"])
    tasks = {one.task.href.split("/")[1]: one.cell for one in shown.tasks}
    assert set(tasks) == set(kreis.all(Responsibility))
    assert names(tasks["jugendhilfe"]) == ["Kreisjugendamt"]
    assert names(tasks["schulverwaltung"]) == ["Gemeinde Kürten"]
    assert tasks["integrationsrat"].state == "nobody"
    assert shown.own_tasks == sum(cell.inherited is None for cell in tasks.values())
    assert "gremien/lenkungsgruppe/" in {link.href for link in shown.committees}
    (posts,) = shown.posts
    assert posts.programme.href == "programme/kim-baustein-2/"
    assert [one.amount for one in posts.positions] == ["0,5"]


def test_the_table_to_download(kreis: Catalogue) -> None:
    """Every cell, what is inherited and what is nobody's too; no person's number."""
    file = matrix_file(see_matrix(seen(kreis)), "https://kreis.example/")
    assert file.address == "daten/zustaendigkeiten.csv"
    text = file.content.decode("utf-8-sig")
    heading, *lines = csv.reader(StringIO(text, newline=""), delimiter=";")
    assert tuple(heading) == HEADING
    rows = [dict(zip(HEADING, line, strict=True)) for line in lines]
    assert {(row["gebiet_id"], row["aufgabe_id"]) for row in rows} >= {
        (area, "grundsicherung") for area in ("kuerten", "overath")
    }
    (youth,) = (
        row for row in rows if (row["aufgabe_id"], row["gebiet_id"]) == ("jugendhilfe", "kuerten")
    )
    assert youth == {
        "aufgabe_id": "jugendhilfe",
        "aufgabe": "Kinder- und Jugendhilfe",
        "themen": "familie,jugend",
        "gebiet_id": "kuerten",
        "gebiet": "Kürten",
        "rolle": "zuständig",
        "stelle_id": "kreisjugendamt",
        "stelle": "Kreisjugendamt",
        "grenzen": "für Burscheid, Kürten und Odenthal",
        "rechtsgrundlage": "",
        "zeitraum": "",
        "geerbt_von": "Rheinisch-Bergischer Kreis",
        "telefon": "",
        "e_mail": "",
        "auskunft_bei": "Kommunales Integrationszentrum",
        "seite": "https://kreis.example/zustaendigkeiten/jugendhilfe/",
    }
    nobody = [row for row in rows if row["rolle"] == "gibt es hier nicht"]
    assert {row["gebiet_id"] for row in nobody} >= {"kuerten", "odenthal"}
    assert "13-2166" not in text
    assert "Nurhan" not in text


def test_the_type_on_the_sheet_shrinks_with_what_must_stand_on_it(kreis: Catalogue) -> None:
    """A small matrix has the largest type; what fits in no type is printed as cards."""
    small = see_matrix(seen(kreis))
    large = MatrixView(small.columns, small.groups * 12, small.topics, small.offices, small.places)
    none = MatrixView((), (), (), (), ())
    assert fit_sheet(none) == f"sheet-{SIZES[0]}"
    assert fit_sheet(large) == CARDS
    assert fit_sheet(small) in {f"sheet-{size}".replace(".", "-") for size in SIZES[1:-1]}
