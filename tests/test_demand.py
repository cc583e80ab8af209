"""A mapping that makes its values by and by is the mapping that has them all."""

from __future__ import annotations

import pytest

from kim.demand import OnDemand, exchange, with_each


def counting(made: list[str]) -> OnDemand[str, int]:
    """Give a mapping of words to their lengths, and note which were made."""

    def make(key: str) -> int:
        made.append(key)
        return len(key)

    return OnDemand(["a", "bb", "ccc"], make)


def test_only_what_is_asked_for_is_made() -> None:
    """Keys, their number and their order cost nothing; a value is made once."""
    made: list[str] = []
    some = counting(made)
    assert (list(some), len(some), "bb" in some, "x" in some) == (
        ["a", "bb", "ccc"],
        3,
        True,
        False,
    )
    assert some.get("x") is None
    assert made == []
    assert [some["bb"], some["bb"], some.get("bb")] == [2, 2, 2]
    assert made == ["bb"]
    assert some == {"a": 1, "bb": 2, "ccc": 3}
    assert made == ["bb", "a", "ccc"]
    with pytest.raises(KeyError):
        some["x"]


def test_what_is_exchanged_makes_no_other() -> None:
    """New values stand where the old ones stood, or at the end; what has gone is not made."""
    made: list[str] = []
    some = counting(made)
    other = exchange(some, {"bb": 9, "new": 7}, {"a"})
    assert made == []
    assert list(other.items()) == [("bb", 9), ("ccc", 3), ("new", 7)]
    assert made == ["ccc"]
    assert dict(some) == {"a": 1, "bb": 2, "ccc": 3}


def test_a_plain_mapping_is_exchanged_alike() -> None:
    """The mapping that was there stays as it is."""
    some = {"a": 1, "bb": 2}
    assert list(exchange(some, {"a": 5, "c": 6}, {"bb"}).items()) == [("a", 5), ("c", 6)]
    assert exchange(some, {}) == some == {"a": 1, "bb": 2}


def test_something_is_done_with_each_value_once() -> None:
    """With those that are there at once, with the others when they are made."""
    seen: list[int] = []
    some = counting([])
    assert some["bb"] == 2
    other = with_each(some, seen.append)
    assert seen == [2]
    assert [other["ccc"], other["bb"], other["ccc"]] == [3, 2, 3]
    assert seen == [2, 3]
    assert with_each({"x": 5}, seen.append) == {"x": 5}
    assert seen == [2, 3, 5]
