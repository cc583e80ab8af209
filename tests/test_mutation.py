"""Tests about the tests: who changes the code is noticed."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from tests.mutation import AIM, PARTS, SAMPLE, try_part, undecorated


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


def test_what_makes_a_check_of_a_function_is_called_after_it() -> None:
    """No check bears a decorator then, and all are still what they were."""
    written = (
        "@each(Area, sees=_see)\ndef level(area):\n    yield area\n\n\n@cache\ndef other(): ..."
    )
    told = "def level(area):\n    yield area\nlevel = each(Area, sees=_see)(level)\n\n\n@cache"
    assert undecorated(written) == f"{told}\ndef other(): ..."
    for path in chain.from_iterable(PARTS["checks"].code()):
        text = undecorated(path.read_text("utf-8"))
        assert not re.search(r"^@(each|alike|_each)", text, re.MULTILINE)
