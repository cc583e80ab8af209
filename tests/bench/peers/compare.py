"""Two finished pages → what differs for those who read them and for machines.

Compared are the title, the JSON-LD, the text of the main part without white space, and the set of
addresses that its links lead to; of pages that share our header and footer also all their text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from tests.bench.peers.markdown import is_seen
from tests.bench.peers.pages import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

_SITE = "https://bench.example/"
_OWN_PARTS = {"template", "script", "style", "noscript"}


class Read(NamedTuple):
    """A page as it is compared."""

    title: str
    linked_data: object
    text: str
    links: frozenset[str]
    whole: str


def read(out: Path, address: str, main: str) -> Read:
    """Read a page; `main` is the path to its main part."""
    page = read_page(out, address)
    part = page.xpath(main)[0]
    data = page.xpath("//script[@type='application/ld+json']/text()")
    return Read(
        title=" ".join((page.findtext(".//title") or "").split()),
        linked_data=json.loads(data[0]) if data else None,
        text=_squeeze(_seen(part)),
        links=frozenset(urljoin(_SITE + address, href) for href in _links(part)),
        whole=_squeeze(_seen(page.find("body"))),
    )


def differences(ours: Read, theirs: Read, *, is_whole: bool) -> list[str]:
    """Name every way in which two pages differ."""
    found = [
        f"{name}: {_first_difference(str(own), str(other))}"
        for name, own, other in zip(Read._fields[:3], ours, theirs, strict=False)
        if own != other
    ]
    if ours.links != theirs.links:
        found.append(f"links: {sorted(ours.links ^ theirs.links)[:3]}")
    if is_whole and ours.whole != theirs.whole:
        found.append(f"whole: {_first_difference(ours.whole, theirs.whole)}")
    return found


def _first_difference(own: str, other: str) -> str:
    pairs = enumerate(zip(own, other, strict=False))
    start = next((at for at, (a, b) in pairs if a != b), min(len(own), len(other)))
    start = max(start - 20, 0)
    return f"…{own[start : start + 60]!r} / …{other[start : start + 60]!r}"


def _seen(element: HtmlElement) -> Iterator[str]:
    """Yield all text that somebody sees or hears."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and is_seen(child) and child.tag not in _OWN_PARTS:
            yield from _seen(child)
        yield child.tail or ""


def _links(element: HtmlElement) -> Iterator[str]:
    return (str(link) for link in element.xpath(".//a[not(ancestor-or-self::*[@hidden])]/@href"))


def _squeeze(parts: Iterator[str]) -> str:
    return re.sub(r"\s+", "", "".join(parts))
