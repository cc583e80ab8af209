"""Posts of a programme: granted against placed."""

from decimal import Decimal
from typing import NamedTuple

from kim.models.programme import Programme


class Posts(NamedTuple):
    """Full-time posts; `granted` is None where nobody stated it.

    `unnumbered` counts the positions without a number: then `placed` is a part of all.
    """

    granted: Decimal | None
    placed: Decimal
    unnumbered: int

    @property
    def is_settled(self) -> bool:
        """Tell whether all granted posts have a place, as far as numbers are known."""
        return self.granted is not None and not self.unnumbered and self.placed == self.granted


def count_posts(programme: Programme) -> Posts:
    """Add up where the posts of a programme sit."""
    numbers = [position.fte for position in programme.positions if position.fte is not None]
    return Posts(
        programme.granted_posts,
        sum(numbers, Decimal(0)),
        len(programme.positions) - len(numbers),
    )
