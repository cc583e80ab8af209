"""A page holds no script, style or handler of its own: the policy forbids what it does not know.

The policy in every page and answer allows files of the site only. What stands in a page in spite of
that is a fault of a template or an attack, and the page would be broken or worse.
"""

import re
from functools import lru_cache

_DATA = b'type="application/ld+json"'
_STYLE = b' style="'
_STYLED = re.compile(rb"<[a-zA-Z][^<>]*\sstyle=\"")
"""The words may stand in a text: only in a tag they are a style."""
_SUSPECT = re.compile(rb"<[sioebSIOEB][ctfbmaCTFBMA][rRyYjJbBsS][^>]*")
"""Every forbidden element, every script and little else: the search is done on every page."""
_FORBIDDEN = (b"<style", b"<iframe", b"<object", b"<embed", b"<base")
_SCRIPT = b"<script"
_FOREIGN = re.compile(rb"\ssrc=\"?(?:[a-z]+:|//)", re.IGNORECASE)


class InlineCodeError(Exception):
    """A page holds code or style of its own; says which page and what."""


def refuse_inline(address: str, page: bytes) -> None:
    """Refuse a page with a script, style or frame in it. Cost: two searches in its bytes."""
    if _STYLE in page and _STYLED.search(page):
        raise InlineCodeError(f"{address} enthält {_STYLE.decode().strip()}")
    for fault in filter(None, map(_fault_in, _SUSPECT.findall(page))):
        raise InlineCodeError(f"{address} enthält {fault}")


@lru_cache(maxsize=1024)
def _fault_in(tag: bytes) -> str:
    """Say what is forbidden about a tag; the same few stand in all pages."""
    name = tag.lower()
    is_own = (b' src="' in tag and not _FOREIGN.search(tag)) or _DATA in tag
    if name.startswith(_SCRIPT) and not is_own:
        return f"ein Skript: {tag.decode(errors='replace')}"
    return tag.decode(errors="replace") if name.startswith(_FORBIDDEN) else ""
