"""Views of taxonomies whose terms have pages: topics, target groups, categories, languages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models.service import Service
from kim.models.taxonomy import Taxonomy
from kim.rows import kept
from kim.sections import read_value, write_value
from kim.views.order import has_ended, list_places
from kim.views.outline import see_outlines
from kim.views.page import count_pages, cut_page
from kim.views.viewpoint import TERM_PATHS, Link, Phrase, Viewpoint, once

SERVICE_FIELDS = {
    "topics": "topics",
    "target-groups": "target_groups",
    "categories": "categories",
    "languages": "languages",
}
"""Which field of a service holds the terms of a taxonomy."""
PROVIDERS = "providers"


class TermRow(NamedTuple):
    """A term in a list; `words` are everyday words for it."""

    id: str
    name: Phrase
    href: str
    description: Phrase | None
    words: tuple[str, ...]
    service_count: int
    autonym: str | None
    direction: str | None


@dataclass(frozen=True, slots=True)
class TermIndex:
    """All terms of a taxonomy that have services, and the services of each."""

    taxonomy: str
    name: Phrase
    description: Phrase | None
    href: str
    rows: tuple[TermRow, ...]


def services_by(view: Viewpoint, field: str) -> Mapping[str, Sequence[str]]:
    """Sort the ids of the services into the terms that mark them, or by who runs them."""
    return _services_by(view.in_language(HOME_LANGUAGE), field)


@kept
def _services_by(view: Viewpoint, field: str) -> dict[str, list[str]]:
    """Sort the services by a field of theirs; one pass over the services."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, outline in see_outlines(view).items():
        for term_id in getattr(outline, field):
            found[term_id].append(name)
    return dict(sorted(found.items()))  # whoever comes first: the same terms are the same row


def choose_services(view: Viewpoint, fields: Iterable[tuple[str, str]]) -> list[str]:
    """Give the ids of the services that hold a value in each of some fields."""
    return _chosen(view.in_language(HOME_LANGUAGE), write_value(sorted(fields)).decode())


@kept
def _chosen(view: Viewpoint, fields: str) -> list[str]:
    chosen = [{*_services_by(view, field).get(value, ())} for field, value in read_value(fields)]
    return [name for name in view.catalogue.all(Service) if all(name in names for names in chosen)]


@kept
def _counts_by(view: Viewpoint, field: str) -> dict[str, int]:
    """Count the services of each term that have not ended."""
    return {
        term_id: sum(not has_ended(view, name) for name in services)
        for term_id, services in _services_by(view, field).items()
    }


@kept
def _pages_by(view: Viewpoint, field: str) -> dict[str, int]:
    """Tell for each term that marks services how many pages their list has."""
    return {term: count_pages(len(names)) for term, names in _services_by(view, field).items()}


def marking_terms(view: Viewpoint, taxonomy: str) -> dict[str, int]:
    """Name the terms that mark at least one service, in the order of the taxonomy.

    With the number of pages that the list of each has.
    """
    pages = _pages_by(view.in_language(HOME_LANGUAGE), SERVICE_FIELDS[taxonomy])
    terms = view.catalogue.terms.get(taxonomy, {})
    return {term_id: pages[term_id] for term_id in terms if term_id in pages}


@once
def _lists_by(view: Viewpoint, field: str) -> dict[str, list[str]]:
    """Give the services of each term as they stand in lists."""
    place = list_places(view).__getitem__
    found = services_by(view, field)
    return {term_id: sorted(names, key=place) for term_id, names in found.items()}


@kept
def marked_on_page(view: Viewpoint, page: str) -> tuple[int, list[str]]:
    """Count the services of a term, and give those on a page; called topics/arbeit/1."""
    taxonomy, term_id, number = page.split("/")
    return cut_page(_lists_by(view, SERVICE_FIELDS[taxonomy])[term_id], number)


def see_terms(view: Viewpoint, taxonomy: str) -> tuple[TermRow, ...]:
    """Show the terms that mark at least one service, in the order of the taxonomy."""
    return tuple([see_term(view, taxonomy, name) for name in marking_terms(view, taxonomy)])


def count_open(view: Viewpoint, services: Iterable[Service]) -> int:
    """Count the services that have not ended."""
    last_days = [service.valid_until for service in services]
    return sum([day is None or day >= view.today for day in last_days])


def see_term(view: Viewpoint, taxonomy: str, term_id: str) -> TermRow:
    """Show a term that marks services as one entry of a list."""
    counts = _counts_by(view.in_language(HOME_LANGUAGE), SERVICE_FIELDS[taxonomy])
    term = view.catalogue.terms[taxonomy][term_id]
    link = view.term_link(taxonomy, term)
    return TermRow(
        id=term.id,
        name=link.text,
        href=link.href,
        description=view.optional(term.description),
        words=term.synonyms.get(view.language, ())[:4],
        service_count=counts[term_id],
        autonym=term.autonym if term.autonym != link.text.text else None,
        direction=term.direction,
    )


def see_terms_link(view: Viewpoint, taxonomy: str) -> Link:
    """Lead to the page of a taxonomy."""
    name = view.catalogue.all(Taxonomy)[taxonomy].name
    return Link(view.phrase(name), f"{view.home}{TERM_PATHS[taxonomy]}/")


def see_term_index(view: Viewpoint, taxonomy: str) -> TermIndex:
    """Show a taxonomy as a page of its own."""
    name, href, _ = see_terms_link(view, taxonomy)
    return TermIndex(
        taxonomy=taxonomy,
        name=name,
        description=view.optional(view.catalogue.all(Taxonomy)[taxonomy].description),
        href=href,
        rows=see_terms(view, taxonomy),
    )
