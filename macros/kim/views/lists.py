"""Views of kinds that live on one page each: glossary, documents."""

from collections import defaultdict
from typing import NamedTuple

from kim.models.document import Document
from kim.models.glossary import GlossaryEntry
from kim.models.organization import Organization
from kim.views.alphabet import initial, sort_key
from kim.views.formats import say_day
from kim.views.labels import DOCUMENT_TYPES
from kim.views.viewpoint import Link, Phrase, Viewpoint


class TermEntry(NamedTuple):
    """A glossary entry."""

    id: str
    name: Phrase
    abbreviation: str | None
    description: Phrase
    simple: Phrase | None
    see_also: tuple[Link, ...]


class Letter(NamedTuple):
    """The glossary entries under one letter."""

    letter: str
    entries: tuple[TermEntry, ...]


class DocumentView(NamedTuple):
    """A cited document."""

    id: str
    name: Phrase
    href: str
    type: str
    authors: str
    publisher: Link | None
    publisher_note: Phrase | None
    published: str
    place: str | None
    url: str | None
    description: Phrase | None


def see_glossary(view: Viewpoint) -> tuple[Letter, ...]:
    """Show the glossary by first letter."""
    by_letter: dict[str, list[TermEntry]] = defaultdict(list)
    for entry in view.catalogue.all(GlossaryEntry).values():
        shown = see_entry(view, entry)
        by_letter[initial(_called(shown))].append(shown)
    return tuple(
        Letter(
            letter,
            tuple(
                sorted(by_letter[letter], key=lambda entry: sort_key(_called(entry), view.language))
            ),
        )
        for letter in sorted(by_letter, key=lambda letter: sort_key(letter, view.language))
    )


def _called(entry: TermEntry) -> str:
    """Give what a reader looks for."""
    return entry.abbreviation or str(entry.name)


def see_entry(view: Viewpoint, entry: GlossaryEntry) -> TermEntry:
    """Show one glossary entry."""
    return TermEntry(
        entry.id,
        view.phrase(entry.name),
        entry.abbreviation,
        view.phrase(entry.description),
        view.optional(entry.simple),
        view.links(GlossaryEntry, entry.see_also),
    )


def see_documents(view: Viewpoint) -> tuple[DocumentView, ...]:
    """Show all documents in the order of their names."""
    documents = sorted(view.catalogue.all(Document).values(), key=lambda d: view.sort_key(d.name))
    return tuple(see_document(view, document) for document in documents)


def see_document(view: Viewpoint, document: Document) -> DocumentView:
    """Show one document."""
    link = view.link(document)
    published = say_day(document.date, view.language) if document.date else document.year
    return DocumentView(
        id=document.id,
        name=link.text,
        href=link.href,
        type=DOCUMENT_TYPES[document.type],
        authors="; ".join(document.authors),
        publisher=view.find(Organization, document.publisher),
        publisher_note=view.optional(document.publisher_note),
        published=str(published or ""),
        place=document.place,
        url=document.url,
        description=view.optional(document.description),
    )
