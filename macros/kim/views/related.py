"""Services that a reader may also want: neighbours in the lists of the same topics.

Cost: one pass over the services to make the lists, then a fixed number of looks for each service.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kim.fields import HOME_LANGUAGE
from kim.models.service import Service
from kim.views.order import services_by_name
from kim.views.viewpoint import Link, Viewpoint

MOST_RELATED = 4


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The current services of each topic in alphabetical order, and each service's place in it."""

    view: Viewpoint
    lists: dict[str, list[Service]]
    places: dict[tuple[str, str], int]

    def related_to(self, service: Service) -> tuple[Link, ...]:
        """List the services that come next in its topics, the main topic first."""
        found: list[Link] = []
        known = {service.id}.union([other.service for other in service.delimitations])
        for other in self._neighbours(service):
            if other.id not in known:
                known.add(other.id)
                found.append(self.view.link(other))
                if len(found) == MOST_RELATED:
                    break
        return tuple(found)

    def _neighbours(self, service: Service) -> Iterator[Service]:
        """Walk on from the service's place, round the end of the list; a few steps are enough."""
        steps = MOST_RELATED + len(service.delimitations) + 1
        for topic in service.topics:
            row = self.lists.get(topic, [])
            start = self.places.get((topic, service.id), 0)
            yield from row[start : start + steps]
            yield from row[: max(0, start + steps - len(row))]


def see_neighbourhood(view: Viewpoint) -> Neighbourhood:
    """Sort the services that hold today into the lists of their topics."""
    lists: dict[str, list[Service]] = {}
    for service in services_by_name(view.in_language(HOME_LANGUAGE)):
        for topic in service.topics if service.is_valid_on(view.today) else ():
            lists.setdefault(topic, []).append(service)
    places = {
        (topic, service.id): place
        for topic, row in lists.items()
        for place, service in enumerate(row)
    }
    return Neighbourhood(view, lists, places)
