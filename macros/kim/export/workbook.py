"""Tables → the bytes of an Excel workbook; same input, same bytes.

A text is always a text: a cell that begins with =, + or @ never becomes a formula. openpyxl writes
the hour of saving into the file and into its zip; both are set to the day of the report.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

_HEAD, _BOLD = PatternFill("solid", fgColor="FFE9EEF8"), Font(bold=True)
_LINK = Font(color="FF1F4699", underline="single")
_WRAP = Alignment(wrap_text=True, vertical="top")
_MOST_LETTERS = 32_767
"""What a cell of Excel can hold."""

_EARLIEST = 1980
"""Before this year no zip file knows a day."""


class Linked(NamedTuple):
    """A text that leads to an address."""

    text: str
    address: str


Value = str | int | Linked


class Sheet(NamedTuple):
    """A table: its name, its columns with their widths in letters, its rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Value]]
    has_short_texts: bool = False
    """No cell needs a second line: written without a style of its own, twice as fast."""


def write_workbook(title: str, sheets: Iterable[Sheet], day: date) -> bytes:
    """Write the tables, one sheet each, as of a day."""
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = "KIM-Handbuch"
    book.properties.created = book.properties.modified = datetime.combine(day, time.min)
    for sheet in sheets:
        _write_sheet(book, sheet)
    # Saving sets the hour of saving; the properties are written anew with the day of the report.
    core = tostring(book.properties.to_tree())
    saved = BytesIO()
    book.save(saved)
    return _with_day(saved, day, {ARC_CORE: core})


def _write_sheet(book: Any, sheet: Sheet) -> None:
    """Fill a sheet; its head stays in sight, is repeated on paper and filters the rows."""
    page = book.create_sheet(sheet.name)
    for number, (_, width) in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.append([_head(page, name) for name, _ in sheet.columns])
    count = 1
    make = _short if sheet.has_short_texts else _cell
    for row in sheet.rows:
        page.append([make(page, value) for value in row])
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count}"


def _head(page: Any, text: str) -> Any:
    cell = _cell(page, text)
    cell.font, cell.fill = _BOLD, _HEAD
    return cell


def _short(page: Any, value: Value) -> Any:
    """Leave a value to openpyxl that it takes for what it is: # begins an error, = a formula."""
    is_safe = isinstance(value, int) or (isinstance(value, str) and value[:1] not in {"=", "#"})
    return value if is_safe else _cell(page, value)


def _cell(page: Any, value: Value) -> Any:
    if isinstance(value, int):
        cell = WriteOnlyCell(page, value=value)
        cell.alignment = _WRAP
        return cell
    text = value.text if isinstance(value, Linked) else value
    cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:_MOST_LETTERS])
    cell.data_type = "s"
    cell.alignment = _WRAP
    if isinstance(value, Linked) and value.address:
        cell.hyperlink, cell.font = value.address, _LINK
    return cell


def _with_day(saved: BytesIO, day: date, changed: dict[str, bytes]) -> bytes:
    """Pack the parts of a saved workbook again, all with the same day."""
    packed = BytesIO()
    stamp = (max(day.year, _EARLIEST), day.month, day.day, 0, 0, 0)
    with ZipFile(saved) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, stamp)
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, changed.get(name, old.read(name)))
    return packed.getvalue()
