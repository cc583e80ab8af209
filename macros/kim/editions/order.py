"""The order of the editions of a concept."""

from datetime import date

from kim.catalogue import Catalogue
from kim.models.edition import Edition


def editions_in_order(catalogue: Catalogue) -> tuple[Edition, ...]:
    """List the editions from the oldest to the newest, corrections after what they correct."""
    return tuple(sorted(catalogue.all(Edition).values(), key=_place))


def _place(edition: Edition) -> tuple[date, date, int, str]:
    """Sort by the day an edition stands for, then by corrections; the tenth follows the ninth."""
    return edition.stand, edition.corrected_on or date.min, len(edition.id), edition.id


def valid_from(edition: Edition) -> date:
    """Give the day from which an edition can be the one that holds."""
    return max(edition.stand, edition.corrected_on or edition.stand)


def current_edition(catalogue: Catalogue, on: date) -> Edition | None:
    """Give the newest edition that stands for a day not later than this one.

    Where editions are frozen, it is one of them: the others are not published yet.
    """
    editions = editions_in_order(catalogue)
    frozen = [edition for edition in editions if edition.checksum]
    known = [edition for edition in frozen or editions if valid_from(edition) <= on]
    return known[-1] if known else None
