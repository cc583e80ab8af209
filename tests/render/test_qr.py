"""The QR code of an address: module for module what segno draws, only faster."""

from __future__ import annotations

import re
from base64 import b64decode
from struct import pack, unpack
from zlib import crc32, decompress

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.render.qr import MASK, _add_up, draw_qr

ADDRESS = "https://kim.stadt.example/angebote/beratung/"


def modules_of(picture: str) -> list[list[int]]:
    """Read the dark modules back from the picture."""
    data = b64decode(re.findall(r'src="data:image/png;base64,([^"]*)"', picture)[0])
    side, chunks = 0, {}
    while data := data[8:] if data.startswith(b"\x89PNG") else data:
        (length,) = unpack(">I", data[:4])
        name, content, data = data[4:8], data[8 : 8 + length], data[8 + length :]
        assert data[:4] == pack(">I", crc32(name + content))
        chunks[name], data = content, data[4:]
    side, height, depth, greys = unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (side, depth, greys) == (height, 1, 0)
    lines = decompress(chunks[b"IDAT"])
    step = len(lines) // side
    grid = [
        [int(bit == "0") for byte in lines[at + 1 : at + step] for bit in f"{byte:08b}"]
        for at in range(0, len(lines), step)
    ]
    assert not any(lines[::step])  # no row is told by its difference to another
    return [row[:side] for row in grid]


def as_segno(text: str, **options: object) -> list[list[int]]:
    """Let segno make the same code."""
    code = segno.make_qr(text, error="m", mask=MASK, **options)  # type: ignore[arg-type]
    return [[module & 1 for module in row] for row in code.matrix]


@pytest.mark.slow
@settings(max_examples=20)
@given(st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True))
def test_it_is_the_code_that_segno_draws(name: str) -> None:
    """Adding up the modules of single bits gives the very code."""
    address = f"https://kim.stadt.example/angebote/{name}/"
    expected = as_segno(address, mode="byte", boost_error=False)
    size, modules = _add_up(address)
    assert modules == int("".join(str(bit) for row in expected for bit in row), 2)
    assert size == len(expected)
    assert modules_of(draw_qr(address)) == expected


@pytest.mark.parametrize("address", [ADDRESS + "x" * 300, "https://köln.example/ü/"])
def test_long_and_foreign_addresses_are_drawn_too(address: str) -> None:
    """They are encoded one by one."""
    assert modules_of(draw_qr(address)) == as_segno(address)


def test_it_is_small_and_drawn_the_same_every_time() -> None:
    """A page carries it on every visit, so it must weigh little."""
    assert draw_qr(ADDRESS) == draw_qr(ADDRESS)
    assert len(draw_qr(ADDRESS)) < 450
