"""Words and documents → the index as the page's script reads it, with few letters.

Lists of numbers are written as the distances between them, a sign or two for each; texts in order
by how much they share with the one before.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from string import ascii_lowercase, digits

from kim.export.search.documents import LABELS, Document, Key, places_of
from kim.export.search.postings import LEVELS, Postings
from kim.export.search.words import SILENT
from kim.fields import dialable

_SIGNS = [chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"%&\\']
"""Without those that begin an escape: a text full of these takes long to be looked through."""
_LAST = 64
"""So many signs end a number; those after them carry on, and the last ones mark levels."""
_FIRST = len(_SIGNS) - _LAST - len(LEVELS)
_MARKS = dict(zip(LEVELS, _SIGNS[_LAST + _FIRST :], strict=True))
_PLACES = digits + ascii_lowercase
MOST_SHARED = 60
PHONES = "phones"


def pack_index(documents: Sequence[Document], silent: Collection[str]) -> dict[str, object]:
    """Pack what is the same in every language; the phones are not among it."""
    silent = SILENT.union(silent)
    postings = Postings(documents, silent)
    places = places_of(documents)
    written = tuple(map(postings.as_written, postings.words))
    return {
        "silent": " ".join(sorted(silent)),
        "kinds": dict(Counter(document.key[0] for document in documents)),
        "labels": LABELS,
        "ids": pack_sorted(document.key[1] for document in documents),
        PHONES: "",
        "ended": pack_numbers(n for n, document in enumerate(documents) if document.has_ended),
        "leads": [pack_numbers(_targets(document, places)) for document in documents],
        "words": pack_sorted(word.lower() for word in written),
        "capitals": "".join(map(_capitals, written)),
        "postings": [_pack_levels(postings.by_level(word)) for word in postings.words],
        "compounds": _pack_compounds(postings.compounds()),
    }


def say_phone(number: str) -> str:
    """Write a number; after a tab how to dial it, where the script cannot tell from the number."""
    dial = dialable(number) if number else None
    plain = "".join(sign for sign in number.replace("(0)", "") if sign.isdigit() or sign == "+")
    guess = f"+49{plain[1:]}" if plain.startswith("0") and not plain.startswith("00") else plain
    return number if dial in {None, guess} else f"{number}\t{dial}"


def _targets(document: Document, places: Mapping[Key, int]) -> list[int]:
    found = {*map(places.get, document.leads_to)}
    return sorted(place for place in found if place is not None)


def _capitals(word: str) -> str:
    """Say how a word is written: 0 small, 1 with a capital, 2 all in capitals."""
    if word.lower() == word:
        return "0"
    return "2" if len(word) > 1 and word.isupper() else "1"


def _pack_levels(levels: Mapping[int, Iterable[int]]) -> str:
    return "".join(_MARKS[level] + pack_numbers(numbers) for level, numbers in levels.items())


def _pack_compounds(compounds: Iterable[tuple[int, int]]) -> dict[str, str]:
    found = [(number, start) for number, start in compounds if start < len(_PLACES)]
    return {
        "number": pack_numbers(number for number, _ in found),
        "tail": "".join(_PLACES[start] for _, start in found),
    }


def pack_sorted(texts: Iterable[str]) -> str:
    """Write each text as how many letters it shares with the one before, and the rest of it."""
    return "\n".join(_after_each_other(texts))


def _after_each_other(texts: Iterable[str]) -> Iterator[str]:
    before = ""
    for text in texts:
        shared = 0
        for one, other in zip(text[:MOST_SHARED], before, strict=False):
            if one != other:
                break
            shared += 1
        yield chr(ord("0") + shared) + text[shared:]
        before = text


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
