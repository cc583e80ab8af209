"""The pages of the Wegweiser and of the Merkliste, which both show any service; a table per topic.

The tables are for readers without a script: all services about a topic and who may come. A service
that is open to several groups has a row for each, with what holds for everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models import Site
from kim.models.area import Area
from kim.models.service import Criteria, Eligibility, Group, Service
from kim.rows import kept
from kim.views.formats import say_age, say_period
from kim.views.labels import STAY
from kim.views.outline import parts_today, see_outlines
from kim.views.page import Draft, Listing, Page, Slice, count_pages, cut_page, pages_of
from kim.views.parts import Status, see_status
from kim.views.passport import see_passport
from kim.views.questions import list_questions, services_about
from kim.views.single_pages import HELP
from kim.views.viewpoint import Link, Phrase, Viewpoint, once, part_href
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
    homes = f"{view.home}{MERKLISTE}", f"{view.home}{PATH}"
    yield Draft(partial(_pages_of_any_service, view, site), homes)
    for topic, pages in _table_pages(view.in_language(HOME_LANGUAGE), "").items():
        for number in range(1, pages + 1):
            see = partial(_topic_table, view, topic, number)
            yield Draft(see, (part_href(topic_href(view, topic), number),))
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


def _topic_table(view: Viewpoint, topic: str, number: int) -> Iterator[Page]:
    services, path = view.catalogue.all(Service), topic_href(view, topic)
    length, found = _rows_on_page(view, f"{topic}/{number}")
    rows = tuple([_see_rows(view, services[name])[place] for name, place in found])
    yield Page(
        part_href(path, number),
        "wegweiser_topic.html",
        view.phrase(view.catalogue.terms["topics"][topic].name),
        view.say("Alle Angebote zu diesem Thema, und für wen sie sind."),
        Listing(
            TopicTable("gebiet" in list_questions(view)),
            Slice(rows, length, number, pages_of(path, length)),
        ),
        (Link(Phrase(view.say("Wegweiser")), f"{view.home}{PATH}"),),
        HELP,
    )


@once
def _see_tables(view: Viewpoint) -> dict[str, list[tuple[str, int]]]:
    """Give the rows of each topic's table: ids of services and which of their rows it is."""
    outlines = see_outlines(view)
    return {
        topic: [(name, place) for name in names for place in range(outlines[name].parts)]
        for topic, names in services_about(view).items()
    }


@kept
def _table_pages(view: Viewpoint, _: str) -> dict[str, int]:
    """Tell how many pages the table of each topic has, also of those without a row."""
    return {topic: count_pages(len(rows)) for topic, rows in _see_tables(view).items()}


@kept
def _rows_on_page(view: Viewpoint, page: str) -> tuple[int, list[tuple[str, int]]]:
    """Count the rows of a table, and give those on a page; called arbeit/1."""
    topic, _, number = page.partition("/")
    return cut_page(_see_tables(view)[topic], number)


@once
def _see_rows(view: Viewpoint, service: Service) -> tuple[TableRow, ...]:
    """Show a service as the rows that it has in the table of every topic."""
    return tuple(_rows(view, service))


def _rows(view: Viewpoint, service: Service) -> Iterator[TableRow]:
    who, status = service.eligibility, see_status(view, service)
    link = view.link(service)
    areas = tuple(area.text for area in view.links(Area, service.service_areas))
    for number, part in enumerate(parts_today(view, who), 1):
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
