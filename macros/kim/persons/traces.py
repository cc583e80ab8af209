"""Find what names a person in any file, in every form it could hide in.

Comes in: a person's name, phone and mail. Goes out: whether a file holds one of them. Files are
unpacked (gzip, zip and what is one, PDF), their escapes undone (HTML, percent, JSON), accents
composed, case and spelling folded, and all but letters and digits dropped; so no line break, tag,
hyphen or invisible character hides anything. Cost: about 20 MB a second.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

import pypdf

from kim.fields import dialable
from kim.files import walk
from kim.models.contact import Person

_MARKUP = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_WORD = re.compile(r"[^\W\d_]+")
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TITLES = frozenset({"frau", "herr", "herrn", "dr", "prof", "dipl", "von", "van", "de", "zu"})
_SHORTEST = 3
_COUNTRY = "+49"
_DEEPEST = 3
"""So many archives inside each other are opened."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What gives a person away: `whole` in letters and digits only, `words` as single words."""

    whole: frozenset[str]
    words: frozenset[str]

    def are_in(self, data: bytes) -> bool:
        """Tell whether a file's bytes name the person."""
        return any(self._are_in_text(text) for text in readable(data))

    def _are_in_text(self, text: str) -> bool:
        for shown in (text, _MARKUP.sub("", text)):
            folded = fold(shown)
            squeezed = squeeze(folded)
            if any(mark in squeezed for mark in self.whole):
                return True
            if self.words and not self.words.isdisjoint(_WORD.findall(folded)):
                return True
        return False


def marks_of(person: Person, known: frozenset[str]) -> Marks:
    """Give what gives a person away.

    `known` are the words and squeezed values that stand elsewhere with good reason: another person
    of the same name, a phone that is the function's too. A part of the name that is no such word
    counts on its own.
    """
    names = [word for word in _WORD.findall(fold(person.name)) if word not in _TITLES]
    whole = {"".join(names), "".join([*names[-1:], *names[:-1]])}
    if person.email:
        whole.add(squeeze(fold(person.email)))
    if person.phone:
        digits = (dialable(person.phone) or person.phone).removeprefix(_COUNTRY)
        whole.add(squeeze(digits).removeprefix("0"))
    words = frozenset(word for word in names if len(word) >= _SHORTEST)
    return Marks(frozenset(filter(None, whole)) - known, words - known)


def words_in(data: bytes) -> Iterator[str]:
    """Yield every word of a file, folded."""
    for text in readable(data):
        yield from _WORD.findall(fold(text))


def fold(text: str) -> str:
    """Undo escapes and make one of all spellings of a word."""
    plain = _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    plain = unescape(unescape(unquote(plain)))
    return normalize("NFC", normalize("NFKC", plain).casefold()).translate(_FOLDS)


def squeeze(text: str) -> str:
    """Keep letters and digits."""
    return "".join(filter(str.isalnum, text))


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
        yield from _texts_of_pdf(data)


def _texts_of_pdf(data: bytes) -> Iterator[str]:
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


def files_below(folder: Path) -> Iterator[Path]:
    """List all files below a folder; symbolic links are not followed."""
    found = (Path(parent, name) for parent, _, files in walk(folder) for name in files)
    for path in sorted(found):
        if path.is_file() and not path.is_symlink():
            yield path
