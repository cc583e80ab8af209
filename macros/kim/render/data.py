"""The files that belong to a page: what its script asks for, what its readers take along."""

from typing import Any
from weakref import WeakKeyDictionary

from kim.export.calendar import calendar_file
from kim.export.data import DataFile
from kim.export.facets import facets_file
from kim.export.matrix import matrix_file
from kim.export.passport import passport_files
from kim.export.wegweiser import wegweiser_files
from kim.render.qr import encode_qr
from kim.views.committees import CommitteeView
from kim.views.events import Calendar, EventsView
from kim.views.facets import FacetsView
from kim.views.page import Listing
from kim.views.passport import PassportView
from kim.views.responsibilities import MatrixView
from kim.views.wegweiser import WegweiserView


def data_files(view: Any, language: str, site_address: str) -> tuple[DataFile, ...]:
    """Give the files to publish beside a page; most pages have none."""
    if isinstance(view, PassportView):
        return _passport(view, language, site_address)
    if isinstance(view, WegweiserView):
        passport = _passport(view.passport, language, site_address)
        return *wegweiser_files(view, language), *passport
    if isinstance(view, Listing) and isinstance(view.subject, FacetsView):
        is_first = view.slice.number == 1
        return (facets_file(view.subject, language),) if is_first else ()
    return ()


_PASSES: WeakKeyDictionary[PassportView, dict[tuple[str, str], tuple[DataFile, ...]]]
_PASSES = WeakKeyDictionary()
"""What was written about the services, as long as somebody shows it: it is large."""


def _passport(view: PassportView, language: str, site_address: str) -> tuple[DataFile, ...]:
    """Write what a pass says, once for the Merkliste and the Wegweiser: codes take time to draw."""
    written = _PASSES.setdefault(view, {})
    if (language, site_address) not in written:
        files = passport_files(view, language, site_address, encode_qr)
        written[language, site_address] = files
    return written[language, site_address]


def files_to_take(view: Any, site_address: str) -> tuple[DataFile, ...]:
    """Give what readers of a page take along: its dates as a calendar, its table to reckon with."""
    if isinstance(view, MatrixView):
        return (matrix_file(view, site_address),)
    return calendar_files(view, site_address)


def calendar_files(view: Any, site_address: str) -> tuple[DataFile, ...]:
    """Give the calendar of the dates on a page; most pages have none."""
    calendar = _calendar_of(view)
    return (calendar_file(calendar, site_address),) if calendar else ()


def _calendar_of(view: Any) -> Calendar | None:
    dates = view.meetings if isinstance(view, CommitteeView) else view
    return dates.calendar if isinstance(dates, EventsView) else None
