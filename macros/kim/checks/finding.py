"""What a check is, and the few questions that several checks ask.

A check is a generator `(catalogue, today) -> findings`. Its name is its code, its German docstring
is what `kim explain` shows. It never stops at the first fault.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from kim.catalogue import Catalogue
from kim.models import Record
from kim.problems import Place

Findings: TypeAlias = Iterator[tuple[Place, str]]
Check: TypeAlias = Callable[[Catalogue, date], Findings]


def every_record(catalogue: Catalogue) -> Iterator[Record]:
    """Walk through all records of all kinds."""
    for records in catalogue.records.values():
        yield from records.values()


@cache
def fields_of(model: type[Record], names: tuple[str, ...]) -> tuple[str, ...]:
    """Give those names that are fields of a kind; to ask each record takes longer."""
    return tuple(name for name in names if name in model.model_fields)


def has_ended(record: Record, today: date) -> bool:
    """Tell whether the record's last day is over."""
    return record.valid_until is not None and record.valid_until < today


def year_before(day: date) -> date:
    """Give the same day one year earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def say_amount(number: Decimal) -> str:
    """Write a number as German authors do: 27.143 or 44,1."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def find_circles(edges: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield every chain of names whose last one leads back to its first; names only themselves too.

    One walk over all names and edges.
    """
    done: set[str] = set()
    for start in edges:
        if start not in done:
            yield from _circles_from(start, edges, done)


def _circles_from(
    start: str, edges: Mapping[str, Sequence[str]], done: set[str]
) -> Iterator[tuple[str, ...]]:
    path = {start: iter(edges[start])}
    while path:
        name = next(reversed(path))
        target = next(path[name], None)
        if target is None:
            done.add(name)
            del path[name]
        elif target in path:
            names = list(path)
            yield tuple(names[names.index(target) :])
        elif target not in done:
            path[target] = iter(edges.get(target, ()))


def say_circle(circle: Sequence[str]) -> str:
    """Write a circle as a → b → a."""
    return " → ".join((*circle, circle[0]))
