"""Views of statistics: a table ready to print and the numbers for its chart."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from kim.models.area import Area
from kim.models.organization import Organization
from kim.models.statistic import Column, Row, Statistic
from kim.views.formats import say_day, say_number
from kim.views.parts import Origin, see_origin
from kim.views.viewpoint import Link, Phrase, Viewpoint


class ColumnView(NamedTuple):
    """A column's heading."""

    id: str
    name: Phrase
    is_percent: bool


class FigureRow(NamedTuple):
    """A row: its name, figures as text and as numbers, in the order of the columns."""

    id: str
    name: Phrase
    href: str | None
    figures: tuple[str, ...]
    numbers: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class StatisticView:
    """A table of figures with its caption."""

    id: str
    name: Phrase
    href: str
    description: Phrase | None
    as_of: str
    provider: Link | None
    provider_note: str | None
    row_heading: Phrase
    columns: tuple[ColumnView, ...]
    rows: tuple[FigureRow, ...]
    total: FigureRow | None
    has_chart: bool
    origin: Origin


def see_statistic(view: Viewpoint, statistic: Statistic) -> StatisticView:
    """Show a statistic as a table."""
    total = statistic.total
    link = view.link(statistic)
    return StatisticView(
        id=statistic.id,
        name=link.text,
        href=link.href,
        description=view.optional(statistic.description),
        as_of=say_day(statistic.as_of, view.language),
        provider=view.find(Organization, statistic.provider),
        provider_note=statistic.provider_note,
        row_heading=view.phrase(statistic.row_heading),
        columns=tuple(
            ColumnView(column.id, view.phrase(column.name), column.unit == "percent")
            for column in statistic.columns
        ),
        rows=tuple(_row(view, statistic.columns, row) for row in statistic.rows),
        total=FigureRow(
            "gesamt",
            view.phrase(total.name),
            None,
            *_figures(view, statistic.columns, total.values),
        )
        if total
        else None,
        has_chart=statistic.chart == "bars",
        origin=see_origin(view, statistic),
    )


def _row(view: Viewpoint, columns: tuple[Column, ...], row: Row) -> FigureRow:
    area = view.catalogue.get(Area, row.area)
    name = view.optional(row.name)
    if area:
        number = f"{area.number} " if area.number else ""
        name = name or Phrase(number + str(view.phrase(area.name)))
    return FigureRow(
        row.id,
        name or Phrase(row.id),
        view.link(area).href if area else None,
        *_figures(view, columns, row.values),
    )


def _figures(
    view: Viewpoint, columns: tuple[Column, ...], values: dict[str, Decimal]
) -> tuple[tuple[str, ...], tuple[Decimal | None, ...]]:
    numbers = tuple(values.get(column.id) for column in columns)
    figures = tuple(
        "–" if number is None else say_number(number, view.language) for number in numbers
    )
    return figures, numbers
