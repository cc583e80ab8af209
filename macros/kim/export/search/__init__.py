"""Views → the data of the search: one index for all languages, the titles for each.

The script in theme/assets/js/finder.js reads them. docs/adr/0003-search.md says why it is our own.
"""

from collections.abc import Collection, Iterator
from typing import Any

from kim.export.data import DataFile, json_file
from kim.export.search.documents import (
    Document,
    Key,
    document_of,
    list_documents,
    list_leads,
    shorten,
)
from kim.export.search.overviews import EVERYWHERE, GERMAN, list_overviews
from kim.export.search.packing import PHONES, pack_keys, pack_words, say_phone
from kim.export.search.postings import Listener, UnknownWordError, Words
from kim.export.search.words import SILENT, fold, forget_words, words_in
from kim.fields import HOME_LANGUAGE, Text
from kim.models import KINDS
from kim.models.area import Area
from kim.reads import see_noting
from kim.renewal import mended
from kim.rows import kept, weighed
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
        home = self._home
        phones = "\n".join(_phones(home, ""))
        return json_file("suche", {**_index(home, ""), **_keys(home, ""), PHONES: phones})

    def titles(self, view: Viewpoint) -> DataFile:
        """Give what a result shows in one language, and the addresses of its pages."""
        shown = _titles(view, "")
        texts = {name: "\n".join(shown[name]) for name in ("titles", "hints")}
        said = {**shown, "parts": _parts(view, ""), **texts, "german": "".join(shown["german"])}
        return json_file(f"suche-{view.language}", said)

    def forget(self) -> None:
        """Let go of what can be found: on a large site that is much."""
        self._home.catalogue.seen.pop((_collect, self._home.today), None)


def _collect(view: Viewpoint) -> tuple[Document, ...]:
    """Collect what can be found, once for all languages."""
    catalogue, home = view.catalogue, view.in_language(HOME_LANGUAGE)
    key = _collect, view.today
    if key not in catalogue.seen:
        catalogue.seen[key] = see_noting(
            catalogue.reads,
            lambda: (*list_documents(home, _document), *list_overviews(home)),
        )
    documents: tuple[Document, ...]
    documents, part = catalogue.seen[key]
    if catalogue.reads and part:
        catalogue.reads.join(part)
    return documents


def _document(view: Viewpoint, key: Key) -> Document:
    return _found(view, "/".join(key))


@weighed(Document.plain)
def _found(view: Viewpoint, name: str) -> Document:
    return document_of(view, _key_of(name))


def _key_of(name: str) -> Key:
    kind, _, record_id = name.partition("/")
    return kind, record_id


@kept
def _names(view: Viewpoint, _: str) -> list[str]:
    """Give the kinds and ids of all documents in their order."""
    return ["/".join(document.key) for document in _collect(view)]


@mended(_names, by=_found)
def _same_names(_: Viewpoint, __: Viewpoint, known: list[str], ___: Collection[str]) -> list[str]:
    """Give the same: records come and go with a whole build, and what they say moves none."""
    return known


def _numbered(view: Viewpoint) -> Iterator[tuple[str, Document]]:
    """Give all documents in the order that they were given, which is kept as a row of its own."""
    home = view.in_language(HOME_LANGUAGE)
    return zip(_names(home, ""), _collect(view), strict=True)


@kept
def _contents(view: Viewpoint, _: str) -> dict[str, Any]:
    """Give the words of all documents, and which have ended."""
    listener, words, ended = Listener(_silent(view)), Words(), []
    for number, (_name, document) in enumerate(_numbered(view)):
        words.add(number, listener.hear(document))
        if document.has_ended:
            ended.append(number)
    return {"ended": ended, "words": words.plain()}


@mended(_contents, by=_found)
def _mend_contents(
    view: Viewpoint, before: Viewpoint, contents: dict[str, Any], names: Collection[str]
) -> dict[str, Any] | None:
    """Take out what these documents said, and put in what they say now."""
    places, listener = _places(view, names), Listener(_silent(view))
    words, ended = Words.read(contents["words"]), {*contents["ended"]}
    for name, number in places.items():
        old, new = document_of(before, _key_of(name)), _found(view, name)
        try:
            words.exchange(number, listener.hear(old), listener.hear(new))
        except UnknownWordError:
            return None
        ended = ended | {number} if new.has_ended else ended - {number}
    return {"ended": sorted(ended), "words": words.plain()}


def _places(view: Viewpoint, names: Collection[str]) -> dict[str, int]:
    """Give the numbers of some documents."""
    return {name: number for number, name in enumerate(_names(view, "")) if name in names}


@kept
def _index(view: Viewpoint, _: str) -> dict[str, object]:
    """Give what of the index hangs on the words."""
    known = _contents(view, "")
    index = pack_words(Words.read(known["words"]), known["ended"], _silent(view))
    forget_words()  # it was made of them all; nothing else asks for so many
    return index


@kept
def _keys(view: Viewpoint, _: str) -> dict[str, object]:
    """Give what of the index hangs on which documents there are."""
    return pack_keys(tuple(map(_key_of, _names(view, ""))), list_leads(view))


@kept
def _phones(view: Viewpoint, _: str) -> list[str]:
    """Give the numbers to call, in the order of the documents."""
    return [say_phone(document.phone) for _name, document in _numbered(view)]


@mended(_phones, by=_found)
def _mend_phones(
    view: Viewpoint, _: Viewpoint, phones: list[str], names: Collection[str]
) -> list[str]:
    now = [*phones]
    for name, number in _places(view, names).items():
        now[number] = say_phone(_found(view, name).phone)
    return now


@kept
def _titles(view: Viewpoint, _: str) -> dict[str, Any]:
    """Give what results show in one language, in the order of the documents."""
    documents = [document for _name, document in _numbered(view)]
    kinds = dict.fromkeys(document.key[0] for document in documents)
    shown = [_show(view, document) for document in documents]
    return {
        "pages": {kind: _address(view, kind) for kind in kinds},
        "parts": {},
        "titles": [title for title, _, _ in shown],
        "hints": [hint for _, hint, _ in shown],
        "german": [german for _, _, german in shown],
    }


@mended(_titles, by=_found)
def _mend_titles(
    view: Viewpoint, _: Viewpoint, shown: dict[str, Any], names: Collection[str]
) -> dict[str, Any]:
    home = view.in_language(HOME_LANGUAGE)
    now = {**shown, **{name: [*shown[name]] for name in ("titles", "hints", "german")}}
    for name, number in _places(home, names).items():
        texts = _show(view, _found(home, name))
        now["titles"][number], now["hints"][number], now["german"][number] = texts
    return now


def _show(view: Viewpoint, document: Document) -> tuple[str, str, str]:
    """Give title and hint, and which of them are German on a page in another language."""
    title, is_german = _shown(view, document.title)
    hint, is_hint_german = _shown(view, document.hint)
    return title, shorten(document.hint, hint), str(is_german + 2 * is_hint_german)


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


@kept
def _parts(view: Viewpoint, _: str) -> dict[str, list[int]]:
    """Give the page of each record of a kind that has several, in the order of the documents."""
    kinds = {_key_of(name)[0] for name in _names(view.in_language(HOME_LANGUAGE), "")}
    long = (kind for kind in PARTED_KINDS if len(view.catalogue.records[kind]) > ROWS_ON_A_PAGE)
    return {
        kind: list(map(view.parts(kind).__getitem__, view.catalogue.records[kind]))
        for kind in sorted(kinds.intersection(long))
    }


def _silent(view: Viewpoint) -> frozenset[str]:
    """Give the folded words that say nothing; in a name, those of the site's own area neither."""
    site = view.catalogue.site
    area = view.catalogue.get(Area, site.area) if site else None
    return SILENT.union(map(fold, words_in(str(area.name)))) if area else SILENT
