"""A release made of an earlier one and the few files that have changed.

To copy ten thousand files takes longer than to build what has changed in them, and to remove them
takes longer still. So the earliest release, which would be removed now, becomes the new one; while
there is none, the new one gives the files of the shown one a name more. Nobody writes into a file
of a release: where it is to say something else, it is another file. Which differ, the seals say.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kim import releases
from kim.crew import Crew, begin, count_processes, share
from kim.marks import Weights, folders_of, look_at, mark_release, weigh
from kim.seals import read_seal, seal_of

_PARTS = 20
"""Of a release; who is done with one takes the next."""
_READABLE, _FOLDER_MODE = 0o644, 0o755


class Changed(NamedTuple):
    """Files by their paths, and those that are no more."""

    files: Mapping[str, bytes]
    gone: frozenset[str]


Ahead: TypeAlias = Crew[dict[str, str]]
"""Gives the marks of releases that were looked at meanwhile."""


@contextmanager
def looking_ahead(out: Path) -> Iterator[Ahead]:
    """Let another process look at the earliest release while this one builds."""
    ahead = begin(partial(_look_ahead, out), 1, min(2, count_processes()))
    try:
        yield ahead
    finally:
        ahead.stop()


def _look_ahead(out: Path, parts: Iterable[int]) -> dict[str, str]:
    earliest = _earliest(out) if any(True for _ in parts) else None
    return {earliest.name: mark_release(earliest)} if earliest else {}


def _earliest(out: Path) -> Path | None:
    """Give the release that would be removed now; None while there is room for one more."""
    there = releases.list_releases(out)
    is_free = len(there) >= releases.KEPT and there[0] != releases.shown_release(out)
    return there[0] if is_free else None


def release_changes(
    out: Path, known: Mapping[str, str], changed: Changed, ahead: Ahead
) -> dict[str, str]:
    """Put a release behind the public name that differs from the shown one in these files only.

    `known` are the marks of releases that are as they were sealed, the last one is shown. Gives
    those that are known now. What stops it leaves the shown release where it is.
    """
    with releases.locked(releases.folder_of(out)):
        shown = out.parent / out.readlink()
        if shown.name != max(known):
            raise releases.BusyError(out)  # somebody else has published meanwhile
        before = read_seal(shown)
        now = {name: digest for name, digest in before.items() if name not in changed.gone}
        now |= {name: sha256(data).hexdigest() for name, data in changed.files.items()}
        looked = {name: mark for found in ahead.finish() for name, mark in found.items()}
        weights = Weights(releases.folder_of(out), known, looked)
        fresh = releases.begin(out)
        try:
            sealed = _take_over(out, fresh, weights) or _link(shown, fresh, before, weights)
            other = {name for name, _ in sealed.items() ^ now.items()}
            with weights.exchanging(fresh, other):
                for name in other & sealed.keys():
                    _remove(fresh, name)
                for name in other & now.keys():
                    _write(fresh / name, changed.files.get(name) or (shown / name).read_bytes())
            release = releases.finish(out, fresh, now)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        weights.rename(fresh, release)
        releases.forget_old(out)
        return weights.marks()


def _take_over(out: Path, fresh: Path, weights: Weights) -> dict[str, str] | None:
    """Let the earliest release be the fresh one; give what its seal says, None if there is none."""
    earliest = _earliest(out)
    if earliest is None or not weights.prove(earliest):
        return None
    sealed = read_seal(earliest)
    seal_of(earliest).unlink()
    fresh.rmdir()
    earliest.rename(fresh)
    weights.rename(earliest, fresh)
    return sealed


def _link(shown: Path, fresh: Path, sealed: dict[str, str], weights: Weights) -> dict[str, str]:
    """Give each file of a release a name in the fresh one too; give what its seal says."""
    names, folders = list(sealed), folders_of(sealed)
    with releases.readable():
        for folder in sorted(folders):
            os.mkdir(f"{fresh}/{folder}")  # noqa: PTH102  ten thousand: speed
        parts = share(partial(_link_parts, shown, fresh, names, weights), _PARTS, count_processes())
    for found in parts:
        weights.add(found)
    weights.add({fresh: sum(weigh(name, look_at(f"{fresh}/{name}")) for name in folders)})
    return sealed


def _link_parts(
    shown: Path, fresh: Path, names: Sequence[str], weights: Weights, parts: Iterable[int]
) -> dict[Path, int]:
    """Link some parts of a release; give by how much releases change, the fresh one too."""
    found = Counter[Path]()
    for name in (name for part in parts for name in names[part::_PARTS]):
        old, new = f"{shown}/{name}", f"{fresh}/{name}"
        before = look_at(old)
        try:
            os.link(old, new)
        except OSError:  # not every file system can
            shutil.copyfile(old, new, follow_symlinks=False)
        found.update(weights.follow(name, before))
        found[fresh] += weigh(name, look_at(new))
    return found


def _remove(release: Path, name: str) -> None:
    """Remove a file, and the folders in which nothing is left."""
    path = release / name
    path.unlink(missing_ok=True)
    with suppress(OSError):
        for folder in path.relative_to(release).parents[:-1]:
            (release / folder).rmdir()


def _write(path: Path, data: bytes) -> None:
    """Write a file that is no other release's."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
        path.parent.chmod(_FOLDER_MODE)
    path.write_bytes(data)
    path.chmod(_READABLE)
