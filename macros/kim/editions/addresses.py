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
from kim.load import URLS_FILE
from kim.problems import Place, Problem

_ADDRESS = re.compile(r"(?:[a-zA-Z0-9_~-][a-zA-Z0-9._~-]*/)*")
_HEAD = (
    "# Alle je veröffentlichten Adressen. 'kim publish' schreibt sie; keine Zeile löschen:\n"
    "# jede dieser Adressen muss immer antworten.\n"
)


def read_addresses(root: Path) -> tuple[str, ...]:
    """List every address that was ever published, below the site's root."""
    return tuple(line for _, line in _lines(root) if _ADDRESS.fullmatch(line))


def check_addresses(root: Path) -> Iterator[Problem]:
    """Yield lines that are no address: a build would write files where they lead."""
    for number, line in _lines(root):
        if not _ADDRESS.fullmatch(line):
            yield Problem(
                Place(DIRECTORY / URLS_FILE, number, 1),
                "bad-address",
                f"erwartet wird eine Adresse wie angebote/mbe/; hier steht '{line}'",
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


def _lines(root: Path) -> Iterator[tuple[int, str]]:
    path = urls_file(root)
    if path.is_symlink() or not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()
