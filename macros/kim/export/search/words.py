"""Words as the search compares them: one spelling, then one stem.

The script of the page does the same with what people type; tests/search/words.json holds both to
the same results.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
"""Arabic vowel signs and stretching, which would tear words apart."""
_INSIDE = re.compile(r"(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])|(?<=[^\W\d_])[*:_](?=in)")
"""Belongs to a word: the apostrophe in Ukrainian, the star in Schüler*innen."""

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ı": "i",
        "ы": "и", "і": "и", "э": "е", "є": "е", "ґ": "г", "ъ": None, "ь": None,
        "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه",
    }
)  # fmt: skip
_PAIR = re.compile("ae|oe|ue|ss")

_LATIN = ("innen", "ungen", "ung", "ern", "en", "er", "em", "es", "in", "e", "n", "s")
_CYRILLIC = (
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ими", "иях", "ата", "ото", "ите",
    "ах", "ях", "ам", "ям", "ом", "ем", "ов", "ев", "их", "им", "ою", "ею", "та", "то", "те",
    "а", "е", "и", "о", "у", "ю", "я",
)  # fmt: skip
_ARABIC = ("ات", "ون", "ين", "ان", "ها", "يه", "ه", "ي")
_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_LATIN_REST, _OTHER_REST = 4, 3
"""A stem keeps at least so many letters."""

_SILENT = """
aber als am an auch auf aus bei bin bis brauche da das dass dem den der des die dort durch ein eine
einem einen einer eines er es etwas finden für gibt hat haben hier ich ihr ihre im in ist kann man
mein meine meinen meiner mich mir mit möchte muss nach nicht noch oder ohne sein sich sie sind so
suche suchen um und uns unser unter vom von vor was wegen wenn wer werden wie wir wird wo zu zum zur
the of for to and how where my need want looking with
bir için ve ile nasıl nerede istiyorum
la le les de des du un une et pour avec comment où je cherche besoin
și cu pentru unde cum vreau caut
я хочу для на по как где нужен нужна нужно мне мой моя в и с от як де мені потрібно потрібен хочу та
аз искам търся как къде за на да се
في من على إلى أبحث عن كيف أين أريد و
من در از به برای را که است می خواهم کجا چگونه و
"""


def words_in(text: str) -> Iterator[str]:
    """Give the words of a text as they are written."""
    if text.isascii() and text.isalnum():
        return iter((text,))
    plain = _MARKS.sub("", unicodedata.normalize("NFC", text))
    return iter(_WORD.findall(_INSIDE.sub("", plain)))


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """Bring different spellings of a word to one: case, accents, ä/ae/a, ß/ss/s, forms of alef.

    Folding a folded word changes nothing.
    """
    plain = word.lower() if word.isascii() else _without_accents(word)
    return _repeat(lambda longer: _PAIR.sub(lambda pair: pair[0][0], longer), plain)


def _without_accents(word: str) -> str:
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).lower())
    plain = "".join(letter for letter in letters if unicodedata.category(letter)[0] != "M")
    return plain.translate(_LETTERS)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Cut the endings of a folded word, as long as enough of it remains.

    Cutting the stem again changes nothing.
    """
    if "\u0400" <= word[:1] <= "\u04ff":
        return _repeat(lambda longer: _cut(longer, _CYRILLIC, _OTHER_REST), word)
    if "\u0600" <= word[:1] <= "\u06ff":
        return _repeat(lambda longer: _cut(_without_article(longer), _ARABIC, _OTHER_REST), word)
    return _repeat(lambda longer: _cut(longer, _LATIN, _LATIN_REST), word)


def _repeat(change: Callable[[str], str], word: str) -> str:
    changed = change(word)
    return changed if changed == word else _repeat(change, changed)


def _cut(word: str, endings: tuple[str, ...], rest: int) -> str:
    if not word.endswith(endings):
        return word
    ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= rest), "")
    return word.removesuffix(ending)


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _OTHER_REST:
            return word.removeprefix(article)
    return word


def forget_words() -> None:
    """Let go of what was remembered about words: a large site has many."""
    for remembering in (fold, stem):
        remembering.cache_clear()


SILENT = frozenset(fold(word) for word in _SILENT.split())
"""Folded words that say nothing about what somebody looks for."""
