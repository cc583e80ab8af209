"""The order of services in lists: by their names, and what has ended last."""

from typing import Any

from kim.fields import HOME_LANGUAGE
from kim.models.service import Service
from kim.rows import kept
from kim.views.page import cut_page
from kim.views.viewpoint import Viewpoint, once


@kept
def sort_key_of(view: Viewpoint, name: str) -> list[str]:
    """Give what to sort a service by its name."""
    return list(view.sort_key(view.catalogue.all(Service)[name].name))


@kept
def order_services(view: Viewpoint, _: str) -> list[str]:
    """Give the ids of all services in the order of their names."""
    return sorted(view.catalogue.all(Service), key=lambda name: sort_key_of(view, name))


@kept
def order_rules(view: Viewpoint, _: str) -> list[str]:
    """Give the ids of all services in the order in which `kim.rules.rulebook` judges them."""
    services = view.catalogue.all(Service)
    return sorted(services, key=lambda name: (sort_key_of(view, name)[1].casefold(), name))


@kept
def has_ended(view: Viewpoint, name: str) -> bool:
    """Tell whether there was a service only; the same in every language."""
    return view.catalogue.all(Service)[name].has_ended(view.today)


@kept
def count_current(view: Viewpoint, _: str) -> int:
    """Count the services that have not ended; the same in every language."""
    return sum(not has_ended(view, name) for name in view.catalogue.all(Service))


def place_in_lists(view: Viewpoint, name: str) -> tuple[Any, ...]:
    """Give what to sort a service by in lists: what has ended comes last."""
    ended = has_ended(view.in_language(HOME_LANGUAGE), name)
    return ended, sort_key_of(view, name), name


@kept
def list_services(view: Viewpoint, _: str) -> list[str]:
    """Give the ids of all services as they stand in lists."""
    return sorted(view.catalogue.all(Service), key=lambda name: place_in_lists(view, name))


@once
def list_places(view: Viewpoint) -> dict[str, int]:
    """Give the place of each service in the list of all."""
    return {name: place for place, name in enumerate(list_services(view, ""))}


@kept
def services_on_page(view: Viewpoint, number: str) -> tuple[int, list[str]]:
    """Count all services, and give the ids of those on a page of their list."""
    return cut_page(list_services(view, ""), number)
