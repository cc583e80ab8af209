"""Rows → a table that spreadsheets open: CSV (RFC 4180) as Excel in Germany reads it.

Semicolons between the cells, every cell quoted, UTF-8 with its mark. A text that a spreadsheet
would take for a formula gets an apostrophe before it; a telephone number with + in front stays.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet reckons with; some read the wide signs of East Asian keyboards so too."""
_PHONE = re.compile(r"\+[1-9][0-9 ()/-]{4,}")


def write_csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table with its heading; None is an empty cell."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(heading)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return (_MARK + out.getvalue()).encode()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    is_formula = text.startswith(_FORMULA) and not _PHONE.fullmatch(text)
    return f"'{text}" if is_formula else text
