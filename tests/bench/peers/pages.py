"""A site that `kim build` has finished → the same pages as other programs want to be given them.

Comes in: the folder of a built site. Goes out: a `Sheet` for each page, one after the other, and
what is the same on all of them. Services and organizations become Markdown; the few other pages
are handed over as finished HTML, in favour of the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from posixpath import normpath, relpath
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree, html

from tests.bench.peers.markdown import write_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.html import HtmlElement

    from tests.bench.peers.found import Found

WRITTEN = ("angebote", "traeger")
"""The folders whose pages are written as Markdown, one for each record."""
MADE = ("assets/suche", "sitemap.xml")
"""The beginnings of files that the others make for themselves."""
ROOT = "@@ROOT@@"
"""Stands in a frame where the way from the page to the site's root stands."""
_OUTSIDE = ("https:", "http:", "mailto:", "tel:", "geo:", "#")
_LINKED_DATA = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its public address, what stands in its head, its main part, its search entry."""

    address: str
    title: str
    description: str
    linked_data: str
    main: HtmlElement
    found: Found | None
    texts: dict[bool, str] = field(default_factory=dict)
    """What was written once, by whether its links lead to sources."""

    @property
    def root(self) -> str:
        """Give the way up to the site's root."""
        return "../" * self.address.count("/") or "./"

    @property
    def is_written(self) -> bool:
        """Tell whether the page is a record's, which authors would write as Markdown."""
        folder, *rest = PurePosixPath(self.address).parts or ("",)
        return folder in WRITTEN and bool(rest)

    def markdown(self, sources: Mapping[str, str] | None = None) -> str:
        """Give the main part as Markdown; that of other pages as HTML, which Markdown allows.

        Its links lead to pages, or to the source files of pages where those are named.
        """
        if not self.is_written:
            return f"<div>\n{self.html()}</div>\n"
        style = sources is not None
        if style not in self.texts:
            link = partial(link_to_source, sources, self.address) if sources else str
            self.texts[style] = write_markdown(self.main, link)
        return self.texts[style]

    def html(self) -> str:
        """Give the main part as HTML without empty lines, which would end it in Markdown."""
        parts = [self.main.text or "", *map(_markup, self.main)]
        return "\n".join(line for line in "".join(parts).splitlines() if line.strip()) + "\n"

    def front_matter(self) -> dict[str, str]:
        """Give what a page says of itself."""
        values = {
            "title": self.title,
            "description": self.description,
            "root": self.root,
            "linked_data": self.linked_data,
        }
        if self.found:
            values |= {f"found_{name}": value for name, value in self.found._asdict().items()}
        return {name: value for name, value in values.items() if value}


class Frame(NamedTuple):
    """What stands around the main part of every page of a service."""

    head: str
    header: str
    footer: str


def list_addresses(out: Path) -> list[str]:
    """List the addresses of all pages that have a folder of their own, and of the home page."""
    pages = (path.parent.relative_to(out).as_posix() for path in out.rglob("index.html"))
    return sorted("" if page == "." else f"{page}/" for page in pages)


def read_sheet(out: Path, address: str, found: Mapping[str, Found]) -> Sheet:
    """Read one page of a finished site."""
    page = read_page(out, address)
    described = page.xpath("//meta[@name='description']/@content")
    data = page.xpath(f"//script[@type='{_LINKED_DATA}']/text()")
    return Sheet(
        address=address,
        title=page.findtext(".//title") or "",
        description=described[0] if described else "",
        linked_data=data[0] if data else "",
        main=page.find(".//main"),
        found=found.get(address),
    )


def read_page(out: Path, address: str) -> HtmlElement:
    """Read the HTML of one page."""
    text = (out / address / "index.html").read_text(encoding="utf-8")
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def read_frame(out: Path) -> Frame:
    """Cut out of the page of a service what is the same on all of them."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(out.glob("angebote/*/index.html")))
    text = next(text for text in texts if _LINKED_DATA in text).replace('"../../', f'"{ROOT}')
    return Frame(
        head=_between(text, '<link rel="stylesheet"', f'<script type="{_LINKED_DATA}">'),
        header=_between(text, '<a class="skip"', '<main class="'),
        footer=_between(text, "<footer", "</body>"),
    )


def _between(text: str, start: str, end: str) -> str:
    where = text.index(start)
    return text[where : text.index(end, where)]


def files_to_copy(out: Path) -> Iterator[str]:
    """Yield the addresses of all files that nobody makes: they are copied as they are."""
    for path in sorted(out.rglob("*")):
        address = path.relative_to(out).as_posix()
        if path.is_file() and path.name != "index.html" and not address.startswith(MADE):
            yield address


def sources_of(addresses: list[str]) -> dict[str, str]:
    """Give the Markdown file of each page: a folder with pages below it has an index."""
    folders = {f"{PurePosixPath(address).parent}/" for address in addresses}
    return {
        address: f"{address}index.md"
        if address in folders or not address
        else f"{address.rstrip('/')}.md"
        for address in addresses
    }


def link_to_source(sources: Mapping[str, str], address: str, href: str) -> str:
    """Write a link as authors of MkDocs do: to the Markdown file, not to the page."""
    if href.startswith(_OUTSIDE):
        return href
    path, mark, anchor = href.partition("#")
    target = normpath(f"{address}{path}")
    source = sources.get("" if target == "." else f"{target}/")
    if source is None or not path:
        return href
    here = PurePosixPath(sources[address]).parent
    return f"{relpath(source, here)}{mark}{anchor}"


def _markup(element: HtmlElement) -> str:
    return etree.tostring(element, encoding="unicode", method="html")
