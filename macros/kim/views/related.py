"""Services that a reader may also want: neighbours in the lists of the same topics.

Cost: one pass over the services to make the lists, then a fixed number of looks for each service.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models.service import Service
from kim.rows import kept
from kim.views.order import order_services
from kim.views.viewpoint import Link, Viewpoint, once

MOST_RELATED = 4


class _Neighbourhood(NamedTuple):
    """The current services of each topic in alphabetical order, and each service's place in it."""

    lists: Mapping[str, Sequence[str]]
    places: Mapping[tuple[str, str], int]


def see_related(view: Viewpoint, service: Service) -> tuple[Link, ...]:
    """Lead to the services that come next in its topics, the main topic first."""
    return view.links(Service, tuple(_related(view.in_language(HOME_LANGUAGE), service.id)))


@kept
def _topics_today(view: Viewpoint, name: str) -> list[str]:
    """Give the topics of a service that holds today."""
    service = view.catalogue.all(Service)[name]
    return list(service.topics) if service.is_valid_on(view.today) else []


@kept
def _topic_lists(view: Viewpoint, _: str) -> dict[str, list[str]]:
    """Sort the services that hold today into the lists of their topics."""
    lists: dict[str, list[str]] = {}
    for name in order_services(view, ""):
        for topic in _topics_today(view, name):
            lists.setdefault(topic, []).append(name)
    return lists


@once
def _see_neighbourhood(view: Viewpoint) -> _Neighbourhood:
    lists = _topic_lists(view, "")
    places = {
        (topic, name): place for topic, row in lists.items() for place, name in enumerate(row)
    }
    return _Neighbourhood(lists, places)


@kept
def _related(view: Viewpoint, name: str) -> list[str]:
    """List the services that a reader of one may also want."""
    service = view.catalogue.all(Service)[name]
    known = {name}.union([other.service for other in service.delimitations])
    found = dict.fromkeys(other for other in _neighbours(view, service) if other not in known)
    return list(found)[:MOST_RELATED]


def _neighbours(view: Viewpoint, service: Service) -> Iterator[str]:
    """Walk on from the service's place, round the end of the list; a few steps are enough."""
    lists, places = _see_neighbourhood(view)
    steps = MOST_RELATED + len(service.delimitations) + 1
    for topic in service.topics:
        row = lists.get(topic, [])
        start = places.get((topic, service.id), 0)
        yield from row[start : start + steps]
        yield from row[: max(0, start + steps - len(row))]
