"""Chapters → whole pages of the handbook without MkDocs, in the handbook's own template.

MkDocs builds one handbook at a time, around one table of contents. Older editions have their own
contents and need none of its hooks; so they are rendered here, a few milliseconds a page. What
several editions say in the same words is rendered once.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemLoader
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from kim.chapters import Chapter
from kim.handbook.book import page_href
from kim.handbook.concept import Concept, Note
from kim.handbook.html import make_markdown
from kim.handbook.pages import Handbook
from kim.handbook.stylesheet import FOLDER
from kim.lines import Value
from kim.render.inline import refuse_inline
from kim.render.site import Setting
from kim.views.editions import paper_address, say_version

_LINKS_STEP = 0
"""Where MkDocs does the same: after the addresses of headings, before the last cleaning."""
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|#|/", re.IGNORECASE)


class Frame(NamedTuple):
    """What all pages share: today's handbook, where the site stands, the stylesheet's address."""

    current: Handbook
    setting: Setting
    stylesheet: str
    has_papers: bool
    """Whether each edition lies beside its pages as a document."""


@dataclass(slots=True)
class Item:
    """One line of the contents, as the template knows it from MkDocs."""

    title: str
    url: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    children: tuple["Item", ...] = ()
    active: bool = False
    is_section: bool = False
    chapter: str = ""

    def activate(self, chapter: str) -> bool:
        """Mark the line of a chapter and the parts in which it stands, and no other."""
        inside = [child.activate(chapter) for child in self.children]
        self.active = any(inside) if self.is_section else self.chapter == chapter
        return self.active


class Contents(NamedTuple):
    """The table of contents, and its lines one after the other."""

    items: tuple[Item, ...]
    lines: tuple[Item, ...]

    def turn_to(self, chapter: Chapter) -> tuple[Item | None, Item | None]:
        """Mark a chapter as shown; give those before and after it."""
        for item in self.items:
            item.activate(chapter.id)
        place = next((number for number, line in enumerate(self.lines) if line.active), None)
        if place is None:
            return None, None
        return (self.lines[place - 1] if place else None), next(iter(self.lines[place + 1 :]), None)


class Text(NamedTuple):
    """The text of a chapter as markup, and its sections as Python-Markdown lists them."""

    html: str
    sections: list[dict[str, Any]]


class StandalonePages:
    """Render chapters of editions; what was rendered for one is kept for the others."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        # As MkDocs sets it up: the template serves both.
        environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
        environment.filters["url"] = str
        self.template = environment.get_template("main.html")
        self.kept: dict[Any, Text] = {}
        self.texts: dict[tuple[str, str], Text] = {}
        self.commons: dict[str, int] = {}
        self.numbers: dict[Any, int] = {}
        self.navs: dict[tuple[str, str], Contents] = {}
        self.parts: dict[tuple[str, str], Markup] = {}

    def render(
        self,
        concept: Concept,
        handbook: Handbook,
        chapter: Chapter,
        heir: Chapter | None,
        note: Note | None,
    ) -> bytes:
        """Render one page; `heir` is the chapter that took its place in the concept of today."""
        text = self._text(handbook, chapter)
        is_same = heir is not None and self._is_same(handbook, chapter, heir)
        href = page_href(heir.path) if is_same and heir else handbook.href(chapter)
        contents = self._nav(concept.nav, handbook, chapter)
        before, after = contents.turn_to(chapter)
        address = self.frame.setting.root
        page = SimpleNamespace(
            meta={"description": chapter.description},
            canonical_url=f"{address}{href}" if address else "",
            previous_page=before,
            next_page=after,
            toc=_sections(text.sections),
            content=Markup(text.html),  # noqa: S704  # made by our Markdown
        )
        kim = self._frame(handbook, chapter) | {
            "paper": self._paper(concept),
            "note": note,
            "version": say_version(concept.edition) if concept.edition else None,
            "is_hidden": bool(note) and not is_same,
        }
        html = self.template.render(page=page, nav=contents, kim=kim)
        content = html.encode()
        refuse_inline(handbook.href(chapter), content)
        return content

    def _frame(self, handbook: Handbook, chapter: Chapter) -> dict[str, Any]:
        root = handbook.root_of(chapter)
        return {
            "root": root,
            "policy": self.frame.setting.policy,
            "title": handbook.book.title(chapter),
            "site": str(handbook.site.name),
            "stylesheet": self.frame.stylesheet,
            "logo": self.frame.current.logo,
            "script": self.frame.current.script,
            "header": self._part("_header.html", root),
            "footer": self._part("_footer.html", root),
        }

    def _paper(self, concept: Concept) -> str | None:
        return paper_address(concept.edition) if self.frame.has_papers and concept.edition else None

    def _part(self, name: str, root: str) -> Markup:
        """Render header and footer once for each way up to the site's root."""
        if (name, root) not in self.parts:
            self.parts[name, root] = self.frame.current.render(name, root)
        return self.parts[name, root]

    def _text(self, handbook: Handbook, chapter: Chapter) -> Text:
        place = (handbook.home, chapter.id)
        if place not in self.texts:
            self.texts[place] = self._convert(handbook, chapter)
        return self.texts[place]

    def _convert(self, handbook: Handbook, chapter: Chapter) -> Text:
        page = handbook.page_text(chapter)
        numbers = tuple(page.section_numbers.items())
        common = self._common(handbook)
        key = (page.text, page.pieces, numbers, page.root, chapter.path, common)
        if key not in self.kept:
            links = _Links(chapter.path, handbook.chapters)
            markdown = make_markdown(page, handbook.glossary, links)
            html = markdown.convert(page.text)
            self.kept[key] = Text(html, getattr(markdown, "toc_tokens", []))
        return self.kept[key]

    def _common(self, handbook: Handbook) -> int:
        """Give a number to what all chapters of an edition depend on: which there are, terms."""
        if handbook.home not in self.commons:
            terms = tuple(handbook.glossary.explanations.items())
            common = (frozenset(handbook.chapters), terms)
            self.commons[handbook.home] = self.numbers.setdefault(common, len(self.numbers))
        return self.commons[handbook.home]

    def _nav(self, nav: Value, handbook: Handbook, chapter: Chapter) -> "Contents":
        """Give the contents as seen from one depth; only what is active changes with the page."""
        root = handbook.root_of(chapter)
        if (handbook.home, root) not in self.navs:
            items = tuple(_contents(nav, handbook, root))
            self.navs[handbook.home, root] = Contents(items, tuple(_flat(items)))
        return self.navs[handbook.home, root]

    def _is_same(self, old: Handbook, chapter: Chapter, heir: Chapter) -> bool:
        """Tell whether a page says the same as the one of today, tables and numbers included."""
        now = self.frame.current
        before, after = self._text(old, chapter).html, self._text(now, heir).html
        is_same = before.replace(old.home, now.home) == after
        return is_same and old.book.title(chapter) == now.book.title(heir)


class _Links(Extension):
    """Lead links between the files of chapters to their pages, as MkDocs does."""

    def __init__(self, path: PurePosixPath, chapters: Mapping[str, Chapter]) -> None:
        super().__init__()
        self.path = path
        self.chapters = chapters

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        """Add the step at the place where MkDocs has its own."""
        md.treeprocessors.register(_PageLinks(self.path, self.chapters), "kim-pages", _LINKS_STEP)


class _PageLinks(Treeprocessor):
    """Rewrite the addresses of links and pictures."""

    def __init__(self, path: PurePosixPath, chapters: Mapping[str, Chapter]) -> None:
        super().__init__()
        self.folder = str(path.parent)
        self.here = page_href(path) or "."
        self.chapters = chapters

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                address = element.get(name, "")
                if address and not _OUTSIDE.match(address):
                    element.set(name, self._lead(address))

    def _lead(self, address: str) -> str:
        path, mark, anchor = address.partition("#")
        file = posixpath.normpath(posixpath.join(self.folder, path))
        chapter = self.chapters.get(file)
        if chapter is None:
            return f"{posixpath.relpath(file, self.here)}{mark}{anchor}"
        return f"{posixpath.relpath(page_href(chapter.path) or '.', self.here)}/{mark}{anchor}"


def _contents(nav: Value, handbook: Handbook, root: str) -> Iterator[Item]:
    """Put the chapters into the frozen order; without one they stand as the book has them."""
    for entry in nav or list(handbook.chapters):
        if isinstance(entry, dict):
            for title, inside in entry.items():
                yield from _part_of_contents(title, inside, handbook, root)
        elif isinstance(entry, str) and entry in handbook.chapters:
            yield _item(handbook, handbook.chapters[entry], root)


def _part_of_contents(title: str, inside: Value, handbook: Handbook, root: str) -> Iterator[Item]:
    if isinstance(inside, str):
        yield from _contents([inside], handbook, root)
    else:
        children = tuple(_contents(inside, handbook, root))
        yield Item(title, children=children, is_section=True)


def _item(handbook: Handbook, chapter: Chapter, root: str) -> Item:
    title = handbook.book.title(chapter)
    meta = {"title": title.text, "number": title.number}
    return Item(str(title), f"{root}{handbook.href(chapter)}", meta, chapter=chapter.id)


def _flat(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield from _flat(item.children) if item.is_section else (item,)


def _sections(tokens: list[dict[str, Any]]) -> list[SimpleNamespace]:
    """Give the sections of a page as the template knows them from MkDocs."""
    return [
        SimpleNamespace(
            url=f"#{token['id']}",
            title=Markup(token["name"]),  # noqa: S704  # made by our Markdown
            children=_sections(token["children"]),
        )
        for token in tokens
    ]
