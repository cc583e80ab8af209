"""HTML of a chapter → nodes that the typesetter draws: what is for the screen only is left out.

A node is a text or a mapping with its kind `t`, its children `c` and what the kind needs beside.
Texts stay texts all the way: nothing an author writes is ever read as a command of the typesetter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from math import isqrt
from typing import Any, NamedTuple, TypeAlias

from lxml import html

from kim.paper.figures import draw_figure
from kim.paper.links import Links

Node: TypeAlias = "str | dict[str, Any]"

_SPACES = re.compile(r"[ \t\r\n]+")
_LEFT_OUT = frozenset({"headerlink", "footnote-backref", "no-print", "icon", "footnote", "where"})
"""What only a screen needs: `where` repeats the head of a column in each cell."""
_TITLES = frozenset({"contact-title", "result-title", "box-title", "box-label", "admonition-title"})
"""Titles inside a box: not a section of the chapter."""
_ROWS = frozenset({"chips", "reach", "links"})
_KINDS: Mapping[str, str] = {
    "p": "p",
    "ul": "ul",
    "ol": "ol",
    "li": "li",
    "dt": "dt",
    "dd": "dd",
    "dl": "dl",
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "cite": "em",
    "code": "code",
    "pre": "p",
    "br": "br",
    "blockquote": "box",
    "figure": "figure",
    "figcaption": "caption",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
}
_NARROWEST, _WIDEST = 4, 12
"""Shares of a table's width."""
NAMED = frozenset({"heading", "figure"})
"""Kinds of nodes that links lead to."""
_BLOCKS = frozenset(
    {"p", "ul", "ol", "li", "dl", "dt", "dd", "box", "figure", "table", "heading", "image", "row"}
)


class Reader(NamedTuple):
    """Read one chapter: where its links lead, what its footnotes say."""

    links: Links
    notes: Mapping[str, html.HtmlElement]
    unread: dict[str, html.HtmlElement] | None = None
    """In a footnote: those that it may hold. They can name each other in a circle or a long row."""

    def children(self, element: html.HtmlElement) -> list[Node]:
        """Give an element's text and children as nodes."""
        return list(_joined(self._pieces(element)))

    def _pieces(self, element: html.HtmlElement) -> Iterator[Node]:
        yield _SPACES.sub(" ", element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                yield from self._nodes(child)
            yield _SPACES.sub(" ", child.tail or "")

    def _nodes(self, element: html.HtmlElement) -> Iterable[Node]:
        classes = frozenset(element.get("class", "").split())
        if classes & _LEFT_OUT or element.tag == "hr":
            return ()
        special = _SPECIAL.get(str(element.tag))
        if special:
            return special(self, element, classes)
        if classes & _TITLES:
            return [_node("p", [_node("strong", self.children(element))])]
        kind = _KINDS.get(str(element.tag))
        return [self._plain(kind, element)] if kind else self.children(element)

    def _plain(self, kind: str, element: html.HtmlElement) -> Node:
        node = _node(kind, self.children(element))
        if kind == "heading":
            node["level"] = int(str(element.tag)[1])
        if kind in NAMED:
            node["label"] = self.links.label(element.get("id", ""))
        return node


def read_chapter(markup: str, links: Links) -> list[Node]:
    """Read a chapter's HTML, which our own Markdown and templates have made."""
    root = html.fragment_fromstring(markup, create_parent="div")
    notes = {str(item.get("id")): item for item in root.iterfind(".//div[@class='footnote']//li")}
    return Reader(links, notes).children(root)


def _node(kind: str, children: list[Node], **more: Any) -> dict[str, Any]:
    return {"t": kind, "c": children, **more}


def _joined(pieces: Iterable[Node]) -> Iterator[Node]:
    """Join texts that follow each other; no space stands at the edges of a block."""
    kept: list[Node] = [""]
    for piece in pieces:
        if isinstance(piece, str) and isinstance(kept[-1], str):
            kept[-1] += piece
        else:
            kept.append(piece)
    for place, piece in enumerate(kept):
        if isinstance(piece, str):
            text = piece.lstrip(" ") if place and _is_block(kept[place - 1]) else piece
            follows = kept[place + 1 : place + 2]
            text = text.rstrip(" ") if follows and _is_block(follows[0]) else text
            if text and not (text == " " and (not place or not follows)):
                yield text
        else:
            yield piece


def _is_block(node: Node) -> bool:
    return isinstance(node, dict) and node["t"] in _BLOCKS


def _link(reader: Reader, element: html.HtmlElement, classes: frozenset[str]) -> Iterable[Node]:
    children = reader.children(element)
    if "term" in classes:  # explained on a screen only
        return children
    target = reader.links.target(element.get("href", ""))
    shown: list[Node] = [_node("a", children, **target)] if target else children
    return [_node("br", []), *shown] if "line" in classes else shown


def _raised(reader: Reader, element: html.HtmlElement, _: frozenset[str]) -> Iterable[Node]:
    name = str(element.get("id", "")).replace("fnref", "fn", 1)
    unread = dict(reader.notes) if reader.unread is None else reader.unread
    note = unread.pop(re.sub(r"^fn\d+:", "fn:", name), None)
    if note is None:
        return [_node("sup", reader.children(element))]
    within = reader._replace(unread=unread if reader.unread is None else {})
    return [_node("note", _unwrapped(within.children(note)), label=reader.links.label(name))]


def _unwrapped(nodes: list[Node]) -> list[Node]:
    """Take the one paragraph of a footnote for the footnote itself."""
    only = nodes[0] if len(nodes) == 1 else ""
    children = only["c"] if isinstance(only, dict) and only["t"] == "p" else nodes
    last = children[-1] if children else None
    if isinstance(last, str):
        children = [*children[:-1], last.rstrip(" \xa0")]
    return list(children)


def _box(reader: Reader, element: html.HtmlElement, classes: frozenset[str]) -> Iterable[Node]:
    children = reader.children(element)
    if "seat-name" in classes:  # beside the code of its unit, on the same line
        return [" ", *children]
    is_box = classes & {"box", "contact", "admonition"}
    return [_node("box", children)] if is_box else [*_apart(children)]


def _apart(children: list[Node]) -> Iterator[Node]:
    """Keep the words of one division from running into those of the next."""
    if children and not any(map(_is_block, children)):
        yield _node("p", children)
    else:
        yield from children


def _span(reader: Reader, element: html.HtmlElement, classes: frozenset[str]) -> Iterable[Node]:
    children = reader.children(element)
    if "chart-key" in classes:  # beside what is measured
        return [" · ", *children]
    return [_node("limit", children)] if "limit" in classes else children


def _list(reader: Reader, element: html.HtmlElement, classes: frozenset[str]) -> Iterable[Node]:
    children = [one for one in reader.children(element) if isinstance(one, dict)]
    kind = "row" if classes & _ROWS else str(element.tag)
    return [_node(kind, list(children))] if children else []


def _image(reader: Reader, element: html.HtmlElement, _: frozenset[str]) -> Iterable[Node]:
    source = element.get("src")
    path = reader.links.file(source) if source else ""
    return [_node("image", [], path=path, alt=element.get("alt", ""))] if path else []


def _drawing(_: Reader, element: html.HtmlElement, _classes: frozenset[str]) -> Iterable[Node]:
    return [_node("image", [], **draw_figure(element))]


def _table(reader: Reader, element: html.HtmlElement, _: frozenset[str]) -> Iterable[Node]:
    head, body, foot = (
        [_cells(reader, row) for row in element.iterfind(f"{name}/tr")]
        for name in ("thead", "tbody", "tfoot")
    )
    widths = [sum(cell["span"] for cell in row) for row in (*head, *body, *foot)]
    for cell in (cell for row in head for cell in row):
        cell["c"] = _without_links(cell["c"])
    columns = max(widths, default=0)
    shares = [_share(row[place] for row in body if len(row) == columns) for place in range(columns)]
    shown = _node("table", [], columns=columns, shares=shares, head=head, body=body, foot=foot)
    return [shown] if widths else []


def _share(cells: Iterable[dict[str, Any]]) -> int:
    """Weigh a column by how much stands in it: twice the width for four times the text."""
    lengths = [len(_text(cell["c"])) for cell in cells]
    mean = sum(lengths) // len(lengths) if lengths else 0
    return min(max(isqrt(mean), _NARROWEST), _WIDEST)


def _text(nodes: list[Node]) -> str:
    return "".join(one if isinstance(one, str) else _text(one["c"]) for one in nodes)


def _without_links(nodes: list[Node]) -> list[Node]:
    """Take the words of links: a head is repeated on each page, and a repetition cannot link."""
    plain: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            plain.append(node)
        elif node["t"] == "a":
            plain += node["c"]
        else:
            plain.append({**node, "c": _without_links(node["c"])})
    return plain


def _cells(reader: Reader, row: html.HtmlElement) -> list[dict[str, Any]]:
    return [
        {
            "c": _from_the_top(reader.children(cell)),
            "head": cell.tag == "th",
            "num": "num" in cell.get("class", "").split(),
            "span": int(cell.get("colspan", "1")),
        }
        for cell in row
        if isinstance(cell.tag, str)
    ]


def _from_the_top(nodes: list[Node]) -> list[Node]:
    """Begin a cell on its first line, not on the one after a break."""
    first = nodes[0] if nodes else ""
    return nodes[1:] if isinstance(first, dict) and first["t"] == "br" else nodes


_SPECIAL = {
    "a": _link,
    "sup": _raised,
    "div": _box,
    "span": _span,
    "ul": _list,
    "ol": _list,
    "img": _image,
    "svg": _drawing,
    "table": _table,
}
