"""Spot: where a macro stands and what it may draw from."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from jinja2 import Environment
from markupsafe import Markup

from kim.catalogue import R
from kim.chapters import Call, Chapter
from kim.handbook.book import Book, Caption, page_href
from kim.handbook.markdown import without_marks
from kim.views.viewpoint import Viewpoint

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()>#+.!|-])")


class Heading(NamedTuple):
    """A section that a macro opens; as Markdown it has its place in the contents."""

    id: str
    text: str

    @property
    def markdown(self) -> str:
        """Write the heading on one line, with the author's text taken literally."""
        text = _MARKDOWN.sub(r"\\\1", " ".join(without_marks(self.text).split()))
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        return f"## {text} {{: #{self.id} }}"


Drawn: TypeAlias = "Markup | list[Heading | Markup]"


@dataclass(frozen=True, slots=True)
class Spot:
    """One macro call in one chapter; `root` is the way from the page up to the site's root."""

    view: Viewpoint
    book: Book
    environment: Environment
    chapter: Chapter
    call: Call
    root: str
    home: str = ""
    """Where the chapters stand below the site's root, when it is not the current concept."""

    def chapter_href(self, chapter: Chapter) -> str:
        """Give the address of a chapter of the same concept below the site's root."""
        return f"{self.home}{page_href(chapter.path)}"

    def record(self, model: type[R], place: int = 0) -> R:
        """Find the record that the call names; the checks have made sure that there is one."""
        return self.view.catalogue.all(model)[self.call.arguments[place]]

    @property
    def caption(self) -> Caption | None:
        """Give the number of the figure or table drawn here."""
        return self.book.caption(self.chapter, self.call)

    def render(self, template: str, **values: Any) -> Markup:
        """Fill one of the templates below theme/templates/macros/."""
        source = self.environment.get_template(f"macros/{template}.html")
        return Markup(source.render(root=self.root, **values))  # noqa: S704  # escapes by itself
