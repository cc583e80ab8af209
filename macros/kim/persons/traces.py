"""Find what names a person in any file, in every form it could hide in.

Comes in: a person's name, phone and mail. Goes out: whether a file holds one of them. Of the texts
that kim.unpacked finds in it all but letters and digits is dropped; so no line break, tag, hyphen
or invisible character hides anything.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kim.models.contact import Person
from kim.persons.seeker import SURE, number_of
from kim.unpacked import fold, readable, squeeze

_MARKUP = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W\d_]+")
_TITLES = frozenset({"frau", "herr", "herrn", "dr", "prof", "dipl", "von", "van", "de", "zu"})
_SHORTEST = 3
_BETWEEN = r"[\W_]*"


@dataclass(frozen=True, slots=True)
class Marks:
    """What gives a person away: `whole` in letters and digits only, `words` as single words."""

    whole: frozenset[str]
    words: frozenset[str]

    def are_in(self, data: bytes) -> bool:
        """Tell whether a file's bytes name the person."""
        return any(self._are_in_text(text) for text in readable(data))

    def _are_in_text(self, text: str) -> bool:
        for shown in (text, _MARKUP.sub("", text)):
            folded = fold(shown)
            squeezed = squeeze(folded)
            if any(mark in squeezed and _stands_alone(mark, folded) for mark in self.whole):
                return True
            if self.words and not self.words.isdisjoint(_WORD.findall(folded)):
                return True
        return False


def _stands_alone(mark: str, folded: str) -> bool:
    """Tell whether a mark is not only a part of something else: of a longer number or word."""
    if mark.isdecimal():
        pattern = rf"{_BETWEEN.join(mark)}(?![0-9])"
    elif len(mark) < SURE:
        pattern = rf"(?<![^\W\d_]){_BETWEEN.join(mark)}s?(?![^\W\d_])"
    else:
        return True
    return re.search(pattern, folded) is not None


def marks_of(person: Person, known: frozenset[str]) -> Marks:
    """Give what gives a person away.

    `known` are the words and squeezed values that stand elsewhere with good reason: another person
    of the same name, a phone that is the function's too. A part of the name that is no such word
    counts on its own.
    """
    names = [word for word in _WORD.findall(fold(person.name)) if word not in _TITLES]
    whole = {"".join(names), "".join([*names[-1:], *names[:-1]])}
    if person.email:
        whole.add(squeeze(fold(person.email)))
    if person.phone:
        whole.add(number_of(person.phone))
    words = frozenset(word for word in names if len(word) >= _SHORTEST)
    return Marks(frozenset(filter(None, whole)) - known, words - known)


def words_in(data: bytes) -> Iterator[str]:
    """Yield every word of a file, folded."""
    for text in readable(data):
        yield from _WORD.findall(fold(text))
