"""What a chapter may hold: as much as is allowed passes, one more is refused where it stands."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from kim import bulk
from kim.chapters import parse_chapter

SHOWN = PurePosixPath("content/k.md")
HEAD = "---\ntitle: x\n---\n"


def problems_of(body: str) -> list[str]:
    """Read a chapter and list its problems, without what they say."""
    _, problems = parse_chapter((HEAD + body).encode(), PurePosixPath("k.md"), SHOWN)
    return [f"{one.place.line}:{one.place.column} {one.code}" for one in problems]


@pytest.mark.parametrize(
    ("most", "more", "expected"),
    [
        ("x" * bulk.BLOCK, "x", "4:1 too-large"),
        ("a\n\n" + "x" * bulk.BLOCK, "x", "6:1 too-large"),
        ("a\n\n" * bulk.LINES, "b", f"{4 + 2 * bulk.LINES}:1 too-large"),
        ("****\n\n" * (bulk.MARKS // 4), "*", f"{4 + bulk.MARKS // 2}:1 too-large"),
        ("(" * bulk.BRACKETS, "[", f"4:{bulk.BRACKETS + 1} too-deep"),
        ("a\n" + ":   b\n" * bulk.MEANINGS, ":   c", f"{5 + bulk.MEANINGS}:2 too-large"),
    ],
)
def test_one_more_than_allowed_is_refused(most: str, more: str, expected: str) -> None:
    """With line and column of what is too much, or of the block that is too long."""
    assert problems_of(most) == []
    assert problems_of(most + more) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "```\n" + "[[[((( " * 100 + "\n```\n",
        "\\[" * 100,
        "(a) [b](c) " * 200,
        "(a\n\n" * 100,
        "1) a\n" * 100,
        '{{ angebot("x") }}\n\n' * 100,
    ],
)
def test_what_is_no_open_bracket_counts_as_none(text: str) -> None:
    """Code, what is written with a backslash, what closes, and blocks one after the other."""
    assert problems_of(text) == []


def test_each_block_is_told_once() -> None:
    """Of a thousand faults in one place one is enough."""
    block = "[" * 50 + "\n" + ":   x\n" * 200
    assert len(problems_of(f"{block}\n{block}")) == 4
