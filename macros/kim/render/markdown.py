"""Record text → HTML: paragraphs, lists, emphasis and links, nothing else.

Everything an author writes is escaped first; only this short list of marks becomes markup.
"""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markupsafe import Markup

_ALLOWED = ("list", "emphasis", "link", "escape", "newline")
_MARKED = re.compile(
    r"[*_\[\]\\\0\t\r]"  # what may be a mark
    r"|(?:\A|\n)(?:[^\S\n]|[-+\d])|\A\n"  # what may begin a list, or stands apart
    r"|[^\S\n]\n|\s\Z|\A\Z"
)
"""Where a text may be more than lines and paragraphs; most texts have nothing of it."""
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
    if _MARKED.search(text):
        return Markup(PARSER.render(text))  # noqa: S704  # the parser escapes all but its marks
    parts = _BETWEEN.split(escapeHtml(text))
    return Markup("".join([f"<p>{part}</p>\n" for part in parts]))  # noqa: S704  # escaped


@lru_cache(maxsize=4096)
def render_inline(text: str) -> Markup:
    """Turn one line of a record's text into emphasis and links, without a paragraph."""
    plain = not _MARKED.search(text)
    html = escapeHtml(text) if plain else PARSER.renderInline(text)
    return Markup(html)  # noqa: S704  # as above
