"""Views of kinds that live on one page each: contacts, glossary, documents, dates."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kim.models.contact import Contact
from kim.models.document import Document
from kim.models.event import Event
from kim.models.glossary import GlossaryEntry
from kim.models.organization import Organization
from kim.views.formats import say_day, say_days, say_hours
from kim.views.labels import DOCUMENT_TYPES, EVENT_FORMATS
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


class EventView(NamedTuple):
    """A date."""

    id: str
    name: Phrase
    href: str
    when: str
    starts_on: date
    time: str
    format: str | None
    group: Phrase | None
    block: Phrase | None
    organizer: Link | None
    audience: Phrase | None
    description: Phrase | None
    website: str | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class EventsView:
    """All dates: what comes, then what was, the latest first."""

    coming: tuple[EventView, ...]
    past: tuple[EventView, ...]

    def __bool__(self) -> bool:
        """Tell whether there is any date."""
        return bool(self.coming or self.past)


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


def see_events(view: Viewpoint) -> EventsView:
    """Show all dates."""
    events = [see_event(view, event) for event in view.catalogue.all(Event).values()]
    events.sort(key=lambda event: (event.starts_on, event.id))
    return EventsView(
        coming=tuple(event for event in events if not event.is_over),
        past=tuple(event for event in reversed(events) if event.is_over),
    )


def see_event(view: Viewpoint, event: Event) -> EventView:
    """Show one date."""
    link = view.link(event)
    return EventView(
        id=event.id,
        name=link.text,
        href=link.href,
        when=say_days(event.starts_on, event.ends_on, view.language),
        starts_on=event.starts_on,
        time=say_hours(event.starts_at, event.ends_at, view.language),
        format=EVENT_FORMATS[event.format] if event.format else None,
        group=view.optional(event.group),
        block=view.optional(event.block),
        organizer=view.find(Organization, event.organizer),
        audience=view.optional(event.audience),
        description=view.optional(event.description),
        website=event.website,
        is_over=(event.ends_on or event.starts_on) < view.today,
    )
