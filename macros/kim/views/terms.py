"""Views of taxonomies whose terms have pages: topics, target groups, categories, languages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models.service import Service
from kim.models.taxonomy import Taxonomy
from kim.rows import kept
from kim.views.order import has_ended
from kim.views.viewpoint import TERM_PATHS, Link, Phrase, Viewpoint

SERVICE_FIELDS = {
    "topics": "topics",
    "target-groups": "target_groups",
    "categories": "categories",
    "languages": "languages",
}
"""Which field of a service holds the terms of a taxonomy."""


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


def services_by_term(view: Viewpoint, taxonomy: str) -> Mapping[str, Sequence[str]]:
    """Sort the ids of the services into the terms that mark them."""
    return _services_by(view.in_language(HOME_LANGUAGE), SERVICE_FIELDS[taxonomy])


@kept
def _services_by(view: Viewpoint, field: str) -> dict[str, list[str]]:
    """Sort the services by a field of theirs; one pass over the services."""
    found: dict[str, list[str]] = defaultdict(list)
    for service in view.catalogue.all(Service).values():
        for term_id in getattr(service, field):
            found[term_id].append(service.id)
    return dict(found)


@kept
def _counts_by(view: Viewpoint, field: str) -> dict[str, int]:
    """Count the services of each term that have not ended."""
    return {
        term_id: sum(not has_ended(view, name) for name in services)
        for term_id, services in _services_by(view, field).items()
    }


@kept
def _marking(view: Viewpoint, field: str) -> list[str]:
    """Name the terms that mark services."""
    return sorted(_services_by(view, field))


def marking_terms(view: Viewpoint, taxonomy: str) -> list[str]:
    """Name the terms that mark at least one service, in the order of the taxonomy."""
    known = frozenset(_marking(view.in_language(HOME_LANGUAGE), SERVICE_FIELDS[taxonomy]))
    return [term_id for term_id in view.catalogue.terms.get(taxonomy, {}) if term_id in known]


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
