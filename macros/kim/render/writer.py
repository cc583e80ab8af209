"""Files by their public address: written below a folder, or held until somebody wants them."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple, TypeAlias

Look: TypeAlias = Callable[[bytes], str]
"""Sees a file before it is written; what it says is noted beside the file's path."""
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_READABLE = 0o644


class Seen(NamedTuple):
    """What was said of a file, and how to tell that it is still the one that was written."""

    said: str
    size: int = -1
    changed: int = -1
    """Nanoseconds, by the clock of the file system; nobody knows it of a file that was copied."""


def pass_over(content: bytes) -> str:  # noqa: ARG001  # as others look
    """Look at nothing."""
    return ""


def file_at(address: str) -> str:
    """Give the file that stands at a public address; a folder has an index.html."""
    return f"{address}index.html" if not address or address.endswith("/") else address


class Writer:
    """Write files below a folder; folders are made where they are missing."""

    def __init__(self, out: Path, look: Look = pass_over) -> None:
        self.out = str(out)
        self.written: dict[str, Seen] = {}
        self._look = look
        self._folders = {self.out}

    def write(self, address: str, content: bytes) -> None:
        """Write one file at a public address."""
        name = file_at(address)
        path = f"{self.out}/{name}"
        self._make(path.rpartition("/")[0])
        file = os.open(path, _WRITE, _READABLE)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(file, rest) :]
            self.written[name] = Seen(self._look(content), len(content), os.fstat(file).st_mtime_ns)
        finally:
            os.close(file)

    def _make(self, folder: str) -> None:
        """Make a folder, if this writer has not been there before."""
        if folder not in self._folders:
            try:
                os.mkdir(folder)  # noqa: PTH102  # tens of thousands: speed
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # as above
            self._folders.add(folder)

    def copy(self, address: str, source: Path) -> None:
        """Copy one large file to a public address; nobody has looked at it."""
        path = f"{self.out}/{address}"
        self._make(path.rpartition("/")[0])
        copyfile(source, path)
        self.written[address] = Seen("")

    def remove(self, files: Iterable[str]) -> None:
        """Remove files by their paths."""
        for file in files:
            Path(self.out, file).unlink(missing_ok=True)


class Basket(Writer):
    """Hold files by their paths instead of writing them."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.files: dict[str, bytes] = {}

    def write(self, address: str, content: bytes) -> None:
        """Take one file."""
        self.files[file_at(address)] = content
