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
_MOST_BYTES = 64 * 1024 * 1024
"""Ten years of a hundred thousand pages."""
_HEAD = (
    "# Alle je veröffentlichten Adressen. 'kim publish' schreibt sie; keine Zeile löschen:\n"
    "# jede dieser Adressen muss immer antworten.\n"
)


def read_addresses(root: Path) -> tuple[str, ...]:
    """List every address that was ever published, below the site's root."""
    text = _read(root)
    lines = () if isinstance(text, Problem) else _lines(text)
    return tuple(line for _, line in lines if _is_address(line))


def check_addresses(root: Path) -> Iterator[Problem]:
    """Yield lines that are no address: a build would write files where they lead."""
    text = _read(root)
    if isinstance(text, Problem):
        yield text
        return
    for number, line in _lines(text):
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


def _read(root: Path) -> str | Problem:
    """Read the list; a site that was never published has none."""
    path = urls_file(root)
    if not path.exists() and not path.is_symlink():
        return ""
    data = read_bytes(path, DIRECTORY / URLS_FILE, _MOST_BYTES)
    return data if isinstance(data, Problem) else decode_text(data, DIRECTORY / URLS_FILE)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()
