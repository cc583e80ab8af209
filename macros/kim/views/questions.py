"""Which questions make a difference on a site: the Wegweiser asks no others.

Comes in: the services that have not ended. Goes out: the questions by their name in an address, and
the services of each topic. Cost: one pass over the services.
"""

from collections.abc import Iterator

from kim.fields import HOME_LANGUAGE
from kim.models.service import Criteria, Service
from kim.rows import kept
from kim.rules.hierarchy import area_tree, term_tree
from kim.views.order import order_services
from kim.views.viewpoint import Viewpoint


def list_questions(view: Viewpoint) -> tuple[str, ...]:
    """Name the questions on which some current service depends, in the order they are asked."""
    return tuple(_questions(view.in_language(HOME_LANGUAGE), ""))


@kept
def _questions(view: Viewpoint, _: str) -> list[str]:
    services = tuple(current_services(view))
    parts = [part for service in services for part in list_criteria(service)]
    depends = {
        "thema": any(service.topics for service in services),
        "alter": any(
            part.minimum_age is not None or part.maximum_age is not None for part in parts
        ),
        "dauer": any(part.length_of_stay for part in parts),
        "papier": any(part.residence_status for part in parts),
        "lage": any(part.life_situations for part in parts),
        "gebiet": _differ_by_area(view, services),
    }
    return [name for name, is_asked in depends.items() if is_asked]


def current_services(view: Viewpoint) -> Iterator[Service]:
    """List the services that have not ended."""
    services = view.catalogue.all(Service).values()
    return (service for service in services if not service.has_ended(view.today))


def list_criteria(service: Service) -> tuple[Criteria, ...]:
    """List all parts of a record that say who is meant."""
    who = service.eligibility
    return (who, *who.groups, *who.exclusions, *who.preferred)


def _differ_by_area(view: Viewpoint, services: tuple[Service, ...]) -> bool:
    """Tell whether some service is for a part of the site's area only."""
    site = view.catalogue.site
    assert site is not None, "a Wegweiser is for a site"  # noqa: S101
    tree = area_tree(view.catalogue)
    served = {service.service_areas for service in services}
    return any(tree.reach(areas).holds(site.area) is None for areas in served if areas)


@kept
def _current_topics(view: Viewpoint, name: str) -> list[str]:
    """Give the topics of a service that has not ended."""
    service = view.catalogue.all(Service)[name]
    return [] if service.has_ended(view.today) else list(service.topics)


def services_about(view: Viewpoint) -> dict[str, list[str]]:
    """Sort the ids of the current services into their topics and the broader ones, by name."""
    return _services_about(view, "")


@kept
def _services_about(view: Viewpoint, _: str) -> dict[str, list[str]]:
    tree, home = term_tree(view.catalogue, "topics"), view.in_language(HOME_LANGUAGE)
    found: dict[str, list[str]] = {name: [] for name in tree.parents}
    above: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in order_services(view, ""):
        topics = tuple(_current_topics(home, name))
        if topics not in above:
            above[topics] = tuple({broader for named in topics for broader in tree.up(named)})
        for topic in above[topics]:
            found[topic].append(name)
    return {name: services for name, services in found.items() if services}
