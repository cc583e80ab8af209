"""How much a test does: a sample in `make test`, all of it in `make soak`."""

from __future__ import annotations

import os
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

# Set by `make soak`. Read here only; hypothesis and parametrize need it while tests are collected.
SOAK = os.environ.get("KIM_SOAK") == "1"


def sized(sample: int, full: int) -> int:
    """Give how many rounds a test of the marker `sized` runs: the same test in both sizes."""
    return full if SOAK else sample


def crossed(first: Collection[Any], *others: Collection[Any]) -> list[tuple[Any, ...]]:
    """Give every combination in `make soak`, else a row of them: each value of each axis comes.

    For `parametrize` of a test with the marker `sized`. `first` has the most values; of the others
    each combination comes as well, where there are enough rows.
    """
    axes = [tuple(axis) for axis in (first, *others)]
    assert len(first) == max(map(len, axes))
    if SOAK:
        return list(product(*axes))
    strides = [1, *(prod(len(axis) for axis in axes[1:place]) for place in range(1, len(axes)))]
    return [
        tuple(axis[row // stride % len(axis)] for axis, stride in zip(axes, strides, strict=True))
        for row in range(len(first))
    ]
