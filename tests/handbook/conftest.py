"""What the handbook's tests share: the example site on disk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.skeleton import write_site
from tests.handbook.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the example site of `kim new` once."""
    folder = tmp_path_factory.mktemp("example") / "musterstadt"
    write_site(folder, TODAY)
    return folder


@pytest.fixture
def write(example: Path) -> Callable[..., Writing]:
    """Write chapters into the example site; `concept` names those that get numbers."""

    def write(*concept: str, **texts: str) -> Writing:
        return Writing(example, TODAY, concept, **texts)

    return write
