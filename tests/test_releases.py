"""Releases: switched under the eyes of readers, sealed, and gone back to only when untouched."""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from itertools import count
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from kim import releases
from kim.cli import run
from kim.publish import publish_build
from kim.releases import KEPT, finish, folder_of, list_releases, make_home, switch
from kim.seals import BrokenSealError, find_tampering, prove_release, seal_of, write_seal
from tests.making import make_catalogue
from tests.sizes import sized
from tests.test_publish import write_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.synchronize import Event
    from pathlib import Path

READERS = 3
PAGES = ("index.html", "angebote/index.html", "404.html")
ENOUGH = 30 * (1 + len(PAGES))
"""So many pages at least are read by each, however busy the machine is."""


def publish(out: Path, *texts: str) -> list[Path]:
    """Publish one build after the other; give the releases that are kept."""
    for text in texts:
        publish_build(out, make_catalogue(), write_site(text))
    return list_releases(out)


def read_on(out: str, is_at_work: Event, stop: Event) -> tuple[int, int, set[str]]:
    """Read pages until told to stop; count them, what was not found, and what was seen.

    Each time the folder is opened once, as a server does that resolves the name first: all pages
    read from it must be of one release. One page is read by its public name.
    """
    read, missed, seen = 0, 0, set()
    while not stop.is_set():
        try:
            with open(f"{out}/index.html") as page:  # noqa: PTH123  as fast as can be
                seen.add(page.read())
            folder = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
            try:
                seen.add("".join(sorted({read_page(folder, name) for name in PAGES})))
            finally:
                os.close(folder)
        except FileNotFoundError:
            missed += 1
        read += 1 + len(PAGES)
        if read == ENOUGH:
            is_at_work.set()
    return read, missed, seen


def read_page(folder: int, name: str) -> str:
    """Read a page below an open folder."""
    handle = os.open(name, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(handle, 100).decode()
    finally:
        os.close(handle)


@pytest.mark.promise("switches")
@pytest.mark.slow
@pytest.mark.sized
def test_readers_never_miss_a_page_while_releases_are_switched(tmp_path: Path) -> None:
    """Every page is there at any moment, and nobody gets pages of two releases."""
    out = tmp_path / "site"
    kept = publish(out, "eins", "zwei", "drei")
    context = get_context("fork")
    with context.Manager() as manager, context.Pool(READERS) as pool:
        stop, *at_work = (manager.Event() for _ in range(1 + READERS))
        found = [pool.apply_async(read_on, (str(out), one, stop)) for one in at_work]
        least = sized(500, 20_000)
        for turn in count():
            if turn >= least:
                if all(one.is_set() for one in at_work):
                    break
                time.sleep(0.001)  # who only switches leaves the readers no turn
            switch(out, kept[turn % len(kept)])
        stop.set()
        results = [one.get(60) for one in found]
    assert [missed for _, missed, _ in results] == [0] * READERS
    assert all(read >= ENOUGH for read, *_ in results)
    assert {text for *_, seen in results for text in seen} == {"eins", "zwei", "drei"}


def change_byte(path: Path, chance: random.Random) -> None:
    """Change one bit."""
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(path: Path, chance: random.Random) -> None:
    """Drop the end, or all of it."""
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


def remove(path: Path, _: random.Random) -> None:
    """Remove a file."""
    path.unlink()


def add(path: Path, chance: random.Random) -> None:
    """Put a file beside it, with what stands there already."""
    path.with_name(f"neu-{chance.randrange(99)}.html").write_bytes(path.read_bytes())


def rename(path: Path, _: random.Random) -> None:
    """Give a file another name."""
    path.rename(path.with_suffix(".htm"))


def exchange(path: Path, _: random.Random) -> None:
    """Put a link to the same content in its place."""
    path.rename(path.parent.parent / "anderswo")
    path.symlink_to(path.parent.parent / "anderswo")


WAYS: tuple[Callable[[Path, random.Random], None], ...] = (
    change_byte,
    cut,
    remove,
    add,
    rename,
    exchange,
)


@pytest.mark.promise("release-tampering")
def test_a_thousand_tamperings_of_a_release_are_found(tmp_path: Path) -> None:
    """Whatever is done to any file of it, and to its seal."""
    chance = random.Random(7)  # noqa: S311  the same tamperings in every run
    out = tmp_path / "site"
    release = publish(out, "eins", "zwei")[0]
    (release / "umlaut-ä.txt").write_text("ein Name, der nicht jedem Rechner gefällt")
    write_seal(release, release)
    whole = {path: path.read_bytes() for path in release.rglob("*") if path.is_file()}
    whole[seal_of(release)] = seal_of(release).read_bytes()
    found = 0
    for number in range(1000):
        path = chance.choice(sorted(whole))
        WAYS[number % len(WAYS) if path != seal_of(release) else number % 3](path, chance)
        with suppress(UnicodeError):
            found += any(find_tampering(release))
        for left in {*release.rglob("*")} - {*whole}:
            if left.is_symlink() or left.is_file():
                left.unlink()
        for one, data in whole.items():
            if one.is_symlink() or not one.exists() or one.read_bytes() != data:
                one.unlink(missing_ok=True)
                one.write_bytes(data)
        (release.parent / "anderswo").unlink(missing_ok=True)
    assert found == 1000
    assert list(find_tampering(release)) == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nobody_goes_back_to_a_release_that_was_tampered_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], way: Callable[..., None]
) -> None:
    """The command says which file is wrong, and shows what it showed."""
    out = tmp_path / "site"
    release = publish(out, "eins", "zwei")[0]
    way(release / "angebote" / "index.html", random.Random(1))  # noqa: S311  no secret
    assert run(["rollback", "--out", str(out), str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("nicht zurückgeschaltet: release-000001 ist nicht mehr, was gebaut")
    assert "angebote/" in said
    assert (out / "index.html").read_text() == "zwei"


def test_a_release_without_a_seal_is_none(tmp_path: Path) -> None:
    """Who removes the list removes the proof."""
    release = publish(tmp_path / "site", "eins")[0]
    seal_of(release).unlink()
    with pytest.raises(BrokenSealError, match=r"die Prüfliste release-000001\.sha256 fehlt"):
        prove_release(release)


def test_a_seal_goes_with_its_release(tmp_path: Path) -> None:
    """Of what is gone no hash stays: from it, what a page said could be guessed."""
    out = tmp_path / "site"
    kept = publish(out, *"abcdef")
    assert len(kept) == KEPT
    names = {path.name for path in folder_of(out).iterdir()}
    assert names == {name for one in kept for name in (one.name, seal_of(one).name)}


def test_what_was_rolled_back_from_is_not_gone_back_to(tmp_path: Path) -> None:
    """The release before the one that is shown is one that was good."""
    out = tmp_path / "site"
    publish(out, "gut", "schlecht")
    assert run(["rollback", "--out", str(out), str(tmp_path)]) == 0
    publish(out, "besser")
    assert run(["rollback", "--out", str(out), str(tmp_path)]) == 0
    assert (out / "index.html").read_text() == "gut"


@pytest.mark.parametrize("system", ["exchanges", "refuses", "cannot"])
def test_a_folder_of_this_name_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """At once where the system can, else in two steps; there it is a link afterwards."""
    out = tmp_path / "site"
    out.mkdir()
    write_site("von früher")(out)
    if system == "refuses":
        monkeypatch.setattr(releases, "_EXCHANGE", 1 << 30)
    if system == "cannot":
        monkeypatch.setattr("ctypes.CDLL", lambda _: object())
    found = watch_moves(monkeypatch, out)
    publish(out, "neu")
    assert all(found) is (system == "exchanges")
    assert out.is_symlink()
    assert (out / "index.html").read_text() == "neu"
    (release,) = list_releases(out)
    assert {*folder_of(out).iterdir()} == {release, seal_of(release)}


def watch_moves(monkeypatch: pytest.MonkeyPatch, out: Path) -> list[bool]:
    """Note after each step whether there is a page behind the public name."""
    found: list[bool] = []
    rename = type(out).rename

    def watched(path: Path, target: Path) -> Path:
        moved = rename(path, target)
        found.append((out / "index.html").is_file())
        return moved

    monkeypatch.setattr(type(out), "rename", watched)
    return found


def test_a_switch_that_fails_leaves_no_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was never shown is nothing to go back to."""

    def fail(*_: object) -> None:
        raise OSError(28, "voll")

    out = tmp_path / "site"
    kept = publish(out, "eins")
    fresh = releases.begin(out)
    with monkeypatch.context() as patch:
        patch.setattr(releases, "switch", fail)
        with pytest.raises(OSError, match="voll"):
            finish(out, fresh)
    assert list_releases(out) == kept
    assert (out / "index.html").read_text() == "eins"


def test_what_a_killed_switch_left_is_removed(tmp_path: Path) -> None:
    """The link it had made, and not the folder where that leads."""
    out = tmp_path / "site"
    publish(out, "eins")
    (tmp_path / "fremd").mkdir()
    left = folder_of(out) / "release-000007.link"
    left.symlink_to(tmp_path / "fremd")
    publish(out, "zwei")
    assert not left.is_symlink()
    assert (tmp_path / "fremd").is_dir()


def test_what_cannot_be_removed_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another user left, say; the next one to build tries again."""

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "nicht erlaubt")

    out = tmp_path / "site"
    publish(out, "eins")
    left = folder_of(out) / "build-halb"
    left.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", fail)
        publish(out, "zwei")
    assert (out / "index.html").read_text() == "zwei"
    assert left.exists()
    publish(out, "drei")
    assert not left.exists()


def test_new_folders_above_are_readable(tmp_path: Path) -> None:
    """A careful umask does not lock the web server out."""
    before = os.umask(0o077)
    try:
        make_home(tmp_path / "srv" / "www" / "site")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "srv").rglob("*")}
    assert modes == {"www": 0o755, ".site.releases": 0o755}
    assert (tmp_path / "srv").stat().st_mode & 0o777 == 0o755
