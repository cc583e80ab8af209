"""Fixtures that every test may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.built import address, kreis, kreis_address, site
from tests.chromium import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

__all__ = ["address", "browser", "kreis", "kreis_address", "site"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes goldens instead of comparing them."""
    parser.addoption(
        "--bless",
        action="store_true",
        help="write what comes out into the goldens; read the difference",
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the one Chromium of this run; open a context of your own in it, and close it.

    A test that asks for it is marked `browser`, so that `make quick` leaves it out.
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield chromium
        chromium.close()
