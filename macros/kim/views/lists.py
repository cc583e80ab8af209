"""Views of kinds that live on one page each: contacts, glossary, documents."""

from collections import defaultdict
from typing import NamedTuple

from kim.models.contact import Contact
from kim.models.document import Document
from kim.models.glossary import GlossaryEntry
from kim.models.organization import Organization
from kim.views.formats import say_day
from kim.views.labels import DOCUMENT_TYPES
from kim.views.parts import ContactView, see_contact
from kim.views.viewpoint import Link, Phrase, Viewpoint

_WITHOUT_DOTS = str.maketrans("äöü", "aou")


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


def see_contacts(view: Viewpoint) -> tuple[ContactView, ...]:
    """Show all contacts, the coordinating office first."""
    site = view.catalogue.site
    first = site.coordinating_contact if site else ""
    contacts = sorted(
        view.catalogue.all(Contact).values(),
        key=lambda contact: (contact.id != first, str(contact.name)),
    )
    return tuple(see_contact(view, contact) for contact in contacts)


def see_glossary(view: Viewpoint) -> tuple[Letter, ...]:
    """Show the glossary by first letter."""
    by_letter: dict[str, list[TermEntry]] = defaultdict(list)
    for entry in view.catalogue.all(GlossaryEntry).values():
        shown = see_entry(view, entry)
        by_letter[sort_key(shown.abbreviation or str(shown.name))[:1].upper()].append(shown)
    return tuple(
        Letter(
            letter,
            tuple(sorted(by_letter[letter], key=lambda e: sort_key(e.abbreviation or str(e.name)))),
        )
        for letter in sorted(by_letter)
    )


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


def sort_key(text: str) -> str:
    """Order as German dictionaries do: ä like a, ß like ss (DIN 5007-1)."""
    return text.casefold().translate(_WITHOUT_DOTS)


def see_documents(view: Viewpoint) -> tuple[DocumentView, ...]:
    """Show all documents in the order of their names."""
    documents = sorted(view.catalogue.all(Document).values(), key=lambda d: sort_key(str(d.name)))
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
