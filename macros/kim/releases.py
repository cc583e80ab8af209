"""Releases: finished builds beside the public name, and which of them it shows.

The public name is a symbolic link. Beside it lies a hidden folder with the last releases by number;
what is being built there has another name until it is whole. One lock per site: who comes second
is told so at once.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEPT = 3
"""How many releases stay: the one that is shown and those to go back to."""
_NAME = re.compile(r"release-\d{6}")
_UNFINISHED = "build-"
_READABLE = 0o755


class BusyError(Exception):
    """Somebody else is publishing this site right now."""


class NoReleaseError(Exception):
    """There is no earlier release to go back to."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; it ends with the process, whatever ends the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(folder) from None
        yield
    finally:
        os.close(handle)


def folder_of(out: Path) -> Path:
    """Give the folder in which the releases of a site lie."""
    return out.parent / f".{out.name}.releases"


def begin(out: Path) -> Path:
    """Make a fresh folder for a build; what killed builds left is removed."""
    releases = folder_of(out)
    releases.chmod(_READABLE)
    for path in releases.iterdir():
        if not _NAME.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
    return Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=releases))


def finish(out: Path, fresh: Path) -> Path:
    """Give a whole build its number and put it behind the public name in one step."""
    known = list_releases(out)
    number = int(known[-1].name.rpartition("-")[2]) + 1 if known else 1
    release = fresh.with_name(f"release-{number:06d}")
    fresh.rename(release)
    switch(out, release)
    return release


def list_releases(out: Path) -> list[Path]:
    """List the whole releases, the oldest first."""
    folder = folder_of(out)
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if _NAME.fullmatch(path.name))


def shown_release(out: Path) -> Path | None:
    """Give the release behind the public name; None when it is another folder or nothing."""
    target = out.parent / out.readlink() if out.is_symlink() else None
    return next((path for path in list_releases(out) if target and path.name == target.name), None)


def switch(out: Path, release: Path) -> None:
    """Put a release behind the public name in one step."""
    link = release.with_name(f"{release.name}.link")
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(release, out.parent))
    if out.is_dir() and not out.is_symlink():
        out.rename(release.with_name(f"{release.name}.before"))  # no link can replace a folder
    link.replace(out)


def go_back(out: Path) -> Path:
    """Show the release before the one that is shown now."""
    shown = shown_release(out)
    earlier = [path for path in list_releases(out) if shown and path.name < shown.name]
    if not earlier:
        raise NoReleaseError(out)
    switch(out, earlier[-1])
    return earlier[-1]


def forget_old(out: Path) -> None:
    """Remove all but the last releases; the one that is shown stays in any case."""
    shown = shown_release(out)
    for path in list_releases(out)[:-KEPT]:
        if path != shown:
            shutil.rmtree(path, ignore_errors=True)
