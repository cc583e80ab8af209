"""Macros inside a sentence: links, citations, references, single figures."""

from decimal import Decimal

from markupsafe import Markup, escape

from kim.handbook.book import find_section
from kim.handbook.spot import Spot
from kim.macro_table import TOTAL_ROW
from kim.models.base import Record
from kim.models.committee import Committee
from kim.models.document import Document
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.service import Service
from kim.models.statistic import Statistic
from kim.views.formats import say_number
from kim.views.lists import see_document


def draw_service_link(spot: Spot) -> Markup:
    """Lead to a service."""
    return _link(spot, spot.record(Service))


def draw_organization_link(spot: Spot) -> Markup:
    """Lead to an organization."""
    return _link(spot, spot.record(Organization))


def draw_committee_link(spot: Spot) -> Markup:
    """Lead to a committee."""
    return _link(spot, spot.record(Committee))


def draw_programme_link(spot: Spot) -> Markup:
    """Lead to a programme."""
    return _link(spot, spot.record(Programme))


def draw_citation(spot: Spot) -> Markup:
    """Cite a document: who (when): what, where."""
    document = see_document(spot.view, spot.record(Document))
    who = document.authors or (str(document.publisher.text) if document.publisher else "")
    when = f" ({document.published})" if document.published else ""
    name = Markup("<cite>{}</cite>").format(_anchor(spot, document.href, str(document.name)))
    where = f", {document.place}" if document.place else ""
    before = f"{who}{when}: " if who or when else ""
    return Markup("{}{}{}").format(before.lstrip(), name, where)


def draw_chapter_reference(spot: Spot) -> Markup:
    """Refer to a chapter by its number, else by its title."""
    chapter = spot.view.catalogue.chapters[spot.call.arguments[0]]
    number = spot.book.numbers.get(chapter.id)
    text = f"Kapitel\N{NO-BREAK SPACE}{number}" if number else f"„{chapter.title}“"
    return _anchor(spot, spot.chapter_href(chapter), text)


def draw_section_reference(spot: Spot) -> Markup:
    """Refer to a section by number and title."""
    chapter = spot.view.catalogue.chapters[spot.call.arguments[0]]
    section_id = spot.call.arguments[1]
    section = find_section(chapter, section_id)
    number = spot.book.section_numbers(chapter).get(section_id, "")
    title = section.title if section else section_id
    before = f"Abschnitt\N{NO-BREAK SPACE}{number}" if number else "Abschnitt"
    text = f"{before} „{title}“"
    return _anchor(spot, f"{spot.chapter_href(chapter)}#{section_id}", text)


def draw_figure_reference(spot: Spot) -> Markup:
    """Refer to a figure by its number."""
    caption = spot.book.figures[spot.call.arguments[0]]
    chapter = spot.view.catalogue.chapters[caption.chapter]
    text = str(caption).replace(" ", "\N{NO-BREAK SPACE}")
    return _anchor(spot, f"{spot.chapter_href(chapter)}#{caption.anchor}", text)


def draw_number(spot: Spot) -> Markup:
    """Print one figure of a statistic."""
    statistic = spot.record(Statistic)
    row, column = spot.call.option("zeile"), spot.call.option("spalte")
    value = _value(statistic, row, column)
    return escape("–" if value is None else say_number(value, spot.view.language))


def _value(statistic: Statistic, row_id: str, column: str) -> Decimal | None:
    if row_id == TOTAL_ROW and statistic.total:
        return statistic.total.values.get(column)
    row = next((row for row in statistic.rows if row.id == row_id), None)
    return row.values.get(column) if row else None


def _link(spot: Spot, record: Record) -> Markup:
    link = spot.view.link(record)
    return _anchor(spot, link.href, str(link.text))


def _anchor(spot: Spot, href: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(spot.root + href, text)
