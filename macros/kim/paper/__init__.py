"""The concept as a book on paper: tagged PDF that can be read aloud, for council and archive.

Comes in: a checked catalogue. Goes out: the bytes of a PDF/UA-1 file; same input, same bytes.
"""

from datetime import date
from pathlib import Path

from kim.catalogue import CONTENT, Catalogue
from kim.editions.order import current_edition
from kim.handbook.pages import Handbook
from kim.paper.book import has_paper, make_paper, without_persons
from kim.paper.typeset import UnprintableError, typeset
from kim.render.assets import OVERRIDES

__all__ = ["UnprintableError", "has_paper", "print_concept"]


def print_concept(
    catalogue: Catalogue, today: date, root: Path, address: str, content: Path | None = None
) -> bytes:
    """Print the concept and its annexes as they are on that day.

    `root` is the site's folder, `content` that of the chapters' pictures where it is another;
    `address` is the site's full address, or empty.
    """
    handbook = Handbook(without_persons(catalogue), today, root / OVERRIDES)
    edition = current_edition(catalogue, today)
    full = f"{address.rstrip('/')}/" if address else ""
    pictures = content or root / CONTENT
    return typeset(make_paper(handbook, full), edition.stand if edition else today, pictures)
