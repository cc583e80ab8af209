"""How much a test does: a sample in `make test`, all of it in `make soak`."""

from __future__ import annotations

import os

# Set by `make soak`. Read here only; hypothesis and parametrize need it while tests are collected.
SOAK = os.environ.get("KIM_SOAK") == "1"


def sized(sample: int, full: int) -> int:
    """Give how many rounds a test of the marker `sized` runs: the same test in both sizes."""
    return full if SOAK else sample
