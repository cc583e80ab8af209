"""Read every text out of a published file, without the program's own reader of traces."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

import pikepdf
import pypdf

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_in(data: bytes, *words: str) -> bool:
    """Tell whether one of the words stands in a file, in whatever form."""
    wanted = {form for word in words for form in _forms(word)}
    return any(form in text for text in _shown(data) for form in wanted)


def _shown(data: bytes) -> Iterator[str]:
    """Yield each text as it is read, and once more without all that is no letter or digit."""
    for text in _texts(data):
        for one in {text, re.sub(r"<[^>]*>", "", text)}:
            yield from _forms(one)


def _forms(text: str) -> tuple[str, str]:
    plain = _plain(text)
    return plain, re.sub(r"[\W_]+", "", plain)


def _plain(text: str) -> str:
    unfolded = re.sub(r"\r?\n[ \t]", "", text)  # lines of calendars and address cards
    named = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), unfolded)
    decoded = unescape(unquote(unescape(named)))
    return normalize("NFC", decoded).casefold()


def _texts(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "ignore")
    yield data.decode("utf-16", "ignore")
    if data[:2] == b"\x1f\x8b":
        yield from _texts(gzip.decompress(data))
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from _texts(archive.read(name))
    elif data[:4] == b"%PDF":
        yield from _texts_of_pdf(data)


@lru_cache(maxsize=100)
def _texts_of_pdf(data: bytes) -> tuple[str, ...]:
    """Give the texts of a document; most of them stay from one build to the next."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    with pikepdf.open(io.BytesIO(data)) as pdf:
        beside = (value for one in pdf.objects for value in _values(one))
        return " ".join(page.extract_text() for page in pages), *beside


def _values(one: pikepdf.Object) -> Iterator[str]:
    """Yield what stands in a PDF beside its pages: titles, bookmarks, links, words for pictures."""
    if isinstance(one, pikepdf.Dictionary):
        for value in one.values():
            if isinstance(value, pikepdf.String):
                yield str(value)
            elif isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
                yield from _values(value)
