"""The pages of taxonomies: all terms, and for each term the services that it marks."""

from collections.abc import Iterator
from functools import partial

from kim.models.service import Service
from kim.views.page import Draft, Listing, Page, Slice, pages_of
from kim.views.services import see_service_row
from kim.views.single_pages import HELP
from kim.views.terms import (
    marked_on_page,
    marking_terms,
    see_term,
    see_term_index,
    see_terms_link,
)
from kim.views.viewpoint import Viewpoint, part_href


def list_term_pages(view: Viewpoint, taxonomy: str) -> Iterator[Draft]:
    """Give the page of a taxonomy and those of its terms; none where the site has no such one."""
    if taxonomy not in view.catalogue.terms:
        return
    yield Draft(partial(_term_index, view, taxonomy), (see_terms_link(view, taxonomy).href,))
    for name, pages in marking_terms(view, taxonomy).items():
        for number in range(1, pages + 1):
            home = part_href(view.term_href(taxonomy, name), number)
            yield Draft(partial(_term_list, view, taxonomy, name, number), (home,))


def _term_index(view: Viewpoint, taxonomy: str) -> Iterator[Page]:
    index = see_term_index(view, taxonomy)
    yield Page(index.href, "terms.html", index.name, index.description or "", index, door=HELP)


def _term_list(view: Viewpoint, taxonomy: str, name: str, number: int) -> Iterator[Page]:
    term, services = see_term(view, taxonomy, name), view.catalogue.all(Service)
    length, marked = marked_on_page(view, f"{taxonomy}/{name}/{number}")
    rows = tuple([see_service_row(view, services[name]) for name in marked])
    yield Page(
        part_href(term.href, number),
        "term.html",
        term.name,
        term.description or "",
        Listing(term, Slice(rows, length, number, pages_of(term.href, length))),
        (see_terms_link(view, taxonomy),),
        HELP,
        ("taxonomies", taxonomy),
    )
