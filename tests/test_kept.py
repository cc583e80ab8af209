"""Documents are kept from build to build, and nothing that is not sound is ever taken."""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING

import pytest

from kim.kept import FOLDER, KeptFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY, PAPER = "a" * 64, b"%PDF-1.7 ..."


def kept(root: Path) -> KeptFiles:
    """Keep one document."""
    papers = KeptFiles(root, "papers")
    papers.keep(KEY, PAPER)
    return papers


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    """By its fingerprint, and by no other."""
    kept(tmp_path)
    assert KeptFiles(tmp_path, "papers").find(KEY) == PAPER
    assert KeptFiles(tmp_path, "papers").find("b" * 64) is None


@pytest.mark.parametrize("is_full", [False, True])
def test_nothing_unfinished_stays(tmp_path: Path, *, is_full: bool) -> None:
    """Neither of who was killed, nor where the disk is full."""
    papers = kept(tmp_path)
    unfinished = papers.folder / f"{KEY}.new"
    os.mkfifo(unfinished)
    pieces = (PAPER,) if not is_full else (PAPER, b"x" * 100_000)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limit[1]))
    try:
        papers.keep(KEY, *pieces)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert [path.name for path in papers.folder.iterdir()] == [KEY]
    assert papers.find(KEY) == PAPER


def flip(path: Path) -> None:
    """Change one bit."""
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def take_for_another(path: Path) -> None:
    """Put a sound file under the wrong fingerprint."""
    KeptFiles(path.parents[2], "papers").keep("b" * 64, b"%PDF-1.7 another")
    path.write_bytes((path.parent / ("b" * 64)).read_bytes())


def link_elsewhere(path: Path) -> None:
    """Put a link to a file outside in its place."""
    path.rename(path.parents[2] / "draussen")
    path.symlink_to(path.parents[2] / "draussen")


BREAKS: dict[str, Callable[[Path], object]] = {
    "changed": flip,
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:20]),
    "empty": lambda path: path.write_bytes(b""),
    "seal only": lambda path: path.write_bytes(path.read_bytes()[:32]),
    "of another book": take_for_another,
    "link": link_elsewhere,
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "folder that others write to": lambda path: path.parent.chmod(0o777),
    "folder above that others write to": lambda path: path.parents[1].chmod(0o770),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.promise("kept-papers-sound")
@pytest.mark.parametrize("break_it", BREAKS.values(), ids=BREAKS)
def test_nothing_broken_or_foreign_is_taken(
    tmp_path: Path, break_it: Callable[[Path], object]
) -> None:
    """And nothing fails because of it."""
    kept(tmp_path)
    break_it(tmp_path / FOLDER / "papers" / KEY)
    again = KeptFiles(tmp_path, "papers")
    assert again.find(KEY) is None
    again.keep(KEY, PAPER)
    again.forget_others()


def test_another_users_file_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the folder nor what lies in it."""
    kept(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert KeptFiles(tmp_path, "papers").find(KEY) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / FOLDER).write_text("")
    assert kept(tmp_path).find(KEY) is None


def test_what_a_build_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    """A document that named somebody does not stay behind."""
    kept(tmp_path).keep("b" * 64, b"%PDF-1.7 old")
    again = KeptFiles(tmp_path, "papers")
    again.find(KEY)
    again.forget_others()
    assert [one.name for one in (tmp_path / FOLDER / "papers").iterdir()] == [KEY]
