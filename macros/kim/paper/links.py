"""Where a link of a chapter leads on paper: to a place in the book, to the web, or nowhere."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kim.chapters import Chapter
from kim.handbook.book import page_href

_WEB = ("https:", "http:", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one chapter.

    `chapters` are the book's chapters by the address of their page, `address` is the site's own
    full address with a slash at its end, or empty while nobody knows it.
    """

    chapter: Chapter
    chapters: Mapping[str, Chapter]
    address: str

    def label(self, anchor: str) -> str:
        """Name a place of this chapter; no other chapter has the same name."""
        return _label(self.chapter, anchor)

    def target(self, href: str) -> dict[str, str] | None:
        """Say where a link leads: `label` in the book or `href` on the web; None for nowhere."""
        if href.startswith(_WEB):
            return {"href": href}
        path, _, anchor = href.partition("#")
        page = self._page(path)
        if page in self.chapters:
            return {"label": _label(self.chapters[page], anchor)}
        return (
            {"href": f"{self.address}{page}{'#' if anchor else ''}{anchor}"}
            if self.address
            else None
        )

    def file(self, source: str) -> str:
        """Give the path of a picture below content/, or nothing when it lies elsewhere."""
        path = posixpath.normpath(self.chapter.path.parent / source)
        return "" if path.startswith("..") else f"/{path}"

    def _page(self, path: str) -> str:
        """Give the address below the site's root of what a chapter links to."""
        if not path:
            return page_href(self.chapter.path)
        if path.endswith(".md"):  # as authors write it: from file to file
            return page_href(PurePosixPath(posixpath.normpath(self.chapter.path.parent / path)))
        # As macros write it: from page to page.
        page = posixpath.normpath(posixpath.join(page_href(self.chapter.path), path))
        return "" if page == "." else f"{page}/" if path.endswith("/") else page


def _label(chapter: Chapter, anchor: str) -> str:
    return f"{chapter.id}#{anchor}"
