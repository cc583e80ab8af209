"""The files that belong to a page: what its script asks for, what its readers take along."""

from collections.abc import Collection
from typing import Any

from kim.export.data import DataFile, given_file, hold_file, published_before
from kim.export.facets import facets_file, service_line
from kim.export.matrix import matrix_file
from kim.export.passport import codes_in, passport_file
from kim.export.wegweiser import rules_file, words_file
from kim.fields import HOME_LANGUAGE
from kim.models.service import Service
from kim.render.qr import encode_qr, know_codes
from kim.renewal import mended
from kim.rows import kept
from kim.views.committees import CommitteeView
from kim.views.events import Calendar, EventsView
from kim.views.facets import FacetsView, see_facets
from kim.views.options import list_marks, option_numbers, renumbering
from kim.views.order import list_services
from kim.views.page import Listing
from kim.views.passport import PassportView, see_pass_entries, see_passport
from kim.views.responsibilities import MatrixView
from kim.views.rulebook import see_rulebook, speak_rules
from kim.views.services import see_service_row
from kim.views.viewpoint import Viewpoint
from kim.views.wegweiser import WegweiserView


def data_files(view: Viewpoint, shown: Any, site_address: str) -> tuple[DataFile, ...]:
    """Give the files to publish beside a page; most pages have none."""
    if isinstance(shown, PassportView):
        return _passport(view, shown, site_address)
    if isinstance(shown, WegweiserView):
        return *_wegweiser(view), *_passport(view, shown.passport, site_address)
    if isinstance(shown, Listing) and isinstance(shown.subject, FacetsView):
        return (given_file(view, _list_file(view, "")),)
    return ()


@kept
def _list_file(view: Viewpoint, _: str) -> list[str]:
    lines = (_list_line(view, name) for name in list_services(view, ""))
    return hold_file(view, facets_file(see_facets(view), lines, view.language))


@kept
def _list_line(view: Viewpoint, name: str) -> list[Any]:
    service = view.catalogue.all(Service)[name]
    return service_line(see_service_row(view, service), list_marks(view, service))


@mended(_list_line, by=option_numbers)
def _renumber_line(
    view: Viewpoint, _: Viewpoint, line: list[Any], __: Collection[str]
) -> list[Any] | None:
    """Say the same by the numbers that the options have now."""
    numbers = renumbering(view)
    return [*line[:-1], [numbers[number] for number in line[-1]]] if numbers else None


def _passport(view: Viewpoint, passport: PassportView, site_address: str) -> tuple[DataFile, ...]:
    """Give what passes say about all services; codes take time to draw."""
    numbers = range(len(passport.parts))
    return tuple(given_file(view, _pass_file(view, f"{n} {site_address}")) for n in numbers)


@kept
def _pass_file(view: Viewpoint, row: str) -> list[str]:
    number, _, site_address = row.partition(" ")
    before = published_before(view, _pass_file, row)
    know_codes(codes_in(before, site_address) if before else {})
    entries = dict(see_pass_entries(view, see_passport(view).parts[int(number)]))
    return hold_file(view, passport_file(entries, view.language, site_address, encode_qr))


def _wegweiser(view: Viewpoint) -> tuple[DataFile, ...]:
    home = view.in_language(HOME_LANGUAGE)
    return given_file(home, _rules_file(home, "")), given_file(view, _words_file(view, ""))


@kept
def _rules_file(view: Viewpoint, _: str) -> list[str]:
    return hold_file(view, rules_file(see_rulebook(view)))


@kept
def _words_file(view: Viewpoint, _: str) -> list[str]:
    rules = see_rulebook(view)
    german = None if view.is_home else speak_rules(view.in_language(HOME_LANGUAGE), rules)
    return hold_file(view, words_file(speak_rules(view, rules), german, view.language))


def files_to_take(view: Any, site_address: str) -> tuple[DataFile, ...]:
    """Give what readers of a page take along: its dates as a calendar, its table to reckon with."""
    if isinstance(view, MatrixView):
        return (matrix_file(view, site_address),)
    return calendar_files(view, site_address)


def calendar_files(view: Any, site_address: str) -> tuple[DataFile, ...]:
    """Give the calendar of the dates on a page; most pages have none."""
    calendar = _calendar_of(view)
    if not calendar:
        return ()
    from kim.export.calendar import calendar_file  # noqa: PLC0415  slow to load

    return (calendar_file(calendar, site_address),)


def _calendar_of(view: Any) -> Calendar | None:
    dates = view.meetings if isinstance(view, CommitteeView) else view
    return dates.calendar if isinstance(dates, EventsView) else None
