"""The concept as a book on paper: tagged PDF that can be read aloud, for council and archive.

Comes in: the concept that holds, or an edition of it. Goes out: the bytes of a PDF/UA-1 file; same
input, same bytes.
"""

from collections.abc import Iterator
from pathlib import Path

from kim.catalogue import Catalogue
from kim.editions.order import current_edition
from kim.handbook.build import Build
from kim.handbook.concept import Concept
from kim.handbook.editions import EditionPress, Written
from kim.handbook.pages import Handbook
from kim.kept import KeptFiles
from kim.paper.book import make_cover, make_paper, without_persons
from kim.paper.source import source_key
from kim.paper.typeset import UnprintableError, typeset
from kim.paper.words import words_in
from kim.render.site import Setting
from kim.settings import OVERRIDES
from kim.unpacked import know_words

__all__ = ["PAPER", "Papers", "UnprintableError", "has_paper", "print_editions"]

PAPER = "handbuch/konzept.pdf"
"""Where the concept as it is now lies as a document."""
_KEPT = "papers"
"""The sort of kept files that documents are."""


def has_paper(catalogue: Catalogue) -> bool:
    """Tell whether the site has a concept that can be printed."""
    return bool(catalogue.site and catalogue.site.concept_chapters)


class Papers:
    """Print concepts and their annexes, each as of its day and each only once."""

    def __init__(self, root: Path, address: str, kept: KeptFiles | None = None) -> None:
        """Get ready: the site's folder, its full address or nothing, documents set before."""
        self.root = root
        self.address = f"{address.rstrip('/')}/" if address else ""
        self.kept = kept
        self._first: tuple[str, bytes] | None = None

    def print(self, concept: Concept) -> bytes:
        """Print a concept; the first one of a build is asked for twice."""
        key = source_key(concept, self.root, self.address) if concept.edition else ""
        if key and self._first and self._first[0] == key:
            return self._first[1]
        found = self._find(key) if key else None
        paper, words = found or self._set(concept)
        if key and self.kept and not found:
            self.kept.keep(key, paper)
            self.kept.keep(_words_of(key), words.encode())
        know_words(paper, words)
        self._first = self._first or (key, paper)
        return paper

    def _find(self, key: str) -> tuple[bytes, str] | None:
        """Give a document that was set before, and what it says."""
        kept = self.kept
        paper, words = (kept.find(key), kept.find(_words_of(key))) if kept else (None, None)
        return (paper, words.decode()) if paper and words else None

    def _set(self, concept: Concept) -> tuple[bytes, str]:
        handbook = Handbook(without_persons(concept.catalogue), concept.day, self.root / OVERRIDES)
        edition = concept.edition or current_edition(concept.catalogue, concept.day)
        stand = edition.stand if edition and not concept.note else concept.day
        book = make_paper(handbook, make_cover(concept), self.address)
        return typeset(book, stand, concept.content), words_in(book)


def _words_of(key: str) -> str:
    """Name the words of a document."""
    return f"{key}.words"


def print_editions(build: Build, setting: Setting, *, has_papers: bool) -> Iterator[Written]:
    """Print the concept as a document, then all that lies below each edition's address."""
    kept = KeptFiles(build.root, _KEPT) if has_papers else None
    papers = Papers(build.root, setting.address, kept)
    if kept:
        yield Written(PAPER, papers.print(build.concept))
    press = EditionPress(build, setting, print_paper=papers.print if kept else None)
    yield from press.print_all(build.concept)
    if kept:
        kept.forget_others()
