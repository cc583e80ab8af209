"""A page holds no script, style or handler of its own: the policy forbids what it does not know.

The policy in every page and answer allows files of the site only. What stands in a page in spite of
that is a fault of a template or an attack, and the page would be broken or worse.
"""

_SCRIPT = b"<script"
_DATA = b'type="application/ld+json"'
_FORBIDDEN = (b"<style", b' style="', b"<iframe", b"<object", b"<embed", b"<base ")


class InlineCodeError(Exception):
    """A page holds code or style of its own; says which page and what."""


def refuse_inline(address: str, page: bytes) -> None:
    """Refuse a page with a script, style or frame in it. Cost: seven searches in its bytes."""
    for found in _FORBIDDEN:
        if found in page:
            raise InlineCodeError(f"{address} enthält {found.decode().strip()}")
    start = page.find(_SCRIPT)
    while start >= 0:
        tag = page[start : page.index(b">", start)]
        if b' src="' not in tag and _DATA not in tag:
            raise InlineCodeError(f"{address} enthält ein Skript: {tag.decode(errors='replace')}")
        start = page.find(_SCRIPT, start + 1)
