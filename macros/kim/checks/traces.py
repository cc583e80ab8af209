"""Find a person or an address in free text, however it is written.

Comes in: what must stay in its own block. Goes out: for a text, every trace with its offset. Texts
are split into words and looked up, so the cost does not grow with the number of persons.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kim.models.contact import Person

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SALUTATIONS = frozenset({"frau", "herr", "herrn", "dr", "prof", "professor", "professorin"})
_WINDOW = 6
"""So many digits of a number tell that it may stand in a text."""
_GAP = re.compile(r"[\s.,]{0,3}")
_AT = re.compile(r"@|[(\[{]\s?(?:at|ät)\s?[)\]}]|&#64;|%40", re.IGNORECASE)
_AT_SIGNS = ("@", "(", "[", "{", "&#64;", "%40")
_DOT = re.compile(r"\s?[(\[{]\s?(?:punkt|dot)\s?[)\]}]\s?", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s{0,2}@\s{0,2}[\w.-]*\w")
_PHONE = re.compile(r"(?<![\d,.])(?:\+|0)[\d\s()/.–-]{4,30}\d")
_NO_DIGITS = bytes({*range(128)} - {*b"0123456789"})
_FEW = 16
"""So many words are looked for one by one sooner than a text is parted into words."""
_COUNTRY = re.compile(r"^(?:\+|00)49\D*(?:\(0\)|0)?")


class Trace(NamedTuple):
    """Something that must not stand in a text: at which offset, what, and whose it is."""

    start: int
    what: str
    owner: str


class _Name(NamedTuple):
    owner: str
    given: frozenset[str]
    particles: frozenset[str]


@lru_cache(maxsize=1 << 12)  # texts of one language repeat their words
def _fold(word: str) -> str:
    return word.casefold().translate(_UMLAUTS)


class PersonIndex:
    """Names, phones and mail addresses of all persons, ready to be looked up."""

    def __init__(self, persons: Mapping[str, Person]) -> None:
        self._names: dict[str, list[_Name]] = defaultdict(list)
        self._surnames: set[str] = set()
        self._mails: dict[str, str] = {}
        self._phones: dict[str, str] = {}
        for owner, person in persons.items():
            self._add_name(owner, person.name)
            if person.email:
                self._mails[person.email.casefold()] = owner
            if person.phone:
                self._phones[_digits(person.phone)] = owner
        self._lengths = sorted({len(number) for number in self._phones}, reverse=True)
        self._words = frozenset(map(_longest_word, (*self._surnames, *map(_local, self._mails))))
        self._windows = frozenset(number[1 : 1 + _WINDOW] for number in self._phones)
        self._harmless: set[str] = set()
        """What was written between blanks somewhere and names nobody."""
        self._is_short = "" in self._words or any(len(one) < _WINDOW for one in self._windows)

    def __bool__(self) -> bool:
        return bool(self._names)

    def _add_name(self, owner: str, name: str) -> None:
        words = [word for word in _WORD.findall(name) if _fold(word) not in _SALUTATIONS]
        if words:
            given = frozenset(_fold(word) for word in words[:-1] if word[0].isupper())
            particles = frozenset(_fold(word) for word in words[:-1]) - given
            surname = words[-1].casefold()
            for form in (_fold(surname), f"{_fold(surname)}s"):
                self._names[form].append(_Name(owner, given, particles))
            self._surnames |= {surname, f"{surname}s", _fold(surname), f"{_fold(surname)}s"}

    def may_be_in(self, text: str) -> bool:
        """Tell at a glance whether anything could be found in a text or in a part of it."""
        if self._is_short or self._may_be_named(text.casefold()):
            return True
        digits = text.encode("ascii", "ignore").translate(None, _NO_DIGITS).decode("ascii")
        if len(self._windows) <= _FEW:
            return any(window in digits for window in self._windows)
        starts = range(len(digits) - _WINDOW + 1)
        return not self._windows.isdisjoint([digits[at : at + _WINDOW] for at in starts])

    def _may_be_named(self, text: str) -> bool:
        if len(self._words) <= _FEW:
            return any(word in text for word in self._words)
        for written in {*text.split()} - self._harmless:
            if not self._words.isdisjoint(_LETTERS.findall(written)):
                return True
            self._harmless.add(written)
        return False

    def find(self, text: str) -> Iterator[Trace]:
        """Yield every trace of a person in the text."""
        yield from self._find_names(text)
        yield from self._find_mails(text)
        yield from self._find_phones(text)

    def _find_names(self, text: str) -> Iterator[Trace]:
        if self._surnames.isdisjoint(_WORD.findall(text.casefold())):
            return
        words = list(_WORD.finditer(text))
        for index, word in enumerate(words):
            for name in self._names.get(_fold(word[0]), ()):
                if _is_called(text, words, index, name):
                    yield Trace(word.start(), "der Name", name.owner)

    def _find_mails(self, text: str) -> Iterator[Trace]:
        for start, address in _mails_in(text):
            owner = self._mails.get(address.casefold())
            if owner:
                yield Trace(start, "die E-Mail-Adresse", owner)

    def _find_phones(self, text: str) -> Iterator[Trace]:
        for match in _PHONE.finditer(text) if "0" in text or "+" in text else ():
            owner = self._owner_of(match[0])
            if owner:
                yield Trace(match.start(), "die Rufnummer", owner)

    def _owner_of(self, written: str) -> str | None:
        digits = _digits(written)
        for length in self._lengths:
            owner = self._phones.get(digits[:length])
            if owner and not _goes_on(written, len(digits) - length):
                return owner
        return None


def _longest_word(written: str) -> str:
    return max(_LETTERS.findall(written), key=len, default="")


def _local(mail: str) -> str:
    """Give the part of an address that is the person's own."""
    return mail.partition("@")[0]


def _goes_on(written: str, more: int) -> bool:
    """Tell whether a digit follows at once: then it is another extension of the same office."""
    kept = re.fullmatch(rf"(.*?)(?:\D*\d){{{more}}}", written, re.DOTALL)
    return more > 0 and kept is not None and written[len(kept[1])].isdigit()


def _is_called(text: str, words: Sequence[re.Match[str]], index: int, name: _Name) -> bool:
    """Tell whether the surname stands with a given name, its initial or a salutation."""
    before = index - 1
    while before >= 0 and _fold(words[before][0]) in name.particles:
        before -= 1
    if before >= 0 and _is_near(text, words[before], words[before + 1]):
        word = _fold(words[before][0])
        if word in name.given or word in _SALUTATIONS or word in {one[0] for one in name.given}:
            return True
    after = words[index + 1] if index + 1 < len(words) else None
    return (
        after is not None
        and "," in text[words[index].end() : after.start()]
        and _is_near(text, words[index], after)
        and _fold(after[0]) in name.given
    )


def _is_near(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return _GAP.fullmatch(text, first.end(), second.start()) is not None


def _mails_in(text: str) -> Iterator[tuple[int, str]]:
    """Give every mail address with its offset; the ways to hide one from robots are undone."""
    if not any(sign in text for sign in _AT_SIGNS):
        return
    plain, origin = _replace(text, _AT, "@")
    plain, moved = _replace(plain, _DOT, ".")
    for match in _MAIL.finditer(plain):
        yield origin(moved(match.start())), re.sub(r"\s", "", match[0])


def _replace(text: str, pattern: re.Pattern[str], by: str) -> tuple[str, Callable[[int], int]]:
    """Replace, and give the way from an offset in the new text back to the old one."""
    shifts = [(match.end(), len(match[0]) - len(by)) for match in pattern.finditer(text)]

    def back(offset: int) -> int:
        for end, shift in shifts:
            if offset + shift >= end:
                offset += shift
        return offset

    return pattern.sub(by, text), back


def _digits(written: str) -> str:
    """Write a phone number as digits with the area code's 0."""
    return re.sub(r"\D", "", _COUNTRY.sub("0", written.strip(), count=1))


class _Street(NamedTuple):
    """A street and house number without spaces; the number alone rules out most texts."""

    joined: str
    number: str
    owner: str


def _first_number(street: str) -> str:
    found = re.search(r"\d+", street)
    return found[0] if found else ""


class AddressIndex:
    """Streets of confidential places, ready to be looked up."""

    def __init__(self, streets: Mapping[str, str]) -> None:
        self._streets = [
            _Street("".join(_street_tokens(street)), _first_number(street), owner)
            for owner, street in streets.items()
        ]

    def __bool__(self) -> bool:
        return bool(self._streets)

    def may_be_in(self, text: str) -> bool:
        """Tell at a glance whether anything could be found in a text or in a part of it."""
        wanted = [street for street in self._streets if street.number in text]
        joined = "".join(_street_tokens(text)) if wanted else ""
        return any(street.joined in joined for street in wanted)

    def find(self, text: str) -> Iterator[Trace]:
        """Yield every place where a confidential street and number stands."""
        for start, _, owner in self.spans(text):
            yield Trace(start, "die Anschrift", owner)

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and place of every confidential street and number."""
        wanted = [street for street in self._streets if street.number in text]
        tokens = _street_tokens(text) if wanted else []
        joined = "".join(tokens)
        for street in wanted:
            if street.joined in joined:
                words = list(_TOKEN.finditer(text))
                for index, word in enumerate(words):
                    last = _last_of(tokens, index, street.joined)
                    if last is not None:
                        yield word.start(), words[last].end(), street.owner


def _street_tokens(text: str) -> list[str]:
    """Split into words and numbers, with one spelling for Straße and Str."""
    words = _TOKEN.findall(text)
    return [
        folded.removesuffix("asse") if folded.endswith("strasse") else folded
        for folded in map(_fold, words)
    ]


def _last_of(tokens: Sequence[str], index: int, street: str) -> int | None:
    """Give the last of the words that say the street; None where these are others."""
    joined = ""
    while index < len(tokens) and len(joined) < len(street):
        joined += tokens[index]
        index += 1
    return index - 1 if joined == street else None
