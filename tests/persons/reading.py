"""Read every text out of a published file, without the program's own reader of traces."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
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
    wanted = {form for word in words for form in (_plain(word), _bare(word))}
    return any(form in text for text in _shown(data) for form in wanted)


def _shown(data: bytes) -> Iterator[str]:
    """Yield each text as it is read, and once more without all that is no letter or digit."""
    for text in _texts(data):
        for one in (text, re.sub(r"<[^>]*>", "", text)):
            yield _plain(one)
            yield _bare(one)


def _plain(text: str) -> str:
    unfolded = re.sub(r"\r?\n[ \t]", "", text)  # lines of calendars and address cards
    named = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), unfolded)
    decoded = unescape(unquote(unescape(named)))
    return normalize("NFC", decoded).casefold()


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, _plain(text)))


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
        yield " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for one in pdf.objects:
                yield from _values(one)


def _values(one: pikepdf.Object) -> Iterator[str]:
    """Yield what stands in a PDF beside its pages: titles, bookmarks, links, words for pictures."""
    if isinstance(one, pikepdf.Dictionary):
        for value in one.values():
            if isinstance(value, pikepdf.String):
                yield str(value)
            elif isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
                yield from _values(value)
