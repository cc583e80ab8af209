"""What lies above and below."""

from __future__ import annotations

from kim.rules.hierarchy import walk_up


def test_walking_up_ends() -> None:
    """At the top, or where it began."""
    parents = {"a": "b", "b": "c", "x": "y", "y": "x"}
    assert list(walk_up("a", parents.get)) == ["a", "b", "c"]
    assert list(walk_up("x", parents.get)) == ["x", "y"]
    assert list(walk_up(None, parents.get)) == []
