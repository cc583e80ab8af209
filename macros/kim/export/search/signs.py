"""Numbers ↔ few signs: growing numbers as the distances between them, a sign or two for each.

What a document is worth stands before its numbers as a sign of its own. The script reads the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, pairwise

LEVELS = (1, 4, 6, 9, 11, 13, 16)
"""What a word is worth where it stands; the script has the same list.

1 running text, 4 summary, 6 and 9 everyday words of several words and of one, 11, 13 and 16 names
of three words and more, of two and of one: who types the only word of a name means that name.
"""
_SIGNS = [chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"%&\\']
"""Without those that begin an escape: a text full of these takes long to be looked through."""
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}
_LAST = 64
"""So many signs end a number; those after them carry on, and the last ones mark levels."""
_FIRST = len(_SIGNS) - _LAST - len(LEVELS)
_MARKS = dict(zip(LEVELS, _SIGNS[_LAST + _FIRST :], strict=True))


def pack_numbers(numbers: Iterable[int]) -> str:
    """Write growing numbers as the distances between them."""
    steps = pairwise(chain((-1,), numbers))
    return "".join([_signs(number - before) for before, number in steps])


@lru_cache(maxsize=1 << 14)
def _signs(number: int) -> str:
    """Write a number: the last sign counts to 64, those before it carry on."""
    high, last = divmod(number, _LAST)
    signs = _SIGNS[last]
    while high:
        high, digit = divmod(high - 1, _FIRST)
        signs = _SIGNS[_LAST + digit] + signs
    return signs


def pack_levels(levels: Mapping[int, int]) -> str:
    """Write numbers by what each is worth, the least first."""
    found: dict[int, list[int]] = {}
    for number, level in sorted(levels.items()):
        found.setdefault(level, []).append(number)
    return "".join(
        [_MARKS[level] + pack_numbers(numbers) for level, numbers in sorted(found.items())]
    )


def unpack_levels(text: str) -> dict[int, int]:
    """Read what `pack_levels` wrote."""
    return {number: level for level, number in _unpack(text)}


def _unpack(text: str) -> Iterator[tuple[int, int]]:
    level, number, high = 0, -1, 0
    for value in map(_VALUES.__getitem__, text):
        if value >= _LAST + _FIRST:
            level, number = LEVELS[value - _LAST - _FIRST], -1
        elif value >= _LAST:
            high = high * _FIRST + value - _LAST + 1
        else:
            number, high = number + high * _LAST + value, 0
            yield level, number
