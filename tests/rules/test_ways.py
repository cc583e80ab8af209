"""Ways into a service: who could come by both."""

from __future__ import annotations

import pytest

from kim.rules.ways import Way

ONE, OTHER, BOTH = frozenset({"a"}), frozenset({"b"}), frozenset({"a", "b"})


@pytest.mark.parametrize(
    ("first", "second", "meets"),
    [
        (Way(0, 18, None, None), Way(18, 120, None, None), True),
        (Way(0, 17, None, None), Way(18, 120, None, None), False),
        (Way(0, 120, ONE, None), Way(0, 120, OTHER, None), False),
        (Way(0, 120, ONE, None), Way(0, 120, BOTH, None), True),
        (Way(0, 120, ONE, None), Way(0, 120, None, None), True),
        (Way(0, 120, None, ONE), Way(0, 120, None, OTHER), False),
        (Way(0, 120, ONE, BOTH), Way(0, 120, BOTH, OTHER), True),
    ],
)
def test_one_person_could_come_by_both(first: Way, second: Way, *, meets: bool) -> None:
    """Ages, papers and stays must all have something in common; None is any."""
    assert first.meets(second) is meets
    assert second.meets(first) is meets
