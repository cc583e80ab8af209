"""One author's file → its bytes and its text, or the problem that forbids it.

Comes in: a path. Goes out: what stands in the file, if it is a real file of a size that an author
may write, in UTF-8, and without characters that nobody sees.
"""

import os
import re
import stat
from pathlib import Path, PurePosixPath

from kim.problems import Place, Problem

MAX_BYTES = 512 * 1024

# YAML reads U+0085, U+2028 and U+2029 as line breaks: lines would be counted wrong. U+202A to
# U+202E turn the direction of writing: a reader would see another text than the one that stands
# there. U+E0000 and what follows are letters that nobody sees at all.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
HIDDEN = "hier steht ein unsichtbares Steuerzeichen; löschen"
_LINK = "nur ein Verweis (Symlink); erlaubt sind echte Ordner und Dateien"
_GONE = "diese Datei gibt es nicht"
_CLOSED = "die Datei lässt sich nicht öffnen; die Rechte der Datei prüfen"
_NO_FILE = "das ist keine gewöhnliche Datei; eine echte Datei an ihre Stelle setzen"
_REFUSES_LINKS = hasattr(os, "O_NOFOLLOW")
"""Where the system does, nobody needs to look before."""
# Not through a link, and without waiting: a pipe that nobody fills would never open.
_OPEN = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK")
)


def read_bytes(path: Path, shown: PurePosixPath, most: int = MAX_BYTES) -> bytes | Problem:
    """Read a file an author wrote, up to the size allowed; `shown` is its path in problems.

    Symbolic links are refused: a link could publish any file of the machine. So is what is no file:
    a device has no end, a pipe makes the reader wait.
    """
    if not _REFUSES_LINKS and path.is_symlink():
        return Problem(Place(shown), "symlink", _LINK)
    try:
        data = _read_file(path, most + 1)
    except FileNotFoundError:
        return Problem(Place(shown), "unreadable", _GONE)
    except OSError:
        is_link = path.is_symlink()
        return Problem(Place(shown), *(("symlink", _LINK) if is_link else ("unreadable", _CLOSED)))
    if data is None:
        return Problem(Place(shown), "unreadable", _NO_FILE)
    if len(data) > most:
        message = f"die Datei ist zu groß; erlaubt sind {most // 1024} KiB"
        return Problem(_byte_place(data, most, shown), "too-large", message)
    return data


def _read_file(path: Path, most: int) -> bytes | None:
    """Read so many bytes; None where there is no file but a folder, a pipe or a device."""
    handle = os.open(path, _OPEN)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        data = more = os.read(handle, most)
        while more and len(data) < most:
            more = os.read(handle, most - len(data))
            data += more
        return data
    finally:
        os.close(handle)


def decode_text(data: bytes, shown: PurePosixPath) -> str | Problem:
    """Decode an author's text, or say where it is not what it should be."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(
            _byte_place(data, error.start, shown),
            "encoding",
            "die Datei ist nicht in UTF-8 gespeichert; im Editor"
            " 'Speichern mit Codierung: UTF-8' wählen",
        )
    if text.replace("\n", "").isprintable():  # most texts; and quicker than to search them
        return text
    match = INVISIBLE.search(text)
    return Problem(place_in(text, match.start(), shown), "syntax", HIDDEN) if match else text


def place_in(text: str, offset: int, shown: PurePosixPath) -> Place:
    """Give the line and column of a spot; counts all lines before it."""
    before = text[:offset]
    return Place(shown, before.count("\n") + 1, offset - before.rfind("\n"))


def _byte_place(data: bytes, offset: int, shown: PurePosixPath) -> Place:
    before = data[:offset]
    in_line = before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")
    return Place(shown, before.count(b"\n") + 1, len(in_line) + 1)
