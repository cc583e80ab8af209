"""A release is known again by what the system says of its files, its folders and its seal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kim.releases import begin, finish, list_releases, make_home
from kim.seals import seal_of
from kim.takeover import Changed, is_whole, mark_release, release_changes
from tests.render.test_asked import files_below

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGES = {"index.html": b"a", "angebote/x/index.html": b"b", "angebote/y/index.html": b"c"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give the public name of a site with one release."""
    out = tmp_path / "site"
    make_home(out)
    fresh = begin(out)
    for name, data in PAGES.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_bytes(data)
    finish(out, fresh)
    return out


def _overwrite(release: Path) -> None:
    page = release / "index.html"
    dates = page.stat()
    page.write_bytes(b"x")
    os.utime(page, ns=(dates.st_atime_ns, dates.st_mtime_ns))


def _add(release: Path) -> None:
    (release / "angebote/x/neu.html").write_bytes(b"x")


def _add_above(release: Path) -> None:
    (release / "neu.html").write_bytes(b"x")


def _add_folder(release: Path) -> None:
    (release / "angebote/z").mkdir()


def _remove(release: Path) -> None:
    (release / "angebote/y/index.html").unlink()


def _reseal(release: Path) -> None:
    seal = seal_of(release)
    seal.write_bytes(seal.read_bytes().replace(b"  index.html", b"0  index.html"))


def _forget(release: Path) -> None:
    seal = seal_of(release)
    seal.write_bytes(b"".join(seal.read_bytes().splitlines(keepends=True)[1:]))


@pytest.mark.parametrize(
    "change", [_overwrite, _add, _add_above, _add_folder, _remove, _reseal, _forget]
)
def test_whatever_changes_a_release_changes_its_mark(
    out: Path, change: Callable[[Path], None]
) -> None:
    """A file other, more or less, also of the same length and date; a folder; another seal."""
    (release,) = list_releases(out)
    before = mark_release(release)
    assert mark_release(release) == before
    change(release)
    assert mark_release(release) != before


def test_a_release_without_its_seal_is_not_whole(out: Path) -> None:
    """Nobody can say what belongs into it."""
    (release,) = list_releases(out)
    known = {release.name: mark_release(release)}
    assert is_whole(release, known)
    assert is_whole(release, {})
    seal_of(release).unlink()
    assert not is_whole(release, known)


def test_each_release_is_what_was_asked_for_and_marked_as_one_that_is_looked_at(
    out: Path,
) -> None:
    """Files change, come and go with their folders; the mark is that of a look at all of them."""
    known: dict[str, str] = {}
    pages = dict(PAGES)
    for number in range(1, 6):
        new = {"index.html": b"%d" % number, f"neu/{number}/index.html": b"n"}
        gone = frozenset({f"neu/{number - 1}/index.html"} & pages.keys())
        pages = {name: data for name, data in {**pages, **new}.items() if name not in gone}
        known = release_changes(out, known, Changed(new, gone))
        shown = list_releases(out)[-1]
        assert files_below(out) == files_below(shown) == pages
        assert known[shown.name] == mark_release(shown)
    assert [path.name[-1] for path in list_releases(out)] == ["4", "5", "6"]
