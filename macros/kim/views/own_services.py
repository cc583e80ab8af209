"""The services on the pages of a record that they name: of an area, of a body, of a programme.

A list longer than a page is split. Which services stand on which page of it is kept, so that a page
reads none but its own.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from kim.fields import HOME_LANGUAGE
from kim.models import Record
from kim.models.area import Area
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.service import Service
from kim.rows import kept
from kim.views.order import list_places, place_in_lists
from kim.views.page import Draft, Page, Slice, count_pages, cut_page, pages_of
from kim.views.services import see_service_row
from kim.views.viewpoint import Viewpoint, once, part_href

R = TypeVar("R", bound=Record)

FIELDS = {
    Area.kind: ("service_areas",),
    Organization.kind: ("organization", "partners"),
    Programme.kind: ("programme",),
}
"""In which fields services name the records that have a list of them."""


def drafts_with_services(
    view: Viewpoint, model: type[R], see: Callable[[R, int], Iterator[Page]]
) -> Iterator[Draft]:
    """Draft the pages of each record of a kind: one, or as many as its list of services has.

    `see` gives the page of a record that has this number.
    """
    records, kind = view.catalogue.all(model), model.kind
    long = _long_lists(view.in_language(HOME_LANGUAGE), kind)
    for name in records:
        for number in range(1, long.get(name, 1) + 1):
            home = part_href(view.kind_href(kind, name), number)
            yield Draft(partial(_see_one, records, see, name, number), (home,), (kind, name))


def _see_one(
    records: Mapping[str, R], see: Callable[[R, int], Iterator[Page]], name: str, number: int
) -> Iterator[Page]:
    return see(records[name], number)


def see_own_services(view: Viewpoint, record: Record, number: int) -> Slice:
    """Show the services that name a record, by their names and what has ended last."""
    kind, services = record.kind, view.catalogue.all(Service)
    if record.id in _long_lists(view.in_language(HOME_LANGUAGE), kind):
        length, names = _own_on_page(view, f"{kind}/{record.id}/{number}")
    else:
        names = sorted(_names(view, kind, record.id), key=partial(place_in_lists, view))
        length = len(names)
    rows = tuple([see_service_row(view, services[name]) for name in names])
    return Slice(rows, length, number, pages_of(view.href(record), length))


def _names(view: Viewpoint, kind: str, name: str) -> list[str]:
    return view.catalogue.naming(kind, name, Service.kind, *FIELDS[kind])


@kept
def _long_lists(view: Viewpoint, kind: str) -> dict[str, int]:
    """Tell how many pages those lists have that are longer than one; the same in all languages."""
    pages = {
        name: count_pages(len(_names(view, kind, name))) for name in view.catalogue.records[kind]
    }
    return {name: number for name, number in pages.items() if number > 1}


@once
def _list_own(view: Viewpoint, record: Record) -> list[str]:
    return sorted(_names(view, record.kind, record.id), key=list_places(view).__getitem__)


@kept
def _own_on_page(view: Viewpoint, page: str) -> tuple[int, list[str]]:
    """Count the services of a record, and give those on a page; called areas/nord/2."""
    kind, name, number = page.split("/")
    return cut_page(_list_own(view, view.catalogue.records[kind][name]), number)
