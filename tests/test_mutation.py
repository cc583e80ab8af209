"""Tests about the tests: who changes the code is noticed."""

from __future__ import annotations

import pytest

from tests.mutation import AIM, PARTS, SAMPLE, try_part


@pytest.mark.promise("mutants-noticed")
@pytest.mark.soak
@pytest.mark.parametrize("name", PARTS)
def test_a_change_of_the_code_is_noticed(name: str) -> None:
    """A seeded sample of each part; `make mutation` says which ones are not."""
    share, _ = try_part(name, SAMPLE)
    assert share >= AIM


def test_every_part_exists() -> None:
    """A module that was renamed, or a test, is noticed here."""
    for part in PARTS.values():
        assert all(list(part.code()))
        assert all(path.exists() for path in part.test_paths())
