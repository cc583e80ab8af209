"""States of a concept by the name that people give them: a Stand, or now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.editions.library import NOW, find_snapshot, read_frozen, working_snapshot
from kim.models.edition import Edition
from kim.skeleton import write_site
from tests.editing import edit, freeze

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)
HIDDEN = "name: Schutzhaus\nformerly: [rathaus]\nconfidential: ja\n"
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


def test_a_place_that_is_confidential_today_was_nowhere(root: Path) -> None:
    """Whatever it is called now; of all others it is still said where they were."""
    (root / "directory/locations/rathaus.yml").unlink()
    (root / "directory/locations/schutzhaus.yml").write_text(HIDDEN, "utf-8")
    catalogue, _ = load_catalogue(root)
    then = find_snapshot(root, catalogue, "2026-10-01")
    assert then
    frozen = read_frozen(root, catalogue.all(Edition)["2026-10-01"])
    places = then.records["locations"]
    assert places["beratungshaus-nord"] == frozen.records["locations"]["beratungshaus-nord"]
    before = frozen.records["locations"]["rathaus"]
    assert {*before} - {*places["rathaus"]} == {"address", "transportation"}
    assert places["rathaus"]["name"] == "Rathaus Musterstadt"
    assert replace(then, records=frozen.records) == frozen
