"""Where the links of an edition lead: to the record as of then where the edition shows it.

Comes in: the records of an edition, those of today, all addresses that answer. Goes out: addresses
by kind and id for every record that is not to be found at its own address. An annex shows records
as they were; whatever has no annex leads to its entry of today, wherever that is now, or to the
list in which it stood.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from kim.catalogue import Catalogue
from kim.handbook.book import Book, page_href
from kim.models.committee import Committee
from kim.models.service import Service
from kim.views.viewpoint import PARTED_KINDS, Viewpoint, kind_href

Places: TypeAlias = Mapping[tuple[str, str], str]

ANNEX = "anlage"
"""The macro that draws an annex."""
_SHOWN = {"angebote": Service.kind, "gremien": Committee.kind}
"""Annexes with a row for each record of a kind."""


def row_anchor(kind: str, record_id: str) -> str:
    """Name a record's row in an annex; no heading's name has two hyphens in a row."""
    return f"{kind}--{record_id}"


def places_today(then: Catalogue, now: Catalogue, answering: Collection[str]) -> Places:
    """Find where the records of an edition stand today, if not where they stood."""
    return {} if then is now else dict(_places_today(then, now, answering))


def _places_today(
    then: Catalogue, now: Catalogue, answering: Collection[str]
) -> Iterator[tuple[tuple[str, str], str]]:
    view = Viewpoint(now, date.max)
    for kind, records in then.records.items():
        today = now.records[kind]
        heirs = {old: one for one in today.values() for old in one.formerly}
        if kind in PARTED_KINDS:  # who stands on which page is not for ever
            heirs = {**heirs, **today}
        for name in records.keys() - (today.keys() - heirs.keys()):
            if name in heirs:
                yield (kind, name), view.href(heirs[name])
            elif kind_href(kind, name) not in answering:
                yield (kind, name), kind_href(kind)


def places_in_annexes(catalogue: Catalogue, book: Book, home: str) -> Places:
    """Find the row of each record that an annex of this edition shows."""
    return {
        (kind, name): f"{home}{page_href(chapter.path)}#{row_anchor(kind, name)}"
        for chapter in book.chapters
        for call in chapter.calls
        if call.name == ANNEX and (kind := _SHOWN.get(call.arguments[0]))
        for name in catalogue.records[kind]
    }
