"""The pages of taxonomies: all terms, and for each term the services that it marks."""

from collections.abc import Iterator
from functools import partial

from kim.models.service import Service
from kim.views.page import Draft, Listing, Page, sliced
from kim.views.services import current_first, see_service_row
from kim.views.single_pages import HELP
from kim.views.terms import (
    marking_terms,
    see_term,
    see_term_index,
    see_terms_link,
    services_by_term,
)
from kim.views.viewpoint import Viewpoint


def list_term_pages(view: Viewpoint, taxonomy: str) -> Iterator[Draft]:
    """Give the page of a taxonomy and those of its terms; none where the site has no such one."""
    if taxonomy not in view.catalogue.terms:
        return
    yield Draft(partial(_term_index, view, taxonomy), (see_terms_link(view, taxonomy).href,))
    for name in marking_terms(view, taxonomy):
        home = view.term_href(taxonomy, name)
        yield Draft(partial(_term_lists, view, taxonomy, name), (home,))


def _term_index(view: Viewpoint, taxonomy: str) -> Iterator[Page]:
    index = see_term_index(view, taxonomy)
    yield Page(index.href, "terms.html", index.name, index.description or "", index, door=HELP)


def _term_lists(view: Viewpoint, taxonomy: str, name: str) -> Iterator[Page]:
    term, services = see_term(view, taxonomy, name), view.catalogue.all(Service)
    marked = services_by_term(view, taxonomy)[name]
    rows = (see_service_row(view, services[name]) for name in marked)
    for address, part in sliced(current_first(view, rows), term.href):
        yield Page(
            address,
            "term.html",
            term.name,
            term.description or "",
            Listing(term, part),
            (see_terms_link(view, taxonomy),),
            HELP,
            ("taxonomies", taxonomy),
        )
