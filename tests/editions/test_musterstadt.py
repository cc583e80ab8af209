"""Five editions of an invented town: whatever can change has changed, and is told in words."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kim.checks import check_site
from kim.editions.addresses import read_addresses
from kim.editions.library import frozen_editions, read_frozen, working_snapshot
from kim.export.changes import write_text
from kim.problems import has_errors
from kim.publish import build_site
from kim.views.changes import see_changes

HERE = Path(__file__).parent
TOWN = HERE.parent / "sites" / "musterstadt"
TODAY = date(2026, 11, 21)


def test_the_town_is_sound_and_its_editions_are_unaltered() -> None:
    """No error, in none of the five."""
    catalogue, problems = check_site(TOWN, TODAY)
    assert not has_errors(problems), problems
    assert [edition.number for edition in frozen_editions(TOWN, catalogue)] == [1, 2, 3, 4, 5]


def test_what_changed_is_told_in_words(pytestconfig: pytest.Config) -> None:
    """Added, removed, renamed, moved, ended, replaced, and a person who left: word for word."""
    catalogue, _ = check_site(TOWN, TODAY)
    editions = frozen_editions(TOWN, catalogue)
    text = "\n".join(
        write_text(see_changes(read_frozen(TOWN, old), read_frozen(TOWN, new), (old.id, new.id)))
        for old, new in pairwise(editions)
    )
    golden = HERE / "musterstadt.txt"
    if pytestconfig.getoption("bless"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_working_text_is_the_newest_edition() -> None:
    """Nothing has been written since."""
    catalogue, _ = check_site(TOWN, TODAY)
    latest = frozen_editions(TOWN, catalogue)[-1]
    changes = see_changes(read_frozen(TOWN, latest), working_snapshot(TOWN, catalogue), ("", ""))
    assert changes.is_empty


def test_no_frozen_file_names_the_person_who_left() -> None:
    """The first four editions were frozen while she was there."""
    files = [path for path in (TOWN / "directory" / "editions").rglob("*") if path.is_file()]
    assert len(files) > 20
    assert [path for path in files if b"Mustermann" in path.read_bytes()] == []


@pytest.mark.slow
def test_every_address_of_five_editions_answers(tmp_path: Path) -> None:
    """Also those of what was renamed or removed on the way."""
    out = tmp_path / "site"
    problems = build_site(TOWN, out, TODAY)
    assert not has_errors(problems), problems
    addresses = read_addresses(TOWN)
    assert {"angebote/sprachcafe/", "angebote/einbuergerung/", "handbuch/ausblick/"} < {*addresses}
    assert [one for one in addresses if not (out / one / "index.html").is_file()] == []
