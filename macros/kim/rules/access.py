"""In which languages a topic is spoken about, and where one gets in without barriers.

In: the coverage of a day. Out: numbers for each topic. Most records state neither, and what is not
stated is unknown: it is counted for itself and never shown as missing.
"""

from collections import Counter
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.models.location import Location
from kim.models.service import Service
from kim.rules.coverage import Coverage


class Access(NamedTuple):
    """Services about a topic: how many, how many state their languages, which, who interprets.

    `accessible` have a place that states something about accessibility, `unstated` have places of
    which none does, `placeless` name no place.
    """

    topic: str
    total: int
    stated: int
    languages: dict[str, int]
    interpreted: int
    accessible: int
    unstated: int
    placeless: int


def topic_access(catalogue: Catalogue, coverage: Coverage) -> tuple[Access, ...]:
    """Count for every topic; one pass over the services of each."""
    found = []
    for topic, bits in coverage.topics.items():
        services = coverage.index.members(bits)
        places = Counter(_place(catalogue, service) for service in services)
        found.append(
            Access(
                topic,
                len(services),
                sum(bool(service.languages) for service in services),
                dict(Counter(name for service in services for name in service.languages)),
                sum(service.interpreting is not None for service in services),
                places["accessible"],
                places["unstated"],
                places["placeless"],
            )
        )
    return tuple(found)


def _place(catalogue: Catalogue, service: Service) -> str:
    places = [place for name in service.locations if (place := catalogue.get(Location, name))]
    if any(place.accessibility for place in places):
        return "accessible"
    return "unstated" if places else "placeless"
