"""Which questions make a difference on a site: the Wegweiser asks no others.

Comes in: the services that have not ended. Goes out: the questions by their name in an address, and
the services of each topic. Cost: one pass over the services.
"""

from collections.abc import Iterable, Iterator

from kim.fields import HOME_LANGUAGE
from kim.rows import kept
from kim.rules.criteria import Reason
from kim.rules.hierarchy import area_tree, term_tree
from kim.views.order import order_services
from kim.views.outline import Outline, read_reason, see_outlines
from kim.views.viewpoint import Viewpoint


def list_questions(view: Viewpoint) -> tuple[str, ...]:
    """Name the questions on which some current service depends, in the order they are asked."""
    return tuple(_questions(view.in_language(HOME_LANGUAGE), ""))


@kept
def _questions(view: Viewpoint, _: str) -> list[str]:
    current = current_outlines(view)
    asked = {reason.criterion for reason in list_reasons(current)}
    depends = {
        "thema": any(one.topics for one in current),
        "alter": "age" in asked,
        "dauer": "stay" in asked,
        "papier": "status" in asked,
        "lage": "situation" in asked,
        "gebiet": _differ_by_area(view, current),
    }
    return [name for name, is_asked in depends.items() if is_asked]


def current_outlines(view: Viewpoint) -> tuple[Outline, ...]:
    """Show the services that have not ended in outline."""
    return tuple([one for one in see_outlines(view).values() if not one.has_ended])


def list_reasons(outlines: Iterable[Outline]) -> Iterator[Reason]:
    """Give all that their records say about who is meant, each thing once."""
    return map(read_reason, {text for one in outlines for text in one.criteria})


def _differ_by_area(view: Viewpoint, current: Iterable[Outline]) -> bool:
    """Tell whether some service is for a part of the site's area only."""
    site = view.catalogue.site
    assert site is not None, "a Wegweiser is for a site"  # noqa: S101
    tree = area_tree(view.catalogue)
    served = {one.service_areas for one in current}
    return any(tree.reach(areas).holds(site.area) is None for areas in served if areas)


def services_about(view: Viewpoint) -> dict[str, list[str]]:
    """Sort the ids of the current services into their topics and the broader ones, by name."""
    return _services_about(view, "")


@kept
def _services_about(view: Viewpoint, _: str) -> dict[str, list[str]]:
    tree, outlines = term_tree(view.catalogue, "topics"), see_outlines(view)
    found: dict[str, list[str]] = {name: [] for name in tree.parents}
    above: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in order_services(view, ""):
        one = outlines[name]
        topics = () if one.has_ended else one.topics
        if topics not in above:
            above[topics] = tuple({broader for named in topics for broader in tree.up(named)})
        for topic in above[topics]:
            found[topic].append(name)
    return {name: services for name, services in found.items() if services}
