"""Checks of a programme's posts against what was granted."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each, say_amount
from kim.models.programme import Position, Programme
from kim.rules.posts import count_posts


@each(Programme)
def granted_posts(catalogue: Catalogue, programme: Programme, _today: date) -> Findings:
    """Die Stellen ergeben zusammen die bewilligten Stellen.

    Fehlt bei einer Stelle die Zahl, dürfen die übrigen die Bewilligung nur nicht übersteigen.

    Falsch:

        granted_posts: "3,0"
        positions:
          - {function: KIM-Koordination, organization: ki, fte: "2,5"}
          - {function: Verwaltungsassistenz, organization: ki, fte: "1,0"}

    Richtig:

        granted_posts: "3,0"
        positions:
          - {function: KIM-Koordination, organization: ki, fte: "2,5"}
          - {function: Verwaltungsassistenz, organization: ki, fte: "0,5"}
    """
    granted, placed, unnumbered = count_posts(programme)
    has_numbers = len(programme.positions) > unnumbered
    is_short = placed < (granted or 0) and not unnumbered
    if granted is not None and has_numbers and (placed > granted or is_short):
        yield (
            catalogue.place(programme, ("granted_posts",)),
            (
                f"bewilligt sind {say_amount(granted)} Stellen, die einzelnen ergeben zusammen"
                f" {say_amount(placed)}"
            ),
        )


def grants_of_parts(catalogue: Catalogue, _today: date) -> Findings:
    """Die Teile eines Programms haben zusammen nicht mehr Stellen als das Programm.

    Falsch, wenn das Programm 'kim' 5,0 Stellen hat:

        # baustein-1.yml
        parent: kim
        granted_posts: "3,0"
        # baustein-2.yml
        parent: kim
        granted_posts: "4,0"

    Richtig:

        # kim.yml
        granted_posts: "7,0"
    """
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for part in catalogue.all(Programme).values():
        if part.parent and part.granted_posts:
            sums[part.parent] += part.granted_posts
    for name, total in sums.items():
        whole = catalogue.get(Programme, name)
        if whole and whole.granted_posts is not None and total > whole.granted_posts:
            yield (
                catalogue.place(whole, ("granted_posts",)),
                (
                    f"bewilligt sind {say_amount(whole.granted_posts)} Stellen, die Teile des"
                    f" Programms haben zusammen {say_amount(total)}"
                ),
            )


@each(Programme)
def position_shares(catalogue: Catalogue, programme: Programme, _today: date) -> Findings:
    """Die Anteile aller Stellen ergeben zusammen ein Ganzes.

    Falsch:

        positions:
          - {function: Case Management, organization: ki, share: 1/3}
          - {function: Case Management, holder: Freie Träger, share: 1/3}

    Richtig:

        positions:
          - {function: Case Management, organization: ki, share: 1/3}
          - {function: Case Management, holder: Freie Träger, share: 2/3}
    """
    shares = [Fraction(position.share) for position in programme.positions if position.share]
    total = sum(shares, Fraction(0))
    is_complete = len(shares) == len(programme.positions)
    if shares and (total > 1 or (total < 1 and is_complete)):
        yield (
            catalogue.place(programme, ("positions",)),
            f"die Anteile ergeben zusammen {total}, nicht 1",
        )


@each(Programme)
def incomplete_position(catalogue: Catalogue, programme: Programme, _today: date) -> Findings:
    """Eine Stelle sagt, wie viele es sind und wo sie sitzen.

    Falsch:

        positions:
          - function: KIM-Koordination

    Richtig:

        positions:
          - {function: KIM-Koordination, organization: ki, fte: "2,5"}
    """
    for index, position in enumerate(programme.positions):
        missing = " und ".join(_missing_parts(position))
        if missing:
            yield (
                catalogue.place(programme, ("positions", index)),
                f"bei dieser Stelle fehlt {missing}",
            )


def _missing_parts(position: Position) -> list[str]:
    parts = []
    if position.fte is None and position.share is None:
        parts.append("die Zahl ('fte' oder 'share')")
    if not (position.organization or position.holder):
        parts.append("der Ort ('organization' oder 'holder')")
    return parts
