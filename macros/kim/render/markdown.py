"""Record text → HTML: paragraphs, lists, emphasis and links, nothing else.

Everything an author writes is escaped first; only this short list of marks becomes markup.
"""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markupsafe import Markup

_ALLOWED = ("list", "emphasis", "link", "escape", "newline")
_MARK = re.compile(r"[*_\[\]\\\0\t\r]")
"""What may be a mark."""
_BEGIN = re.compile(r"[\s\-+\d]|\Z")
"""What may begin a list, or stands apart: first of all, or on a line of its own."""
_BREAK = re.compile(r"\n(?:(?<=[^\S\n]\n)|(?=[^\S\n]|[-+\d]))")
_BETWEEN = re.compile(r"\n\n+")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|[./#]|[\w-]+/)", re.IGNORECASE)


class _Parser(MarkdownIt):
    """The parser with its hook for links: only addresses that cannot run anything."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        return _SAFE_LINK.match(url) is not None and not url.startswith("//")


PARSER = _Parser("zero", {"html": False}).enable(list(_ALLOWED))


@lru_cache(maxsize=4096)
def render_markdown(text: str) -> Markup:
    """Turn a record's text into paragraphs and lists."""
    if not _is_plain(text):
        return Markup(PARSER.render(text))  # noqa: S704  # the parser escapes all but its marks
    parts = _BETWEEN.split(escapeHtml(text))
    return Markup("".join([f"<p>{part}</p>\n" for part in parts]))  # noqa: S704  # escaped


@lru_cache(maxsize=4096)
def render_inline(text: str) -> Markup:
    """Turn one line of a record's text into emphasis and links, without a paragraph."""
    html = escapeHtml(text) if _is_plain(text) else PARSER.renderInline(text)
    return Markup(html)  # noqa: S704  # as above


def _is_plain(text: str) -> bool:
    """Tell whether a text is nothing but lines and paragraphs; most texts are."""
    return not (
        _BEGIN.match(text) or text[-1].isspace() or _MARK.search(text) or _BREAK.search(text)
    )
