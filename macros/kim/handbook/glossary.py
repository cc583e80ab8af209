"""Explain terms where they first stand: a link to the glossary with a short explanation.

Comes in: the glossary of the catalogue. Goes out: one compiled expression over all terms and a
Markdown tree processor that marks the first place of each term in every section.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from kim.models.glossary import GlossaryEntry
from kim.views.formats import drop_marks
from kim.views.viewpoint import Viewpoint, href_of

_SKIPPED = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "a", "code", "pre", "figcaption", "caption", "th", "abbr"}
)
_SECTION_STARTS = frozenset({"h1", "h2"})
_ENDINGS = ("em", "en", "er", "es", "e")
_SENTENCE = re.compile(r"(.+?[.!?])(?=\s|$)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class Explanation(NamedTuple):
    """Where a term is explained, and the short text that is shown at once."""

    href: str
    text: str


class Glossary:
    """All terms of a site, ready to be found in running text."""

    def __init__(self, view: Viewpoint) -> None:
        self.explanations: dict[str, Explanation] = {}
        self.endings: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        patterns: dict[str, str] = {}
        for entry in view.catalogue.all(GlossaryEntry).values():
            self.explanations[entry.id] = _explain(entry)
            for pattern in _patterns(entry):
                if pattern[0].isalnum():  # what begins with a sign is no word of running text
                    patterns.setdefault(pattern, entry.id)
        by_first: dict[str, list[str]] = {}
        for pattern in sorted(patterns, key=lambda pattern: (-len(pattern), pattern)):
            by_first.setdefault(pattern[0], []).append(pattern)
            known = self.endings.setdefault(pattern[0], [])
            known.append((re.compile(pattern), patterns[pattern]))
        # One branch per first letter: most places in a text are left after one comparison.
        branches = (
            f"{first}(?:{'|'.join(pattern[1:] for pattern in alike)})"
            for first, alike in sorted(by_first.items())
        )
        joined = "|".join(branches)
        self.expression = re.compile(rf"(?<![\w-])(?:{joined})(?![\w*-])") if joined else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and entry of every term in the text."""
        for match in self.expression.finditer(text) if self.expression else ():
            word = match[0]
            for pattern, entry in self.endings[word[0]]:
                if pattern.fullmatch(word):
                    yield match.start(), match.end(), entry
                    break


def _patterns(entry: GlossaryEntry) -> Iterator[str]:
    if entry.abbreviation:
        yield re.escape(entry.abbreviation)
    *adjectives, noun = str(entry.name).split()
    words = [_any_ending(word) for word in adjectives]
    yield r"\s".join([*words, rf"{re.escape(noun)}(?:e?s|e?n)?"])


def _any_ending(word: str) -> str:
    stem = next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end)), "")
    return rf"{re.escape(stem)}(?:e[mnrs]?)?" if stem else re.escape(word)


def _explain(entry: GlossaryEntry) -> Explanation:
    text = drop_marks(_LINK.sub(r"\1", " ".join(str(entry.description).split())))
    first = _SENTENCE.match(text)
    name = f"{entry.name}: " if entry.abbreviation else ""
    return Explanation(href_of(entry), name + (first[1] if first else text))


class GlossaryLinks(Treeprocessor):
    """Turn the first place of each term in a section into a link; never inside another link."""

    def __init__(self, glossary: Glossary, root: str) -> None:
        super().__init__()
        self.glossary = glossary
        self.root = root
        self.seen: set[str] = set()

    def run(self, root: Element) -> None:
        """Walk the page once."""
        self.seen = set()
        self._walk(root)

    def _walk(self, element: Element) -> None:
        if element.tag in _SKIPPED:
            return
        children = list(element)
        if element.text:
            element.text = self._mark(element.text, element, 0)
        for child in children:
            if child.tag in _SECTION_STARTS or child.get("class") == "footnote":
                self.seen = set()
            self._walk(child)
            if child.tail:
                child.tail = self._mark(child.tail, element, list(element).index(child) + 1)

    def _mark(self, text: str, parent: Element, place: int) -> str:
        """Put links into the parent at this place; give the text that stays before them."""
        rest = 0
        links: list[Element] = []
        before = text
        for start, end, entry in self.glossary.find(text):
            if entry in self.seen:
                continue
            self.seen.add(entry)
            if links:
                links[-1].tail = text[rest:start]
            else:
                before = text[:start]
            links.append(self._link(text[start:end], entry))
            rest = end
        if links:
            links[-1].tail = text[rest:]
        parent[place:place] = links
        return before

    def _link(self, word: str, entry: str) -> Element:
        explanation = self.glossary.explanations[entry]
        link = Element(
            "a", {"class": "term", "href": self.root + explanation.href, "title": explanation.text}
        )
        link.text = word
        return link
