"""All pages of one language, as a row of drafts.

A draft is called when it is its turn, and only then sees what is on its pages: several processes
can walk along the same row and each take other pages out of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from kim.models import Site
from kim.views.notice import Notice, Notices, see_notices
from kim.views.page import Draft, Page
from kim.views.pages import citizens_pages, partners_pages
from kim.views.single_pages import see_search_page
from kim.views.viewpoint import Viewpoint


def list_pages(view: Viewpoint, site: Site) -> Iterator[Page]:
    """Give every page of one language: the citizens', and in German the partners' too."""
    yield see_search(view)
    for draft in list_drafts(view, site):
        yield from draft()


def list_drafts(view: Viewpoint, site: Site) -> Iterator[Draft]:
    """Give the drafts of all pages but the search's."""
    notices = see_notices(view)
    listed = notices.of_lists()
    if view.is_home:
        for page in partners_pages(view, site):
            yield partial(_in_german_only, page)
    for page in citizens_pages(view, site):
        yield partial(_with_notice, notices, listed, page)


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


def _pages_of(draft: Page | Draft) -> Iterable[Page]:
    return (draft,) if isinstance(draft, Page) else draft()
