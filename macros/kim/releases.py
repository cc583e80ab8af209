"""Releases: finished builds beside the public name, and which of them it shows.

The public name is a symbolic link. Beside it lies a hidden folder with the last releases by number,
each with its seal; what is being built there has another name until it is whole. One lock per site:
who comes second is told so at once.
"""

import ctypes
import errno
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kim.seals import ENDING, prove_release, seal_of, write_seal

KEPT = 3
"""How many releases stay: the one that is shown and those to go back to."""
DRAFT = "vorschau"
"""Where a draft is shown, in the site's folder."""
_NAME = re.compile(r"release-\d{6}")
_UNFINISHED, _GONE = "build-", "gone-"
_READABLE = 0o755
_OTHERS_WRITE = 0o022
_OURS = "merkliste/index.html"
"""Every finished site has it, and hardly anything else."""
_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of renameat2(2)."""


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
        with suppress(OSError):  # what was done under the lock is done
            os.close(handle)


@contextmanager
def readable() -> Iterator[None]:
    """Let the web server read all that is made, whatever the umask is."""
    before = os.umask(_OTHERS_WRITE)
    try:
        yield
    finally:
        os.umask(before)


def folder_of(out: Path) -> Path:
    """Give the folder in which the releases of a site lie."""
    return out.parent / f".{out.name}.releases"


def make_home(out: Path) -> Path:
    """Make the folder of the releases; what is made is readable, whatever the umask says."""
    _refuse_foreign(out)
    home = folder_of(out)
    missing = [path for path in (home, *home.parents) if not path.exists()]
    home.mkdir(parents=True, exist_ok=True)
    for path in missing:
        path.chmod(_READABLE)
    return home


def _refuse_foreign(out: Path) -> None:
    """Refuse to take the place of somebody's own files: the next build would remove them."""
    if out.is_symlink() or not out.exists():
        return
    if any(out.iterdir()) and not (out / _OURS).is_file():
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(out))


def begin(out: Path) -> Path:
    """Make a fresh folder for a build; what killed builds left is removed."""
    releases = folder_of(out)
    releases.chmod(_READABLE)
    _clear(out)
    fresh = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=releases))
    fresh.chmod(_READABLE)
    return fresh


def _clear(out: Path) -> None:
    """Remove all but whole releases: what killed builds left, a folder that a link replaced."""
    whole = {path.name for path in list_releases(out)}
    for path in folder_of(out).iterdir():
        if path.name.removesuffix(ENDING) not in whole:
            is_folder = path.is_dir() and not path.is_symlink()
            shutil.rmtree(path, ignore_errors=True) if is_folder else path.unlink()


def finish(out: Path, fresh: Path, digests: Mapping[str, str] | None = None) -> Path:
    """Seal a whole build, give it its number and put it behind the public name in one step.

    Who knows the SHA-256 of all its files may say them.
    """
    before, known = shown_release(out), list_releases(out)
    number = int(known[-1].name.rpartition("-")[2]) + 1 if known else 1
    release = fresh.with_name(f"release-{number:06d}")
    write_seal(fresh, release, digests)
    fresh.rename(release)
    try:
        for path in known:  # rolled back from, or left by a build killed before it was shown
            if before and path.name > before.name:
                remove(path)
        switch(out, release)
    except BaseException:
        if shown_release(out) != release:
            remove(release)
        raise
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
        _exchange(link, out)  # no link can replace a folder
    else:
        link.replace(out)


def _exchange(link: Path, folder: Path) -> None:
    """Let a link and a folder change names: at once where the system can, else one by one."""
    here, there = os.fsencode(link), os.fsencode(folder)
    with suppress(AttributeError):  # not Linux, or an old C library
        if ctypes.CDLL(None).renameat2(_HERE, here, _HERE, there, _EXCHANGE) == 0:
            return
    folder.rename(link.with_suffix(".before"))
    link.replace(folder)


def go_back(out: Path) -> Path:
    """Show the release before the one that is shown now; refuse one that was tampered with."""
    shown = shown_release(out)
    earlier = [path for path in list_releases(out) if shown and path.name < shown.name]
    if not earlier:
        raise NoReleaseError(out)
    prove_release(earlier[-1])
    switch(out, earlier[-1])
    return earlier[-1]


def forget_old(out: Path) -> None:
    """Remove all but the last releases; the one that is shown stays in any case.

    What cannot be removed waits for the next time: the new release is shown already.
    """
    with suppress(OSError):
        shown = shown_release(out)
        for path in list_releases(out)[:-KEPT]:
            if path != shown:
                remove(path)
        _clear(out)


def remove(release: Path) -> None:
    """Remove a release and its seal; it is none from the first step on."""
    gone = release.with_name(f"{_GONE}{release.name}")
    release.rename(gone)
    seal_of(release).unlink(missing_ok=True)
    shutil.rmtree(gone)
