"""The Wegweiser: a few questions that lead to the services open to a person.

Comes in: the rules of all services. Goes out: those questions that make a difference on this site,
with their choices; what the script needs to reckon; for readers without a script a way to a table
of each topic.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models import Site
from kim.models.area import Area
from kim.models.taxonomy import Term
from kim.rows import kept
from kim.rules.hierarchy import term_tree
from kim.views.passport import PassportView
from kim.views.questions import (
    current_outlines,
    list_questions,
    list_reasons,
    services_about,
)
from kim.views.viewpoint import Phrase, Viewpoint

PATH = "wegweiser/"
_EVERYDAY_WORDS = 3


class Choice(NamedTuple):
    """One answer: what it means in plain words, and how it is called in German beside the page."""

    id: str
    label: Phrase
    about: str | Phrase | None
    german: str


class TopicPage(NamedTuple):
    """A topic and the address of its table."""

    id: str
    name: Phrase
    href: str
    service_count: int


@dataclass(frozen=True, slots=True)
class WegweiserView:
    """The page of the Wegweiser; `asked` are the questions that it asks, in their order.

    `area` is where somebody lives who does not say.
    """

    asked: tuple[str, ...]
    topics: tuple[Choice, ...]
    more_topics: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    situations: tuple[Choice, ...]
    areas: tuple[Choice, ...]
    pages: tuple[TopicPage, ...]
    area: str
    passport: PassportView


def see_wegweiser(view: Viewpoint, site: Site, passport: PassportView) -> WegweiserView:
    """Show the questions and what the script needs to answer them."""
    services = services_about(view)
    topics = {
        term.id: _choice(view, term, _everyday_words(view, term))
        for term in view.catalogue.terms.get("topics", {}).values()
        if term.id in services
    }
    home = [topics[name] for name in site.home_topics if name in topics]
    return WegweiserView(
        asked=list_questions(view),
        topics=tuple(home or topics.values()),
        more_topics=tuple(choice for choice in topics.values() if home and choice not in home),
        statuses=tuple(_explained(view, "residence-status")),
        situations=tuple(_situations(view)),
        areas=tuple(_areas(view, site)),
        pages=tuple(
            TopicPage(topic.id, topic.label, topic_href(view, topic.id), len(services[topic.id]))
            for topic in topics.values()
        ),
        area=site.area,
        passport=passport,
    )


def topic_href(view: Viewpoint, topic: str) -> str:
    """Give the address of a topic's table."""
    return f"{view.home}{PATH}{topic}/"


def _choice(view: Viewpoint, term: Term | Area, about: str | Phrase | None) -> Choice:
    german = "" if view.is_home else str(term.name)
    return Choice(term.id, view.phrase(term.name), about, german)


def _everyday_words(view: Viewpoint, term: Term) -> str:
    return view.say(", ").join(term.synonyms.get(view.language, ())[:_EVERYDAY_WORDS])


def _explained(view: Viewpoint, taxonomy: str) -> Iterator[Choice]:
    for term in view.catalogue.terms.get(taxonomy, {}).values():
        yield _choice(view, term, view.optional(term.description))


def _situations(view: Viewpoint) -> Iterator[Choice]:
    """Offer the situations that decide anything."""
    tree = term_tree(view.catalogue, "life-situations")
    reach = tree.reach(tuple(_named_situations(view.in_language(HOME_LANGUAGE), "")))
    known = reach.within | reach.above
    return (choice for choice in _explained(view, "life-situations") if choice.id in known)


@kept
def _named_situations(view: Viewpoint, _: str) -> list[str]:
    asked = list_reasons(current_outlines(view))
    return sorted({name for one in asked if one.criterion == "situation" for name in one.terms})


def _areas(view: Viewpoint, site: Site) -> Iterator[Choice]:
    """Offer the parts of the site's own area."""
    parts = [area for area in view.catalogue.all(Area).values() if area.parent == site.area]
    for area in sorted(parts, key=lambda area: (area.number or "", view.sort_key(area.name))):
        yield _choice(view, area, None)
