"""What a build does grows with the site and no faster; counted in calls, never in seconds."""

from __future__ import annotations

import pytest

from tests.bench.calls import count_calls

SMALLEST = 200
MORE = 1.05
"""A twentieth more is allowed: lists are sorted, and more lists are split into pages."""


@pytest.mark.promise("grows-linearly")
@pytest.mark.soak
def test_twice_the_services_make_twice_the_calls() -> None:
    """What every site needs is left out by looking at the steps from one size to the next."""
    few, more, most = (count_calls(SMALLEST * times) for times in (1, 2, 4))
    assert 0 < most - more <= 2 * (more - few) * MORE


@pytest.mark.soak
def test_a_language_costs_as_much_as_the_one_before() -> None:
    """Ten languages make ten times the pages and no more than ten times the calls."""
    calls = [count_calls(100, languages) for languages in (1, 2, 3, 10)]
    assert 0 < calls[3] - calls[1] <= 8 * (calls[1] - calls[0]) * MORE
    assert calls[2] - calls[1] <= (calls[1] - calls[0]) * MORE
