"""Find where a text names a person: each place, and how sure it is that the person is meant.

Comes in: what a person is called. Goes out: places for kim.editions.redaction. Sure are the whole
name in either order, the surname with a given name, an initial or a form of address, and the
person's own phone and mail. A part of the name alone may be any word: it is sure only where the
whole is told too and no other text has this word; else somebody has to decide.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kim.editions.mentions import MAIL, NAME, PHONE, Certainty, Mention
from kim.fields import dialable
from kim.folded import Folded, fold_in_place
from kim.models.contact import Person
from kim.unpacked import fold, squeeze

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PART = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"<[^<>\n]*>")
_AT = re.compile(r"\s?[(\[{]\s?(?:at|aet)\s?[)\]}]\s?")
_DOT = re.compile(r"\s?[(\[{]\s?(?:punkt|dot)\s?[)\]}]\s?")
_GAP = re.compile(r"[\s.,*_]{0,4}")
_AREA = re.compile(r"(?:(?:\+|00)49[\s()/.–-]{0,3}(?:\(?0\)?)?|\(?0)[\s()/.–-]{0,3}\Z")
_BEFORE = 14
_ESCAPES = "&%\\"
"""What an escape begins with; whether its letter is a capital is not asked."""
_SALUTATIONS = frozenset(
    {"frau", "herr", "herrn", "dr", "prof", "professor", "professorin", "familie", "ms", "mr"}
)
_TITLES = _SALUTATIONS | {"dipl"}
_UMLAUTS = ("ae", "oe", "ue")
_SHORTEST = 3
SURE = 8
"""So many letters in a row are no chance, even inside a longer word."""


class _Name(NamedTuple):
    """A name, folded: given names, small words before the surname, the surname."""

    given: tuple[str, ...]
    particles: tuple[str, ...]
    surname: str

    @property
    def wholes(self) -> Iterator[str]:
        """Give the name in letters only, in either order."""
        first, last = "".join(self.given), "".join((*self.particles, self.surname))
        bare = squeeze(last)
        yield from (squeeze(f"{first}{bare}"), squeeze(f"{bare}{first}"))

    @property
    def parts(self) -> Iterator[str]:
        """Give the words that may stand alone."""
        for word in (*self.given, self.surname):
            yield from (one for one in _PART.findall(word) if len(one) >= _SHORTEST)


def _name_of(name: str) -> _Name | None:
    words = [word for word in _WORD.findall(name) if fold(word) not in _TITLES]
    if not words:
        return None
    *before, last = words
    given = tuple(fold(word) for word in before if word[0].isupper())
    return _Name(given, tuple(fold(word) for word in before if not word[0].isupper()), fold(last))


def number_of(phone: str) -> str:
    """Give the digits of a phone number without country and leading zero."""
    digits = (dialable(phone) or phone).removeprefix("+49")
    return squeeze(digits).removeprefix("0")


def surname_of(name: str) -> str:
    """Give a folded surname; empty where a name has none."""
    found = _name_of(name)
    return found.surname if found else ""


class PersonSeeker:
    """Names, phones and mail addresses of one person, ready to be looked for."""

    def __init__(
        self, people: Iterable[Person], *, common: frozenset[str], shared: frozenset[str]
    ) -> None:
        """Get ready.

        `common` are words and bare values that stand elsewhere with good reason, `shared` the
        surnames of others.
        """
        some = list(people)
        names = [name for one in some if (name := _name_of(one.name))]
        self._names, self._common, self._shared = names, common, shared
        self._wholes = {whole for name in names for whole in name.wholes if name.given}
        self._parts = {part for name in names for part in name.parts}
        self._mails = {squeeze(fold(one.email)) for one in some if one.email} - common
        self._phones = {number_of(one.phone) for one in some if one.phone} - common

    def find(self, text: str) -> Iterator[Mention]:
        """Yield every place that names the person."""
        if not self._may_be_in(text):
            return
        folded = fold_in_place(text)
        plain = folded.replace(_TAG, lambda _: "")
        for one in (folded, plain) if plain is not folded else (folded,):
            bare = one.squeeze()
            yield from self._find_wholes(one, bare)
            yield from self._find_mails(one)
            yield from self._find_phones(one, bare)
            yield from self._find_surnames(one)
            yield from self._find_parts(one, text)

    def names_surely(self, text: str) -> bool:
        """Tell whether a text names the person without any doubt."""
        return any(mention.certainty == Certainty.SURE for mention in self.find(text))

    def _may_be_in(self, text: str) -> bool:
        """Tell at a glance: by letters and digits only, tags left out and as they are."""
        for shown in {text, _TAG.sub("", text)}:
            bare = squeeze(fold(shown))
            if any(mark in bare for mark in (*self._parts, *self._phones, *self._wholes)):
                return True
            if any(mark[:_SHORTEST] in bare for mark in self._mails):
                return True
        return False

    def _find_wholes(self, folded: Folded, bare: Folded) -> Iterator[Mention]:
        for whole in self._wholes:
            for start in _all(bare.text, whole):
                end = start + len(whole)
                is_part = _goes_on(bare, start - 1) or (
                    _goes_on(bare, end - 1) and not _is_genitive(folded, bare.ends[end - 1])
                )
                is_sure = not is_part or len(whole) >= SURE
                kind = Certainty.SURE if is_sure else Certainty.OPEN
                yield Mention(*bare.place(start, end), NAME, kind)

    def _find_mails(self, folded: Folded) -> Iterator[Mention]:
        plain = folded.replace(_AT, lambda _: "@").replace(_DOT, lambda _: ".")
        for one in (folded, plain) if plain is not folded else (folded,):
            bare = one.squeeze()
            for mail in self._mails:
                for start in _all(bare.text, mail):
                    if not (_goes_on(bare, start - 1) or _goes_on(bare, start + len(mail) - 1)):
                        yield Mention(*bare.place(start, start + len(mail)), MAIL)

    def _find_phones(self, folded: Folded, bare: Folded) -> Iterator[Mention]:
        for phone in self._phones:
            for start in _all(bare.text, phone):
                end = start + len(phone)
                if _goes_on(bare, end - 1):
                    continue  # another extension of the same office
                first, last = bare.place(start, end)
                at = _index(folded, first)
                area = _AREA.search(folded.text, max(0, at - _BEFORE), at)
                if area:
                    yield Mention(folded.starts[area.start()], last, PHONE)
                elif not _goes_on(bare, start - 1):
                    yield Mention(first, last, PHONE)

    def _find_surnames(self, folded: Folded) -> Iterator[Mention]:
        words = list(_WORD.finditer(folded.text))
        for index, word in enumerate(words):
            for name in self._names:
                if word[0] in (name.surname, f"{name.surname}s"):
                    found = _called(folded.text, words, index, name)
                    if found:
                        first, last, is_given = found
                        is_sure = is_given or name.surname not in self._shared
                        kind = Certainty.SURE if is_sure else Certainty.OPEN
                        place = folded.place(words[first].start(), words[last].end())
                        yield Mention(*place, NAME, kind)

    def _find_parts(self, folded: Folded, text: str) -> Iterator[Mention]:
        surnames = {part for name in self._names for part in _PART.findall(name.surname)}
        double = {name.surname for name in self._names}
        for word in _WORD.finditer(folded.text):
            is_whole = word[0].removesuffix("s") in double or word[0] in double
            for part in (word,) if is_whole else _PART.finditer(folded.text, *word.span()):
                start, end = folded.place(*part.span())
                known = {part[0], part[0].removesuffix("s")} & (self._parts | double)
                if not known or not (text[start].isupper() or text[start] in _ESCAPES):
                    continue
                if known.isdisjoint(self._common):
                    yield Mention(start, end, NAME, Certainty.IF_NAMED)
                elif is_whole or not known.isdisjoint(surnames):
                    yield Mention(start, end, NAME, Certainty.OPEN)


def _all(text: str, mark: str) -> Iterator[int]:
    start = text.find(mark) if mark else -1
    while start >= 0:
        yield start
        start = text.find(mark, start + 1)


def _goes_on(bare: Folded, place: int) -> bool:
    """Tell whether the sign after this one stands right beside it in the text."""
    return 0 <= place < len(bare.text) - 1 and bare.ends[place] >= bare.starts[place + 1]


def _is_genitive(folded: Folded, end: int) -> bool:
    """Tell whether only the s of whose it is follows."""
    at = _index(folded, end)
    rest = folded.text[at : at + 2]
    return rest[:1] == "s" and not rest[1:].isalnum()


def _index(folded: Folded, place: int) -> int:
    """Give where a place of the original stands in the folded text."""
    low, high = 0, len(folded.starts)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if folded.starts[middle] < place else (low, middle)
    return low


def _called(
    text: str, words: Sequence[re.Match[str]], index: int, name: _Name
) -> tuple[int, int, bool] | None:
    """Give the first and last word of a name around a surname, and whether a given name is there.

    None where the surname stands alone.
    """

    def is_near(first: int, second: int) -> bool:
        gap = text[words[first].end() : words[second].start()]
        return _GAP.fullmatch(gap) is not None

    initials = {one[: 1 + one.startswith(_UMLAUTS)] for one in name.given}
    first = index
    while first and words[first - 1][0] in name.particles and is_near(first - 1, first):
        first -= 1
    own = first
    while first and words[first - 1][0] in {*name.given, *initials} and is_near(first - 1, first):
        first -= 1
    if first < own:
        return first, index, any(words[one][0] in name.given for one in range(first, own))
    if own and words[own - 1][0] in _SALUTATIONS and is_near(own - 1, own):
        return own, index, False
    last = index + 1
    is_turned = last < len(words) and "," in text[words[index].end() : words[last].start()]
    if is_turned and words[last][0] in name.given and is_near(index, last):
        return own, last, True
    return None
