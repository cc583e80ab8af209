"""A file → the texts in it, whatever they are packed or written in.

Comes in: bytes of any kind. Goes out: texts to be searched. Files are unpacked (gzip, zip and what
is one, PDF), escapes undone (HTML, percent, JSON), accents composed, case and spelling folded.
Cost: about 20 MB a second.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from kim.files import walk

ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_FOLDS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
_DEEPEST = 3
"""So many archives inside each other are opened."""


def fold(text: str) -> str:
    """Undo escapes and make one of all spellings of a word."""
    return fold_plain(unescape(unescape(unquote(ESCAPE.sub(sign_of, text)))))


def sign_of(found: re.Match[str]) -> str:
    """Give the sign that an escape of JSON stands for."""
    return chr(int(found[1] or found[2], 16))


def fold_plain(text: str) -> str:
    """Make one of all spellings of a word in a text without escapes."""
    folded = normalize("NFC", normalize("NFKC", text).casefold())
    for sign, spelled in _FOLDS:  # for long texts a tenth of the time that translate() takes
        folded = folded.replace(sign, spelled)
    return folded


def squeeze(text: str) -> str:
    """Keep letters and digits."""
    return "".join(filter(str.isalnum, text))


_words: dict[bytes, str] = {}
"""What documents say that were set in this process, by their SHA-256."""


def know_words(document: bytes, words: str) -> None:
    """Take from who has set a document what it says: to read it out of a book takes a second."""
    _words[sha256(document).digest()] = words


def readable(data: bytes, depth: int = 0) -> Iterator[str]:
    """Yield the texts in a file: its own, and those of what is packed in it."""
    yield data.decode("utf-8", "replace")
    if depth >= _DEEPEST:
        return
    if data.startswith(b"\x1f\x8b"):
        yield from readable(gzip.decompress(data), depth + 1)
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield from readable(archive.read(name), depth + 1)
    elif data.startswith(b"%PDF-"):
        yield from _texts_of_document(data)


def _texts_of_document(data: bytes) -> Iterable[str]:
    words = _words.get(sha256(data).digest())
    if words is not None:
        return (words,)
    from kim.pdf import texts_of_pdf  # noqa: PLC0415  slow to load; few files are one

    return texts_of_pdf(data)


def files_below(folder: Path) -> Iterator[Path]:
    """List all files below a folder; symbolic links are not followed."""
    found = (Path(parent, name) for parent, _, files in walk(folder) for name in files)
    for path in sorted(found):
        if path.is_file() and not path.is_symlink():
            yield path
