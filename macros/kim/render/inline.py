"""A page holds no script, style or handler of its own: the policy forbids what it does not know.

The policy in every page and answer allows files of the site only. What stands in a page in spite of
that is a fault of a template or an attack, and the page would be broken or worse.
"""

import re

_DATA = b'type="application/ld+json"'
_STYLE = b' style="'
_SUSPECT = re.compile(rb"<[sioebSIOEB][ctfbmaCTFBMA][^>]*")
"""Every forbidden element, every script and little else: the search is done on every page."""
_FORBIDDEN = (b"<style", b"<iframe", b"<object", b"<embed", b"<base")
_SCRIPT = b"<script"


class InlineCodeError(Exception):
    """A page holds code or style of its own; says which page and what."""


def refuse_inline(address: str, page: bytes) -> None:
    """Refuse a page with a script, style or frame in it. Cost: two searches in its bytes."""
    if _STYLE in page:
        raise InlineCodeError(f"{address} enthält {_STYLE.decode().strip()}")
    for tag in _SUSPECT.findall(page):
        name = tag.lower()
        if name.startswith(_FORBIDDEN):
            raise InlineCodeError(f"{address} enthält {tag.decode(errors='replace')}")
        if name.startswith(_SCRIPT) and b' src="' not in tag and _DATA not in tag:
            raise InlineCodeError(f"{address} enthält ein Skript: {tag.decode(errors='replace')}")
