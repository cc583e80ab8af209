"""A disk that is really full or may only be read: the old site stays, the exit code says so."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.cli import run
from tests.folders import files_below
from tests.publishable import write_publishable_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 21)
MIB = 1 << 20


def mount(disk: Path, options: str) -> None:
    """Make a small disk in memory, or change it; skip where only root may."""
    call = ["mount", "-t", "tmpfs", "-o", options, "kim", str(disk)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be made here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk with a site on it that is public and has changed since."""
    if not shutil.which("mount"):
        pytest.skip("no disk can be made here")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount(disk, "size=64m")
    try:
        write_publishable_site(disk / "town", TODAY)
        assert publish(disk, "2026-11-01") == 0
        (disk / "vermerke.yml").write_text(
            "changes:\n  - {section: auftrag, weight: editorial, description: x}\n"
        )
        with (disk / "town" / "content" / "handbuch" / "auftrag.md").open("a") as chapter:
            chapter.write("\nNeu ist dieser Satz.\n")
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def publish(disk: Path, stand: str, *options: str) -> int:
    """Publish the site on the disk."""
    call = ["publish", str(disk / "town"), "--stand", stand, "--stichtag", str(TODAY)]
    return run([*call, *options])


def read(disk: Path) -> dict[str, dict[str, bytes]]:
    """Read all that authors and publishing wrote, and what the public sees."""
    return {name: files_below(disk / "town" / name) for name in ("directory", "content", "site")}


@pytest.mark.parametrize("left", [0, 200_000, MIB])
def test_a_full_disk_leaves_everything_as_it_was(
    disk: Path, capsys: pytest.CaptureFixture[str], left: int
) -> None:
    """With so many bytes left it cannot be published; with room again it can."""
    before = read(disk)
    with (disk / "ballast").open("wb") as ballast:
        ballast.truncate(0)
        room = shutil.disk_usage(disk).free
        ballast.write(b"x" * (room - left))
    assert publish(disk, "2026-11-20", "--note", str(disk / "vermerke.yml")) == 2
    assert "der Datenträger ist voll" in capsys.readouterr().err
    assert read(disk) == before
    (disk / "ballast").unlink()
    assert publish(disk, "2026-11-20", "--note", str(disk / "vermerke.yml")) == 0
    assert read(disk) != before


def test_a_disk_that_may_only_be_read_is_said_so(
    disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing can be taken back either, and nothing needs to be."""
    before = read(disk)
    mount(disk, "remount,ro")
    assert publish(disk, "2026-11-20", "--note", str(disk / "vermerke.yml")) == 2
    assert "der Datenträger ist schreibgeschützt" in capsys.readouterr().err
    assert read(disk) == before
    mount(disk, "remount,rw")
    assert publish(disk, "2026-11-20", "--note", str(disk / "vermerke.yml")) == 0
