"""What earlier builds left for later ones, by what it was made from: documents, notes of builds.

Comes in: a fingerprint. Goes out: the bytes that were kept under it, or nothing.
A file counts only when it is this user's own, lies in a folder that nobody else can write to, and
holds exactly what was kept under this fingerprint; whatever else lies there is as good as nothing.
Deleting the folder is always safe.
"""

import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

FOLDER = ".kim-cache"
"""Below the site's folder; never published and never under version control."""
_SEAL = 32
"""Bytes of a SHA-256 before the content."""
_UNFINISHED = ".new"
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_PRIVATE, _MINE = 0o700, 0o600
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class KeptFiles:
    """The files of one sort; what a build does not ask for can be forgotten at its end."""

    def __init__(self, root: Path, sort: str) -> None:
        """Look below a site's folder; where nothing can be written nothing is kept."""
        self.folder = root / FOLDER / sort
        self.asked: set[str] = set()
        try:
            self.folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            self.is_safe = all(_is_own(one) for one in (self.folder, self.folder.parent))
            _keep_out_of_history(self.folder.parent)
        except OSError:
            self.is_safe = False

    def find(self, fingerprint: str) -> bytes | None:
        """Give what was kept under a fingerprint; None when there is nothing."""
        self.asked.add(fingerprint)
        if not self.is_safe:
            return None
        seal, content = _read_own(self.folder / fingerprint)
        return content if content and seal == _seal(fingerprint, content) else None

    def keep(self, fingerprint: str, *content: bytes) -> None:
        """Keep a content, which may come in pieces; where that fails it is made anew."""
        if not self.is_safe:
            return
        fresh = self.folder / f"{fingerprint}{_UNFINISHED}"
        try:
            fresh.unlink(missing_ok=True)  # somebody was killed while it was written
            with os.fdopen(os.open(fresh, _WRITE, _MINE), "wb") as file:
                file.writelines((_seal(fingerprint, *content), *content))
            fresh.replace(self.folder / fingerprint)
        except OSError:
            with suppress(OSError):
                fresh.unlink()

    def forget_others(self) -> None:
        """Remove what this build did not ask for: no name stays that was taken off the pages."""
        for path in self.folder.iterdir() if self.is_safe else ():
            if path.name not in self.asked and not path.is_dir():
                path.unlink(missing_ok=True)


def _keep_out_of_history(folder: Path) -> None:
    """Let version control pass by: what lies there is nobody's work."""
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _read_own(path: Path) -> tuple[bytes, bytes]:
    """Read seal and content of a plain file of this user; of anything else nothing."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b"", b""
    try:
        found = os.fstat(handle)
        is_own = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
        return (os.read(handle, _SEAL), os.read(handle, found.st_size)) if is_own else (b"", b"")
    finally:
        os.close(handle)


def _is_own(folder: Path) -> bool:
    found = folder.lstat()
    is_mine = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    return is_mine and not found.st_mode & _OTHERS_WRITE


def _seal(fingerprint: str, *content: bytes) -> bytes:
    """Bind a content to what it was made from."""
    seal = sha256(fingerprint.encode())
    for piece in content:
        seal.update(piece)
    return seal.digest()
