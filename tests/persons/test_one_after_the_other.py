"""Twenty persons in all that a town ever published are forgotten one by one, and nobody else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kim.cli import run
from kim.releases import list_releases, shown_release
from tests.folders import files_below
from tests.persons.reading import is_in
from tests.persons.town import make_town
from tests.sizes import sized

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

DAY = "21.11.2026"
OF_ALL_FILES = {"sw.js"}
"""It lists what other files are called, and some are called by what is in them."""


def put_beside(root: Path) -> tuple[Path, Path]:
    """Give what is public now, and a release before it that names nobody."""
    shown = shown_release(root / "site")
    assert shown
    before = shown.with_name(f"release-{int(shown.name[-6:]) - 1:06d}")
    shutil.copytree(shown / "impressum", before / "impressum", dirs_exist_ok=True)
    return shown, before


@pytest.mark.sized
@pytest.mark.promise("persons-erased")
def test_one_after_the_other_is_forgotten(tmp_path: Path) -> None:
    """No file names them in any form; only what named them has changed; the others stay."""
    count = sized(2, 20)
    root = tmp_path / "stadt"
    people = make_town(root, count + 1, is_named=True)
    assert run(["build", str(root), "--stichtag", DAY]) == 0
    frozen = files_below(root / "directory" / "editions")
    for place, one in enumerate(people[:count]):
        shown, silent = put_beside(root)
        words = (one.name, one.phone, one.email)
        before = files_below(root / "site")
        named = {path for path, data in before.items() if is_in(data, *words)}
        assert {"handbuch/konzept.pdf", "ansprechpersonen/index.html"} < named
        assert any(path.startswith("fortschreibungen/") for path in named)
        erase = ["person", "erase", one.id, "--reason", "Wunsch", "--by", "KI"]
        assert run([*erase, "--seite", str(root), "--stichtag", DAY]) == 0
        everything = files_below(root)
        assert [path for path, data in everything.items() if is_in(data, *words)] == []
        after = files_below(root / "site")
        changed = {path for path in before if before[path] != after.get(path)}
        assert after.keys() == before.keys()
        assert named <= changed <= named | OF_ALL_FILES
        for other in people[place + 1 :]:
            pages = [path for path in named if path.endswith(".html")]
            assert all(is_in(after[path], other.name) for path in pages)
        assert list_releases(root / "site") == [silent, shown_release(root / "site")]
        assert shown != shown_release(root / "site")
    assert files_below(root / "directory" / "editions") == frozen
