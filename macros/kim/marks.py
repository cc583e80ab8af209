"""What the system says of a release: by this it is known again without reading its files.

Comes in: a release and its seal. Goes out: a mark. It is another one when any file, any folder or
the seal is another one, has another date, or has come or gone. Releases share files; who gives a
file another name, or takes one from it, dates its entry anew in all of them. So the marks are sums,
in which single files can be exchanged.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from struct import Struct

from kim.seals import find_tampering, read_seal, seal_of

_pack = Struct("<qqqqQ").pack
_DATE = slice(24, 32)
"""Where the date of the entry stands: all that another name for a file changes."""
_SIZE = 16
_LETTERS = 2 * _SIZE
_MOST = 1 << 8 * _SIZE


def mark_release(release: Path) -> str:
    """Give the mark of a release; nothing where there is no seal."""
    try:
        names = read_seal(release)
    except FileNotFoundError:
        return ""
    paths = (*names, *folders_of(names))
    weight = sum(weigh(name, look_at(f"{release}/{name}")) for name in paths)
    return _say(weight, _rest_of(release))


def prove_mark(release: Path, known: Mapping[str, str]) -> str:
    """Give the mark of a release that is as it was sealed, nothing of another.

    Where the mark is not the known one all files are read.
    """
    return _prove(release, mark_release(release), known)


def _prove(release: Path, mark: str, known: Mapping[str, str]) -> str:
    is_known = mark and known.get(release.name) == mark
    return mark if is_known or not any(find_tampering(release)) else ""


class Weights:
    """The marks of the releases of a site while one of them comes to be."""

    def __init__(self, folder: Path, known: Mapping[str, str], looked: Mapping[str, str]) -> None:
        """Begin with `known` marks; `looked` are those that somebody has just seen."""
        self._known, self._looked = dict(known), looked
        self._of = {folder / name: int(mark[:_LETTERS], 16) for name, mark in known.items()}

    def prove(self, release: Path) -> bool:
        """Tell whether a release is as it was sealed."""
        looked = self._looked.get(release.name) or mark_release(release)
        mark = _prove(release, looked, self._known)
        if mark:
            self._known[release.name] = mark
            self._of[release] = int(mark[:_LETTERS], 16)
        return bool(mark)

    def add(self, more: Mapping[Path, int]) -> None:
        """Change the weights of releases."""
        for release, weight in more.items():
            self._of[release] = self._of.get(release, 0) + weight

    def follow(self, name: str, before: bytes) -> dict[Path, int]:
        """Tell by how much those releases change in which a file of this name was dated anew."""
        paths = {release: look_at(f"{release}/{name}") for release in self._of}
        return {
            release: weigh(name, now) - weigh(name, before)
            for release, now in paths.items()
            if now != before and _leave_date_out(now) == _leave_date_out(before)
        }

    @contextmanager
    def exchanging(self, release: Path, names: Iterable[str]) -> Iterator[None]:
        """Follow what becomes of some files of a release, and of the same files in other ones."""
        files = {name: look_at(f"{release}/{name}") for name in names}
        folders = {name: look_at(f"{release}/{name}") for name in folders_of(files)}
        own = self._of.pop(release)
        yield
        for name, before in files.items():
            self.add(self.follow(name, before))
        for name, before in (*files.items(), *folders.items()):
            own += weigh(name, look_at(f"{release}/{name}")) - weigh(name, before)
        self._of[release] = own

    def rename(self, old: Path, new: Path) -> None:
        """Follow a release that gets another name and a new seal."""
        self._of[new] = self._of.pop(old)
        self._known.pop(old.name, None)

    def marks(self) -> dict[str, str]:
        """Give the marks of the releases that there are."""
        return {
            release.name: _say(weight, self._rest(release))
            for release, weight in self._of.items()
            if release.is_dir()
        }

    def _rest(self, release: Path) -> str:
        known = self._known.get(release.name, "")
        return known[_LETTERS:] if known else _rest_of(release)


def weigh(name: str, found: bytes) -> int:
    """Give the weight of a file or a folder of which the system says this."""
    digest = blake2b(found + os.fsencode(name), digest_size=_SIZE).digest()
    return int.from_bytes(digest) if found else 0


def look_at(path: str) -> bytes:
    """Give all that the system says of a file or a folder; nothing where there is none."""
    try:
        one = os.lstat(path)
    except OSError:
        return b""
    return _pack(one.st_mode, one.st_size, one.st_mtime_ns, one.st_ctime_ns, one.st_ino)


def folders_of(names: Iterable[str]) -> dict[str, None]:
    """Give all folders above some files, in the order of the files."""
    found = dict[str, None]()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in found:
            found[folder] = None
            folder = folder.rpartition("/")[0]
    return found


def _leave_date_out(found: bytes) -> tuple[bytes, bytes]:
    return found[: _DATE.start], found[_DATE.stop :]


def _rest_of(release: Path) -> str:
    """Give the digest of what else belongs to a release: its seal, and the names in it.

    The folder itself is dated anew when it gets its name; so the names in it stand for it.
    """
    digest = blake2b(seal_of(release).read_bytes(), digest_size=_SIZE)
    digest.update(os.fsencode("\0".join(sorted(os.listdir(release)))))  # noqa: PTH208  names are all it takes
    return digest.hexdigest()


def _say(weight: int, rest: str) -> str:
    return f"{weight % _MOST:0{_LETTERS}x}{rest}"
