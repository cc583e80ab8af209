"""The Markdown of chapters: what it can do, and above all what it cannot.

Comes in: a page's text with marks where macros stood, and what the macros draw. Goes out: an
extension for Python-Markdown. Raw HTML is plain text here, attributes are a short list, links lead
to pages or to the open web; only the macros' own output is markup.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTextInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

from kim.chapters import slug_of
from kim.handbook.glossary import Glossary, GlossaryLinks

EXTENSIONS = (
    "toc",
    "tables",
    "fenced_code",
    "footnotes",
    "attr_list",
    "def_list",
    "admonition",
    "sane_lists",
)
SETTINGS: dict[str, dict[str, Any]] = {
    "toc": {"slugify": lambda text, _separator: slug_of(text), "toc_depth": "2-3"},
    "tables": {"use_align_attribute": True},
    "footnotes": {"BACKLINK_TITLE": "Zurück zum Text bei Fußnote {}"},
}
_GENDER_STAR = r"(?<=[^\W_])(\*)(?=[^\W_])"
_BEFORE_EM = 65
"""After code, escapes and links, before emphasis, which would take two such stars for its own."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_ASIDE = re.compile("\x02wzxhzdk:(\\d+)\x03")
_SIGN = re.compile(r"&#?\w+;")
_STASHED = re.compile("\x02[^\x03]*\x03")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ATTRIBUTES = frozenset(
    {
        "id",
        "class",
        "href",
        "src",
        "alt",
        "title",
        "start",
        "colspan",
        "rowspan",
        "role",
        "tabindex",
        "aria-label",
    }
)
_SAFE_LINK = re.compile(r"(?!//)(?:https?:|mailto:|tel:|[^:/?#]*(?:[/?#]|$))", re.IGNORECASE)
_SAFE_IMAGE = re.compile(r"(?!//)[^:]*$")

# Python-Markdown runs higher numbers first: attr_list 8, toc 5, MkDocs' check of links 0.
_BEFORE_TOC, _AFTER_TOC, _AFTER_LINKS, _LAST = 6, 4, -5, -10


@dataclass(frozen=True, slots=True)
class PageText:
    """One page ready for Markdown: text with marks, what belongs there, numbers of sections."""

    text: str
    pieces: tuple[Markup, ...]
    section_numbers: Mapping[str, str]
    root: str


def mark(number: int) -> str:
    """Make the mark that stands for one piece of markup; authors' text cannot hold it."""
    return f"{_OPEN}{number}{_CLOSE}"


def without_marks(text: str) -> str:
    """Drop the characters that marks are made of."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


class HandbookMarkdown(Extension):
    """Teach Python-Markdown the rules of chapters for the page that is being rendered."""

    def __init__(
        self, page: Callable[[], PageText], glossary: Glossary, warn: Callable[[str], None]
    ) -> None:
        super().__init__()
        self.page = page
        self.glossary = glossary
        self.warn = warn

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        """Take HTML away and add our steps."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(SimpleTextInlineProcessor(_GENDER_STAR), "kim-star", _BEFORE_EM)
        page = self.page()
        links = GlossaryLinks(self.glossary, page.root)
        md.preprocessors.register(_Pieces(md, page.pieces), "kim-pieces", 15)
        md.treeprocessors.register(_HeadingNumbers(md, page), "kim-numbers", _BEFORE_TOC)
        md.treeprocessors.register(_HeadingLinks(md), "kim-headings", _AFTER_TOC)
        md.treeprocessors.register(links, "kim-glossary", _AFTER_LINKS)
        md.treeprocessors.register(_Tables(md), "kim-tables", _AFTER_TOC - 1)
        md.treeprocessors.register(_FootnoteNames(), "kim-footnotes", _AFTER_TOC - 2)
        md.treeprocessors.register(_Cleaner(self.warn), "kim-clean", _LAST)


class _Pieces(Preprocessor):
    """Put the macros' markup aside; Python-Markdown puts it back when all is done."""

    def __init__(self, md: Markdown, pieces: tuple[Markup, ...]) -> None:
        super().__init__(md)
        self.pieces = pieces

    def run(self, lines: list[str]) -> list[str]:
        return [_MARK.sub(self._stash, line) for line in lines]

    def _stash(self, match: re.Match[str]) -> str:
        number = int(match[1])
        if number >= len(self.pieces):
            return ""
        return str(self.md.htmlStash.store(str(self.pieces[number]).strip()))


class _HeadingNumbers(Treeprocessor):
    """Give every heading its address and the concept's sections their numbers."""

    def __init__(self, md: Markdown, page: PageText) -> None:
        super().__init__(md)
        self.numbers = page.section_numbers

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if heading.tag in _HEADINGS:
                name = heading.get("id") or slug_of(_plain(heading, self.md))
                heading.set("id", name.lstrip("_"))
                self._number(heading, self.numbers.get(name, ""))

    def _number(self, heading: Element, number: str) -> None:
        if number and heading.tag == "h2":
            text, heading.text = heading.text, None
            span = Element("span", {"class": "section-number"})
            span.text = number
            span.tail = f" {text or ''}"
            heading.insert(0, span)


class _HeadingLinks(Treeprocessor):
    """Put a link to itself beside each heading, with a name that says where it leads."""

    def run(self, root: Element) -> None:
        for place, heading in reversed(list(enumerate(root))):
            if heading.tag in _HEADINGS and heading.get("id"):
                line = Element("div", {"class": f"heading heading-{heading.tag}"})
                line.tail, heading.tail = heading.tail, None
                line.append(heading)
                link = SubElement(
                    line,
                    "a",
                    {
                        "class": "headerlink",
                        "href": f"#{heading.get('id')}",
                        "aria-label": f"Link zu: {_written(_plain(heading, self.md))}",
                    },
                )
                link.text = "#"
                root[place] = line


class _Tables(Treeprocessor):
    """Let wide tables scroll inside a frame that the keyboard reaches, each with its own name."""

    def run(self, root: Element) -> None:
        taken: dict[str, int] = {}
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[place] = self._framed(child, taken)

    def _framed(self, table: Element, taken: dict[str, int]) -> Element:
        table.set("class", "data")
        for cell in table.iter():
            if cell.attrib.pop("align", "") == "right":
                cell.set("class", "num")
        titles = (_plain(head, self.md) for head in table.iter("th"))
        title = " und ".join(filter(None, titles))
        taken[title] = taken.get(title, 0) + 1
        number = f" ({taken[title]})" if taken[title] > 1 else ""
        frame = Element(
            "div",
            {
                "class": "scroll",
                "role": "region",
                "tabindex": "0",
                "aria-label": f"Tabelle: {_written(title)}{number}",
            },
        )
        frame.tail, table.tail = table.tail, None
        frame.append(table)
        return frame


class _FootnoteNames(Treeprocessor):
    """Say in words what the small signs of footnotes are."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            kind = element.get("class")
            if kind == "footnote":
                element.set("role", "doc-endnotes")
                element.set("aria-label", "Fußnoten")
            elif kind == "footnote-backref":
                element.set("aria-label", element.get("title", ""))
            elif kind == "footnote-ref":
                element.set("aria-label", f"Fußnote {element.text}")


def _plain(element: Element, md: Markdown) -> str:
    """Give an element's words; of what Python-Markdown has put aside only signs like &lt; count."""

    def unpacked(match: re.Match[str]) -> str:
        aside = str(md.htmlStash.rawHtmlBlocks[int(match[1])])
        return unescape(aside) if _SIGN.fullmatch(aside) else ""

    text = _ESCAPED.sub(lambda match: chr(int(match[1])), "".join(element.itertext()))
    return _STASHED.sub("", _ASIDE.sub(unpacked, text)).strip()


def _written(words: str) -> str:
    """Write words for an attribute, where Python-Markdown takes &lt; for the sign."""
    return words.replace("&", f"{AMP_SUBSTITUTE}amp;")


class _Cleaner(Treeprocessor):
    """Drop every attribute that is not on the list and every link that could run something."""

    def __init__(self, warn: Callable[[str], None]) -> None:
        super().__init__()
        self.warn = warn

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in [name for name in element.keys() if name not in _ATTRIBUTES]:  # noqa: SIM118
                del element.attrib[name]
            if element.get("id", "").startswith("__"):
                del element.attrib["id"]  # Material's own scripts look for such ids
            for name, address in list(_addresses(element)):
                self.warn(
                    f"die Adresse '{address}' ist nicht erlaubt; erlaubt sind Seiten des"
                    " Handbuchs, https://, mailto: und tel:"
                )
                del element.attrib[name]


def _addresses(element: Element) -> Iterator[tuple[str, str]]:
    for name, allowed in (("href", _SAFE_LINK), ("src", _SAFE_IMAGE)):
        address = element.get(name)
        if address is not None:
            read = unescape(address.replace(AMP_SUBSTITUTE, "&"))  # as the browser will read it
            if not allowed.match(read):
                yield name, read
