"""Programmes and services with a case management of their own, side by side.

Services of one programme stand in one line: what they say is joined, each value once.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.service import Criteria, Service
from kim.rows import kept
from kim.rules.case_management import has_case_management
from kim.views.duties import short_link
from kim.views.eligibility import see_who
from kim.views.formats import say_age, say_period
from kim.views.labels import STAY
from kim.views.order import has_ended, sort_key_of
from kim.views.page import count_pages, cut_page
from kim.views.parts import Status, see_status
from kim.views.viewpoint import Link, Phrase, Viewpoint


class ProgrammeLine(NamedTuple):
    """What sets one programme apart from the others; an empty part is known to nobody."""

    name: Link
    status: Status
    services: tuple[Link, ...]
    providers: tuple[Link, ...]
    target_groups: tuple[Phrase, ...]
    ages: tuple[Phrase, ...]
    residence: tuple[Phrase, ...]
    stay: tuple[Phrase, ...]
    preferred: tuple[Phrase, ...]
    excluded: tuple[Phrase, ...]
    funder: Link | None
    regimes: tuple[Phrase, ...]
    methods: tuple[Phrase, ...]
    period: str


def see_delimitation(view: Viewpoint) -> tuple[ProgrammeLine, ...]:
    """Show all that steer a case themselves; what has ended comes last."""
    return see_lines(view, order_lines(view, ""))


def see_lines(view: Viewpoint, lines: Iterable[Iterable[str]]) -> tuple[ProgrammeLine, ...]:
    """Show some of them, by the ids of the services in each line."""
    services = view.catalogue.all(Service)
    return tuple([_line(view, [services[name] for name in names]) for names in lines])


@kept
def _lines_by_programme(view: Viewpoint, _: str) -> list[tuple[str, list[str]]]:
    """Give the programme, if there is one, and the services of each line."""
    lines: dict[str, tuple[str, list[str]]] = {}
    for name, service in view.catalogue.all(Service).items():
        if has_case_management(view.catalogue, service):
            programme = service.programme or ""
            lines.setdefault(programme or f"services/{name}", (programme, []))[1].append(name)
    return list(lines.values())


@kept
def order_lines(view: Viewpoint, _: str) -> list[list[str]]:
    """Put the lines in order."""
    programmes = view.catalogue.all(Programme)

    def place(line: tuple[str, list[str]]) -> tuple[bool, list[str]]:
        programme, names = line
        first = programmes.get(programme)
        name = list(view.sort_key(first.name)) if first else sort_key_of(view, names[0])
        return all(has_ended(view, name) for name in names), name

    return [names for _, names in sorted(_lines_by_programme(view, ""), key=place)]


@kept
def count_line_pages(view: Viewpoint, _: str) -> int:
    """Count the pages on which the lines stand; there is one in any case."""
    return count_pages(len(order_lines(view, "")))


@kept
def lines_on_page(view: Viewpoint, number: str) -> tuple[int, list[list[str]]]:
    """Count the lines, and give those on a page."""
    return cut_page(order_lines(view, ""), number)


def _line(view: Viewpoint, services: list[Service]) -> ProgrammeLine:
    programme = view.catalogue.get(Programme, services[0].programme)
    first = programme or services[0]
    who = [see_who(view, service.eligibility) for service in services]
    return ProgrammeLine(
        name=view.link(first),
        status=_status(view, services),
        services=tuple(map(view.link, services)),
        providers=_providers(view, services),
        target_groups=_terms(view, services, "target-groups", "target_groups"),
        ages=_parts(view, services, _say_age),
        residence=_parts(view, services, _say_residence),
        stay=_parts(view, services, _say_stay),
        preferred=_once(one.preferred for one in who),
        excluded=_once(one.excluded for one in who),
        funder=_funder(view, programme),
        regimes=_terms(view, services, "legal-regimes", "legal_regimes"),
        methods=_once(
            name
            for service in services
            for name in view.term_names("methods", (service.method or "",))
        ),
        period=say_period(first.valid_from, first.valid_until, view.language),
    )


def _status(view: Viewpoint, services: list[Service]) -> Status:
    """Say what holds of the one that lasts longest."""
    running = [service for service in services if not service.has_ended(view.today)]
    return see_status(view, (running or services)[0])


def _providers(view: Viewpoint, services: list[Service]) -> tuple[Link, ...]:
    ids = dict.fromkeys(provider for service in services for provider in service.providers)
    found = (view.catalogue.get(Organization, provider) for provider in ids)
    return tuple(short_link(view, one) for one in found if one)


def _terms(
    view: Viewpoint, services: list[Service], taxonomy: str, field: str
) -> tuple[Phrase, ...]:
    return _once(
        name for service in services for name in view.term_names(taxonomy, getattr(service, field))
    )


def _parts(
    view: Viewpoint, services: list[Service], say: Callable[[Viewpoint, Criteria], str]
) -> tuple[Phrase, ...]:
    """Say a criterion for all, then for each group that has one of its own."""
    return _once(_say_each(view, services, say))


def _say_each(
    view: Viewpoint, services: list[Service], say: Callable[[Viewpoint, Criteria], str]
) -> Iterator[Phrase | None]:
    for service in services:
        yield Phrase(say(view, service.eligibility))
        for group in service.eligibility.groups:
            said = say(view, group) if group.is_valid_on(view.today) else ""
            if said:
                yield Phrase(f"{group.name}: {said}" if group.name else said)


def _say_age(view: Viewpoint, who: Criteria) -> str:
    return say_age(who.minimum_age, who.maximum_age, view.language)


def _say_residence(view: Viewpoint, who: Criteria) -> str:
    return ", ".join(map(str, view.term_names("residence-status", who.residence_status)))


def _say_stay(view: Viewpoint, who: Criteria) -> str:
    return ", ".join(view.say(STAY[stay]) for stay in who.length_of_stay)


def _funder(view: Viewpoint, programme: Programme | None) -> Link | None:
    """Name who pays: the programme's funder, else that of what it is a part of."""
    larger = view.catalogue.get(Programme, programme.parent) if programme else None
    for one in (programme, larger):
        funder = view.catalogue.get(Organization, one.funder) if one else None
        if funder:
            return short_link(view, funder)
    return None


def _once(phrases: Iterable[Phrase | None]) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase and phrase.text))
