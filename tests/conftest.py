"""Fixtures that every test may ask for."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.built import address, kreis, kreis_address, site
from tests.chromium import open_chromium
from tests.sizes import SOAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

__all__ = ["address", "browser", "kreis", "kreis_address", "site"]


def pytest_configure() -> None:
    """Give examples no deadline; look for garbage seldom, what tests share is large and stays."""
    gc.set_threshold(20_000, 20, 20)
    settings.register_profile("kim", deadline=None)
    settings.load_profile("kim")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes goldens instead of comparing them."""
    parser.addoption(
        "--bless",
        action="store_true",
        help="write what comes out into the goldens; read the difference",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make soak` has the time for."""
    if not SOAK:
        left_out = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the one Chromium of this run; open a context of your own in it, and close it.

    A test that asks for it is marked `browser`, so that `make quick` leaves it out.
    """
    with open_chromium() as chromium:
        yield chromium
