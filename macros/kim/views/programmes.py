"""Views of programmes and their posts."""

from dataclasses import dataclass
from typing import NamedTuple

from kim.models.area import Area
from kim.models.organization import Organization
from kim.models.programme import Position, Programme
from kim.views.formats import say_day, say_number, say_period
from kim.views.parts import Origin, Status, see_origin, see_status
from kim.views.viewpoint import Link, Phrase, Viewpoint


class ProgrammeRow(NamedTuple):
    """A programme in a list."""

    name: Phrase
    href: str
    building_block: int | None
    funder: Link | None
    period: str
    status: Status


class PositionView(NamedTuple):
    """Posts at one place."""

    function: Phrase
    organization: Link | None
    holder: Phrase | None
    area: Link | None
    amount: str
    as_of: str | None


class BudgetView(NamedTuple):
    """Money for a year."""

    year: int
    amount: str
    description: Phrase | None


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """Everything on a programme's page but its services."""

    row: ProgrammeRow
    description: Phrase | None
    parent: Link | None
    parts: tuple[ProgrammeRow, ...]
    legal_basis: Phrase | None
    granted_posts: str | None
    positions: tuple[PositionView, ...]
    budgets: tuple[BudgetView, ...]
    aims: tuple[Phrase, ...]
    tasks: tuple[Phrase, ...]
    successor: Link | None
    origin: Origin


def see_programme_row(view: Viewpoint, programme: Programme) -> ProgrammeRow:
    """Show a programme as one entry of a list."""
    return ProgrammeRow(
        name=view.phrase(programme.name),
        href=view.href(programme),
        building_block=programme.building_block,
        funder=view.find(Organization, programme.funder),
        period=say_period(programme.valid_from, programme.valid_until, view.language),
        status=see_status(view, programme),
    )


def see_programme(view: Viewpoint, programme: Programme) -> ProgrammeView:
    """Show a programme."""
    posts = programme.granted_posts
    parts = sorted(
        view.named_by(programme, Programme, "parent"),
        key=lambda part: (part.building_block or 9, view.sort_key(part.name)),
    )
    return ProgrammeView(
        row=see_programme_row(view, programme),
        description=view.optional(programme.description),
        parent=view.find(Programme, programme.parent),
        parts=tuple(see_programme_row(view, part) for part in parts),
        legal_basis=view.optional(programme.legal_basis),
        granted_posts=say_number(posts, view.language) if posts is not None else None,
        positions=tuple(see_position(view, position) for position in programme.positions),
        budgets=tuple(
            BudgetView(
                budget.year,
                say_number(budget.amount, view.language) + " Euro",
                view.optional(budget.description),
            )
            for budget in programme.budgets
        ),
        aims=view.phrases(programme.aims),
        tasks=view.phrases(programme.tasks),
        successor=view.find(Programme, programme.successor),
        origin=see_origin(view, programme),
    )


def see_position(view: Viewpoint, position: Position) -> PositionView:
    """Show posts as a number, else as a share."""
    amount = say_number(position.fte, view.language) if position.fte is not None else ""
    return PositionView(
        function=view.phrase(position.function),
        organization=view.find(Organization, position.organization),
        holder=view.optional(position.holder),
        area=view.find(Area, position.area),
        amount=amount or (f"{position.share} der Stellen" if position.share else "nicht genannt"),
        as_of=say_day(position.as_of, view.language) if position.as_of else None,
    )
