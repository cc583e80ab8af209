"""Read the finished pages as a browser would: links, anchors, headings, what is fetched."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml.html import HTMLParser, document_fromstring

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from lxml.html import HtmlElement

PARSER = HTMLParser(encoding="utf-8", huge_tree=True)
HEADING = re.compile("h[0-9]")

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
class ReadPage:
    """One page: what it links to, what it fetches, its ids and headings."""

    path: str
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    title: str = ""
    language: str = ""
    handlers: list[str] = field(default_factory=list)
    hollow: list[str] = field(default_factory=list)
    """Sections with a heading and nothing below it, and lists of facts without one."""

    def take(self, element: HtmlElement) -> None:
        """Take what an element says."""
        given = {name: value or "" for name, value in element.items()}
        if "id" in given:
            self.ids.append(given["id"])
        self.handlers += [name for name in given if name.startswith("on")]
        if element.tag == "html":
            self.language = given.get("lang", "")
        if HEADING.fullmatch(element.tag):
            self.headings.append(int(element.tag[1]))
        if _is_hollow(element):
            self.hollow.append(given.get("aria-labelledby", element.tag))
        if element.tag == "title" and not self.title:
            self.title = element.text_content()
        self._take_addresses(element.tag, given)

    def _take_addresses(self, tag: str, given: dict[str, str]) -> None:
        for name in ("href", "src", "data", "action"):
            if name not in given:
                continue
            kinds = set(given.get("rel", "").split())
            if (tag, name) in FETCHED and not kinds & LINK_KINDS_NOT_FETCHED:
                self.fetched.append(given[name])
            if not (tag == "link" and kinds & LINK_KINDS_NOT_FETCHED):
                self.links.append(given[name])


def _is_hollow(element: HtmlElement) -> bool:
    if element.tag == "dl":
        return len(element) == 0
    if element.tag != "section" or len(element) != 1:
        return False
    return bool(HEADING.fullmatch(str(element[0].tag))) and not (element[0].tail or "").strip()


def read_pages(site: Path) -> dict[str, ReadPage]:
    """Read every page below the folder, by its path."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        page = ReadPage(file.relative_to(site).as_posix())
        for element in document_fromstring(file.read_bytes(), parser=PARSER).iter("*"):
            page.take(element)
        pages[page.path] = page
    return pages


def broken_links(site: Path, pages: dict[str, ReadPage]) -> Iterator[str]:
    """Name every link inside the site that leads nowhere."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    ids = {path: frozenset(page.ids) for path, page in pages.items()}
    for page in pages.values():
        for link in page.links:
            if reason := _why_broken(files, ids, page, link):
                yield f"{page.path}: {link}: {reason}"


def _why_broken(
    files: AbstractSet[str], ids: Mapping[str, AbstractSet[str]], page: ReadPage, link: str
) -> str | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    target = _target(page, unquote(parts.path))
    name = target if target in files else posixpath.join(target, "index.html").lstrip("/")
    if name not in files:
        return "keine Datei"
    if parts.fragment and name in ids and unquote(parts.fragment) not in ids[name]:
        return "keine Stelle"
    return None


def _target(page: ReadPage, path: str) -> str:
    """Give the path below the site; one that leads out of it begins with two dots."""
    if not path:
        return page.path
    start = "" if path.startswith("/") else posixpath.dirname(page.path)
    found = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    return "" if found == "." else found
