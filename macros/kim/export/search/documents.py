"""Everything that can be found, and the words that lead there.

Comes in: a viewpoint. Goes out: documents, kind by kind, in an order that is the same in every
language. The words are those of all languages, so that one index serves every page of the site.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

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
from kim.views.terms import PROVIDERS, SERVICE_FIELDS, marking_terms, services_by
from kim.views.viewpoint import Viewpoint

Key: TypeAlias = tuple[str, str]
"""Kind or taxonomy, and id."""

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
_AREAS = Area.kind, "service_areas"
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
    has_ended: bool = False
    phone: str = ""

    def plain(self) -> list[Any]:
        """Give all that it says as plain values."""
        title, hint = (text and [type(text).__name__, text.root] for text in self[1:3])
        return [title, hint, *self[3:]]


def list_documents(
    view: Viewpoint, see: Callable[[Viewpoint, Key], Document] | None = None
) -> Iterator[Document]:
    """Give everything that can be found, kind by kind; `see` is asked for those of records."""
    see = see or document_of
    yield from (see(view, key) for key in _keys(view, Service))
    for taxonomy in SERVICE_FIELDS:
        yield from _terms(view, taxonomy)
    yield from _needs(view)
    for model in (Organization, Contact, Committee, Area, Programme, GlossaryEntry):
        yield from (see(view, key) for key in _keys(view, model))
    yield from _chapters(view)


def _keys(view: Viewpoint, model: type[Record]) -> Iterator[Key]:
    return ((model.kind, name) for name in view.catalogue.records[model.kind])


def document_of(view: Viewpoint, key: Key) -> Document:
    """Give what can be found of a record."""
    kind, name = key
    record = view.catalogue.records[kind][name]
    return _service(view, record) if isinstance(record, Service) else _plain(view, record)


def _service(view: Viewpoint, service: Service) -> Document:
    provider = view.catalogue.get(Organization, service.organization)
    return Document(
        key=(service.kind, service.id),
        title=service.name,
        hint=service.summary or (provider.name if provider else None),
        found=Found(
            names=_names(service.name, service.alternate_name),
            summaries=_said(service.summary),
            texts=_german_of(service.description, *_words_on_whom(service.eligibility)),
        ),
        has_ended=service.has_ended(view.today),
        phone=_first_spoken(_phones_of(view, service)),
    )


def _words_on_whom(who: Eligibility) -> Iterator[Text | None]:
    yield who.description
    for group in who.groups:
        yield from (group.name, group.description)


def _phones_at(view: Viewpoint, record: Record) -> Iterator[Phone]:
    """Give the own numbers of whom one can call, of an organization also those of whom to ask."""
    if isinstance(record, Organization | Contact):
        yield from record.phones
    if isinstance(record, Organization):
        for contact in view.named_by(record, Contact, "organization"):
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
    terms = view.catalogue.terms.get(taxonomy, {})
    for term in map(terms.__getitem__, marking_terms(view, taxonomy)):
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
        )


def _needs(view: Viewpoint) -> Iterator[Document]:
    """Everyday requests: no page of their own, but words that lead to the right place."""
    for term in view.catalogue.terms.get("needs", {}).values():
        yield Document(
            key=("needs", term.id),
            title=None,
            hint=None,
            found=Found(words=(*_said(term.name), *_synonyms(term))),
        )


def list_leads(view: Viewpoint) -> Mapping[Key, tuple[Key, ...]]:
    """Give what leads to others, and where: terms, providers and areas to their services, needs.

    An area leads to the larger one too: what is for all of it is for its parts.
    """
    leads: dict[Key, tuple[Key, ...]] = {}
    for kind, field in (*SERVICE_FIELDS.items(), (Organization.kind, PROVIDERS), _AREAS):
        for name, found in services_by(view, field).items():
            leads[kind, name] = tuple([(Service.kind, service) for service in found])
    for need in view.catalogue.terms.get("needs", {}).values():
        services = [(Service.kind, name) for name in need.services]
        others = [(Organization.kind, name) for name in need.organizations]
        leads["needs", need.id] = (*services, *others)
    for area in view.catalogue.all(Area).values():
        if area.parent:
            key = area.kind, area.id
            leads[key] = (*leads.get(key, ()), (area.kind, area.parent))
    return leads


def _plain(view: Viewpoint, record: Record) -> Document:
    code = record.unit_code if isinstance(record, Organization) else None
    short = record.abbreviation if isinstance(record, GlossaryEntry) else None
    purpose = record.purpose if isinstance(record, Committee) else None
    return Document(
        key=(record.kind, record.id),
        title=record.name,
        hint=record.description or purpose,
        found=Found(
            (*_names(record.name, record.alternate_name), code or "", short or ""),
            (),
            _said(purpose),
            _german_of(record.description),
        ),
        has_ended=record.has_ended(view.today),
        phone=_first_spoken(_phones_at(view, record)),
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


def shorten(hint: Text | None, text: str) -> str:
    """Cut a hint's text in one language to what a result can show, at the end of a word."""
    plain = drop_marks(text) if isinstance(hint, RichText) else text
    flat = " ".join(plain.split())
    if len(flat) <= HINT_LENGTH:
        return flat
    return flat[:HINT_LENGTH].rsplit(" ", 1)[0] + " …"
