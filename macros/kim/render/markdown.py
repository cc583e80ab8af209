"""Record text → HTML: paragraphs, lists, emphasis and links, nothing else.

Everything an author writes is escaped first; only this short list of marks becomes markup.
"""

import re
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_ALLOWED = ("list", "emphasis", "link", "escape", "newline")
_MARK = re.compile(r"[*_\[\]\\\0\t\r]")
"""What may be a mark."""
_BEGIN = re.compile(r"[\s\-+\d]|\Z")
"""What may begin a list, or stands apart: first of all, or on a line of its own."""
_BREAK = re.compile(r"\n(?:(?<=[^\S\n]\n)|(?=[^\S\n]|[-+\d]))")
_BETWEEN = re.compile(r"\n\n+")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|[./#]|[\w-]+/)", re.IGNORECASE)


@cache
def parser() -> "MarkdownIt":
    """Give the parser with its hook for links: only addresses that cannot run anything."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  slow to load, and most texts are plain

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
            return _SAFE_LINK.match(url) is not None and not url.startswith("//")

    return Parser("zero", {"html": False}).enable(list(_ALLOWED))


@lru_cache(maxsize=4096)
def render_markdown(text: str) -> Markup:
    """Turn a record's text into paragraphs and lists."""
    if not _is_plain(text):
        return Markup(parser().render(text))  # noqa: S704  # the parser escapes all but its marks
    parts = _BETWEEN.split(_escape(text))
    return Markup("".join([f"<p>{part}</p>\n" for part in parts]))  # noqa: S704  # escaped


@lru_cache(maxsize=4096)
def render_inline(text: str) -> Markup:
    """Turn one line of a record's text into emphasis and links, without a paragraph."""
    html = _escape(text) if _is_plain(text) else parser().renderInline(text)
    return Markup(html)  # noqa: S704  # as above


def _escape(text: str) -> str:
    """Escape as the parser does."""
    return escape(text, quote=False).replace('"', "&quot;")


def _is_plain(text: str) -> bool:
    """Tell whether a text is nothing but lines and paragraphs; most texts are."""
    return not (
        _BEGIN.match(text) or text[-1].isspace() or _MARK.search(text) or _BREAK.search(text)
    )
