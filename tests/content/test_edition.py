"""Oberhausen's published edition says what the sources say of it, and no more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kim.checks import check_site
from kim.editions.library import frozen_editions, read_frozen

ROOT = Path(__file__).parents[2]


@pytest.mark.promise("real-edition")
def test_the_concept_of_2022_is_frozen_as_the_sources_state_it() -> None:
    """Its title page gives a Stand and no resolution; all seven chapters and annexes are in it."""
    catalogue, _ = check_site(ROOT, date(2026, 11, 21))
    (edition,) = frozen_editions(ROOT, catalogue)
    assert (edition.id, edition.stand) == ("2022-06-24", date(2022, 6, 24))
    assert (edition.number, edition.adopted_by, edition.adopted_on) == (None, None, None)
    snapshot = read_frozen(ROOT, edition)
    concept = {name for name in snapshot.chapters if "/konzept/" in name or "/anlagen/" in name}
    assert len(concept) == 7 + 3
    days = [
        day
        for records in snapshot.records.values()
        for record in records.values()
        if isinstance(day := record.get("last_verified"), str)
    ]
    assert days
    assert max(days) == "2022-06-24"
