"""The address of a page as a QR code, drawn as a small picture while building.

A QR code of given size and mask is linear: flipping a bit of the text flips the same modules,
whatever else the text says. So each bit's modules are drawn once by segno and then only added up
(XOR): thousands of pages cost microseconds each instead of milliseconds. The first few codes are
drawn whole: that is sooner than to learn their bits. What an earlier build has drawn is not drawn.
"""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache, lru_cache
from struct import pack
from typing import Any
from zlib import compress, crc32

from markupsafe import Markup

MASK = 3
LONGEST = 128
"""Letters of an address that is added up; what is longer is rare and encoded by itself."""
_FEW = 10
_BITS = 7  # of an ASCII letter
_LARGEST = 256
"""No code has so many rows; a power of two."""


_known: dict[str, tuple[int, int]] = {}


def know_codes(codes: Mapping[str, tuple[int, int]]) -> None:
    """Take over what `encode_qr` has given for some texts in an earlier build of this program."""
    _known.update(codes)


@lru_cache(maxsize=16_384)
def encode_qr(text: str) -> tuple[int, int]:
    """Give the size of a text's code and its modules, row by row, as the bits of one number."""
    if text in _known:
        return _known[text]
    if not text.isascii() or len(text) > LONGEST:
        return _encode(text)
    return _add_up(text) if encode_qr.cache_info().misses > _FEW else _drawn(text)[1:]


def draw_qr(text: str) -> Markup:
    """Draw a text as QR code; the page around it says what it is, and its style leaves it room."""
    size, modules = encode_qr(text)
    picture = b64encode(_picture(size, _lines(size, modules))).decode()
    return Markup(  # noqa: S704  # numbers and base64
        f'<img class="qr" src="data:image/png;base64,{picture}"'
        f' width="{size}" height="{size}" alt="">'
    )


def _lines(size: int, modules: int) -> bytes:
    """Write the rows as PNG wants them: a byte that says "as it is", then bits, 0 for dark."""
    wide = 8 * (1 + (size + 7) // 8)
    rows = ~modules & (1 << size * size) - 1
    for stay, go, by in _steps_apart(size, wide):
        rows = rows & stay | (rows & go) << by
    return (rows << wide - 8 - size).to_bytes(size * wide // 8)


@cache
def _steps_apart(size: int, wide: int) -> list[tuple[int, int, int]]:
    """Tell how rows that stand close together move apart: half of them at once, then half of each.

    Gives for each step which bits stay, which move, and how far: a few steps for all rows take a
    tenth of the time that a step for each row takes.
    """
    steps, half = [], _LARGEST // 2
    while half:
        stay = go = 0
        for row in range(size):
            before, place = divmod(row, 2 * half)
            bits = (1 << size) - 1 << before * 2 * half * wide + place * size
            stay, go = (stay | bits, go) if place < half else (stay, go | bits)
        steps.append((stay, go, half * (wide - size)))
        half //= 2
    return [step for step in steps if step[1]]


def _picture(size: int, lines: bytes) -> bytes:
    """Pack a square of dark (0) and light (1) as PNG: a tenth of what its lines weigh as SVG.

    Modules are as good as random: to press them would take longer than all else, for ten bytes.
    """
    return b"".join((_begin(size), *_chunk(b"IDAT", compress(lines, 0)), _END))


@cache
def _begin(size: int) -> bytes:
    head = _chunk(b"IHDR", pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0))
    return b"".join((b"\x89PNG\r\n\x1a\n", *head))


def _chunk(name: bytes, data: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    return pack(">I", len(data)), name, data, pack(">I", crc32(data, crc32(name)))


_END = b"".join(_chunk(b"IEND", b""))


def _add_up(text: str) -> tuple[int, int]:
    name = text.rfind("/", 0, -1) + 1
    version, size, modules = _begun(text[:name], len(text))
    for place, letter in enumerate(text[name:].encode(), name):
        modules ^= _written(version, place, letter)
    return size, modules


@lru_cache(maxsize=256)
def _begun(way: str, length: int) -> tuple[int, int, int]:
    """Draw the way to a page, which many share; its name is zeros, which are added to."""
    return _drawn(way.ljust(length, "\0"))


@cache
def _written(version: int, place: int, letter: int) -> int:
    """Find the modules that change with one letter of the text."""
    modules = 0
    for bit in range(_BITS):
        if letter >> bit & 1:
            modules ^= _flipped(version, place, bit)
    return modules


@cache
def _flipped(version: int, place: int, bit: int) -> int:
    """Find the modules that change with one bit of the text."""
    blank = "\0" * place
    return _in_version(f"{blank}\0", version) ^ _in_version(f"{blank}{chr(1 << bit)}", version)


@lru_cache(maxsize=256)
def _in_version(text: str, version: int) -> int:
    return _drawn(text, version)[2]


def _drawn(text: str, version: int | None = None) -> tuple[int, int, int]:
    """Give the version, the size and the modules; how long a text is decides how large it becomes.

    A way of coding that depends on what the text says could not be added up.
    """
    code = _make(text, mode="byte", boost_error=False, version=version)
    return int(code.version), len(code.matrix), _number(code)


def _encode(text: str) -> tuple[int, int]:
    code = _make(text)
    return len(code.matrix), _number(code)


def _make(text: str, **options: Any) -> Any:
    import segno  # noqa: PLC0415  slow to load, and seldom needed in a later build

    return segno.make_qr(text, error="m", mask=MASK, **options)


def _number(code: Any) -> int:
    """Read all modules, row by row, as the bits of one number."""
    return int("".join("1" if module & 1 else "0" for row in code.matrix for module in row), 2)
