"""Every promise has an id and exactly one test that carries it."""

from __future__ import annotations

from collections import Counter

from tests.promises import DOCUMENT, all_carriers, all_promises, as_document


def test_every_promise_is_carried_by_exactly_one_test() -> None:
    """None without a test, none with two, no id twice, no marker that nobody promised."""
    carried = Counter(carrier.promise for carrier in all_carriers())
    assert carried == Counter(promise.id for promise in all_promises())
    assert set(carried.values()) == {1}


def test_the_list_of_promises_is_fresh() -> None:
    """`make docs` brings it up to date."""
    assert DOCUMENT.read_text(encoding="utf-8") == as_document()
