"""The municipality's film in sign language → where to publish it, how large and how long it is.

Comes in: overrides/dgs.mp4. The length stands in the file itself (ISO/IEC 14496-12, box `mvhd`);
a file that does not say it is shown without.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

FILM = "dgs.mp4"
_MEGABYTE = 1_000_000
# Fields of a box head, of `mvhd` in version 0 and in version 1: where they start and end.
_HEAD, _LARGE_HEAD = 8, 16
_SCALE_AND_LENGTH = {0: ((12, 16), (16, 20)), 1: ((20, 24), (24, 32))}
_LONGEST_MVHD = 32


@dataclass(frozen=True, slots=True)
class Film:
    """A film to publish; `seconds` is None where the file does not say."""

    path: Path
    address: str
    megabytes: int
    seconds: int | None

    @property
    def minutes(self) -> tuple[int, int]:
        """Give the length as whole minutes and the seconds left."""
        return divmod(self.seconds or 0, 60)


def find_film(overrides: Path) -> Film | None:
    """Look for the film; a link to a file elsewhere is none."""
    path = overrides / FILM
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()[:10]
        seconds = read_length(file)
    size = max(1, round(path.stat().st_size / _MEGABYTE))
    return Film(path, f"assets/dgs.{digest}.mp4", size, seconds)


def read_length(file: BinaryIO) -> int | None:
    """Read the whole seconds that an MP4 file lasts; None where it does not say."""
    end = file.seek(0, 2)
    for name, start, stop in _boxes(file, 0, end):
        for inner, first, _ in _boxes(file, start, stop) if name == b"moov" else ():
            if inner == b"mvhd":
                file.seek(first)
                return _length(file.read(_LONGEST_MVHD))
    return None


def _boxes(file: BinaryIO, start: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield each box's name and where its content starts and stops; end at the first broken one."""
    while start + _HEAD <= stop:
        file.seek(start)
        head = file.read(_LARGE_HEAD)
        size, used = int.from_bytes(head[:4]), _HEAD
        if size == 0:  # the last box reaches to the end
            size = stop - start
        elif size == 1:
            size, used = int.from_bytes(head[8:16]), _LARGE_HEAD
        if size < used or start + size > stop:
            return
        yield head[4:8], start + used, start + size
        start += size


def _length(mvhd: bytes) -> int | None:
    places = _SCALE_AND_LENGTH.get(mvhd[0]) if mvhd else None
    if not places:
        return None
    scale, length = (int.from_bytes(mvhd[first:last]) for first, last in places)
    return round(length / scale) if scale and length else None
