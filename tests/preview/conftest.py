"""What the tests of the preview share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kim.collecting import take_in

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def garbage_is_looked_for() -> Iterator[None]:
    """Take into the search again what a preview leaves out to the end of its program."""
    yield
    take_in()
