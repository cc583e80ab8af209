"""Tables that spreadsheets open: nothing runs, nothing is lost."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from kim.export.csv import write_csv


def read(data: bytes) -> list[list[str]]:
    """Read a table back as a spreadsheet does."""
    text = data.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def test_the_bytes_are_those_that_excel_expects() -> None:
    """The mark first, semicolons, quotes around all, quotes inside doubled, CRLF at the end."""
    data = write_csv(("a", "b"), [("ä; ö", 'sagt "ja"'), (None, 7)])
    assert data == (
        b"\xef\xbb\xbf"
        + '"a";"b"\r\n"ä; ö";"sagt ""ja"""\r\n"";"7"\r\n'.encode()
    )  # fmt: skip


@pytest.mark.promise("no-formula")
@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "+49",
        "+49 30 =1",
        "\n=1",
        "\r@a",
        "\uff1d1+1",
    ],
)
def test_a_formula_becomes_a_text(text: str) -> None:
    """What a spreadsheet would reckon with gets an apostrophe before it."""
    assert read(write_csv(("a",), [(text,)]))[1] == [f"'{text}"]


@pytest.mark.parametrize(
    "text", ["0208/305760-22", "+49 208 305760-22", "+49 (208) 12345", "AufenthG", "", "1 = 1"]
)
def test_numbers_and_texts_come_back_as_they_were(text: str) -> None:
    """A telephone number keeps its plus, other texts stay what they are."""
    assert read(write_csv(("a",), [(text,)]))[1] == [text]


def test_line_breaks_stay_inside_their_cell() -> None:
    """A text of several lines is still one cell."""
    assert read(write_csv(("a", "b"), [("eins\nzwei", "drei")])) == [
        ["a", "b"],
        ["eins\nzwei", "drei"],
    ]
