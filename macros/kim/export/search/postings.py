"""Documents → which words lead to which of them, and how much that is worth.

Cost: one pass over all texts; each different word is folded and cut once. A document can be taken
out and another put in its place without looking at the others.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from kim.export.search.compounds import split_compound
from kim.export.search.documents import Document
from kim.export.search.signs import LEVELS, pack_levels, unpack_levels
from kim.export.search.words import SILENT, fold, stem, words_in

_TEXT, _SUMMARY, _WORDS, _NAMES = LEVELS[0], LEVELS[1], (9, 6), (16, 13, 11)
_UMLAUTS = frozenset("äöüß")
FEW = 20
"""A word of running text that leads to more documents than these leads nowhere."""
MOST_TEXT = 20_000
"""So many words of running text are kept, the rarest first: a large site's index stays light."""


class Said(NamedTuple):
    """The words of one document."""

    levels: Mapping[str, int]
    """What each folded word is worth here that is not of running text only."""
    pieces: Sequence[str]
    """What stands between spaces there: a site's texts say few different things."""
    texts: Collection[str]
    """The folded words of running text."""


class Listener:
    """Tells the words of documents; each different word is folded once."""

    def __init__(self, silent: Collection[str]) -> None:
        self._silent = frozenset(silent)
        self._meant_by = cache(_meant_by)

    def hear(self, document: Document) -> Said:
        """Give the words of a document."""
        found, levels, pieces = document.found, dict[str, int](), list[str]()
        for texts, worth in (
            (found.names, _NAMES),
            (found.words, _WORDS),
            (found.summaries, (_SUMMARY,)),
        ):
            for text in texts:
                parts = text.split()
                pieces += parts
                self._add_phrase(levels, parts, worth)
        said = " ".join(found.texts).split()
        return Said(levels, pieces, frozenset(chain.from_iterable(map(self._meant_by, said))))

    def _add_phrase(
        self, levels: dict[str, int], pieces: Iterable[str], worth: Sequence[int]
    ) -> None:
        folded = set(chain.from_iterable(map(self._meant_by, pieces)))
        level = worth[min(max(len(folded - self._silent), 1), len(worth)) - 1]
        for word in folded:
            if level > levels.get(word, 0):
                levels[word] = level


class UnknownWordError(Exception):
    """A word of many documents is now one of few; which they are, nobody has kept."""


class Words:
    """All words that lead to documents, by number."""

    def __init__(self) -> None:
        self._packed: dict[str, str] = {}
        self._open: dict[str, dict[int, int]] = {}
        """Levels by document; what nobody changes stays packed."""
        self.pieces: Counter[str] = Counter()
        self.texts: dict[str, list[int] | int] = {}
        """In running text: the documents; where they are more than a few, how many."""

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> "Words":
        """Read what `plain` gave."""
        words = cls()
        words._packed = dict(plain["levels"])
        words.pieces = Counter(plain["pieces"])
        words.texts = {
            word: known if isinstance(known, int) else list(known)
            for word, known in plain["texts"].items()
        }
        return words

    def plain(self) -> dict[str, Any]:
        """Give all as plain values; the same words give the same, whatever came first."""
        known = {word: self.packed(word) for word in sorted(self.named)}
        return {
            "levels": known,
            "pieces": dict(sorted(self.pieces.items())),
            "texts": {
                word: known if isinstance(known, int) else sorted(known)
                for word, known in sorted(self.texts.items())
            },
        }

    @property
    def named(self) -> Collection[str]:
        """Give all words that do not stand in running text only."""
        return self._packed.keys() | self._open.keys()

    def packed(self, word: str) -> str:
        """Give the documents of a word that do not only say it in running text, as signs."""
        known = self._open.get(word)
        return self._packed[word] if known is None else pack_levels(known)

    def levels(self, word: str) -> dict[int, int]:
        """Give what a word is worth by document."""
        if word not in self._open:
            self._open[word] = unpack_levels(self._packed.pop(word, ""))
        return self._open[word]

    def add(self, number: int, said: Said) -> None:
        """Put a document in."""
        for word, level in said.levels.items():
            levels = self._open.get(word)
            (self.levels(word) if levels is None else levels)[number] = level
        self.pieces.update(said.pieces)
        for word in said.texts:
            known = self.texts.get(word)
            if known is None:
                self.texts[word] = [number]
            elif isinstance(known, int):
                self.texts[word] = known + 1
            elif len(known) < FEW:
                known.append(number)
            else:
                self.texts[word] = FEW + 1

    def exchange(self, number: int, old: Said, new: Said) -> None:
        """Put a document in the place of what it was; what it still says stays."""
        levels = dict(new.levels.items() - old.levels.items())
        gone = {word: level for word, level in old.levels.items() if new.levels.get(word) != level}
        texts, before = {*new.texts}, {*old.texts}
        self.remove(number, Said(gone, old.pieces, before - texts))
        self.add(number, Said(levels, new.pieces, texts - before))

    def remove(self, number: int, said: Said) -> None:
        """Take a document out."""
        for word in said.levels:
            del self.levels(word)[number]
            if not self._open[word]:
                del self._open[word]
        self.pieces -= Counter(said.pieces)
        for word in said.texts:
            known = self.texts[word]
            if isinstance(known, int):
                if known == FEW + 1:
                    raise UnknownWordError
                self.texts[word] = known - 1
            else:
                known.remove(number)
                if not known:
                    del self.texts[word]


class Postings:
    """Words, and the documents they lead to."""

    def __init__(self, known: Words, silent: Collection[str]) -> None:
        self._known = known
        self._silent = frozenset(silent)
        self._named = frozenset(known.named)
        self._forms = _mostly_written(known.pieces)
        self._texts = dict(_rarest(_by_entry(known.texts, self._named)))
        self.words = sorted({*self._named, *self._texts})

    def by_level(self, word: str) -> dict[int, int]:
        """Give what a word is worth by document."""
        levels = dict(self._known.levels(word)) if word in self._named else {}
        return dict.fromkeys(self._texts.get(word, ()), _TEXT) | levels

    def packed(self, word: str) -> str:
        """Give the documents of a word as signs, by what it is worth there."""
        if word in self._texts:
            return pack_levels(self.by_level(word))
        return self._known.packed(word)

    def as_written(self, word: str) -> str:
        """Give a word as it is mostly written; words of running text are never shown again."""
        return self._forms.get(word, word)

    def compounds(self) -> Iterator[tuple[int, int]]:
        """Give the number of each compound and where its tail begins."""
        roots = frozenset(map(stem, self.words))
        sure = frozenset(map(stem, self._named))
        for number, word in enumerate(self.words):
            start = 0 if word in self._silent else split_compound(word, roots, sure)
            if start:
                yield number, start


def _mostly_written(pieces: Mapping[str, int]) -> dict[str, str]:
    """Choose for each word the form that is written most.

    Of several it is the one that looks German, then the one with capitals: which of them comes
    first nobody needs to know.
    """
    counted: Counter[str] = Counter()
    for piece, number in pieces.items():
        for word in words_in(piece):
            counted[word] += number
    forms: dict[str, str] = {}
    chosen = sorted(sorted(counted), key=lambda one: (counted[one], _german(one)), reverse=True)
    for form in chosen:
        forms.setdefault(fold(form), form)
    return {word: form for word, form in forms.items() if word not in SILENT}


def _german(form: str) -> tuple[bool, bool, str]:
    small = form.lower()
    return not _UMLAUTS.isdisjoint(small), small.isascii(), small


def _by_entry(
    texts: Mapping[str, list[int] | int], named: Collection[str]
) -> Mapping[str, Collection[int]]:
    """Let words of running text join those that are there already, by stem; leave out many's."""
    entries = {stem(word): word for word in sorted(named, reverse=True)}
    found: dict[str, set[int]] = defaultdict(set)
    common: set[str] = set()
    for word, known in texts.items():
        entry = word if word in named else stem(word)
        entry = entries.get(entry, entry)
        if isinstance(known, int):
            common.add(entry)
        else:
            found[entry].update(known)
    return {entry: numbers for entry, numbers in found.items() if entry not in common}


def _meant_by(piece: str) -> tuple[str, ...]:
    """Fold the words that no space divides, and leave out those that say nothing."""
    return tuple(word for word in map(fold, words_in(piece)) if word not in SILENT)


def _rarest(found: Mapping[str, Collection[int]]) -> Iterator[tuple[str, Collection[int]]]:
    """Give the words that lead to few documents, as many as there is room for."""
    room = MOST_TEXT
    for entry, numbers in sorted(found.items(), key=lambda one: (len(one[1]), one[0])):
        room -= len(numbers)
        if len(numbers) > FEW or room < 0:
            return
        yield entry, numbers
