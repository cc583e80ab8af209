"""A release made of an earlier one and the few files that have changed.

To copy or to link ten thousand folders takes longer than to build what has changed in them, and to
remove them takes longer still. So the earliest release, which would be removed now, becomes the new
one. Only the files in which it differs from the last release are touched; which these are, the
seals of both say.
"""

import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kim import releases
from kim.inputs import mark_folder
from kim.seals import find_tampering, read_seal, seal_of

_READABLE, _FOLDER_MODE = 0o644, 0o755


class Changed(NamedTuple):
    """Files by their paths, and those that are no more."""

    files: Mapping[str, bytes]
    gone: frozenset[str]


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
            for other, _ in held.items() - now.items():
                (fresh / other).unlink(missing_ok=True)
            for name, _ in now.items() - held.items():
                _write(fresh / name, changed.files.get(name) or (shown / name).read_bytes())
            mark = mark_folder(fresh)
            release = releases.finish(out, fresh, now)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        releases.forget_old(out)
    there = {path.name for path in releases.list_releases(out)}
    marks = {**known, release.name: mark}
    return {name: marks[name] for name in marks.keys() & there}


def _take_over(out: Path, shown: Path, fresh: Path, marks: Mapping[str, str]) -> dict[str, str]:
    """Fill a fresh folder with a release; give what is in it, as its seal says."""
    there = releases.list_releases(out)
    fresh.rmdir()
    if len(there) < releases.KEPT or there[0] == shown or not is_whole(there[0], marks):
        shutil.copytree(shown, fresh)  # links would share their dates, by which changes are seen
        return read_seal(shown)
    held = read_seal(there[0])
    seal_of(there[0]).unlink()
    there[0].rename(fresh)
    return held


def is_whole(release: Path, marks: Mapping[str, str]) -> bool:
    """Tell whether a release is as it was sealed; whose marks are not known is read."""
    return marks.get(release.name) == mark_folder(release) or not any(find_tampering(release))


def _write(path: Path, data: bytes) -> None:
    """Write a file anew: what is there may be another release's too."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
        path.parent.chmod(_FOLDER_MODE)
    path.unlink(missing_ok=True)
    path.write_bytes(data)
    path.chmod(_READABLE)
