"""The finished sites, each built once for all tests that look at it."""

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
KREIS = ROOT / "tests" / "sites" / "rheinisch-bergischer-kreis"
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


@pytest.fixture(scope="session")
def kreis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the second site with the product as it is and give its folder."""
    out = tmp_path_factory.mktemp("kreis") / "site"
    problems = build_site(KREIS, out, TODAY)
    assert not has_errors(problems), problems
    return out.resolve()


@pytest.fixture(scope="session")
def kreis_address(kreis: Path) -> Iterator[str]:
    """Serve the second site on this machine and give its address."""
    with serve_folder(kreis) as address:
        yield address
