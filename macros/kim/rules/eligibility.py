"""Which services are open to a person, and why.

In: the catalogue, a case (what a person says about themselves; everything may be left unsaid) and
a day. Out: one Match for each service that is about the topic and serves the area, best first, with
the reasons as data; kim.views.reasons puts them into words, the Wegweiser's script reckons by the
same rules. Services about another topic or for another area are not looked at and not listed.

- What a record leaves out does not restrict. What a person leaves unsaid never excludes.
- The service's own criteria hold for all; where it has groups, one of them must hold as well, and
  the one that suits best is the one that is told.
- A term takes in the terms below it, an area the areas inside it. Whoever names a broader term than
  a service asks for is asked there (maybe). A topic leads to the services about it or a part of it.
- fits: nothing speaks against it. maybe: it depends on something that was not said, or the service
  names its languages and this one is not among them. nearly: exactly one thing would have to be
  different: age, papers, length of stay, life situation, or the day (it begins later, or another
  service took over). no: the rest, and whoever an exclusion names.
- Whether an exclusion applies that nobody was asked about is told and changes nothing.
- Order: fit, whom the service is there for above all, how many of its criteria are about this
  person, a topic named before a part of it, name.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from kim.catalogue import Catalogue
from kim.models.service import Group, Service
from kim.rules.criteria import Case, Reason, judge, names_nothing_else
from kim.rules.hierarchy import walk_up
from kim.rules.rulebook import Rule, Rulebook, write_rulebook

Fit = Literal["fits", "maybe", "nearly", "no"]
FITS: tuple[Fit, ...] = ("fits", "maybe", "nearly", "no")
"""Best first."""

__all__ = ["FITS", "Case", "Fit", "Match", "Reason", "judge_services", "services_for"]

_CAN_CHANGE = frozenset({"age", "status", "stay", "situation", "valid"})
_MADE_FOR = frozenset({"age", "status", "stay", "situation", "language"})


class Match(NamedTuple):
    """A service, how well it fits, why, and what orders it among equals (higher comes first)."""

    service: str
    fit: Fit
    reasons: tuple[Reason, ...]
    rank: tuple[int, int, int]


def services_for(catalogue: Catalogue, case: Case, on: date) -> tuple[Match, ...]:
    """List the services for a case on a day, best first; for many cases, keep the rulebook."""
    return judge_services(write_rulebook(catalogue), case, on)


def judge_services(book: Rulebook, case: Case, on: date) -> tuple[Match, ...]:
    """Judge every service about the topic that serves the area, best first."""
    return tuple(sorted((_match(book, rule, case, on) for rule in book.about(case)), key=_order))


def _order(match: Match) -> tuple[int, ...]:
    """Sort by fit, then rank; sorting is stable, and rules stand in the order of their names."""
    return (FITS.index(match.fit), *(-part for part in match.rank))


def _match(book: Rulebook, rule: Rule, case: Case, on: date) -> Match:
    common = (*_day(book, rule.service, on), *_about(rule, case), *judge(rule.everyone, case))
    chosen = (*common, *_best_group(rule, case, on, common))
    others = (*_excluded(rule, case), *_spoken(rule.service, case), *_first(rule, case))
    reasons = (*_without_limits(rule), *chosen, *others)
    return Match(rule.service.id, _fit(reasons), reasons, _rank(rule, case, reasons))


def _without_limits(rule: Rule) -> Iterator[Reason]:
    """Say that everybody may come, where the record names no criteria at all."""
    if not (rule.groups or rule.exclusions or any(judge(rule.everyone, Case()))):
        yield Reason("no-limits", is_met=True)


def _fit(reasons: Iterable[Reason]) -> Fit:
    return FITS[_weigh(reasons)[0]]


def _weigh(reasons: Iterable[Reason]) -> tuple[int, int, int, int]:
    """Count what speaks against: the fit's place, what would have to change, what is open, -met."""
    counted = [one for one in reasons if one.criterion != "priority"]
    against = [one for one in counted if one.is_met is False and one.criterion != "language"]
    unsaid = sum(_is_open(one) for one in counted)
    met = sum(one.is_met is True for one in counted)
    if len(against) > 1 or not all(map(_can_change, against)):
        place = FITS.index("no")
    elif against:
        place = FITS.index("nearly")
    else:
        place = FITS.index("maybe" if unsaid else "fits")
    return place, len(against), unsaid, -met


def _is_open(reason: Reason) -> bool:
    """Tell whether it depends on this: a language only where others are stated."""
    if reason.criterion == "exclusion":
        return False
    return reason.is_met is (False if reason.criterion == "language" else None)


def _can_change(reason: Reason) -> bool:
    """Tell whether it is a near miss: what is over, and nobody took it over, is not."""
    if reason.criterion == "valid":
        return reason.first is not None or bool(reason.terms)
    return reason.criterion in _CAN_CHANGE


def _rank(rule: Rule, case: Case, reasons: tuple[Reason, ...]) -> tuple[int, int, int]:
    met = [reason for reason in reasons if reason.is_met]
    first = any(reason.criterion == "priority" for reason in met)
    made_for = {
        reason.criterion
        for reason in met
        if reason.criterion in _MADE_FOR
        or (reason.criterion == "topic" and reason.group is not None)
    }
    return int(first), len(made_for), int(case.topic in rule.service.topics)


def _day(book: Rulebook, service: Service, on: date) -> Iterator[Reason]:
    """Say from when or until when, where that is worth knowing on this day."""
    if service.valid_from and on < service.valid_from:
        yield Reason("valid", is_met=False, first=service.valid_from)
    elif service.has_ended(on):
        later = tuple(_successor(book, service, on))
        yield Reason("valid", is_met=False, terms=later, last=service.valid_until)
    elif service.valid_until:
        yield Reason("valid", is_met=True, last=service.valid_until)


def _successor(book: Rulebook, service: Service, on: date) -> Iterator[str]:
    """Find the first service in the line of successors that holds on the day."""

    def after(name: str) -> str | None:
        return book.services[name].successor if name in book.services else None

    for name in walk_up(service.successor, after):
        if name in book.services and book.services[name].is_valid_on(on):
            yield name
            return


def _about(rule: Rule, case: Case) -> Iterator[Reason]:
    if case.topic:
        yield Reason("topic", is_met=True, terms=(case.topic,))
    if case.area and rule.areas.listed:
        yield Reason("area", rule.areas.holds(case.area), rule.areas.listed)


def _best_group(rule: Rule, case: Case, on: date, common: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Give the reasons of the group that suits best; among equals the first."""
    judged = [
        (*_group_day(group, on, number), *judge(terms, case, number))
        for number, (group, terms) in enumerate(
            zip(rule.service.eligibility.groups, rule.groups, strict=True)
        )
    ]
    return min(judged, key=lambda reasons: _weigh((*common, *reasons)), default=())


def _group_day(group: Group, on: date, number: int) -> Iterator[Reason]:
    if group.valid_from and on < group.valid_from:
        yield Reason("valid", is_met=False, first=group.valid_from, group=number)
    elif group.valid_until:
        over = group.valid_until < on
        yield Reason("valid", is_met=not over, last=group.valid_until, group=number)


def _excluded(rule: Rule, case: Case) -> Iterator[Reason]:
    for number, terms in enumerate(rule.exclusions):
        held = {reason.is_met for reason in judge(terms, case)} | {names_nothing_else(terms, case)}
        if False not in held:
            yield Reason("exclusion", None if None in held else False, group=number)


def _spoken(service: Service, case: Case) -> Iterator[Reason]:
    if case.language:
        stated = case.language in service.languages if service.languages else None
        yield Reason("language", stated, service.languages)


def _first(rule: Rule, case: Case) -> Iterator[Reason]:
    """Say whether the person is among those who come first: one of the groups named suffices."""
    held = [_all(reason.is_met for reason in judge(terms, case)) for terms in rule.preferred]
    if held:
        yield Reason("priority", True if True in held else None if None in held else False)


def _all(answers: Iterable[bool | None]) -> bool | None:
    held = set(answers)
    return False if False in held else None if None in held else True
