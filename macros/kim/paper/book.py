"""The concept's chapters and annexes → one book ready for the typesetter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from kim.catalogue import Catalogue
from kim.chapters import Chapter
from kim.editions.order import current_edition
from kim.fields import HOME_LANGUAGE
from kim.handbook.book import page_href
from kim.handbook.concept import Concept
from kim.handbook.html import render_chapter
from kim.handbook.pages import Handbook
from kim.handbook.places import ANNEX
from kim.models.area import Area
from kim.models.contact import Contact
from kim.models.edition import Edition
from kim.paper.links import Links
from kim.paper.tree import NAMED, Node, read_chapter
from kim.views.editions import see_redaction
from kim.views.formats import say_day

_TITLE = "Konzept für das Kommunale Integrationsmanagement"


class Cover(NamedTuple):
    """What stands on the cover below the title."""

    title: str
    facts: tuple[str, ...]


def make_paper(handbook: Handbook, cover: Cover, address: str) -> dict[str, Any]:
    """Put together what is printed: cover, chapters, annexes; texts only, no markup.

    `address` is the site's full address with a slash at its end, or empty.
    """
    pages = {page_href(chapter.path): chapter for chapter in printed_chapters(handbook)}
    parts = [_part(handbook, Links(one, pages, address)) for one in pages.values()]
    known = {label for part in parts for label in _labels(part["nodes"])}
    known.update(part["label"] for part in parts)
    return {**_front(handbook, cover), "chapters": parts, "labels": sorted(known)}


def printed_chapters(handbook: Handbook) -> Iterator[Chapter]:
    """List the concept's chapters, then the annexes that are made from the directory."""
    for chapter in handbook.book.chapters:
        if chapter.id in handbook.book.numbers or any(c.name == ANNEX for c in chapter.calls):
            yield chapter


def without_persons(catalogue: Catalogue) -> Catalogue:
    """Leave out who holds a function: a council adopts functions; a site may decide otherwise.

    What was frozen names nobody; what is being written does.
    """
    if catalogue.site and catalogue.site.persons_in_editions:
        return catalogue
    contacts = _Unnamed(catalogue.all(Contact))
    return replace(
        catalogue, records=MappingProxyType({**catalogue.records, Contact.kind: contacts})
    )


class _Unnamed(Mapping[str, Contact]):
    """Contacts without their persons: only those that a document asks for are read."""

    def __init__(self, contacts: Mapping[str, Contact]) -> None:
        self._contacts = contacts

    def __getitem__(self, name: str) -> Contact:
        return self._contacts[name].model_copy(update={"person": None})

    def __iter__(self) -> Iterator[str]:
        return iter(self._contacts)

    def __len__(self) -> int:
        return len(self._contacts)


def _part(handbook: Handbook, links: Links) -> dict[str, Any]:
    chapter = links.chapter
    return {
        "title": str(handbook.book.title(chapter)),
        "label": links.label(""),
        "nodes": read_chapter(render_chapter(handbook, chapter), links),
    }


def _labels(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, dict):
            if node["t"] in NAMED:
                yield node["label"]
            yield from _labels(node["c"])


def _front(handbook: Handbook, cover: Cover) -> dict[str, Any]:
    """Say what this is, of whom, and as of when; only what the records say."""
    site = handbook.site
    area = handbook.view.catalogue.get(Area, site.area)
    return {
        "title": _TITLE,
        "place": str(area.name) if area else "",
        "publisher": site.imprint.provider or "",
        "edition": cover.title,
        "facts": list(cover.facts),
    }


def make_cover(concept: Concept) -> Cover:
    """Say which edition this is, or that it is none yet."""
    if concept.note:
        day = say_day(concept.day, HOME_LANGUAGE)
        return Cover(concept.note.title, (f"Stand: {day}", *concept.note.sentences))
    edition = concept.edition or current_edition(concept.catalogue, concept.day)
    return Cover(str(edition.name), tuple(_facts(edition))) if edition else Cover("", ())


def _facts(edition: Edition) -> Iterator[str]:
    yield f"Stand: {say_day(edition.stand, HOME_LANGUAGE)}"
    day = say_day(edition.adopted_on, HOME_LANGUAGE) if edition.adopted_on else ""
    if edition.adopted_by or day:
        by = f" von: {edition.adopted_by}" if edition.adopted_by else ""
        yield f"Beschlossen{by}{',' if by and day else ''}{' am' if day else ''} {day}".strip()
    if edition.corrected_on:
        yield f"Berichtigt am: {say_day(edition.corrected_on, HOME_LANGUAGE)}"
        for note in edition.changes:
            yield f"Berichtigt wurde: {note.description}"
    if edition.reason:
        yield f"Anlass: {edition.reason}"
    for redaction in map(see_redaction, edition.redactions):
        sums = f"vorher {_in_groups(redaction.before)}, nachher {_in_groups(redaction.after)}"
        yield f"{redaction.sentence} Prüfsumme {sums}"


def _in_groups(checksum: str) -> str:
    """Part a checksum so that a line can end inside it."""
    return " ".join(re.findall(r".{1,8}", checksum))
