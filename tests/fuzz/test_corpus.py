"""The kept corpus of the fuzzer: what once broke a reader, and one file of each way through it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.target import feed

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


def test_there_is_a_corpus() -> None:
    """The fuzzer begins with it."""
    assert CORPUS


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_no_reader_breaks_on_it_again(path: Path) -> None:
    """Problems with their place, or a record."""
    feed(path.read_bytes())
