"""Chapters → pages of the handbook, ready for Markdown, and the frame they stand in.

Comes in: the catalogue, the day and the municipality's look. Goes out: for every chapter its text
with the macros drawn, its title, and the header and footer that all pages of the site share. Knows
nothing about MkDocs.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from kim.catalogue import Catalogue
from kim.chapters import Call, Chapter
from kim.handbook.book import make_book, page_href
from kim.handbook.glossary import Glossary
from kim.handbook.macros import DRAWINGS
from kim.handbook.markdown import PageText, mark, without_marks
from kim.handbook.places import ANNEX, Places, places_in_annexes
from kim.handbook.spot import Heading, Spot
from kim.render.assets import collect_assets
from kim.render.environment import make_environment
from kim.views.site import see_frame
from kim.views.viewpoint import Viewpoint

if TYPE_CHECKING:
    from collections.abc import Mapping

DOOR = "handbuch"


class Handbook:
    """Everything the pages of the handbook are made from; made anew when a record changes."""

    def __init__(  # noqa: PLR0913  # one call says all that the pages depend on
        self,
        catalogue: Catalogue,
        today: date,
        overrides: Path,
        *,
        home: str = "",
        frame_of: Viewpoint | None = None,
        places: Places = MappingProxyType({}),
    ) -> None:
        """Make the pages of a concept as of one day.

        `home` is where the chapters stand below the site's root; `frame_of` is what header and
        footer are made from, where the concept is not the catalogue of today; `places` are the
        records that have moved since. An edition at its own address leads to its own annexes.
        """
        assert catalogue.site is not None, "a site without its own file has no handbook"  # noqa: S101
        self.site = catalogue.site
        self.home = home
        self.book = make_book(catalogue)
        self.outward = Viewpoint(catalogue, today, places=places)
        inside = places_in_annexes(catalogue, self.book, home) if home else {}
        self.view = replace(self.outward, places={**places, **inside})
        self.glossary = Glossary(self.view)
        self.chapters: Mapping[str, Chapter] = MappingProxyType(
            {str(chapter.path): chapter for chapter in self.book.chapters}
        )
        assets = collect_assets(overrides)
        self.environment = make_environment(see_frame(frame_of or self.view, self.site), assets)
        self.logo = assets.logo
        self.script = assets.scripts.menu

    def page_text(self, chapter: Chapter) -> PageText:
        """Draw the macros of a chapter and put marks where they stood."""
        root = self.root_of(chapter)
        pieces: list[Markup] = []
        parts: list[str] = []
        rest = 0
        for call in chapter.calls:
            parts.append(without_marks(chapter.text[rest : call.start]))
            parts.append(self._draw(chapter, call, root, pieces))
            rest = call.end
        parts.append(without_marks(chapter.text[rest:]))
        numbers = self.book.section_numbers(chapter)
        return PageText("".join(parts), tuple(pieces), numbers, root)

    def _draw(self, chapter: Chapter, call: Call, root: str, pieces: list[Markup]) -> str:
        view = self.outward if call.name == ANNEX else self.view
        spot = Spot(view, self.book, self.environment, chapter, call, root, self.home)
        drawn = DRAWINGS[call.name](spot)
        if isinstance(drawn, list):
            return "\n\n".join(self._put(piece, pieces) for piece in drawn)
        return self._put(drawn, pieces)

    def _put(self, piece: Heading | Markup, pieces: list[Markup]) -> str:
        if isinstance(piece, Heading):
            return piece.markdown
        pieces.append(piece)
        return mark(len(pieces) - 1)

    def render(self, template: str, root: str) -> Markup:
        """Render a part that all pages of the site share."""
        source = self.environment.get_template(template)
        return Markup(source.render(root=root, door=DOOR))  # noqa: S704  # escapes by itself

    def href(self, chapter: Chapter) -> str:
        """Give the address of a chapter's page below the site's root."""
        return f"{self.home}{page_href(chapter.path)}"

    def root_of(self, chapter: Chapter) -> str:
        """Give the way from a chapter's page up to the site's root."""
        return "../" * self.href(chapter).count("/") or "./"
