"""What a check is, and the few questions that several checks ask.

A check is a generator `(catalogue, today) -> findings`. Its name is its code, its German docstring
is what `kim explain` shows. It never stops at the first fault.

What can be told of one record at a time is a generator `(catalogue, record, today) -> findings`
below `@each(Kind)`, or `(catalogue, source, today) -> findings` below `@each_file`. The walk is
made by `kim.checks.walk`, for all of them together and later for changed records alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, update_wrapper
from typing import Any, Concatenate, TypeAlias

from kim.catalogue import Catalogue
from kim.models import KINDS, Record
from kim.problems import Place
from kim.source import Source

Findings: TypeAlias = Iterator[tuple[Place, str]]
Check: TypeAlias = Callable[[Catalogue, date], Findings]
See: TypeAlias = Callable[[Catalogue], object]
_Others: TypeAlias = Callable[[Catalogue], Iterable[Source]]
_Besides: TypeAlias = Callable[Concatenate[Catalogue, date, ...], Findings]
Look: TypeAlias = Callable[Concatenate[Catalogue, Any, date, ...], Findings]


@dataclass(eq=False)
class Each:
    """A check that looks at one record, or the text of one file, at a time.

    `sees` gives what all looks share; each look gets it as its last argument. `others` gives more
    files to look at, `besides` looks at what is no file of the directory.
    """

    look: Look
    kinds: frozenset[str]
    sees: See | None = None
    others: _Others | None = None
    besides: _Besides | None = None
    takes_file: bool = False

    def __post_init__(self) -> None:
        """Bear name and docstring of the look: they are the check's."""
        update_wrapper(self, self.look)

    def take(self, catalogue: Catalogue, key: tuple[str, str]) -> Source | Record | None:
        """Give what is to be looked at of a record; of one with faults there is only the file."""
        kind, name = key
        return catalogue.sources[key] if self.takes_file else catalogue.records[kind].get(name)

    def look_besides(self, catalogue: Catalogue, today: date, seen: tuple[object, ...]) -> Findings:
        """Look at what is no record."""
        for source in self.others(catalogue) if self.others else ():
            yield from self.look(catalogue, source, today, *seen)
        if self.besides:
            yield from self.besides(catalogue, today, *seen)

    def __call__(self, catalogue: Catalogue, today: date) -> Findings:
        """Look at everything, as a check that makes its own walk does."""
        seen = (self.sees(catalogue),) if self.sees else ()
        for key in catalogue.sources:
            one = self.take(catalogue, key) if key[0] in self.kinds else None
            if one is not None:
                yield from self.look(catalogue, one, today, *seen)
        yield from self.look_besides(catalogue, today, seen)


@dataclass(eq=False)
class OfFew:
    """What is made of a few records; which these are is known until a later build asks anew."""

    make: Callable[[Catalogue, Sequence[str]], object]
    choose: Callable[[Catalogue], Sequence[str]]

    def __post_init__(self) -> None:
        """Bear the name of what is made."""
        update_wrapper(self, self.make)

    def __call__(self, catalogue: Catalogue) -> object:
        """Choose, and make it."""
        return self.make(catalogue, self.choose(catalogue))


def each(
    *models: type[Record], sees: See | None = None, besides: _Besides | None = None
) -> Callable[[Look], Each]:
    """Make a check of a look at one record of these kinds; of any, where that is `Record`."""
    kinds = frozenset(kind for kind, model in KINDS.items() if issubclass(model, models))
    return lambda look: Each(look, kinds, sees=sees, besides=besides)


def each_file(
    *, sees: See | None = None, others: _Others | None = None, besides: _Besides | None = None
) -> Callable[[Look], Each]:
    """Make a check of a look at what an author wrote into the file of one record."""
    kinds = frozenset(KINDS)
    return lambda look: Each(
        look, kinds, sees=sees, besides=besides, others=others, takes_file=True
    )


def every_record(catalogue: Catalogue) -> Iterator[Record]:
    """Walk through all records of all kinds."""
    for records in catalogue.records.values():
        yield from records.values()


def other_files(catalogue: Catalogue) -> Iterator[Source]:
    """Give the files of the directory that hold no record: of the site, of translations."""
    others = catalogue.site_source, catalogue.erased_source
    yield from (source for source in others if source)
    yield from (file.source for file in catalogue.translations.values())


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
