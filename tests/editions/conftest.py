"""What the tests of editions share: the example site, linked and as a snapshot."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.editions.snapshot import take_snapshot
from kim.skeleton import write_site

if TYPE_CHECKING:
    from pathlib import Path

    from kim.catalogue import Catalogue
    from kim.editions.snapshot import Snapshot

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the example site of `kim new` once: it has a record of every kind."""
    folder = tmp_path_factory.mktemp("example") / "musterstadt"
    write_site(folder, TODAY)
    return folder


@pytest.fixture(scope="session")
def catalogue(example: Path) -> Catalogue:
    """Link the example site."""
    catalogue, problems = load_catalogue(example)
    assert not problems, problems
    return catalogue


@pytest.fixture(scope="session")
def snapshot(catalogue: Catalogue) -> Snapshot:
    """Take a snapshot of the example site."""
    return take_snapshot(catalogue, ["handbuch/index.md"], {"bilder/plan.png": b"\x89PNG"})
