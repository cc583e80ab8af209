"""What is written as YAML is read back as it was."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.notation import inline, yaml_lines
from kim.reading import INVISIBLE
from kim.source import Source, parse_source

# What no record may hold, nobody writes.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")).filter(lambda one: not INVISIBLE.match(one)),
    max_size=20,
).map(str.strip)
NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(NAMES, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def read(text: str) -> object:
    """Read text as a record's file is read."""
    source = parse_source(text.encode(), PurePosixPath("test.yml"))
    assert isinstance(source, Source), source
    return source.value


def is_flat_list(value: object) -> bool:
    """Tell whether no list lies directly in a list: records have none."""
    if isinstance(value, list):
        return all(not isinstance(item, list) and is_flat_list(item) for item in value)
    return all(map(is_flat_list, value.values())) if isinstance(value, dict) else True


@given(st.dictionaries(NAMES, VALUES.filter(is_flat_list), min_size=1, max_size=4))
def test_lines_are_read_back(value: dict[str, object]) -> None:
    """Whatever the text, quotes stand where they must."""
    assert read("\n".join(yaml_lines(value)) + "\n") == value


@given(VALUES)
def test_one_line_is_read_back(value: object) -> None:
    """The short form in brackets means the same."""
    assert read(f"field: {inline(value)}\n") == {"field": value}


def test_several_lines_become_a_block() -> None:
    """Paragraphs stay readable; the reader strips the last line break."""
    lines = list(yaml_lines({"description": "Eins\n\n- zwei"}))
    assert lines == ["description: |", "  Eins", "", "  - zwei"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("27.143", "27.143"),
        ("01067", "01067"),
        ("08:30", "08:30"),
        ("Beratung: offen", "'Beratung: offen'"),
        ("*kursiv*", "'*kursiv*'"),
        ("'s Hertogenbosch", "'''s Hertogenbosch'"),
        ("Haus #3", "'Haus #3'"),
        ("", "''"),
    ],
)
def test_only_what_would_be_misread_is_quoted(text: str, written: str) -> None:
    """Authors copy what they see."""
    assert list(yaml_lines({"field": text})) == [f"field: {written}"]
