"""Files by their public address: written below a folder, or held until somebody wants them."""

import os
from pathlib import Path
from shutil import copyfile

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def file_at(address: str) -> str:
    """Give the file that stands at a public address; a folder has an index.html."""
    return f"{address}index.html" if not address or address.endswith("/") else address


class Writer:
    """Write files below a folder; folders are made where they are missing."""

    def __init__(self, out: Path) -> None:
        self.out = str(out)

    def write(self, address: str, content: bytes) -> None:
        """Write one file at a public address."""
        path = f"{self.out}/{file_at(address)}"
        try:
            file = os.open(path, _WRITE)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            file = os.open(path, _WRITE)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(file, rest) :]
        finally:
            os.close(file)

    def copy(self, address: str, source: Path) -> None:
        """Copy one large file to a public address."""
        path = Path(self.out, address)
        path.parent.mkdir(parents=True, exist_ok=True)
        copyfile(source, path)


class Basket(Writer):
    """Hold files by their paths instead of writing them."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.files: dict[str, bytes] = {}

    def write(self, address: str, content: bytes) -> None:
        """Take one file."""
        self.files[file_at(address)] = content
