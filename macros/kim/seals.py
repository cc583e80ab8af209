"""The seal of a release: the SHA-256 of every file, in a list beside the folder.

Comes in: a finished build. Goes out: `release-000001.sha256`, as `sha256sum` writes and reads it,
and later what is no longer as it was. The list is never public and goes when its release goes:
from the hash of a page that named somebody, what it said could be guessed.
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from kim.files import names_below

ENDING = ".sha256"
_AT_ONCE = 2
"""Hashing lets other threads run; more than two wait for the disk."""


class BrokenSealError(Exception):
    """A release is not what was built; `found` says file by file what is wrong."""

    def __init__(self, release: Path, found: tuple[str, ...]) -> None:
        super().__init__(f"{release.name} ist nicht mehr, was gebaut wurde: {'; '.join(found)}")
        self.release = release
        self.found = found


def seal_of(release: Path) -> Path:
    """Give the path of a release's seal."""
    return release.with_name(f"{release.name}{ENDING}")


def write_seal(folder: Path, release: Path, known: Mapping[str, str] | None = None) -> None:
    """Seal what lies in `folder` now for the release that it will be; who knows it may say it."""
    digests = _digests(folder) if known is None else known
    lines = (f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    seal_of(release).write_text("".join(lines), encoding="utf-8", errors="surrogateescape")


def find_tampering(release: Path) -> Iterator[str]:
    """Yield every file of a release that is not as it was built, and what is wrong."""
    try:
        expected = read_seal(release)
    except FileNotFoundError:
        yield f"die Prüfliste {seal_of(release).name} fehlt"
        return
    present = _digests(release)
    for name in sorted({*expected, *present}):
        if name not in present:
            yield f"{name} fehlt"
        elif name not in expected:
            yield f"{name} gehört nicht dazu"
        elif present[name] != expected[name]:
            yield f"{name} ist verändert"


def read_seal(release: Path) -> dict[str, str]:
    """Give the SHA-256 of every file of a release, as it was sealed."""
    return _parse(seal_of(release).read_bytes().decode("utf-8", "surrogateescape"))


def prove_release(release: Path) -> None:
    """Refuse a release that is not what was built."""
    found = tuple(find_tampering(release))
    if found:
        raise BrokenSealError(release, found)


def _parse(text: str) -> dict[str, str]:
    lines = (line.partition("  ") for line in text.split("\n"))
    return {name: digest for digest, _, name in lines if digest or name}


def _digests(folder: Path) -> dict[str, str]:
    names = sorted(names_below(folder))
    shares = [names[start::_AT_ONCE] for start in range(_AT_ONCE)]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        found = threads.map(lambda share: [_digest(f"{folder}/{name}") for name in share], shares)
        return {
            name: digest
            for share, digests in zip(shares, found, strict=True)
            for name, digest in zip(share, digests, strict=True)
        }


def _digest(path: str) -> str:
    """Give the SHA-256 of a file; a link has none, for it may lead anywhere."""
    if os.path.islink(path):  # noqa: PTH114  # tens of thousands: speed
        return ""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # as above
        return sha256(file.read()).hexdigest()
