"""The pages for partner agencies, in German only: who decides, who does what, who pays."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from kim.models import Site
from kim.models.committee import Committee
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.views.committees import CommitteeIndex, see_committee, see_committee_row
from kim.views.coverage.page import PATH as REPORT
from kim.views.coverage.page import list_report_pages
from kim.views.own_services import drafts_with_services, see_own_services
from kim.views.page import Draft, Group, Listing, Page, alone, drafts_of
from kim.views.programmes import see_programme, see_programme_row
from kim.views.responsibilities import CSV, see_matrix, see_responsibility
from kim.views.single_pages import FIXED, SINGLE, WHO, list_fixed_pages, list_single_pages
from kim.views.viewpoint import Phrase, Viewpoint


def partners_pages(view: Viewpoint, site: Site) -> Iterator[Group]:
    """Give the pages that exist in German only."""
    yield Group(partial(_committee_pages, view), (view.kind_href("committees"),))
    tasks = view.kind_href("responsibilities"), CSV
    yield Group(partial(_responsibility_pages, view), tasks)
    yield Group(partial(_programme_pages, view), (view.kind_href("programmes"),))
    yield Group(partial(list_single_pages, view), SINGLE)
    yield alone(partial(list_fixed_pages, view, site), *FIXED)
    if site.public_coverage_report:
        yield alone(partial(list_report_pages, view, site), REPORT)


def _by_name(view: Viewpoint, rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: view.sort_key(row.name))


def _committee_pages(view: Viewpoint) -> Iterator[Draft]:
    yield Draft(partial(_committee_list, view), (view.kind_href("committees"),))
    yield from drafts_of(view, Committee, partial(_committee_page, view))


def _committee_list(view: Viewpoint) -> Iterator[Page]:
    committees = view.catalogue.all(Committee).values()
    rows = _by_name(view, (see_committee_row(view, one) for one in committees))
    structure = tuple(see_committee(view, one) for one in committees if one.part_of_structure)
    yield Page(
        view.kind_href("committees"),
        "committees.html",
        Phrase("Gremien"),
        "Wer steuert, berät und entscheidet.",
        CommitteeIndex(tuple(rows), structure),
        door=WHO,
    )


def _committee_page(view: Viewpoint, committee: Committee) -> Iterator[Page]:
    shown = see_committee(view, committee)
    yield Page(
        shown.row.href,
        "committee.html",
        shown.row.name,
        str(shown.row.purpose or ""),
        shown,
        (view.kind_link("committees"),),
        WHO,
    )


def _responsibility_pages(view: Viewpoint) -> Iterator[Draft]:
    yield Draft(partial(_matrix_page, view), (view.kind_href("responsibilities"), CSV))
    yield from drafts_of(view, Responsibility, partial(_responsibility_page, view))


def _matrix_page(view: Viewpoint) -> Iterator[Page]:
    yield Page(
        view.kind_href("responsibilities"),
        "responsibilities.html",
        Phrase("Wer ist zuständig?"),
        "Aufgaben und wer sie in welchem Gebiet leitet.",
        see_matrix(view),
        door=WHO,
    )


def _responsibility_page(view: Viewpoint, task: Responsibility) -> Iterator[Page]:
    shown = see_responsibility(view, task)
    yield Page(
        shown.task.href,
        "responsibility.html",
        shown.task.text,
        "",
        shown,
        (view.kind_link("responsibilities"),),
        WHO,
    )


def _programme_pages(view: Viewpoint) -> Iterator[Draft]:
    yield Draft(partial(_programme_list, view), (view.kind_href("programmes"),))
    yield from drafts_with_services(view, Programme, partial(_programme_page, view))


def _programme_list(view: Viewpoint) -> Iterator[Page]:
    programmes = view.catalogue.all(Programme).values()
    yield Page(
        view.kind_href("programmes"),
        "programmes.html",
        Phrase("Programme"),
        "Förderprogramme und ihre Stellen.",
        tuple(_by_name(view, (see_programme_row(view, programme) for programme in programmes))),
        door=WHO,
    )


def _programme_page(view: Viewpoint, programme: Programme, number: int) -> Iterator[Page]:
    shown, part = see_programme(view, programme), see_own_services(view, programme, number)
    yield Page(
        part.address,
        "programme.html",
        shown.row.name,
        "",
        Listing(shown, part),
        (view.kind_link("programmes"),),
        WHO,
    )
