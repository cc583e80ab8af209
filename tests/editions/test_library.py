"""States of a concept by the name that people give them: a Stand, or now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.editions.library import NOW, find_snapshot, working_snapshot
from kim.skeleton import write_site
from tests.handbook.test_editions import edit, freeze

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)
PLANNED = "name: Geplant\nstand: 2027-01-01\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Freeze an edition, plan another, and go on writing."""
    root = tmp_path / "stadt"
    write_site(root, TODAY)
    freeze(root, date(2026, 10, 1))
    (root / "directory/editions/2027-01-01.yml").write_text(PLANNED, "utf-8")
    edit(root / "content/handbuch/auftrag.md", ("## Ausgangslage", "## Ausgangsbild"))
    (root / "content/handbuch/PLAN.PNG").write_bytes(b"\x89PNG")
    return root


def test_a_state_is_found_by_its_name(root: Path) -> None:
    """What is frozen as it was, now as it is; what is planned says nothing yet."""
    catalogue, problems = load_catalogue(root)
    assert not problems, problems
    then, now = (find_snapshot(root, catalogue, name) for name in ("2026-10-01", NOW))
    assert then
    assert "## Ausgangslage" in then.chapters["handbuch/auftrag.md"]
    assert then.media == {}
    assert now == working_snapshot(root, catalogue)
    assert "## Ausgangsbild" in now.chapters["handbuch/auftrag.md"]
    assert now.media == {"handbuch/PLAN.PNG": b"\x89PNG"}
    assert find_snapshot(root, catalogue, "2027-01-01") is None
    assert find_snapshot(root, catalogue, "gestern") is None
