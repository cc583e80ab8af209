"""The concept as a book on paper: tagged PDF that can be read aloud, for council and archive.

Comes in: the concept that holds, or an edition of it. Goes out: the bytes of a PDF/UA-1 file; same
input, same bytes.
"""

from collections.abc import Iterator
from pathlib import Path

from kim.catalogue import Catalogue
from kim.editions.library import frozen_editions
from kim.editions.order import current_edition
from kim.handbook.concept import Concept, read_concept
from kim.handbook.pages import Handbook
from kim.paper.book import has_paper, make_cover, make_paper, without_persons
from kim.paper.typeset import UnprintableError, typeset
from kim.render.assets import OVERRIDES
from kim.views.editions import paper_address

__all__ = ["PAPER", "UnprintableError", "has_paper", "print_concept", "print_papers"]

PAPER = "handbuch/konzept.pdf"
"""Where the concept as it is now lies as a document."""


def print_concept(concept: Concept, root: Path, address: str) -> bytes:
    """Print a concept and its annexes as of its day.

    `root` is the site's folder, `address` the site's full address, or empty.
    """
    handbook = Handbook(without_persons(concept.catalogue), concept.day, root / OVERRIDES)
    edition = concept.edition or current_edition(concept.catalogue, concept.day)
    stand = edition.stand if edition and not concept.note else concept.day
    full = f"{address.rstrip('/')}/" if address else ""
    return typeset(make_paper(handbook, make_cover(concept), full), stand, concept.content)


def print_papers(
    concept: Concept, root: Path, catalogue: Catalogue, address: str
) -> Iterator[tuple[str, bytes]]:
    """Print the concept that holds and every frozen edition, each once; yield where they lie."""
    now = print_concept(concept, root, address)
    yield PAPER, now
    for edition in frozen_editions(root, catalogue):
        if concept.edition and edition.id == concept.edition.id:
            yield paper_address(edition), now
            continue
        earlier = read_concept(root, catalogue, edition)
        if has_paper(earlier.catalogue):
            yield paper_address(edition), print_concept(earlier, root, address)
