"""Read a published file as others will: with the parser of its kind, never with our own code.

Comes in: a file's name and bytes. Goes out: every text in it, as a reader gets to see it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

import icalendar
import openpyxl
import pypdf
from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.hostile.town import Written

TAG = re.compile(r"zq\d+qz")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def page_texts(data: bytes) -> Iterator[str]:
    """Yield the words of a page, with what was taken out and with what was put in instead."""
    page = html.document_fromstring(data.decode())
    for element in page.iter():
        for value in map(str, element.attrib.values()):
            yield unquote(value) if value.startswith("mailto:") or "?q=" in value else value
    for script in page.iter("script"):
        assert script.get("type") == "application/ld+json" or script.get("src"), script.text
        yield from json_texts((script.text or '""').encode())
    for drawing in page.iter("svg"):  # a word that is too long for its line is parted there
        yield Drawn("".join(map(str, drawing.itertext())))
    for gone in ("del", "ins"):
        page = html.document_fromstring(data.decode())
        for element in list(page.iter(gone, "script", "svg")):
            element.drop_tree()
        yield page.text_content()


def json_texts(data: bytes) -> Iterator[str]:
    """Yield every text in a JSON file, keys included."""
    return _walk(json.loads(data))


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain(value, *map(_walk, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_walk, value))


def cells(data: bytes) -> Iterator[str]:
    """Yield every cell of a CSV file; one that a spreadsheet would reckon with is a fault."""
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"):
        for cell in row:
            phone = re.fullmatch(r"\+[1-9][0-9 ()/-]{4,}", cell)
            assert phone or not cell.startswith(FORMULA), cell
            yield cell


def workbook_cells(data: bytes) -> Iterator[str]:
    """Yield every cell of a workbook; none is a formula."""
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                if isinstance(cell.value, str):
                    yield cell.value


def calendar_texts(data: bytes) -> Iterator[str]:
    """Yield every value of a calendar, unfolded and without escapes."""
    for part in icalendar.Calendar.from_ical(data).walk():
        assert part.name in {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
        for name, value in part.property_items(recursive=False):
            assert name != "ATTACH"
            if name == "X-WR-CALNAME":  # the library leaves a name it does not know as it stands
                yield re.sub(r"\\(.)", lambda at: "\n" if at[1] in "nN" else at[1], str(value))
            else:
                yield from value.cats if name == "CATEGORIES" else (str(value),)


def document_texts(data: bytes) -> Iterator[str]:
    """Yield the words of a PDF in one piece, its properties and its bookmarks."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    yield "".join(page.extract_text() for page in reader.pages)
    yield from map(str, (reader.metadata or {}).values())


def xml_texts(data: bytes) -> Iterator[str]:
    """Yield the texts of an XML file."""
    yield from map(str, etree.fromstring(data).itertext())


def lines(data: bytes) -> Iterator[str]:
    """Yield the lines of a plain text."""
    yield from data.decode().splitlines()


READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    ".html": page_texts,
    ".json": json_texts,
    ".csv": cells,
    ".xlsx": workbook_cells,
    ".ics": calendar_texts,
    ".pdf": document_texts,
    ".xml": xml_texts,
    ".txt": lines,
    ".conf": lines,
    ".htaccess": lines,
}
"""By the end of a file's name."""
INDEX = re.compile(r"suche\.\w+\.json")
"""The words of the search, packed; they are shown nowhere."""
NO_LETTERS = dict.fromkeys((0xE000, 0xE001))
PRINTED = 12
"""So many letters are compared in a document: a head may stand between a text's lines."""
UNPRINTED = frozenset({"direction", "right-to-left", "marks"})
"""A document's text is read in the order in which it is seen."""
PRODUCT = frozenset({".js", ".css", ".svg", ".woff2"})
"""The product's own, the same for every site."""


class Drawn(str):
    """The words of a drawing: one that is too long for its line is parted by a hyphen."""

    __slots__ = ()


def squeeze(text: str) -> str:
    """Drop spaces, where a line may end, and letters that mean nothing, which chapters drop."""
    return "".join(text.translate(NO_LETTERS).split())


def without_hyphens(text: str) -> str:
    """Drop spaces and hyphens."""
    return squeeze(text).replace("-", "")


def letters(text: str) -> str:
    """Keep letters and digits of the Latin script: a document's fonts have no others for sure."""
    joined = normalize("NFC", text)
    return "".join(one for one in joined if one.isalnum() and one <= "\u024f")


def stands_before(text: str, place: int, expected: str) -> bool:
    """Tell whether a text stands right before its tag."""
    return text.endswith(expected, 0, place)


def is_printed(text: str, place: int, expected: str) -> bool:
    """Tell whether a text stands before its tag; what heads a page or table may part the two."""
    before = text[:place]
    pairs = zip(reversed(before), reversed(expected), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return same >= PRINTED or expected[: len(expected) - same][-PRINTED:] in text


class Reading(NamedTuple):
    """What was read back: in which kinds of files each text was found, and what had changed."""

    found: dict[str, set[str]]
    faults: list[str]


def read_back(folder: Path, written: Mapping[str, Written]) -> Reading:
    """Read all files of a site; wherever a tag stands, its text must stand before it, unchanged."""
    reading = Reading(defaultdict(set), [])
    for path in sorted(folder.rglob("*")):
        end = path.suffix or path.name
        if path.is_dir() or end in PRODUCT or INDEX.fullmatch(path.name):
            continue
        for text in READERS[end](path.read_bytes()):
            for tag, is_unchanged in _compare(text, written, is_print=end == ".pdf"):
                reading.found[tag].add(end)
                if not is_unchanged:
                    name = path.relative_to(folder).as_posix()
                    reading.faults.append(f"{name}: {written[tag]}: {_around(text, tag)!r}")
    return reading


def _compare(
    text: str, written: Mapping[str, Written], *, is_print: bool
) -> Iterator[tuple[str, bool]]:
    form = letters if is_print else without_hyphens if isinstance(text, Drawn) else squeeze
    is_shown = is_printed if is_print else stands_before
    shown = form(text)
    for tag in TAG.finditer(shown):
        one = written[tag[0]]
        if not (is_print and one.payload in UNPRINTED):
            yield tag[0], any(is_shown(shown, tag.start(), form(way)) for way in one.expected)


def _around(text: str, tag: str) -> str:
    place = text.find(tag)
    return text[max(0, place - 200) : place]
