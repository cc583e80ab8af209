"""Ways into a service: the ages, papers and lengths of stay with which one may come.

In: criteria as authors wrote them. Out: sets that can be compared. Life situations are left out, as
a person has several; exclusions and topics too, as they speak of single cases.
"""

from datetime import date
from typing import NamedTuple

from kim.models.service import Criteria, Service
from kim.rules.hierarchy import Tree

OLDEST = 120
"""The highest age that a record may name."""


class Way(NamedTuple):
    """One way into a service: ages, papers and stays, of which None is any."""

    youngest: int
    oldest: int
    statuses: frozenset[str] | None
    stays: frozenset[str] | None

    @property
    def is_open(self) -> bool:
        """Tell whether anybody could come this way."""
        return (
            self.youngest <= self.oldest
            and self.statuses != frozenset()
            and self.stays != frozenset()
        )

    def meets(self, other: "Way") -> bool:
        """Tell whether one person could come by both."""
        ages = max(self.youngest, other.youngest) <= min(self.oldest, other.oldest)
        return ages and all(
            mine is None or theirs is None or bool(mine & theirs)
            for mine, theirs in ((self.statuses, other.statuses), (self.stays, other.stays))
        )


def ways_into(service: Service, on: date | None, statuses: Tree) -> tuple[Way, ...]:
    """Give the ways into a service on a day, or ever; one for each of its groups."""
    everyone = way_of(service.eligibility, statuses)
    groups = [one for one in service.eligibility.groups if on is None or one.is_valid_on(on)]
    ways = [both(everyone, way_of(one, statuses)) for one in groups]
    return tuple(
        way for way in (ways if service.eligibility.groups else (everyone,)) if way.is_open
    )


def way_of(criteria: Criteria, statuses: Tree) -> Way:
    """Give the way that some criteria leave open."""
    return Way(
        criteria.minimum_age or 0,
        OLDEST if criteria.maximum_age is None else criteria.maximum_age,
        statuses.reach(criteria.residence_status).within if criteria.residence_status else None,
        frozenset(criteria.length_of_stay) if criteria.length_of_stay else None,
    )


def both(one: Way, other: Way) -> Way:
    """Give the way of those who could come by either."""
    return Way(
        max(one.youngest, other.youngest),
        min(one.oldest, other.oldest),
        _common(one.statuses, other.statuses),
        _common(one.stays, other.stays),
    )


def _common(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other
