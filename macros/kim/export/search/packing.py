"""Words and documents → the index as the page's script reads it, with few letters.

Lists of numbers are written as signs; texts in order by how much they share with the one before.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from string import ascii_lowercase, digits

from kim.export.search.documents import LABELS, Key
from kim.export.search.postings import Postings, Words
from kim.export.search.signs import pack_numbers
from kim.fields import dialable

_PLACES = digits + ascii_lowercase
MOST_SHARED = 60
PHONES = "phones"


def pack_words(words: Words, ended: Iterable[int], silent: Collection[str]) -> dict[str, object]:
    """Pack what hangs on the words, the same in every language; the rest of the index has its room.

    `silent` are folded words that say nothing here.
    """
    postings = Postings(words, silent)
    written = tuple(map(postings.as_written, postings.words))
    return {
        "silent": " ".join(sorted(silent)),
        "kinds": {},
        "labels": LABELS,
        "ids": "",
        PHONES: "",
        "ended": pack_numbers(ended),
        "leads": "",
        "words": pack_sorted(word.lower() for word in written),
        "capitals": "".join(map(_capitals, written)),
        "postings": "\n".join(map(postings.packed, postings.words)),
        "compounds": _pack_compounds(postings.compounds()),
    }


def pack_keys(keys: Sequence[Key], leads: Mapping[Key, Sequence[Key]]) -> dict[str, object]:
    """Pack which documents there are, in their order, and which of them lead to others."""
    places = {key: number for number, key in enumerate(keys)}
    return {
        "kinds": dict(Counter(kind for kind, _ in keys)),
        "ids": pack_sorted(name for _, name in keys),
        "leads": "\n".join([_pack_leads(leads.get(key, ()), places) for key in keys]),
    }


def say_phone(number: str) -> str:
    """Write a number; after a tab how to dial it, where the script cannot tell from the number."""
    dial = dialable(number) if number else None
    plain = "".join(sign for sign in number.replace("(0)", "") if sign.isdigit() or sign == "+")
    guess = f"+49{plain[1:]}" if plain.startswith("0") and not plain.startswith("00") else plain
    return number if dial in {None, guess} else f"{number}\t{dial}"


def _pack_leads(leads: Iterable[Key], places: Mapping[Key, int]) -> str:
    found = {*map(places.get, leads)}
    return pack_numbers(sorted(place for place in found if place is not None))


def _capitals(word: str) -> str:
    """Say how a word is written: 0 small, 1 with a capital, 2 all in capitals."""
    if word.lower() == word:
        return "0"
    return "2" if len(word) > 1 and word.isupper() else "1"


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
