"""The pages of the Wegweiser and of the Merkliste, which both show any service; a table per topic.

The tables are for readers without a script: all services about a topic and who may come. A service
that is open to several groups has a row for each, with what holds for everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from kim.models import Site
from kim.models.area import Area
from kim.models.service import Criteria, Eligibility, Group, Service
from kim.views.formats import say_age, say_period
from kim.views.labels import STAY
from kim.views.page import Draft, Listing, Page, sliced
from kim.views.parts import Status, see_status
from kim.views.passport import see_passport
from kim.views.questions import list_questions, services_on, topics_asked
from kim.views.single_pages import HELP
from kim.views.viewpoint import Link, Phrase, Viewpoint, once
from kim.views.wegweiser import PATH, see_wegweiser, topic_href

MERKLISTE = "merkliste/"


class TableRow(NamedTuple):
    """A service, or one of its groups by number; an empty cell restricts nobody."""

    service: Link
    number: int
    group: Phrase | None
    status: Status
    age: tuple[Phrase, ...]
    papers: tuple[Phrase, ...]
    stay: tuple[Phrase, ...]
    situations: tuple[Phrase, ...]
    areas: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class TopicTable:
    """What a table is about; the areas stand there where they differ."""

    has_areas: bool


def list_wegweiser_pages(view: Viewpoint, site: Site) -> Iterator[Draft]:
    """Give the Wegweiser, the tables of its topics and the Merkliste."""
    pages = f"{view.home}{MERKLISTE}", f"{view.home}{PATH}"
    yield Draft(partial(_pages_of_any_service, view, site), pages)
    table = TopicTable("gebiet" in list_questions(view))
    for topic in topics_asked(view):
        see = partial(_topic_tables, view, table, topic)
        yield Draft(see, (topic_href(view, topic),))
    view.seen.pop(_see_rows, None)  # no other page shows them


def _pages_of_any_service(view: Viewpoint, site: Site) -> Iterator[Page]:
    """Give the two pages that share what a sheet of paper says about each service."""
    passport = see_passport(view)
    yield Page(
        f"{view.home}{MERKLISTE}",
        "merkliste.html",
        Phrase(view.say("Merkliste")),
        view.say("Angebote sammeln, ordnen und als Beratungspass drucken."),
        passport,
    )
    yield Page(
        f"{view.home}{PATH}",
        "wegweiser.html",
        Phrase(view.say("Wegweiser")),
        view.say("Ein paar kurze Fragen führen zu den Angeboten, die zu Ihnen passen."),
        see_wegweiser(view, site, passport),
        door=HELP,
    )


def _topic_tables(view: Viewpoint, table: TopicTable, topic: str) -> Iterator[Page]:
    services = view.catalogue.all(Service)
    rows = [row for name in services_on(view, topic) for row in _see_rows(view, services[name])]
    name = view.catalogue.terms["topics"][topic].name
    for address, part in sliced(rows, topic_href(view, topic)):
        yield Page(
            address,
            "wegweiser_topic.html",
            view.phrase(name),
            view.say("Alle Angebote zu diesem Thema, und für wen sie sind."),
            Listing(table, part),
            (Link(Phrase(view.say("Wegweiser")), f"{view.home}{PATH}"),),
            HELP,
        )


@once
def _see_rows(view: Viewpoint, service: Service) -> tuple[TableRow, ...]:
    """Show a service as the rows that it has in the table of every topic."""
    return tuple(_rows(view, service))


def _rows(view: Viewpoint, service: Service) -> Iterator[TableRow]:
    who, status = service.eligibility, see_status(view, service)
    link = view.link(service)
    areas = tuple(area.text for area in view.links(Area, service.service_areas))
    for number, part in enumerate(_parts(view, who), 1):
        yield TableRow(
            service=link,
            number=number,
            group=view.optional(part.name) if isinstance(part, Group) else None,
            status=status,
            age=_age(view, who, part),
            papers=_papers(view, who, part),
            stay=_stay(view, who, part),
            situations=tuple(_situations(view, who, part)),
            areas=areas,
        )


def _parts(view: Viewpoint, who: Eligibility) -> tuple[Criteria, ...]:
    """List the groups that may come now or later; without groups, everybody who meets the rest."""
    current = tuple(
        group
        for group in who.groups
        if group.valid_until is None or group.valid_until >= view.today
    )
    return current if who.groups else (who,)


def _age(view: Viewpoint, who: Criteria, part: Criteria) -> tuple[Phrase, ...]:
    """Say the span that is left of the service's and the group's."""
    youngest = [age for age in (who.minimum_age, part.minimum_age) if age is not None]
    oldest = [age for age in (who.maximum_age, part.maximum_age) if age is not None]
    said = say_age(max(youngest, default=None), min(oldest, default=None), view.language)
    return (Phrase(said),) if said else ()


def _papers(view: Viewpoint, who: Criteria, part: Criteria) -> tuple[Phrase, ...]:
    return view.term_names("residence-status", part.residence_status or who.residence_status)


def _stay(view: Viewpoint, who: Criteria, part: Criteria) -> tuple[Phrase, ...]:
    stays = part.length_of_stay or who.length_of_stay
    return tuple(Phrase(view.say(STAY[stay])) for stay in stays)


def _situations(view: Viewpoint, who: Eligibility, part: Criteria) -> Iterator[Phrase]:
    """Name the situations, the period of a group and what is said in words only."""
    yield from view.term_names("life-situations", part.life_situations or who.life_situations)
    if isinstance(part, Group):
        period = say_period(part.valid_from, part.valid_until, view.language)
        if period:
            yield Phrase(period)
    note = part.description if isinstance(part, Group | Eligibility) else None
    if note:
        yield view.phrase(note)
