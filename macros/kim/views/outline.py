"""What those ask of each service who look at all of them: facets, questions, rules, lists by topic.

It is kept for each service, so that a later build reads none of the others for them. Who shows a
service reads its record.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models.service import Criteria, Eligibility, Group, Service
from kim.reads import see_noting
from kim.rows import kept
from kim.rules.criteria import Reason, list_asked, named_in
from kim.sections import read_value, write_value
from kim.views.viewpoint import Viewpoint, once

_ENDED, _CURRENT, _UPCOMING = range(3)


class Outline(NamedTuple):
    """A service in outline; criteria are texts that `read_reason` reads.

    A group is its days and criteria, an exclusion whether it is for those with nothing else, and
    its criteria. `notes` are what is said in words only, by language; `parts` are the rows that it
    has in a table of the Wegweiser.
    """

    state: int
    topics: tuple[str, ...]
    target_groups: tuple[str, ...]
    categories: tuple[str, ...]
    languages: tuple[str, ...]
    providers: tuple[str, ...]
    service_areas: tuple[str, ...]
    modes: tuple[str, ...]
    locations: tuple[str, ...]
    days: tuple[str, ...]
    successor: str
    everyone: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    exclusions: tuple[tuple[int, tuple[str, ...]], ...]
    preferred: tuple[tuple[str, ...], ...]
    notes: Mapping[str, str]
    parts: int

    @property
    def has_ended(self) -> bool:
        """Tell whether there was such a service only."""
        return self.state == _ENDED

    @property
    def is_valid(self) -> bool:
        """Tell whether it holds today."""
        return self.state == _CURRENT

    @property
    def criteria(self) -> Iterator[str]:
        """Give all criteria that say who is meant, in any part of the record."""
        excluded = (criteria for _, criteria in self.exclusions)
        return chain(self.everyone, *self.groups, *excluded, *self.preferred)


def see_outlines(view: Viewpoint) -> Mapping[str, Outline]:
    """Show all services in outline, in the order of their ids; once for all languages."""
    catalogue, key = view.catalogue, (see_outlines, view.today)
    if key not in catalogue.seen:
        home = view.in_language(HOME_LANGUAGE)
        catalogue.seen[key] = see_noting(
            catalogue.reads,
            lambda: {name: _read(_outline(home, name)) for name in catalogue.all(Service)},
        )
    outlines: Mapping[str, Outline]
    outlines, part = catalogue.seen[key]
    if catalogue.reads and part:
        catalogue.reads.join(part)
    return outlines


def _read(row: Outline | list[object]) -> Outline:
    """Take a row as it was made or as it was kept."""
    return row if isinstance(row, Outline) else Outline._make(map(_frozen, row))


def _frozen(value: object) -> object:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@kept
def _outline(view: Viewpoint, name: str) -> Outline | list[object]:
    service = view.catalogue.all(Service)[name]
    who = service.eligibility
    return Outline(
        state=_state(view, service),
        topics=service.topics,
        target_groups=service.target_groups,
        categories=service.categories,
        languages=service.languages,
        providers=service.providers,
        service_areas=service.service_areas,
        modes=modes_of(service),
        locations=service.locations,
        days=tuple(_spell_days(service)),
        successor=service.successor or "",
        everyone=_spell(view, who),
        groups=tuple([(*_spell_days(one), *_spell(view, one)) for one in who.groups]),
        exclusions=tuple([(int(one.only), _spell(view, one)) for one in who.exclusions]),
        preferred=tuple([_spell(view, one) for one in who.preferred]),
        notes=who.description.root if who.description else {},
        parts=len(parts_today(view, who)),
    )


def modes_of(service: Service) -> tuple[str, ...]:
    """Name the ways in."""
    return service.access.modes if service.access else ()


def _state(view: Viewpoint, service: Service) -> int:
    if service.has_ended(view.today):
        return _ENDED
    return _CURRENT if service.is_valid_on(view.today) else _UPCOMING


def parts_today(view: Viewpoint, who: Eligibility) -> tuple[Criteria, ...]:
    """List the groups that may come now or later; without groups, everybody who meets the rest."""
    current = tuple(
        group
        for group in who.groups
        if group.valid_until is None or group.valid_until >= view.today
    )
    return current if who.groups else (who,)


@once
def _spellings(_: Viewpoint) -> dict[tuple[object, ...], tuple[str, ...]]:
    """Remember what is spelled: the same criteria stand in many records."""
    return {}


def _spell(view: Viewpoint, criteria: Criteria) -> tuple[str, ...]:
    known, named = _spellings(view), named_in(criteria)
    if named not in known:
        known[named] = tuple(map(_spell_reason, list_asked(criteria)))
    return known[named]


def _spell_days(part: Service | Group) -> Iterator[str]:
    if part.valid_from or part.valid_until:
        days = Reason("valid", is_met=None, first=part.valid_from, last=part.valid_until)
        yield _spell_reason(days)


def _spell_reason(asked: Reason) -> str:
    """Write what is to be asked as a text."""
    days = (day and day.isoformat() for day in (asked.first, asked.last))
    said = [asked.criterion, asked.terms, asked.youngest, asked.oldest, *days]
    return write_value(said).decode()


def read_reason(text: str) -> Reason:
    """Read what criteria are spelled as."""
    criterion, terms, youngest, oldest, *days = read_value(text)
    first, last = (day and date.fromisoformat(day) for day in days)
    return Reason(criterion, None, tuple(terms), youngest, oldest, first, last)
