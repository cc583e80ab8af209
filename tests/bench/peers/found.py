"""What our search finds, as other programs would write it: title, hint and all words, unpacked.

Comes in: a viewpoint, or the search data of a finished site. Goes out: entries by their address.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from kim.export.search import Search
from kim.export.search.documents import list_documents
from kim.export.search.overviews import list_overviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kim.views.viewpoint import Viewpoint


class Found(NamedTuple):
    """What the search knows of a page or of a part of one."""

    title: str
    hint: str
    words: str


def list_found(view: Viewpoint) -> Iterator[tuple[str, Found]]:
    """Yield the address and the entry of everything that can be found."""
    documents = (*list_documents(view), *list_overviews(view))
    titles = json.loads(Search(view).titles(view).content)
    texts = zip(titles["titles"].split("\n"), titles["hints"].split("\n"), strict=True)
    for document, (title, hint) in zip(documents, texts, strict=True):
        kind, name = document.key
        words = " ".join(text for texts in document.found for text in texts)
        if title:
            address = titles["pages"][kind].replace("*", name)
            yield address, Found(title, hint, " ".join(words.split()))


def read_found(path: Path) -> dict[str, Found]:
    """Read the entries that another program has written."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return {entry.pop("address"): Found(**entry) for entry in entries}
