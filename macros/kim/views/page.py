"""A page, and long lists split into several of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeVar

from kim.models import Record
from kim.views.alphabet import initial
from kim.views.notice import Notice
from kim.views.viewpoint import ROWS_ON_A_PAGE, Link, Phrase, Viewpoint, part_href

R = TypeVar("R", bound=Record)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it stands, what it is called, which template shows what."""

    path: str
    template: str
    title: Phrase
    description: Phrase | str
    view: Any
    crumbs: tuple[Link, ...] = ()
    door: str = ""
    record: tuple[str, str] = ("", "")
    """Kind and id of the record that the page is about."""
    notice: Notice | None = None
    is_everywhere: bool = True
    """Whether the page exists in every language of the site, not in German only."""

    @property
    def number(self) -> int:
        """Tell which part of a long list this is: no two windows are called the same."""
        part = getattr(self.view, "slice", None)
        return part.number if part else 1


class Draft(NamedTuple):
    """Gives pages when it is their turn; to see all that is on them takes time."""

    see: Callable[[], Iterator[Page]]
    homes: tuple[str, ...]
    """Addresses at or below which all its pages stand; of no other draft's is one the same."""
    own: tuple[str, str] | None = None
    """Kind and id of the record that its pages are about and show nearly all of."""

    def __call__(self) -> Iterator[Page]:
        """Give the pages."""
        return self.see()


class Group(NamedTuple):
    """Gives pages and drafts that stand at or below the same addresses."""

    see: Callable[[], Iterable[Page | Draft]]
    homes: tuple[str, ...]

    def holds(self, address: str) -> bool:
        """Tell whether a page or file at an address can only be one of these."""
        return any(
            address == home or (home.endswith("/") and address.startswith(home))
            for home in self.homes
        )


def alone(see: Callable[[], Iterator[Page]], *homes: str) -> Group:
    """Make a group of one draft."""
    return Group(lambda: (Draft(see, homes),), homes)


def drafts_of(
    view: Viewpoint, model: type[R], see: Callable[[R], Iterator[Page]]
) -> Iterator[Draft]:
    """Draft the pages of each record of a kind; no record is looked at before its turn."""
    records, kind = view.catalogue.all(model), model.kind
    for name in records:
        see_one = partial(_see_one, records, see, name)
        yield Draft(see_one, (view.kind_href(kind, name),), (kind, name))


def _see_one(
    records: Mapping[str, R], see: Callable[[R], Iterator[Page]], name: str
) -> Iterator[Page]:
    return see(records[name])


class Slice(NamedTuple):
    """One page of a long list and the way to the others."""

    rows: tuple[Any, ...]
    total: int
    number: int
    pages: tuple[str, ...]
    letters: tuple[str, ...] = ()
    """From which letter to which each page goes, where the list is in the order of the alphabet."""

    @property
    def address(self) -> str:
        """Give the address of this page."""
        return self.pages[self.number - 1]


class Listing(NamedTuple):
    """A list page: what it is about and its slice of rows."""

    subject: Any
    slice: Slice


def count_pages(length: int) -> int:
    """Tell how many pages a list has; one at least."""
    return max(1, -(-length // ROWS_ON_A_PAGE))


def pages_of(path: str, length: int) -> tuple[str, ...]:
    """Give the addresses of the pages of a list."""
    return tuple([part_href(path, number) for number in range(1, count_pages(length) + 1)])


def cut_page(ids: Sequence[V], number: str) -> tuple[int, list[V]]:
    """Cut a page out of a list, as a row that can be kept: the length of the list, what it shows.

    Who knows one page only has not read what stands on the others.
    """
    start = (int(number) - 1) * ROWS_ON_A_PAGE
    return len(ids), list(ids[start : start + ROWS_ON_A_PAGE])


def letters_of(names: Sequence[str]) -> str:
    """Say from which letter to which these names go."""
    first, last = (initial(name) for name in (names[0], names[-1])) if names else ("", "")
    return first if first == last else f"{first}–{last}"
