"""The QR code of an address: module for module what segno draws, only faster."""

from __future__ import annotations

import re

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.render.qr import MASK, QUIET_ZONE, draw_qr

ADDRESS = "https://kim.stadt.example/angebote/beratung/"


def modules_of(svg: str) -> list[list[int]]:
    """Read the dark modules back from the drawing."""
    side = int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0])
    grid = [[0] * side for _ in range(side)]
    path = re.findall(r' d="([^"]*)"', svg)[0]
    for x, y, strokes in re.findall(r"M(\d+) (\d+)\.5([^M]*)", path):
        place = int(x)
        for move, length in re.findall(r"([hm])(\d+)", strokes):
            if move == "h":
                grid[int(y)][place : place + int(length)] = [1] * int(length)
            place += int(length)
    inside = slice(QUIET_ZONE, side - QUIET_ZONE)
    assert sum(map(sum, grid)) == sum(sum(row[inside]) for row in grid[inside])
    return [row[inside] for row in grid[inside]]


def as_segno(text: str, **options: object) -> list[list[int]]:
    """Let segno make the same code."""
    code = segno.make_qr(text, error="m", mask=MASK, **options)  # type: ignore[arg-type]
    return [[module & 1 for module in row] for row in code.matrix]


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True))
def test_it_is_the_code_that_segno_draws(name: str) -> None:
    """Adding up the modules of single bits gives the very code."""
    address = f"https://kim.stadt.example/angebote/{name}/"
    assert modules_of(draw_qr(address)) == as_segno(address, mode="byte", boost_error=False)


@pytest.mark.parametrize("address", [ADDRESS + "x" * 300, "https://köln.example/ü/"])
def test_long_and_foreign_addresses_are_drawn_too(address: str) -> None:
    """They are encoded one by one."""
    assert modules_of(draw_qr(address)) == as_segno(address)


def test_it_is_small_and_drawn_the_same_every_time() -> None:
    """A page carries it on every visit, so it must weigh little."""
    assert draw_qr(ADDRESS) == draw_qr(ADDRESS)
    assert len(draw_qr(ADDRESS)) < 2500
