"""Views of taxonomies whose terms have pages: topics, target groups, categories, languages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE
from kim.models.service import Service
from kim.models.taxonomy import Term
from kim.rows import kept
from kim.views.order import has_ended
from kim.views.viewpoint import TERM_PATHS, Phrase, Viewpoint

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


def see_terms(view: Viewpoint, taxonomy: str) -> tuple[TermRow, ...]:
    """Show the terms that mark at least one service, in the order of the taxonomy."""
    counts = _counts_by(view.in_language(HOME_LANGUAGE), SERVICE_FIELDS[taxonomy])
    terms = view.catalogue.terms.get(taxonomy, {}).values()
    return tuple(
        see_term(view, taxonomy, term, counts[term.id]) for term in terms if term.id in counts
    )


def count_open(view: Viewpoint, services: Iterable[Service]) -> int:
    """Count the services that have not ended."""
    last_days = [service.valid_until for service in services]
    return sum([day is None or day >= view.today for day in last_days])


def see_term(view: Viewpoint, taxonomy: str, term: Term, count: int) -> TermRow:
    """Show a term as one entry of a list."""
    link = view.term_link(taxonomy, term)
    return TermRow(
        id=term.id,
        name=link.text,
        href=link.href,
        description=view.optional(term.description),
        words=term.synonyms.get(view.language, ())[:4],
        service_count=count,
        autonym=term.autonym if term.autonym != link.text.text else None,
        direction=term.direction,
    )


def see_term_index(view: Viewpoint, taxonomy: str) -> TermIndex | None:
    """Show a taxonomy as a page of its own; None where the site has no such taxonomy."""
    record = view.catalogue.records["taxonomies"].get(taxonomy)
    if record is None:
        return None
    return TermIndex(
        taxonomy=taxonomy,
        name=view.phrase(record.name),
        description=view.optional(record.description),
        href=f"{view.home}{TERM_PATHS[taxonomy]}/",
        rows=see_terms(view, taxonomy),
    )
