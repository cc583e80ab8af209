"""A release made of an earlier one and the few files that have changed.

To copy or to link ten thousand folders takes longer than to build what has changed in them, and to
remove them takes longer still. So the earliest release, which would be removed now, becomes the new
one. Only the files in which it differs from the last release are touched; which these are, the
seals of both say.
"""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b, sha256
from pathlib import Path
from struct import Struct
from types import MappingProxyType
from typing import NamedTuple

from kim import releases
from kim.crew import count_processes, share
from kim.seals import find_tampering, read_seal, seal_of

_PARTS = 20
"""Of a copy; who is done with one takes the next."""
_READABLE, _FOLDER_MODE = 0o644, 0o755
_pack = Struct("<qqqqQ").pack


class Changed(NamedTuple):
    """Files by their paths, and those that are no more."""

    files: Mapping[str, bytes]
    gone: frozenset[str]


class Held(NamedTuple):
    """A release: the SHA-256 of its files, and what the system says of these and their folders."""

    sealed: dict[str, str]
    marks: dict[str, bytes]


def release_changes(out: Path, known: Mapping[str, str], changed: Changed) -> dict[str, str]:
    """Put a release behind the public name that differs from the shown one in these files only.

    `known` are the marks of releases that are as they were sealed, among them the shown one. Gives
    those that are known now. What stops it leaves the shown release where it is.
    """
    with releases.locked(releases.folder_of(out)):
        shown = out.parent / out.readlink()
        before = read_seal(shown)
        now = {name: digest for name, digest in before.items() if name not in changed.gone}
        now |= {name: sha256(data).hexdigest() for name, data in changed.files.items()}
        fresh = releases.begin(out)
        try:
            held = _take_over(out, shown, fresh, known)
            other = {name for name, _ in held.sealed.items() ^ now.items()}
            for name in other - now.keys():
                (fresh / name).unlink(missing_ok=True)
            for name in other & now.keys():
                _write(fresh / name, changed.files.get(name) or (shown / name).read_bytes())
            same = held.marks.keys() - other - _folders_of(other).keys()
            marks = _mark_files(fresh, now, {name: held.marks[name] for name in same})
            release = releases.finish(out, fresh, now)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        releases.forget_old(out)
    there = {path.name for path in releases.list_releases(out)}
    known = {**known, release.name: _sum_up(release, marks)}
    return {name: known[name] for name in known.keys() & there}


def _take_over(out: Path, shown: Path, fresh: Path, known: Mapping[str, str]) -> Held:
    """Fill a fresh folder with a release; give what is in it, as its seal says."""
    there = releases.list_releases(out)
    fresh.rmdir()
    earliest = there[0] if len(there) >= releases.KEPT and there[0] != shown else None
    held = _look_at(earliest) if earliest else None
    if not earliest or not held or not _is_whole(earliest, held, known):
        sealed = read_seal(shown)
        _copy(shown, fresh, list(sealed))
        return Held(sealed, _mark_files(fresh, sealed))
    seal_of(earliest).unlink()
    earliest.rename(fresh)
    return held


def _copy(shown: Path, fresh: Path, names: Sequence[str]) -> None:
    """Copy a release; links would share their dates, by which changes are seen."""
    with releases.readable():
        for folder in ("", *sorted(_folders_of(names))):
            os.mkdir(f"{fresh}/{folder}")  # noqa: PTH102  ten thousand: speed

        def copy(parts: Iterable[int]) -> None:
            for name in (name for part in parts for name in names[part::_PARTS]):
                with open(f"{shown}/{name}", "rb") as old, open(f"{fresh}/{name}", "xb") as new:  # noqa: PTH123  as above
                    new.write(old.read())

        share(copy, _PARTS, count_processes())


def is_whole(release: Path, known: Mapping[str, str]) -> bool:
    """Tell whether a release is as it was sealed; whose marks are not known is read."""
    held = _look_at(release)
    return held is not None and _is_whole(release, held, known)


def _is_whole(release: Path, held: Held, known: Mapping[str, str]) -> bool:
    is_known = known.get(release.name) == _sum_up(release, held.marks)
    return is_known or not any(find_tampering(release))


def mark_release(release: Path) -> str:
    """Give one digest of what the system says of a sealed release."""
    return _sum_up(release, _mark_files(release, read_seal(release)))


def _look_at(release: Path) -> Held | None:
    """Look at a release without reading its files; None where it has no seal."""
    try:
        sealed = read_seal(release)
    except FileNotFoundError:
        return None
    return Held(sealed, _mark_files(release, sealed))


def _sum_up(release: Path, marks: Mapping[str, bytes]) -> str:
    """Give one digest of a release; a file more or less, another one or another seal is another."""
    total = blake2b(seal_of(release).read_bytes(), digest_size=16)
    total.update(b"".join(marks.values()))
    return total.hexdigest()


def _mark_files(
    release: Path, names: Iterable[str], known: Mapping[str, bytes] = MappingProxyType({})
) -> dict[str, bytes]:
    """Give what the system says of a release's files and of the folders in which they lie.

    Nobody asks again for what is known. A folder is dated anew when anything comes into it or goes.
    That of the release itself is dated anew when it gets its name; so the names in it stand for it.
    """
    files = sorted(names)
    every = {"": os.fsencode("\0".join(sorted(os.listdir(release))))}  # noqa: PTH208  names are all it takes
    for name in (*files, *_folders_of(files)):
        every[name] = known.get(name) or _mark(f"{release}/{name}")
    return every


def _folders_of(names: Iterable[str]) -> dict[str, None]:
    """Give all folders above some files, in the order of the files."""
    found = dict[str, None]()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in found:
            found[folder] = None
            folder = folder.rpartition("/")[0]
    return found


def _mark(path: str) -> bytes:
    """Give all that the system says of a file or a folder; nothing where there is none."""
    try:
        one = os.lstat(path)
    except OSError:
        return b"-"
    return _pack(one.st_mode, one.st_size, one.st_mtime_ns, one.st_ctime_ns, one.st_ino)


def _write(path: Path, data: bytes) -> None:
    """Write a file anew: what is there may be another release's too."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
        path.parent.chmod(_FOLDER_MODE)
    path.unlink(missing_ok=True)
    path.write_bytes(data)
    path.chmod(_READABLE)
