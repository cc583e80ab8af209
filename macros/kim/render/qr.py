"""The address of a page as a QR code, drawn as SVG while building.

A QR code of given size and mask is linear: flipping a bit of the text flips the same modules,
whatever else the text says. So each bit's modules are drawn once by segno and then only added up
(XOR): thousands of pages cost microseconds each instead of milliseconds.
"""

import re
from functools import cache, lru_cache

import segno
from markupsafe import Markup

MASK = 3
QUIET_ZONE = 4
LONGEST = 128
"""Letters of an address that is added up; what is longer is rare and encoded by itself."""
_BITS = 7  # of an ASCII letter
_STROKES = 12
_RUN = re.compile(r"([01])\1*")


@lru_cache(maxsize=16_384)
def encode_qr(text: str) -> tuple[int, int]:
    """Give the size of a text's code and its modules, row by row, as the bits of one number."""
    return _add_up(text) if text.isascii() and len(text) <= LONGEST else _encode(text)


def draw_qr(text: str) -> Markup:
    """Draw a text as QR code; the page around it says what it is."""
    size, modules = encode_qr(text)
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" aria-hidden="true">'
        '<path stroke="#000" d="{1}"/></svg>'
    ).format(size + 2 * QUIET_ZONE, _path(size, modules))


def _path(size: int, modules: int) -> str:
    """Draw every row as a line that is lifted over the light modules."""
    bits = f"{modules:0{size * size}b}"
    return "".join(
        [
            f"M{QUIET_ZONE} {row + QUIET_ZONE}.5{_row(bits[row * size : (row + 1) * size])}"
            for row in range(size)
        ]
    )


def _row(modules: str) -> str:
    return "".join(
        [_strokes(modules[at : at + _STROKES]) for at in range(0, len(modules), _STROKES)]
    )


@cache
def _strokes(modules: str) -> str:
    """Draw some modules; there are so few different ones that each is drawn once."""
    return _RUN.sub(_stroke, modules)


def _stroke(run: re.Match[str]) -> str:
    length = len(run[0])
    return f"h{length}" if run[1] == "1" else f"m{length} 0"


def _add_up(text: str) -> tuple[int, int]:
    version, size, modules = _blank(len(text))
    for place, letter in enumerate(text.encode()):
        modules ^= _written(version, place, letter)
    return size, modules


@cache
def _written(version: int, place: int, letter: int) -> int:
    """Find the modules that change with one letter of the text."""
    modules = 0
    for bit in range(_BITS):
        if letter >> bit & 1:
            modules ^= _flipped(version, place, bit)
    return modules


@cache
def _blank(length: int) -> tuple[int, int, int]:
    """Encode a text of zeros; the number of its letters decides how large the code becomes."""
    code = segno.make_qr("\0" * length, error="m", mode="byte", mask=MASK, boost_error=False)
    return int(code.version), len(code.matrix), _number(code)


@cache
def _flipped(version: int, place: int, bit: int) -> int:
    """Find the modules that change with one bit of the text."""
    blank = "\0" * place
    return _in_version(f"{blank}\0", version) ^ _in_version(f"{blank}{chr(1 << bit)}", version)


@lru_cache(maxsize=256)
def _in_version(text: str, version: int) -> int:
    return _number(
        segno.make_qr(text, error="m", mode="byte", mask=MASK, boost_error=False, version=version)
    )


def _encode(text: str) -> tuple[int, int]:
    code = segno.make_qr(text, error="m", mask=MASK)
    return len(code.matrix), _number(code)


def _number(code: segno.QRCode) -> int:
    """Read all modules, row by row, as the bits of one number."""
    return int("".join("1" if module & 1 else "0" for row in code.matrix for module in row), 2)
