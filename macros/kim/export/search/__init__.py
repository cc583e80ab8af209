"""Views → the data of the search: one index for all languages, the titles for each.

The script in theme/assets/js/finder.js reads them. docs/adr/0003-search.md says why it is our own.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from kim.catalogue import Catalogue
from kim.export.data import DataFile, given_file, hold_file, json_file
from kim.export.search.documents import CALLED, Document, list_documents, phone_of, shorten
from kim.export.search.overviews import EVERYWHERE, GERMAN, list_overviews
from kim.export.search.packing import PHONES, pack_index, say_phone
from kim.export.search.words import fold, forget_words, words_in
from kim.fields import HOME_LANGUAGE, Text
from kim.models import KINDS
from kim.models.area import Area
from kim.reads import Part, see_noting
from kim.rows import kept
from kim.views.viewpoint import PARTED_KINDS, ROWS_ON_A_PAGE, Viewpoint

_ANY = "*"
"""Stands for the id in the address of a kind's pages."""
_OWN_ADDRESSES = {"chapters": _ANY, EVERYWHERE: f"{_ANY}/", GERMAN: f"{_ANY}/"}


class Search:
    """What can be found on a site, collected once for all its languages."""

    def __init__(self, home: Viewpoint) -> None:
        self._home = home

    def index(self) -> DataFile:
        """Give the words and where they lead; the same in every language."""
        keys, index = _index(self._home, "")
        numbers = (_phone(self._home, key) if _kind_of(key) in CALLED else "" for key in keys)
        return json_file("suche", {**index, PHONES: "\n".join(numbers)})

    def titles(self, view: Viewpoint) -> DataFile:
        """Give what a result shows in one language, and the addresses of its pages."""
        return given_file(view, _titles(view, ""))

    def forget(self) -> None:
        """Let go of what can be found: on a large site that is much."""
        _COLLECTED.clear()


_COLLECTED: list[tuple[Catalogue, date, tuple[Document, ...], Part | None]] = []
"""What can be found in the catalogue that was asked for last, and what was read for it."""


def _collect(view: Viewpoint) -> tuple[Document, ...]:
    """Collect what can be found, once for all languages."""
    catalogue, today = view.catalogue, view.today
    if not _COLLECTED or _COLLECTED[0][0] is not catalogue or _COLLECTED[0][1] != today:
        home = view.in_language(HOME_LANGUAGE)
        found, part = see_noting(
            catalogue.reads, lambda: (*list_documents(home), *list_overviews(home))
        )
        _COLLECTED[:] = [(catalogue, today, found, part)]
    *_, documents, part = _COLLECTED[0]
    if catalogue.reads and part:
        catalogue.reads.join(part)
    return documents


@kept
def _index(view: Viewpoint, _: str) -> tuple[list[str], dict[str, object]]:
    """Give the keys of all documents, and the index without their phones."""
    documents = _collect(view)
    index = pack_index(documents, _home_words(view))
    forget_words()  # it was made of them all; nothing else asks for so many
    return ["/".join(document.key) for document in documents], index


def _kind_of(key: str) -> str:
    return key.partition("/")[0]


@kept
def _phone(view: Viewpoint, key: str) -> str:
    kind, _, name = key.partition("/")
    return say_phone(phone_of(view, kind, name))


@kept
def _titles(view: Viewpoint, _: str) -> list[str]:
    documents = _collect(view)
    kinds = dict.fromkeys(document.key[0] for document in documents)
    titles = [_shown(view, document.title) for document in documents]
    hints = [_shown(view, document.hint) for document in documents]
    pages = {
        "pages": {kind: _address(view, kind) for kind in kinds},
        "parts": dict(_parts(view, kinds)),
        "titles": "\n".join(text for text, _ in titles),
        "hints": "\n".join(
            shorten(document.hint, text)
            for document, (text, _) in zip(documents, hints, strict=True)
        ),
        "german": "".join(
            str(title + 2 * hint) for (_, title), (_, hint) in zip(titles, hints, strict=True)
        ),
    }
    return hold_file(view, json_file(f"suche-{view.language}", pages))


def _shown(view: Viewpoint, text: Text | None) -> tuple[str, bool]:
    """Give a text on one line, and whether it is German on a page in another language."""
    if text is None:
        return "", False
    phrase = view.phrase(text)
    return " ".join(phrase.text.split()), bool(phrase.language)


def _address(view: Viewpoint, kind: str) -> str:
    """Give the address of a kind's pages with a star for the id."""
    if kind in _OWN_ADDRESSES:
        return f"{view.home if kind == EVERYWHERE else ''}{_OWN_ADDRESSES[kind]}"
    return view.kind_href(kind, _ANY) if kind in KINDS else view.term_href(kind, _ANY)


def _parts(view: Viewpoint, kinds: Iterable[str]) -> Iterator[tuple[str, list[int]]]:
    """Give the page of each record of a kind that has several, in the order of the documents."""
    for kind in sorted(PARTED_KINDS.intersection(kinds)):
        records = view.catalogue.records[kind]
        if len(records) > ROWS_ON_A_PAGE:
            yield kind, [view.part_of(kind, name) for name in records]


def _home_words(view: Viewpoint) -> tuple[str, ...]:
    """Give the folded words of the site's own area: in a name they say nothing."""
    site = view.catalogue.site
    area = view.catalogue.get(Area, site.area) if site else None
    return tuple(fold(word) for word in words_in(str(area.name))) if area else ()
