"""Everything a build reads, by its content: the site's own files and the program itself.

Comes in: folders. Goes out: a digest for each file. A file is read again only where the system
says that it may have changed: another size, time, time of its entry or number. A file that was
changed in the moment in which somebody looked at it is always read again.
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

_PARTS = ("directory", "content", "overrides", "mkdocs.yml")
_MOMENT = 50_000_000
"""Nanoseconds; the clocks of file systems are no finer than a few milliseconds."""


class Inputs(NamedTuple):
    """Files by their paths: what the system says of each, and digests of what is in them.

    Of what may be changing the system says nothing that counts.
    """

    marks: Mapping[str, str]
    digests: Mapping[str, str]


NOTHING = Inputs({}, {})


def digest_site(root: Path, known: Inputs, now: int) -> Inputs:
    """Give all files that a site is made from; `now` is the time of the file system."""
    marks, digests = dict[str, str](), dict[str, str]()
    for part in _PARTS:
        for path, mark, changed in walk(str(root), part):
            if known.marks.get(path) == mark:
                marks[path], digests[path] = mark, known.digests[path]
                continue
            is_quiet = changed < now - _MOMENT and not os.path.islink(f"{root}/{path}")  # noqa: PTH114  speed
            marks[path] = mark if is_quiet else ""
            digests[path] = _digest(f"{root}/{path}")
    return Inputs(marks, digests)


def mark_site(root: Path, now: int) -> dict[str, str]:
    """Give what the system says of each file that a site is made from, without reading any.

    Hidden ones are editors' own. Of what may be changing at this moment nothing is said.
    """
    return {
        path: mark if changed < now - _MOMENT else ""
        for part in _PARTS
        for path, mark, changed in walk(str(root), part)
        if "/." not in path
    }


def mark_again(
    root: Path, marks: Mapping[str, str], paths: Iterable[str], now: int
) -> dict[str, str]:
    """Give the marks of a site in which nothing but some files can have changed."""
    found = dict(marks)
    for path in paths:
        if found.pop(path, None) is None:  # a folder that has gone may have held something
            found = {name: mark for name, mark in found.items() if not name.startswith(f"{path}/")}
        for _, mark, changed in walk(str(root), path) if "/." not in path else ():
            found[path] = mark if changed < now - _MOMENT else ""
    return found


def time_in(folder: Path) -> int:
    """Ask the file system for the time, by whose clock its files are dated."""
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime_ns


def digest_program(packages: Iterable[Path]) -> str:
    """Give one digest of a program's own files, of the libraries beside it and of Python."""
    total = blake2b(f"{sys.version} {sys.platform}".encode(), digest_size=16)
    for package in packages:
        for path, _, _ in sorted(walk(str(package.parent), package.name)):
            if "__pycache__" not in path:
                total.update(f"{path} {_digest(f'{package.parent}/{path}')}".encode())
    for folder in sorted(set(sys.path)):
        if folder and os.path.isdir(folder):  # noqa: PTH112  on the way to every build: speed
            names = sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208  as above
            total.update(" ".join(names).encode())
    return total.hexdigest()


def walk(root: str, part: str) -> Iterator[tuple[str, str, int]]:
    """Give each file below a part of a folder: path, mark, time of the last change of its entry.

    No link is followed.
    """
    try:
        waiting = [part] if not os.path.isfile(f"{root}/{part}") else []  # noqa: PTH113  speed
        if not waiting:
            yield part, *_mark(os.lstat(f"{root}/{part}"))
        while waiting:
            folder = waiting.pop()
            with os.scandir(f"{root}/{folder}") as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(path)
                    else:
                        yield path, *_mark(entry.stat(follow_symlinks=False))
    except FileNotFoundError:
        return


def _mark(found: os.stat_result) -> tuple[str, int]:
    """Give all that the system says of a file, and when its entry was changed last."""
    written, changed = found.st_mtime_ns, found.st_ctime_ns
    mark = f"{found.st_mode} {found.st_size} {written} {changed} {found.st_ino}"
    return mark, max(written, changed)


def _digest(path: str) -> str:
    """Give the digest of a file's content; what stands behind a link is never taken as known."""
    if os.path.islink(path):  # noqa: PTH114  speed
        return token_hex()
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  speed
        return blake2b(file.read(), digest_size=16).hexdigest()
