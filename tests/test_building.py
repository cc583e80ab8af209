"""Nothing is built that has not changed, and nothing is loaded for it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path, PurePosixPath
from shutil import copytree, ignore_patterns
from typing import Any

import pytest

from kim import again, building, publish
from kim.building import build_needed
from kim.problems import Place, Problem, Severity

TOWN = Path(__file__).parent / "sites" / "musterstadt"
TODAY = date(2026, 11, 21)
HINT = Problem(Place(PurePosixPath("x.yml"), 1, 1), "zum-beispiel", "fehlt", Severity.WARNING)


class Remembered:
    """What the last build left, what has changed, and who is asked to build."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.changed: tuple[str, ...] | None = ()
        self.known: tuple[Problem, ...] | None = (HINT,)
        self.asked: list[Any] = []
        monkeypatch.setattr(building, "open_memory", self._open)
        monkeypatch.setattr(building, "told_before", lambda _: None if self.changed != () else ())
        monkeypatch.setattr(again, "build_again", self._again)
        monkeypatch.setattr(publish, "build_site", self._whole)

    def _open(self, *given: Any, is_draft: bool, prepare: Any) -> Remembered:
        assert given == (self.root, self.root / "site", TODAY)
        prepare()
        self.asked.append(("look", is_draft))
        return self

    def _again(self, memory: Any, stops: Any) -> tuple[Problem, ...] | None:
        assert memory is self
        self.asked.append(("again", stops((HINT,))))
        return self.known

    def _whole(self, *_: Any, memory: Any, **options: Any) -> tuple[Problem, ...]:
        self.asked.append(("whole", memory is self, [name for name in options if options[name]]))
        return ()

    def build(self, **options: bool) -> list[Any]:
        """Build, and tell who was asked."""
        self.asked.clear()
        build_needed(self.root, self.root / "site", TODAY, **options)
        return self.asked


@pytest.fixture
def remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Remembered:
    """Let the site have been built before."""
    return Remembered(tmp_path, monkeypatch)


def test_as_little_as_possible_is_built(remembered: Remembered) -> None:
    """Nothing, what has changed, or all of it where that cannot be told or done."""
    assert remembered.build() == [("look", False)]
    remembered.changed = ("directory/services/x.yml",)
    assert remembered.build(is_draft=True) == [("look", True), ("again", False)]
    assert remembered.build(strict=True) == [("look", False), ("again", True)]
    remembered.known = None
    assert remembered.build() == [("look", False), ("again", False), ("whole", True, ["say"])]
    remembered.changed = None
    assert remembered.build() == [("look", False), ("whole", True, ["say"])]


@pytest.mark.parametrize("how", ["release", "fresh"])
def test_a_release_and_what_is_made_afresh_ask_for_no_memory(
    remembered: Remembered, how: str
) -> None:
    """They build the whole site, and leave no note."""
    ((_, knows, options),) = remembered.build(**{how: True})
    assert (knows, {*options} - {"say"}) == (False, {"release"} & {how})


LOADED = """
import json, sys
from kim.cli import run
run(["build", sys.argv[1], "--stichtag", "21.11.2026"])
print(json.dumps([name for name in sys.modules if name.partition(".")[0] in sys.argv[2:]]))
"""


@pytest.mark.slow
def test_what_has_not_changed_loads_neither_records_nor_pages(tmp_path: Path) -> None:
    """Who builds what is built already waits for no more than a look at the files."""
    root = tmp_path / "town"
    copytree(TOWN, root, ignore=ignore_patterns("site", ".*"))
    packages = ("pydantic", "mkdocs", "jinja2", "typst", "openpyxl", "markdown")
    program = [sys.executable, "-c", LOADED, str(root), *packages]
    for is_new in (True, False):
        out = subprocess.run(program, check=True, capture_output=True, text=True).stdout
        assert bool(json.loads(out.splitlines()[-1])) is is_new
