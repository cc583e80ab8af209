"""Everything that can be found, and the words that lead there.

Comes in: a viewpoint. Goes out: documents, kind by kind, in an order that is the same in every
language. The words are those of all languages, so that one index serves every page of the site.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from kim.chapters import Chapter, plain_text
from kim.fields import HOME_LANGUAGE, RichText, Text
from kim.models import Record
from kim.models.area import Area
from kim.models.base import Phone
from kim.models.committee import Committee
from kim.models.contact import Contact
from kim.models.glossary import GlossaryEntry
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.service import Eligibility, Service
from kim.models.taxonomy import Term
from kim.views.chapters import chapter_href, number_of
from kim.views.formats import drop_marks
from kim.views.terms import SERVICE_FIELDS, services_by_term
from kim.views.viewpoint import Viewpoint

Key: TypeAlias = tuple[str, str]
"""Kind or taxonomy, and id."""

CALLED = frozenset({Service.kind, Organization.kind, Contact.kind})
"""Kinds that may have a number to call."""

LABELS = {
    "services": "Angebot",
    "topics": "Thema",
    "target-groups": "Zielgruppe",
    "categories": "Kategorie",
    "languages": "Sprache",
    "organizations": "Organisation",
    "contacts": "Ansprechstelle",
    "committees": "Gremium",
    "areas": "Gebiet",
    "programmes": "Programm",
    "glossary": "Begriff",
    "chapters": "Handbuch",
    "pages": "Seite",
    "german-pages": "Seite",
}
"""What a result is, as the page's script says it in the page's language."""

SPLIT_AT = 2
"""Chapters are found by their headings of this level."""
HINT_LENGTH = 88
_SHORT = re.compile(r"\s*\(.*|[*:_]in(nen)?\b")
_CUT_AT = frozenset("(*:_")
_SPOKEN = frozenset({"voice", "mobile"})


class Found(NamedTuple):
    """Texts by what finding a word in them is worth."""

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


class Document(NamedTuple):
    """Something that can be found; without a title it only leads to others."""

    key: Key
    title: Text | None
    hint: Text | None
    found: Found
    leads_to: tuple[Key, ...] = ()
    has_ended: bool = False


def list_documents(view: Viewpoint) -> Iterator[Document]:
    """Give everything that can be found, kind by kind."""
    yield from _services(view)
    for taxonomy in SERVICE_FIELDS:
        yield from _terms(view, taxonomy)
    yield from _needs(view)
    yield from _organizations(view)
    for model in (Contact, Committee, Area, Programme, GlossaryEntry):
        for record in view.catalogue.all(model).values():
            yield _plain(view, record)
    yield from _chapters(view)


def _services(view: Viewpoint) -> Iterator[Document]:
    for service in view.catalogue.all(Service).values():
        provider = view.catalogue.get(Organization, service.organization)
        summary = service.summary or (provider.name if provider else None)
        yield Document(
            key=("services", service.id),
            title=service.name,
            hint=summary,
            found=Found(
                names=_names(service.name, service.alternate_name),
                summaries=_said(service.summary),
                texts=_german_of(service.description, *_words_on_whom(service.eligibility)),
            ),
            has_ended=service.has_ended(view.today),
        )


def _words_on_whom(who: Eligibility) -> Iterator[Text | None]:
    yield who.description
    for group in who.groups:
        yield from (group.name, group.description)


def phone_of(view: Viewpoint, kind: str, name: str) -> str:
    """Give the number to call for something that can be found; empty where there is none."""
    record = view.catalogue.records[kind][name]
    if isinstance(record, Service):
        return _first_spoken(_phones_of(view, record))
    if isinstance(record, Organization):
        return _first_spoken(_phones_at(view, record))
    return _first_spoken(record.phones) if isinstance(record, Contact) else ""


def _phones_at(view: Viewpoint, organization: Organization) -> Iterator[Phone]:
    """Give the organization's own numbers, else those of whom to ask there."""
    yield from organization.phones
    for contact in view.named_by(organization, Contact, "organization"):
        yield from contact.phones


def _phones_of(view: Viewpoint, service: Service) -> Iterator[Phone]:
    """Give the service's own numbers, else those of whom to ask, else the provider's."""
    yield from service.phones
    for contact_id in service.contacts:
        contact = view.catalogue.get(Contact, contact_id)
        yield from contact.phones if contact else ()
    for name in service.providers:
        provider = view.catalogue.get(Organization, name)
        yield from provider.phones if provider else ()


def _first_spoken(phones: Iterable[Phone]) -> str:
    return next((phone.number for phone in phones if phone.type in _SPOKEN), "")


def _terms(view: Viewpoint, taxonomy: str) -> Iterator[Document]:
    services = services_by_term(view, taxonomy)
    for term in view.catalogue.terms.get(taxonomy, {}).values():
        if services.get(term.id):
            yield Document(
                key=(taxonomy, term.id),
                title=term.name,
                hint=term.description,
                found=Found(
                    (*_names(term.name), term.autonym or ""),
                    _synonyms(term),
                    (),
                    _german_of(term.description),
                ),
                leads_to=tuple([("services", name) for name in services[term.id]]),
            )


def _needs(view: Viewpoint) -> Iterator[Document]:
    """Everyday requests: no page of their own, but words that lead to the right place."""
    for term in view.catalogue.terms.get("needs", {}).values():
        yield Document(
            key=("needs", term.id),
            title=None,
            hint=None,
            found=Found(words=(*_said(term.name), *_synonyms(term))),
            leads_to=(
                *(("services", service) for service in term.services),
                *(("organizations", organization) for organization in term.organizations),
            ),
        )


def _organizations(view: Viewpoint) -> Iterator[Document]:
    services: dict[str, list[Key]] = {}
    for service in view.catalogue.all(Service).values():
        for name in service.providers:
            services.setdefault(name, []).append(("services", service.id))
    for record in view.catalogue.all(Organization).values():
        leads_to = tuple(services.get(record.id, ()))
        more = (record.unit_code or "",)
        yield _plain(view, record, more, leads_to)


def _plain(
    view: Viewpoint,
    record: Record,
    more: tuple[str, ...] = (),
    leads_to: tuple[Key, ...] = (),
) -> Document:
    more = (*more, record.abbreviation or "" if isinstance(record, GlossaryEntry) else "")
    purpose = record.purpose if isinstance(record, Committee) else None
    return Document(
        key=(record.kind, record.id),
        title=record.name,
        hint=record.description or purpose,
        found=Found(
            (*_names(record.name, record.alternate_name), *more),
            (),
            _said(purpose),
            _german_of(record.description),
        ),
        leads_to=leads_to,
        has_ended=record.has_ended(view.today),
    )


def _chapters(view: Viewpoint) -> Iterator[Document]:
    for chapter in view.catalogue.chapters.values():
        number = number_of(view.catalogue, chapter)
        whole = f"{number} {chapter.title}".strip()
        for anchor, title, text in _sections(chapter):
            yield Document(
                key=("chapters", chapter_href(chapter) + (f"#{anchor}" if anchor else "")),
                title=_german(title or whole),
                hint=_german(whole if title else chapter.description),
                found=Found((title or chapter.title,), (), (chapter.title,), (text,)),
            )


def _sections(chapter: Chapter) -> Iterator[tuple[str, str, str]]:
    """Split a chapter at its second-level headings: anchor, title, plain text."""
    anchors = iter([section for section in chapter.sections if section.level == SPLIT_AT])
    for number, part in enumerate(re.split(r"^##[ \t]", chapter.text, flags=re.MULTILINE)):
        section = next(anchors, None) if number else None
        text = plain_text(part)
        yield (section.id, section.title, text) if section else ("", "", text)


def _german(text: str) -> Text | None:
    return Text({HOME_LANGUAGE: text}) if text else None


def _names(*texts: Text | None) -> tuple[str, ...]:
    """Give names and the short forms people know them by.

    Each side of a slash is a name of its own, and what stands before a bracket or a gender star.
    """
    names = _said(*texts)
    sides = [side for name in names if "/" in name for side in name.split("/")]
    short = [_SHORT.sub("", name) for name in names if not _CUT_AT.isdisjoint(name)]
    return tuple(dict.fromkeys((*names, *sides, *short)))


def _said(*texts: Text | None) -> tuple[str, ...]:
    """Give texts in all their languages."""
    return tuple([words for text in texts if text for words in text.root.values()])


def _german_of(*texts: Text | None) -> tuple[str, ...]:
    """Give texts in German: running text in all languages would make the index heavy."""
    return tuple(str(text) for text in texts if text)


def _synonyms(term: Term) -> tuple[str, ...]:
    return tuple(word for words in term.synonyms.values() for word in words)


def places_of(documents: Iterable[Document]) -> Mapping[Key, int]:
    """Give each document the number by which others lead to it."""
    return {document.key: number for number, document in enumerate(documents)}


def shorten(hint: Text | None, text: str) -> str:
    """Cut a hint's text in one language to what a result can show, at the end of a word."""
    plain = drop_marks(text) if isinstance(hint, RichText) else text
    flat = " ".join(plain.split())
    if len(flat) <= HINT_LENGTH:
        return flat
    return flat[:HINT_LENGTH].rsplit(" ", 1)[0] + " …"
