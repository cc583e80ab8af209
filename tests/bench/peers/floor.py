"""What no program can be quicker than: to write, or to copy, the same files and nothing else."""

from __future__ import annotations

import os
from shutil import copytree, rmtree
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def measure_floor(out: Path, place: Path) -> dict[str, float]:
    """Give the seconds it takes to write the files of a folder from memory, and to copy them."""
    contents = {
        path.relative_to(out): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
    return {
        "Schreiben": _seconds(place, lambda: write_files(contents, place)),
        "Kopieren": _seconds(place, lambda: copytree(out, place)),
    }


def write_files(contents: dict[Path, bytes], place: Path) -> None:
    """Write files as plainly as Python can, each folder made once."""
    for folder in {path.parent for path in contents}:
        (place / folder).mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        file = os.open(f"{place}/{path}", _NEW, 0o644)
        os.write(file, content)
        os.close(file)


def _seconds(place: Path, write: Callable[[], object]) -> float:
    os.sync()
    begin = perf_counter()
    write()
    took = perf_counter() - begin
    rmtree(place)
    return took
