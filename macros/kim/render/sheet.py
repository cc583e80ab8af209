"""The matrix on one sheet of paper: which size of type lets it fit.

Comes in: the matrix as a view. Goes out: the name of a class in css/matrix.css, which sets the
size, or makes cards on several sheets of what nobody could read on one. The sheet is A4 across;
lengths are points. Reckoned a little too long, so that it fits.
"""

from collections.abc import Iterator
from math import ceil

from kim.views.duties import Cell, Holder
from kim.views.responsibilities import MatrixRow, MatrixView

SIZES = (10, 9, 8, 7.5, 7, 6.5, 6, 5.5, 5)
CARDS = "sheet-cards"
_WIDTH, _HEIGHT = 796, 500
_FIRST_COLUMN = 1.6
"""The tasks' column is so much wider than another."""
_HEIR = "↑ "
"""What stands before an office that the larger area names."""
_CHARACTER, _LEADING, _PADDING = 0.57, 1.22, 2.75


def fit_sheet(matrix: MatrixView) -> str:
    """Choose the largest type with which all tasks and areas stand on one sheet; else cards."""
    fitting = (size for size in SIZES if _height(matrix, size) <= _HEIGHT)
    size = next(fitting, None)
    return f"sheet-{size}".replace(".", "-") if size else CARDS


def _height(matrix: MatrixView, size: float) -> float:
    column = _WIDTH / (len(matrix.columns) + _FIRST_COLUMN)
    heads = (_lines(str(one.area.text), column, size) for one in matrix.columns)
    lines = max(heads, default=1) + sum(_row(row, column, size) for row in matrix.rows)
    return lines * size * _LEADING + (len(matrix.rows) + 1) * _PADDING


def _row(row: MatrixRow, column: float, size: float) -> int:
    task = _lines(str(row.task.text), column * _FIRST_COLUMN, size)
    if len(row.cells) == 1:  # what stands below each other in a narrow cell stands side by side
        return max(task, *(_lines(text, column / 2, size) for text in _texts(row.cells[0])))
    return max(task, *(_cell(cell, column, size) for cell in row.cells))


def _cell(cell: Cell, column: float, size: float) -> int:
    return sum(_lines(text, column, size) for text in _texts(cell))


def _lines(text: str, width: float, size: float) -> int:
    return max(1, ceil(len(text) * _CHARACTER * size / (width - 2 * _PADDING)))


def _texts(cell: Cell) -> Iterator[str]:
    """Give the lines of a cell as they stand one below the other; a minor one is short."""
    for one in (*cell.leads, *cell.coming):
        yield from _office(one, cell)
    for all_of_role in () if cell.is_minor else (cell.involved, cell.informed):
        if all_of_role:
            named = (f"{one.organization.text} ({one.limits or ''})" for one in all_of_role)
            yield f"wird informiert: {', '.join(named)}"
    if not cell.leads:
        yield str(cell.note or "gibt es hier nicht")


def _office(one: Holder, cell: Cell) -> Iterator[str]:
    name = f"{_HEIR if cell.inherited else ''}{one.organization.text} {one.when}"
    if cell.is_minor:
        yield name
        return
    if cell.is_split:
        yield f"{one.limits}: {name}"
    else:
        yield from (name, str(one.limits)) if one.limits else (name,)
    if one.legal_basis:
        yield str(one.legal_basis)
