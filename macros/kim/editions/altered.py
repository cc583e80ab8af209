"""What is said when frozen sources are not what was frozen."""

from pathlib import Path, PurePosixPath


class AlteredEditionError(Exception):
    """Frozen sources that are not what was frozen; says file by file what is wrong."""

    def __init__(self, folder: Path, found: list[tuple[PurePosixPath, str]]) -> None:
        super().__init__("; ".join(f"{folder / path}: {message}" for path, message in found))
