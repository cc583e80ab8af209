"""Services that a reader may also want: neighbours in the lists of the same topics.

Cost: one pass over the services to make the lists, then a fixed number of looks for each service.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models.service import Service
from kim.models.taxonomy import Term
from kim.rows import kept
from kim.views.order import order_services
from kim.views.outline import see_outlines
from kim.views.viewpoint import Link, Viewpoint, once

MOST_RELATED = 4


class _Row(NamedTuple):
    """The current services of a topic in alphabetical order, and each one's place among them."""

    names: Sequence[str]
    places: Mapping[str, int]


def see_related(view: Viewpoint, service: Service) -> tuple[Link, ...]:
    """Lead to the services that come next in its topics, the main topic first."""
    return view.links(Service, tuple(_related(view.in_language(HOME_LANGUAGE), service.id)))


@once
def _sort_by_topic(view: Viewpoint) -> dict[str, list[str]]:
    """Sort the services that hold today into the rows of their topics."""
    rows: dict[str, list[str]] = {}
    outlines = see_outlines(view)
    for name in order_services(view, ""):
        one = outlines[name]
        for topic in one.topics if one.is_valid else ():
            rows.setdefault(topic, []).append(name)
    return rows


@kept
def _topic_row(view: Viewpoint, topic: str) -> list[str]:
    """Give the services of one topic; whoever moves among them moves in no other's row."""
    return _sort_by_topic(view).get(topic, [])


@once
def _see_row(view: Viewpoint, topic: Term) -> _Row:
    names = _topic_row(view, topic.id)
    return _Row(names, {name: place for place, name in enumerate(names)})


@kept
def _related(view: Viewpoint, name: str) -> list[str]:
    """List the services that a reader of one may also want."""
    service = view.catalogue.all(Service)[name]
    known = {name}.union([other.service for other in service.delimitations])
    found: dict[str, None] = {}
    for other in _neighbours(view, service):
        if other not in known:
            found[other] = None
            if len(found) == MOST_RELATED:
                break
    return list(found)


def _neighbours(view: Viewpoint, service: Service) -> Iterator[str]:
    """Walk on from the service's place, round the end of the list; a few steps are enough."""
    steps = MOST_RELATED + len(service.delimitations) + 1
    known = view.catalogue.terms.get("topics", {})
    for topic in (known[name] for name in service.topics if name in known):
        names, places = _see_row(view, topic)
        start = places.get(service.id, 0)
        yield from names[start : start + steps]
        yield from names[: max(0, start + steps - len(names))]
