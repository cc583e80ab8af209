"""A PDF → the texts in it: its own data, its bookmarks, its pages and where their links lead."""

import io
import re
from collections.abc import Iterator

import pypdf


def texts_of_pdf(data: bytes) -> Iterator[str]:
    """Yield all texts in the bytes of a PDF."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    yield " ".join(str(value) for value in (reader.metadata or {}).values())
    yield " ".join(str(one.title) for one in _bookmarks(reader.outline))
    for page in reader.pages:
        # A word may be parted at the end of a line.
        yield re.sub(r"-\n", "", page.extract_text())
        yield " ".join(_targets(page))


def _bookmarks(outline: object) -> Iterator[pypdf.generic.Destination]:
    for one in outline if isinstance(outline, list) else []:
        if isinstance(one, list):
            yield from _bookmarks(one)
        else:
            yield one


def _targets(page: pypdf.PageObject) -> Iterator[str]:
    for note in page.annotations or ():
        action = note.get_object().get("/A")
        if action is not None:
            yield str(action.get_object().get("/URI", ""))
