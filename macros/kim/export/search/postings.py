"""Documents → which words lead to which of them, and how much that is worth.

Cost: one pass over all texts; each different word is folded and cut once.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from kim.export.search.compounds import split_compound
from kim.export.search.documents import Document
from kim.export.search.words import SILENT, fold, stem, words_in

LEVELS = (1, 4, 6, 9, 11, 13, 16)
"""What a word is worth where it stands; the script has the same list.

1 running text, 4 summary, 6 and 9 everyday words of several words and of one, 11, 13 and 16 names
of three words and more, of two and of one: who types the only word of a name means that name.
"""
_TEXT, _SUMMARY, _WORDS, _NAMES = LEVELS[0], LEVELS[1], (9, 6), (16, 13, 11)
FEW = 20
"""A word of running text that leads to more documents than these leads nowhere."""
MOST_TEXT = 20_000
"""So many words of running text are kept, the rarest first: a large site's index stays light."""


class Postings:
    """Words, and the documents they lead to by number, each with its level."""

    def __init__(self, documents: Sequence[Document], silent: Collection[str]) -> None:
        self._silent = frozenset(silent)
        self._levels: dict[str, dict[int, int]] = defaultdict(dict)
        self._written: list[str] = []
        self._meant_by = cache(_meant_by)
        for number, document in enumerate(documents):
            self._add_fields(number, document)
        self._named = frozenset(self._levels)
        self._forms = self._mostly_written()
        self._add_texts(documents)
        self.words = sorted(self._levels)

    def _add_fields(self, number: int, document: Document) -> None:
        found = document.found
        for text in found.names:
            self._add_phrase(number, text, _NAMES)
        for text in found.words:
            self._add_phrase(number, text, _WORDS)
        for text in found.summaries:
            self._add_phrase(number, text, (_SUMMARY,))

    def _add_phrase(self, number: int, text: str, levels: Sequence[int]) -> None:
        pieces = text.split()
        self._written += pieces
        folded = set(chain.from_iterable(map(self._meant_by, pieces)))
        level = levels[min(max(len(folded - self._silent), 1), len(levels)) - 1]
        for word in folded:
            there = self._levels[word]
            if level > there.get(number, 0):
                there[number] = level

    def _mostly_written(self) -> dict[str, str]:
        """Choose for each word the form that is written most; the first of several.

        Counted is what stands between spaces: a site's texts say few different things.
        """
        counted: Counter[str] = Counter()
        for piece, number in Counter(self._written).items():
            for word in words_in(piece):
                counted[word] += number
        forms: dict[str, str] = {}
        for form, _ in counted.most_common():
            forms.setdefault(fold(form), form)
        return {word: form for word, form in forms.items() if word not in SILENT}

    def _add_texts(self, documents: Sequence[Document]) -> None:
        """Add running text: its words join those that are there already, by stem."""
        entries = {stem(word): word for word in sorted(self._named, reverse=True)}

        @cache
        def entries_of(written: str) -> tuple[str, ...]:
            words = self._meant_by(written)
            found = (word if word in self._named else stem(word) for word in words)
            return tuple(entries.get(entry, entry) for entry in found)

        found: dict[str, list[int]] = defaultdict(list)
        common: set[str] = set()
        for number, document in enumerate(documents):
            pieces = " ".join(document.found.texts).split()
            said = set(chain.from_iterable(map(entries_of, pieces)))
            for entry in said - common:
                found[entry].append(number)
                if len(found[entry]) > FEW:
                    common.add(entry)
        for entry, numbers in _rarest(found):
            for number in numbers:
                self._levels[entry].setdefault(number, _TEXT)

    def by_level(self, word: str) -> Mapping[int, list[int]]:
        """Give the documents of a word by what it is worth there, both growing."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, level in sorted(self._levels[word].items()):
            found[level].append(number)
        return dict(sorted(found.items()))

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
