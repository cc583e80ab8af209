"""Sets of positions as one number: a set bit is a member.

A thousand members are 125 bytes, and what two sets have in common is one operation.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


def bits_of(where: Iterable[int]) -> int:
    """Set the bits at these positions."""
    found = bytearray()
    for at in where:
        byte = at >> 3
        if byte >= len(found):
            found.extend(bytes(byte + 1 - len(found)))
        found[byte] |= 1 << (at & 7)
    return int.from_bytes(found, "little")


def positions(bits: int) -> Iterator[int]:
    """Give the positions of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def union(by_name: Mapping[T, int], names: Iterable[T]) -> int:
    """Give all members of the sets with these names; a name without a set has none."""
    bits = 0
    for name in names:
        bits |= by_name.get(name, 0)
    return bits
