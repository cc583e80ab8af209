"""Record text → HTML: paragraphs, lists, emphasis and links, nothing else.

Everything an author writes is escaped first; only this short list of marks becomes markup.
"""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup

_ALLOWED = ("list", "emphasis", "link", "escape", "newline")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|[./#]|[\w-]+/)", re.IGNORECASE)


class _Parser(MarkdownIt):
    """The parser with its hook for links: only addresses that cannot run anything."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        return _SAFE_LINK.match(url) is not None and not url.startswith("//")


_PARSER = _Parser("zero", {"html": False}).enable(list(_ALLOWED))


@lru_cache(maxsize=4096)
def render_markdown(text: str) -> Markup:
    """Turn a record's text into paragraphs and lists."""
    return Markup(_PARSER.render(text))  # noqa: S704  # the parser escapes all but its marks


@lru_cache(maxsize=4096)
def render_inline(text: str) -> Markup:
    """Turn one line of a record's text into emphasis and links, without a paragraph."""
    return Markup(_PARSER.renderInline(text))  # noqa: S704  # as above
