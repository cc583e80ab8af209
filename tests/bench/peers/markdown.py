"""The main part of one of our pages → the same text as Markdown, as an author would write it.

Comes in: the <main> of a finished page of a record. Goes out: Markdown that Python-Markdown,
goldmark and markdown-it read alike: headings, paragraphs, lists four spaces deep, links. What is
not seen is left out; the picture of the QR code is kept as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

_HEADINGS = {"h1", "h2", "h3", "h4"}
_BLOCKS = _HEADINGS | {"div", "section", "nav", "p", "ul", "ol", "dl", "article"}
_INLINE = {"a", "b", "strong", "span", "bdi", "br", "svg", "em", "i"}
_UNSEEN = {"button", "template", "script", "style"}
_SPECIAL = re.compile(r"([\\`*_\[\]])")
_LINE_START = re.compile(r"^(\d+)([.)])(?=\s)|^([#+>=:~|-])")


class NotPlainError(ValueError):
    """A page holds what is more than headings, paragraphs, lists and links."""


def is_seen(element: HtmlElement) -> bool:
    """Tell whether anybody sees or hears an element."""
    return element.tag not in _UNSEEN and element.get("hidden") is None


def write_markdown(main: HtmlElement, link: Callable[[str], str]) -> str:
    """Write what is seen in an element as Markdown; `link` says how an address is written."""
    return "\n\n".join(_blocks(main, link)) + "\n"


def _blocks(element: HtmlElement, link: Callable[[str], str]) -> Iterator[str]:
    """Yield the blocks of an element; text and inline elements beside them make paragraphs."""
    line = _text(element.text)
    for child in element:
        if isinstance(child, etree._Comment):  # noqa: SLF001  its only name
            continue
        if is_seen(child) and (child.tag in _BLOCKS or child.get("class") == "qr"):
            yield from _paragraph(line)
            yield from _block(child, link)
            line = ""
        elif is_seen(child):
            line += _inline(child, link)
        line += _text(child.tail)
    yield from _paragraph(line)


def _paragraph(line: str) -> Iterator[str]:
    if line := re.sub(r"\s+", " ", line).strip():
        yield _LINE_START.sub(_escaped_start, line)


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _block(element: HtmlElement, link: Callable[[str], str]) -> Iterator[str]:
    if element.tag in _HEADINGS:
        yield f"{'#' * int(element.tag[1])} {_line(element, link)}"
    elif element.tag in {"ul", "ol"}:
        items = (_item(child, link) for child in element if child.tag == "li")
        yield from _list([item for item in items if item])
    elif element.tag == "dl":
        yield from _list([_fact(row, link) for row in element])
    elif element.tag == "svg":
        markup = etree.tostring(element, encoding="unicode", with_tail=False)
        markup = markup.replace("viewbox=", "viewBox=")  # read as HTML, it has lost its capital
        yield f"<div>{markup}</div>"
    else:
        yield from _blocks(element, link)


def _list(items: list[str]) -> Iterator[str]:
    """Write a list; after an item of several blocks Python-Markdown wants an empty line."""
    if items:
        yield ("\n\n" if any("\n" in item for item in items) else "\n").join(items)


def _item(element: HtmlElement, link: Callable[[str], str]) -> str:
    """Write an item of a list; a heading in it is a bold line."""
    blocks = [_bold_heading(block) for block in _blocks(element, link)]
    return _as_item(blocks) if blocks else ""


def _bold_heading(block: str) -> str:
    hashes, space, text = block.partition(" ")
    return f"**{text}**" if space and hashes == "#" * len(hashes) else block


def _fact(row: HtmlElement, link: Callable[[str], str]) -> str:
    term, value = row
    return _as_item([f"**{_line(term, link)}**", *_blocks(value, link)])


def _as_item(blocks: list[str]) -> str:
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(
        f"{'-   ' if not number else '    '}{line}".rstrip() for number, line in enumerate(lines)
    )


def _line(element: HtmlElement, link: Callable[[str], str]) -> str:
    """Write all of an element on one line."""
    text = _text(element.text) + "".join(
        (_inline(child, link) if is_seen(child) else "") + _text(child.tail) for child in element
    )
    return re.sub(r"\s+", " ", text).strip()


def _inline(element: HtmlElement, link: Callable[[str], str]) -> str:
    if element.tag not in _INLINE:
        raise NotPlainError(element.tag)
    if element.tag == "svg":
        return ""
    if element.tag == "br":
        return "<br>"
    line = _line(element, link)
    if element.tag == "a":
        return f"[{line}]({link(element.get('href', ''))})"
    if element.tag in {"b", "strong"} and line:
        return f"<b>{line}</b>"
    return line


def _text(text: str | None) -> str:
    if not text or text.isspace():
        return " " if text else ""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\1", text)
