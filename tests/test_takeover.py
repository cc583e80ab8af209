"""A release is known again by what the system says of its files, its folders and its seal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kim.marks import mark_release, prove_mark
from kim.releases import BusyError, begin, finish, go_back, list_releases, make_home
from kim.seals import BrokenSealError, seal_of
from kim.takeover import Changed, looking_ahead, release_changes
from tests.folders import files_below

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
    assert prove_mark(release, known) == prove_mark(release, {}) == known[release.name]
    seal_of(release).unlink()
    assert not prove_mark(release, known)


def test_each_release_is_what_was_asked_for_and_marked_as_one_that_is_looked_at(
    out: Path,
) -> None:
    """Files change, come and go with their folders; the marks are those of a look at all of them.

    Those of the other releases too, which share files: nobody has to read them to know them again.
    """
    known = {path.name: mark_release(path) for path in list_releases(out)}
    pages = dict(PAGES)
    for number in range(1, 6):
        new = {"index.html": b"%d" % number, f"neu/{number}/index.html": b"n"}
        gone = frozenset({f"neu/{number - 1}/index.html"} & pages.keys())
        pages = {name: data for name, data in {**pages, **new}.items() if name not in gone}
        with looking_ahead(out) as look:
            known = release_changes(out, known, Changed(new, gone), look)
        shown = list_releases(out)[-1]
        assert files_below(out) == files_below(shown) == pages
        assert known == {path.name: mark_release(path) for path in list_releases(out)}
    assert [path.name[-1] for path in list_releases(out)] == ["4", "5", "6"]


def _release_again(out: Path, number: int) -> None:
    known = {path.name: mark_release(path) for path in list_releases(out)}
    with looking_ahead(out) as look:
        release_changes(out, known, Changed({"index.html": b"%d" % number}, frozenset()), look)


def _refuse(*_: object) -> None:
    raise PermissionError


@pytest.mark.parametrize("has_links", [True, False])
def test_while_there_are_few_releases_they_share_what_is_the_same(
    out: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    """Where files cannot have two names each release has its own."""
    if not has_links:
        monkeypatch.setattr(os, "link", _refuse)
    for number in range(2):
        _release_again(out, number)
    names = {name: {(path / name).stat().st_ino for path in list_releases(out)} for name in PAGES}
    assert [len(names[name]) for name in PAGES] == ([3, 1, 1] if has_links else [3, 3, 3])
    assert [files_below(path)["index.html"] for path in list_releases(out)] == [b"a", b"0", b"1"]
    assert all(files_below(path).keys() == PAGES.keys() for path in list_releases(out))


def test_what_is_changed_by_hand_is_found_out_in_all_that_share_it(out: Path) -> None:
    """No release with it is taken over or gone back to without a word."""
    _release_again(out, 1)
    known = {path.name: mark_release(path) for path in list_releases(out)}
    page = out / "angebote/x/index.html"
    dates = page.stat()
    page.write_bytes(b"x")
    os.utime(page, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    assert not any(prove_mark(path, known) for path in list_releases(out))
    with pytest.raises(BrokenSealError, match=r"angebote/x/index\.html ist verändert"):
        go_back(out)


def test_nothing_is_taken_over_from_what_somebody_else_has_published(out: Path) -> None:
    """Of that nobody knows what it was made from."""
    known = {path.name: mark_release(path) for path in list_releases(out)}
    _release_again(out, 1)
    with looking_ahead(out) as look, pytest.raises(BusyError):
        release_changes(out, known, Changed({"index.html": b"2"}, frozenset()), look)
    assert files_below(out)["index.html"] == b"1"
