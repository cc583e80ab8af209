"""directory/urls.txt: every address that was ever published, one a line, only ever longer.

Comes in: the file and the addresses of a finished build. Goes out: the list, and the file with what
is new at its end. An address that was published once always answers: with its page, with the way to
where the page is now, or with what it was.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kim.catalogue import DIRECTORY
from kim.editions.store import replace_file
from kim.files import NAME_LENGTH
from kim.load import URLS_FILE
from kim.problems import Place, Problem, quote
from kim.reading import decode_text, read_bytes

_ADDRESS = re.compile(r"(?:[a-zA-Z0-9_~-][a-zA-Z0-9._~-]*/)*")
_LONGEST, _MOST_PARTS = 1000, 20
_MOST_BYTES = 40 * 1024 * 1024
"""A million addresses: ten years of a hundred thousand pages."""
_LINE = re.compile(rb"^(?!#)[^\n]*\S[^\n]*", re.MULTILINE)
"""Found one after the other: a list of all lines would take twenty times the file."""
_HEAD = (
    "# Alle je veröffentlichten Adressen. 'kim publish' schreibt sie; keine Zeile löschen:\n"
    "# jede dieser Adressen muss immer antworten.\n"
)


def read_addresses(root: Path) -> tuple[str, ...]:
    """List every address that was ever published, below the site's root."""
    data = _read(root)
    lines = () if isinstance(data, Problem) else _lines(data)
    return tuple(line for _, line in lines if _is_address(line))


def check_addresses(root: Path) -> Iterator[Problem]:
    """Yield lines that are no address: a build would write files where they lead."""
    data = _read(root)
    if isinstance(data, Problem):
        yield data
        return
    for number, line in _lines(data):
        if not _is_address(line):
            yield Problem(
                Place(DIRECTORY / URLS_FILE, number, 1),
                "bad-address",
                f"erwartet wird eine Adresse wie angebote/mbe/; hier steht '{quote(line)}'",
            )


def add_addresses(root: Path, published: Iterable[str]) -> int:
    """Write the addresses that are new at the end of the file; tell how many."""
    known = {*read_addresses(root)}
    new = sorted({*published} - known - {""})
    if new:
        path = urls_file(root)
        before = path.read_bytes() if path.exists() else _HEAD.encode()
        replace_file(path, before + "".join(f"{address}\n" for address in new).encode())
    return len(new)


def urls_file(root: Path) -> Path:
    """Give the path of the list of addresses."""
    return root / DIRECTORY / URLS_FILE


def _is_address(line: str) -> bool:
    """Tell an address below the site's root, short enough for a file system."""
    parts = line.split("/")
    return (
        _ADDRESS.fullmatch(line) is not None
        and len(line) <= _LONGEST
        and max(map(len, parts)) <= NAME_LENGTH
        and len(parts) <= _MOST_PARTS
    )


def _read(root: Path) -> bytes | Problem:
    """Read the list; a site that was never published has none."""
    path = urls_file(root)
    if not path.exists() and not path.is_symlink():
        return b""
    data = read_bytes(path, DIRECTORY / URLS_FILE, _MOST_BYTES)
    if isinstance(data, Problem) or data.isascii():
        return data
    text = decode_text(data, DIRECTORY / URLS_FILE)
    return text if isinstance(text, Problem) else text.encode()


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    number, counted = 1, 0
    for match in _LINE.finditer(data):
        number += data.count(b"\n", counted, match.start())
        counted = match.start()
        yield number, match[0].decode().strip(" \t\r")
