"""The finished site of this repository, built once for all tests that look at it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kim.problems import has_errors
from kim.publish import build_site
from tests.site.serving import serve_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the repository's own site and give its folder."""
    out = tmp_path_factory.mktemp("built") / "site"
    problems = build_site(ROOT, out, TODAY)
    assert not has_errors(problems), problems
    return out.resolve()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the finished site on this machine and give its address."""
    with serve_folder(site) as address:
        yield address
