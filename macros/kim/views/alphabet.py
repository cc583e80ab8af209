"""The order of names in each language's own alphabet.

Comes in: a text and the language of the page. Goes out: a key to sort by. German sorts ä like a
and ß like ss (DIN 5007-1), so do all languages that are not named here. Letters that are letters
of their own somewhere, as ç in Turkish or ґ in Ukrainian, stand in that language's row; whatever
a row lacks is taken without its accent, and comes after the row if it is of another script.
"""

import re
import unicodedata
from functools import lru_cache

LATIN = "abcdefghijklmnopqrstuvwxyz"
ALPHABETS = {
    "ar": "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "fa": "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
_SAME = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i",
    "ٱ": "ا", "ة": "ت", "ى": "ي",
}  # fmt: skip
_SAME_IN = {
    "fa": {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه"},
    "ro": {"ş": "ș", "ţ": "ț"},
}
"""Letters that stand for another one; in some languages for a different one than elsewhere."""
_SILENT = re.compile("['’ʼ\u0640\u064b-\u065f\u0670\u200c-\u200f\u2066-\u2069]")
"""Apostrophes, Arabic vowel signs and stretching, marks of direction: no letters."""
_GAP = " "
_DIGITS, _OWN, _LATINS, _OTHERS = 0x30, 0x100, 0x200, "\u0300"
"""Where digits, the language's letters, Latin ones and all others begin in a key."""


class _Order(dict[int, str]):
    """The part of a key that a character makes, worked out when it first comes."""

    def __init__(self, language: str) -> None:
        super().__init__()
        own = ALPHABETS.get(language, LATIN)
        self.places = {letter: chr(_LATINS + place) for place, letter in enumerate(LATIN)}
        self.places.update({letter: chr(_OWN + place) for place, letter in enumerate(own)})
        self.same = {**_SAME, **_SAME_IN.get(language, {})}

    def __missing__(self, code: int) -> str:
        self[code] = self._place(chr(code))
        return self[code]

    def _place(self, sign: str) -> str:
        if sign in self.places:
            return self.places[sign]
        plain = self.same.get(sign) or _without_marks(sign)
        if plain != sign:
            return "".join(map(self._place, plain))
        if not sign.isalnum():
            return _GAP
        return chr(_DIGITS + int(sign)) if sign.isdecimal() else _OTHERS + sign


def _without_marks(sign: str) -> str:
    letters = unicodedata.normalize("NFKD", sign)
    return "".join(one for one in letters if not unicodedata.combining(one)) or sign


@lru_cache(maxsize=64)
def _order_of(language: str) -> _Order:
    return _Order(language)


def in_small_letters(text: str, language: str) -> str:
    """Write a text small as the language does: I is ı in Turkish."""
    if language == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


@lru_cache(maxsize=1 << 15)
def sort_key(text: str, language: str) -> tuple[str, str]:
    """Give what to sort a name by; the text itself decides between names that sort alike."""
    small = unicodedata.normalize("NFC", in_small_letters(text, language))
    key = _SILENT.sub("", small).translate(_order_of(language))
    return _GAP.join(key.split()), text


def initial(text: str) -> str:
    """Give the letter under which a German index lists a name: A for Ämter."""
    return _without_marks(text[:1]).upper()
