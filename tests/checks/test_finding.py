"""What several checks ask: days, numbers, circles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kim.checks.finding import find_circles, say_amount, say_circle, year_before


@pytest.mark.parametrize(
    ("edges", "circles"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["a"]}, ["a → a"]),
        ({"a": ["b"], "b": ["a"]}, ["a → b → a"]),
        ({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]}, ["a → b → c → a"]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, ["a → b → a", "a → c → a"]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c", "a"]}, ["a → b → a", "c → d → c"]),
    ],
    ids=range(8),
)
def test_circles_are_found_once(edges: dict[str, list[str]], circles: list[str]) -> None:
    """Two ways to the same place are no circle."""
    assert [say_circle(circle) for circle in find_circles(edges)] == circles


def test_a_long_chain_needs_no_deep_stack() -> None:
    """Twenty thousand in a row, and back."""
    edges = {str(number): [str(number + 1)] for number in range(20_000)}
    assert list(find_circles(edges)) == []
    assert len(next(find_circles(edges | {"20000": ["0"]}))) == 20_001


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 21), date(2025, 11, 21)),
        (date(2024, 2, 29), date(2023, 2, 28)),
    ],
)
def test_a_year_before(day: date, before: date) -> None:
    """The leap day has one too."""
    assert year_before(day) == before


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("27143", "27.143"),
        ("44.1", "44,1"),
        ("1234567.50", "1.234.567,50"),
        ("0", "0"),
    ],
)
def test_numbers_are_written_in_german(number: str, said: str) -> None:
    """As authors write them."""
    assert say_amount(Decimal(number)) == said
