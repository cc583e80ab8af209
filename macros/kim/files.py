"""content/ → the files in it, and those whose names no address could hold.

Comes in: the folder with the Markdown of the concept and its pictures. Goes out: every file and
every symbolic link, which nobody follows, in the order of their paths; and problems. A file's name
becomes part of an address that must answer for ever, on every system.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NoReturn

from kim.problems import Place, Problem

NAME_LENGTH = 100
MAX_DEPTH = 12
_OF_SYSTEMS = frozenset({"desktop.ini", "ehthumbs.db", "thumbs.db"})
"""What Windows puts into folders and hides from people."""
_NAME = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_RULE = (
    "aus diesem Namen wird eine Adresse; erlaubt sind Buchstaben a–z, Ziffern, '-', '_' und '.',"
    f" höchstens {NAME_LENGTH} Zeichen"
)
_NO_FILE = "das ist weder Ordner noch Datei; eine echte Datei an seine Stelle setzen"
_CLOSED = "der Ordner lässt sich nicht öffnen; die Rechte des Ordners prüfen"
_DEPTH = f"hier liegen Ordner zu tief ineinander; erlaubt sind {MAX_DEPTH} Ebenen"
_DEVICE = "unter Windows kann keine Datei so heißen; einen anderen Namen wählen"


def is_hidden(name: str) -> bool:
    """Tell what editors and systems put into folders without anybody's doing."""
    return name.startswith(".") or name.lower() in _OF_SYSTEMS


def is_device(name: str) -> bool:
    """Tell a name that Windows keeps for a device, whatever its ending."""
    return bool(_RESERVED.match(name))


def list_files(folder: Path, shown: PurePosixPath) -> tuple[list[Path], list[Problem]]:
    """List files and links below a folder, and what is wrong with their names.

    Hidden files of editors and systems are passed over.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    waiting = [(folder, shown)]
    while waiting:
        here, place = waiting.pop()
        try:
            entries = [entry for entry in os.scandir(here) if not is_hidden(entry.name)]
        except FileNotFoundError:
            continue
        except OSError:
            problems.append(Problem(Place(place), "unreadable", _CLOSED))
            continue
        for entry in entries:
            fault = _fault_of(entry, depth=len(place.parts))
            if fault:
                problems.append(Problem(Place(place / entry.name), "bad-file-name", fault))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((here / entry.name, place / entry.name))
            else:
                files.append(here / entry.name)
    return sorted(files), problems


def walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk like os.walk; a folder that cannot be read raises OSError, it is not passed over."""
    return os.walk(folder, onerror=_stop)


def names_below(folder: Path) -> Iterator[str]:
    """Give the path below a folder of every file and every link; no link is followed."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                name = inside + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
                else:
                    yield name


def _stop(error: OSError) -> NoReturn:
    raise error


def _fault_of(entry: "os.DirEntry[str]", depth: int) -> str:
    if entry.is_symlink():
        return ""  # who reads it says that it is one
    if not (entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)):
        return _NO_FILE
    if len(entry.name) > NAME_LENGTH or not _NAME.fullmatch(entry.name):
        return _RULE
    if depth > MAX_DEPTH:
        return _DEPTH
    return _DEVICE if is_device(entry.name) else ""
