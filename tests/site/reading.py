"""Read the finished pages as a browser would: links, anchors, headings, what is fetched."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FETCHED = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("use", "href"),
    ("object", "data"),
    ("video", "src"),
}
LINK_KINDS_NOT_FETCHED = {"canonical", "alternate", "prev", "next"}


@dataclass
class ReadPage(HTMLParser):
    """One page: what it links to, what it fetches, its ids and headings."""

    path: str
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    title: str = ""
    language: str = ""
    handlers: list[str] = field(default_factory=list)
    _in_title: bool = False

    def __post_init__(self) -> None:
        """Prepare the parser."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what an element says."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        self.handlers += [name for name in given if name.startswith("on")]
        if tag == "html":
            self.language = given.get("lang", "")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        self._in_title = tag == "title" and not self.title
        self._take_addresses(tag, given)

    def _take_addresses(self, tag: str, given: dict[str, str]) -> None:
        for name in ("href", "src", "data", "action"):
            if name not in given:
                continue
            kinds = set(given.get("rel", "").split())
            if (tag, name) in FETCHED and not kinds & LINK_KINDS_NOT_FETCHED:
                self.fetched.append(given[name])
            if not (tag == "link" and kinds & LINK_KINDS_NOT_FETCHED):
                self.links.append(given[name])

    def handle_data(self, data: str) -> None:
        """Take the title's text."""
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        """Leave the title."""
        if tag == "title":
            self._in_title = False


def read_pages(site: Path) -> dict[str, ReadPage]:
    """Read every page below the folder, by its path."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        page = ReadPage(file.relative_to(site).as_posix())
        page.feed(file.read_text("utf-8"))
        pages[page.path] = page
    return pages


def broken_links(site: Path, pages: dict[str, ReadPage]) -> Iterator[str]:
    """Name every link inside the site that leads nowhere."""
    for page in pages.values():
        for link in page.links:
            if reason := _why_broken(site, pages, page, link):
                yield f"{page.path}: {link}: {reason}"


def _why_broken(site: Path, pages: dict[str, ReadPage], page: ReadPage, link: str) -> str | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    target = _target(site, page, unquote(parts.path))
    if not target.is_file():
        return "keine Datei"
    name = target.relative_to(site).as_posix()
    if parts.fragment and name in pages and unquote(parts.fragment) not in pages[name].ids:
        return "keine Stelle"
    return None


def _target(site: Path, page: ReadPage, path: str) -> Path:
    start = site if path.startswith("/") else (site / page.path).parent
    target = (start / path.lstrip("/")).resolve() if path else site / page.path
    return target / "index.html" if target.is_dir() else target
