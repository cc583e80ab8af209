"""The order of the editions of a concept."""

from datetime import date

from kim.catalogue import Catalogue
from kim.models.edition import Edition


def editions_in_order(catalogue: Catalogue) -> tuple[Edition, ...]:
    """List the editions from the oldest to the newest, by the day they stand for."""
    return tuple(sorted(catalogue.all(Edition).values(), key=lambda edition: edition.stand))


def current_edition(catalogue: Catalogue, on: date) -> Edition | None:
    """Give the newest edition that stands for a day not later than this one.

    Where editions are frozen, it is one of them: the others are not published yet.
    """
    editions = editions_in_order(catalogue)
    frozen = [edition for edition in editions if edition.checksum]
    known = [edition for edition in frozen or editions if edition.stand <= on]
    return known[-1] if known else None
