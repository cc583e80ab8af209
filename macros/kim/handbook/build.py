"""What one build of the handbook is made from: the records, the concept, the looks."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.editions.addresses import read_addresses
from kim.handbook.book import page_href
from kim.handbook.concept import Concept, choose_concept
from kim.handbook.pages import Handbook
from kim.handbook.places import places_today
from kim.handbook.stylesheet import collect_stylesheet
from kim.render.ledger import Work, work_of
from kim.render.site import Setting
from kim.render.sitemap import SiteMap, list_addresses
from kim.render.writer import Seen, Writer
from kim.settings import OVERRIDES
from kim.views.viewpoint import Viewpoint


class Printed(NamedTuple):
    """What was printed of a watched catalogue, and where the site will stand."""

    setting: Setting
    days: Mapping[str, date]
    """Of the handbook's pages."""
    addresses: tuple[str, ...]
    """Of all pages that are in the site map."""
    work: tuple[Work, ...]
    """Of each process, and that of the site map."""
    written: Mapping[str, Seen]
    """All files by their paths."""


class Build(NamedTuple):
    """Everything that the pages of one build are made from."""

    root: Path
    catalogue: Catalogue
    today: date
    concept: Concept
    handbook: Handbook
    stylesheet: tuple[str, bytes]
    """The handbook's stylesheet: its address and its text."""


def see_frame_of(made: Build, path: str, setting: Setting, paper: str | None) -> dict[str, object]:
    """Give what stands around a chapter's text; `paper` is the address of the document, if any."""
    handbook = made.handbook
    chapter = handbook.chapters[path]
    root = handbook.root_of(chapter)
    return {
        "root": root,
        "policy": setting.policy,
        "title": handbook.book.title(chapter),
        "site": str(handbook.site.name),
        "stylesheet": made.stylesheet[0],
        "paper": paper,
        "logo": handbook.logo,
        "script": handbook.script,
        "header": handbook.render("_header.html", root),
        "footer": handbook.render("_footer.html", root),
        "note": made.concept.note,
        "is_hidden": made.concept.note is not None,
    }


def days_of_chapters(build: Build) -> dict[str, date]:
    """Give the days of the handbook's pages: the Stand of their edition; a draft has none."""
    concept = build.concept
    chapters = concept.catalogue.chapters.values() if concept.edition else ()
    return {page_href(one.path): concept.day for one in chapters}


def begin_map(made: Build, setting: Setting) -> SiteMap:
    """See what the site map says of the days of pages."""
    return SiteMap(Viewpoint(made.catalogue, made.today), days_of_chapters(made), setting.address)


def print_map(setting: Setting, site_map: SiteMap, writer: Writer, work: Iterable[Work]) -> Printed:
    """Write the site map of all that was printed so far, and give what was."""
    pages = tuple(list_addresses(writer.written))
    files, noted = site_map.print(pages)
    for name, content in files.items():
        writer.write(name, content)
    works = (*work, work_of(noted, {}))
    return Printed(setting, site_map.chapters, pages, works, writer.written)


def make_build(
    root: Path, catalogue: Catalogue, today: date, material: Path, *, is_draft: bool
) -> Build:
    """Choose the concept and prepare its pages; `material` is the folder of Material's templates.

    A draft shows the concept as it is being written.
    """
    overrides = root / OVERRIDES
    concept = choose_concept(root, catalogue, today, is_draft=is_draft)
    now = Viewpoint(catalogue, today)
    places = places_today(concept.catalogue, catalogue, frozenset(read_addresses(root)))
    handbook = Handbook(concept.catalogue, concept.day, overrides, frame_of=now, places=places)
    stylesheet = collect_stylesheet(material, overrides)
    return Build(root, catalogue, today, concept, handbook, stylesheet)
