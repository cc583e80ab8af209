"""The finished sites, each built once for all tests that look at it."""

from __future__ import annotations

import fcntl
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


def build_once(factory: pytest.TempPathFactory, worker_id: str, root: Path) -> Path:
    """Build a site for all workers of this run; give its folder, which no test may change."""
    base = factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / f"built-{root.name}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site").exists():
            problems = build_site(root, folder / "site", TODAY)
            assert not has_errors(problems), problems
    return (folder / "site").resolve()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the repository's own site and give its folder."""
    return build_once(tmp_path_factory, worker_id, ROOT)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the finished site on this machine and give its address."""
    with serve_folder(site) as address:
        yield address


@pytest.fixture(scope="session")
def kreis(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the second site with the product as it is and give its folder."""
    return build_once(tmp_path_factory, worker_id, KREIS)


@pytest.fixture(scope="session")
def kreis_address(kreis: Path) -> Iterator[str]:
    """Serve the second site on this machine and give its address."""
    with serve_folder(kreis) as address:
        yield address
