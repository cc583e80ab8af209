"""What one build of the handbook is made from: the records, the concept, the looks."""

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
from kim.settings import OVERRIDES
from kim.views.days import PageDays
from kim.views.viewpoint import Viewpoint


class Build(NamedTuple):
    """Everything that the pages of one build are made from."""

    root: Path
    catalogue: Catalogue
    today: date
    concept: Concept
    handbook: Handbook
    stylesheet: tuple[str, bytes]
    """The handbook's stylesheet: its address and its text."""


def see_page_days(build: Build) -> PageDays:
    """Give the days of all pages; a chapter has the Stand of its edition, a draft has none."""
    concept = build.concept
    chapters = concept.catalogue.chapters.values() if concept.edition else ()
    return PageDays(build.catalogue, {page_href(one.path): concept.day for one in chapters})


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
