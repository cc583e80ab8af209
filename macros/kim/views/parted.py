"""Kinds whose records stand together in the order of their names, a hundred on a page.

Which of them stand on which page is kept, so that a page reads no records but its own.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from kim.rows import kept
from kim.views.page import Draft, Page, Slice, count_pages, cut_page, letters_of, pages_of
from kim.views.viewpoint import ROWS_ON_A_PAGE, Viewpoint, order_of


def drafts_in_parts(
    view: Viewpoint, kind: str, see: Callable[[Slice], Page], see_row: Callable[[Any], Any]
) -> Iterator[Draft]:
    """Draft each page of a kind: `see` makes it of what `see_row` shows of the records."""
    addresses = pages_of(view.kind_href(kind), len(view.catalogue.records[kind]))
    for number, address in enumerate(addresses, 1):
        yield Draft(partial(_see_part, view, kind, number, see, see_row), (address,))


def _see_part(
    view: Viewpoint,
    kind: str,
    number: int,
    see: Callable[[Slice], Page],
    see_row: Callable[[Any], Any],
) -> Iterator[Page]:
    total, names = _part_on_page(view, f"{kind}/{number}")
    records = view.catalogue.records[kind]
    rows = tuple([see_row(records[name]) for name in names])
    pages, letters = pages_of(view.kind_href(kind), total), _letters_by_page(view, kind)
    yield see(Slice(rows, total, number, pages, tuple(letters)))


@kept
def _part_on_page(view: Viewpoint, page: str) -> tuple[int, list[str]]:
    """Count the records of a kind, and give those on a page; called contacts/2."""
    kind, _, number = page.partition("/")
    return cut_page(order_of(view, kind), number)


@kept
def _letters_by_page(view: Viewpoint, kind: str) -> list[str]:
    """Say of each page from which letter to which the names on it go."""
    records = view.catalogue.records[kind]
    names = [str(view.phrase(records[name].name)) for name in order_of(view, kind)]
    if kind == "contacts":
        names[:1] = names[1:2]  # who coordinates stands first, whatever the letter
    parts = range(count_pages(len(names)))
    return [letters_of(names[part * ROWS_ON_A_PAGE :][:ROWS_ON_A_PAGE]) for part in parts]
