"""The matrix of responsibilities → a table to download.

One line for each office and its role in a task and an area, inherited ones too; numbers and
addresses of functions, never of persons. Names of columns and their order are promised in
CHANGELOG_API.md.
"""

from collections.abc import Iterator

from kim.export.csv import write_csv
from kim.export.data import DataFile
from kim.views.duties import NOBODY, Cell, Holder
from kim.views.labels import ROLES
from kim.views.responsibilities import Column, MatrixRow, MatrixView
from kim.views.ways import first_spoken

HEADING = (
    "aufgabe_id",
    "aufgabe",
    "themen",
    "gebiet_id",
    "gebiet",
    "rolle",
    "stelle_id",
    "stelle",
    "grenzen",
    "rechtsgrundlage",
    "zeitraum",
    "geerbt_von",
    "telefon",
    "e_mail",
    "auskunft_bei",
    "seite",
)


def matrix_file(matrix: MatrixView, site_address: str) -> DataFile:
    """Write every cell of the matrix, line by line."""
    return DataFile(matrix.csv, write_csv(HEADING, _rows(matrix, site_address)))


def _rows(matrix: MatrixView, site_address: str) -> Iterator[tuple[object, ...]]:
    for row in matrix.rows:
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            for role, one in _parts(cell):
                yield (*_place(row, column), ROLES[role], *_who(cell, one, site_address, row))


def _parts(cell: Cell) -> Iterator[tuple[str, Holder | None]]:
    """Give the roles in a cell; who leads from a later day on, leads."""
    for role, some in (
        ("leads", cell.leads),
        ("leads", cell.coming),
        ("involved", cell.involved),
        ("informed", cell.informed),
    ):
        for one in some:
            yield (role if one.id else "none"), one
    if cell.state == NOBODY:
        yield "none", None


def _place(row: MatrixRow, column: Column) -> tuple[object, ...]:
    return row.id, row.task.text, ",".join(row.topics), column.id, column.area.text


def _who(cell: Cell, one: Holder | None, site_address: str, row: MatrixRow) -> tuple[object, ...]:
    heir = cell.inherited.area.text if cell.inherited else ""
    page = f"{site_address}{row.task.href}"
    if one is None or not one.id:
        note = one.limits if one else cell.note
        return "", "", note, "", one.when if one else "", heir, "", "", "", page
    way = one.way
    phone = first_spoken(way.function) if way else None
    return (
        one.id,
        one.name,
        one.limits,
        one.legal_basis,
        one.when,
        heir,
        phone.number if phone else "",
        way.function.email if way else "",
        way.link.text if way else "",
        page,
    )
