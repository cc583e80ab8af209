"""All pages of one language, as a row of drafts.

A draft is called when it is its turn, and only then sees what is on its pages: several processes
can walk along the same row and each take other pages out of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from kim.models import Site
from kim.views.notice import Notice, Notices, see_notices
from kim.views.page import Draft, Group, Page
from kim.views.pages import citizens_pages
from kim.views.partner_pages import partners_pages
from kim.views.single_pages import see_search_page
from kim.views.viewpoint import Viewpoint


def list_pages(view: Viewpoint, site: Site) -> Iterator[Page]:
    """Give every page of one language: the citizens', and in German the partners' too."""
    yield see_search(view)
    for draft in list_drafts(view, site):
        yield from draft()


def list_drafts(view: Viewpoint, site: Site) -> Iterator[Draft]:
    """Give the drafts of all pages but the search's."""
    for group in list_groups(view, site):
        yield from group.drafts


class DraftGroup(NamedTuple):
    """A row of drafts, and whether a page or file at an address can only be one of theirs."""

    drafts: Iterator[Draft]
    holds: Callable[[str], bool]


def list_groups(view: Viewpoint, site: Site) -> Iterator[DraftGroup]:
    """Give the same in groups, of which each can be walked without the others."""
    notices = see_notices(view)
    noticed = partial(_with_notice, notices, notices.of_lists())
    if view.is_home:
        for group in partners_pages(view, site):
            yield DraftGroup(_drafts_of(group, _in_german_only), group.holds)
    for group in citizens_pages(view, site):
        yield DraftGroup(_drafts_of(group, noticed), group.holds)


class DraftRow:
    """The drafts of one language by address, walked along only as far as somebody asks."""

    def __init__(self, view: Viewpoint, site: Site) -> None:
        self._groups = tuple(list_groups(view, site))
        self._drafts: dict[str, Draft] = {}

    def at(self, address: str) -> Draft | None:
        """Find the draft of an address, which may be the last of its group."""
        for group in self._groups if address not in self._drafts else ():
            for draft in group.drafts if group.holds(address) else ():
                self._drafts.update(dict.fromkeys(draft.homes, draft))
                if address in draft.homes:
                    return draft
        return self._drafts.get(address)

    def above(self, folder: str) -> Draft | None:
        """Find the draft whose pages stand there or below; all of its group are known by now."""
        while folder and folder not in self._drafts:
            folder = folder[: folder.rstrip("/").rfind("/") + 1]
        return self._drafts[folder] if folder else None


def _drafts_of(group: Group, make: Callable[[Page | Draft], Iterator[Page]]) -> Iterator[Draft]:
    for page in group.see():
        own = page.own if isinstance(page, Draft) else None
        yield Draft(partial(make, page), _homes_of(page), own)


def see_search(view: Viewpoint) -> Page:
    """Give the page of the search; it alone needs to know the search data."""
    notices = see_notices(view)
    return next(_with_notice(notices, notices.of_lists(), see_search_page(view)))


def _with_notice(notices: Notices, listed: Notice | None, draft: Page | Draft) -> Iterator[Page]:
    for page in _pages_of(draft):
        notice = notices.of_record(*page.record) if page.record[0] else listed
        yield replace(page, notice=notice) if notice else page


def _in_german_only(draft: Page | Draft) -> Iterator[Page]:
    for page in _pages_of(draft):
        yield replace(page, is_everywhere=False)


def _homes_of(draft: Page | Draft) -> tuple[str, ...]:
    return (draft.path,) if isinstance(draft, Page) else draft.homes


def _pages_of(draft: Page | Draft) -> Iterable[Page]:
    return (draft,) if isinstance(draft, Page) else draft()
