"""Views → the data of the search: one index for all languages, the titles for each.

The script in theme/assets/js/finder.js reads them. docs/adr/0003-search.md says why it is our own.
"""

from collections.abc import Iterable, Iterator

from kim.export.data import DataFile, json_file
from kim.export.search.documents import list_documents, shorten
from kim.export.search.overviews import EVERYWHERE, GERMAN, list_overviews
from kim.export.search.packing import pack_index
from kim.export.search.words import fold, forget_words, words_in
from kim.fields import Text
from kim.models import KINDS
from kim.models.area import Area
from kim.views.viewpoint import PARTED_KINDS, ROWS_ON_A_PAGE, Viewpoint

_ANY = "*"
"""Stands for the id in the address of a kind's pages."""
_OWN_ADDRESSES = {"chapters": _ANY, EVERYWHERE: f"{_ANY}/", GERMAN: f"{_ANY}/"}


class Search:
    """What can be found on a site, collected once for all its languages."""

    def __init__(self, view: Viewpoint) -> None:
        self.documents = (*list_documents(view), *list_overviews(view))
        self._silent = _home_words(view)

    def index(self) -> DataFile:
        """Give the words and where they lead; the same in every language."""
        index = json_file("suche", pack_index(self.documents, self._silent))
        forget_words()  # it was made of them all; nothing else asks for so many
        return index

    def titles(self, view: Viewpoint) -> DataFile:
        """Give what a result shows in one language, and the addresses of its pages."""
        kinds = dict.fromkeys(document.key[0] for document in self.documents)
        titles = [_shown(view, document.title) for document in self.documents]
        hints = [_shown(view, document.hint) for document in self.documents]
        pages = {
            "pages": {kind: _address(view, kind) for kind in kinds},
            "parts": dict(_parts(view, kinds)),
            "titles": "\n".join(text for text, _ in titles),
            "hints": "\n".join(
                shorten(document.hint, text)
                for document, (text, _) in zip(self.documents, hints, strict=True)
            ),
            "german": "".join(
                str(title + 2 * hint) for (_, title), (_, hint) in zip(titles, hints, strict=True)
            ),
        }
        return json_file(f"suche-{view.language}", pages)


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
            yield kind, [view.part_of(record) for record in records.values()]


def _home_words(view: Viewpoint) -> tuple[str, ...]:
    """Give the folded words of the site's own area: in a name they say nothing."""
    site = view.catalogue.site
    area = view.catalogue.get(Area, site.area) if site else None
    return tuple(fold(word) for word in words_in(str(area.name))) if area else ()
