"""The pages of the site: which there are, at which address, and what each shows.

Cost: one pass over the records; a list longer than a page is split, so no page grows with the site.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from kim.fields import HOME_LANGUAGE
from kim.models import Site
from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.views.areas import see_area, see_area_row
from kim.views.committees import CommitteeIndex, see_committee
from kim.views.coverage.page import PATH as REPORT
from kim.views.coverage.page import list_report_pages
from kim.views.duties import Duties, see_duties
from kim.views.facets import Current, see_facets
from kim.views.order import count_current, services_on_page
from kim.views.organizations import see_organization, see_organization_row
from kim.views.page import (
    Draft,
    Group,
    Listing,
    Page,
    Slice,
    alone,
    drafts_of,
    pages_of,
    sliced,
)
from kim.views.programmes import see_programme, see_programme_row
from kim.views.related import see_related
from kim.views.responsibilities import CSV, see_matrix, see_responsibility
from kim.views.services import current_first, see_service, see_service_row
from kim.views.single_pages import (
    FIXED,
    HELP,
    SINGLE,
    WHO,
    list_contacts_pages,
    list_fixed_pages,
    list_single_pages,
)
from kim.views.site import see_home
from kim.views.term_pages import list_term_pages
from kim.views.viewpoint import TERM_PATHS, Phrase, Viewpoint
from kim.views.wegweiser import PATH as WEGWEISER
from kim.views.wegweiser_pages import MERKLISTE, list_wegweiser_pages


def citizens_pages(view: Viewpoint, site: Site) -> Iterator[Group]:
    """Give the pages that exist in every language of the site, all but the search's.

    What takes longest comes first and the many small pages last: so no process of the crew is still
    at work on a long list when the others have nothing left.
    """
    wegweiser = f"{view.home}{WEGWEISER}", f"{view.home}{MERKLISTE}"
    yield Group(partial(list_wegweiser_pages, view, site), wegweiser)
    yield Group(partial(_service_lists, view), (view.kind_href("services"),))
    yield alone(partial(_home_page, view, site), view.home)
    for taxonomy, path in TERM_PATHS.items():
        yield Group(partial(list_term_pages, view, taxonomy), (f"{view.home}{path}/",))
    yield Group(partial(_area_pages, view), (view.kind_href("areas"),))
    yield Group(partial(_organization_pages, view), (view.kind_href("organizations"),))
    yield alone(partial(list_contacts_pages, view), view.kind_href("contacts"))
    yield Group(partial(_service_pages, view), (view.kind_href("services"),))


def partners_pages(view: Viewpoint, site: Site) -> Iterator[Group]:
    """Give the pages that exist in German only."""
    yield alone(partial(_committee_pages, view), view.kind_href("committees"))
    tasks = view.kind_href("responsibilities"), CSV
    yield Group(partial(_responsibility_pages, view), tasks)
    yield alone(partial(_programme_pages, view), view.kind_href("programmes"))
    yield alone(partial(list_single_pages, view), *SINGLE)
    yield alone(partial(list_fixed_pages, view, site), *FIXED)
    if site.public_coverage_report:
        yield alone(partial(list_report_pages, view, site), REPORT)


def _home_page(view: Viewpoint, site: Site) -> Iterator[Page]:
    yield Page(
        view.home,
        "home.html",
        view.phrase(site.name),
        view.optional(site.tagline) or "",
        see_home(view, site),
        door="start",
    )


def _by_name(view: Viewpoint, rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: view.sort_key(row.name))


def _service_pages(view: Viewpoint) -> Iterator[Draft]:
    yield from drafts_of(view, Service, partial(_service_page, view))


def _service_lists(view: Viewpoint) -> Iterator[Draft]:
    pages = pages_of(view.kind_href("services"), len(view.catalogue.all(Service)))
    for number, address in enumerate(pages, 1):
        yield Draft(partial(_service_list, view, pages, number), (address,))


def _service_list(view: Viewpoint, pages: tuple[str, ...], number: int) -> Iterator[Page]:
    """Show a page of all services; the first one narrows them all, the others lead there."""
    services = view.catalogue.all(Service)
    total, names = services_on_page(view, str(number))
    rows = tuple([see_service_row(view, services[name]) for name in names])
    current = count_current(view.in_language(HOME_LANGUAGE), "")
    yield Page(
        pages[number - 1],
        "services.html",
        Phrase(view.say("Alle Angebote")),
        view.say("Alle Beratungsangebote von A bis Z."),
        Listing(
            see_facets(view) if number == 1 else Current(current),
            Slice(rows, total, number, pages),
        ),
        door=HELP,
    )


def _service_page(view: Viewpoint, service: Service) -> Iterator[Page]:
    shown = see_service(view, service, see_related(view, service))
    yield Page(
        shown.row.href,
        "service.html",
        shown.row.name,
        shown.row.summary or "",
        shown,
        (view.kind_link("services"),),
        HELP,
        (service.kind, service.id),
    )


def _area_pages(view: Viewpoint) -> Iterator[Draft]:
    yield Draft(partial(_area_list, view), (view.kind_href(Area.kind),))
    yield from drafts_of(view, Area, partial(_area_page, see_duties(view)))


def _area_list(view: Viewpoint) -> Iterator[Page]:
    areas = view.catalogue.all(Area).values()
    listed = sorted(areas, key=lambda area: (area.number or "", view.sort_key(area.name)))
    yield Page(
        view.kind_href("areas"),
        "areas.html",
        Phrase(view.say("Gebiete")),
        view.say("Angebote und Zahlen nach Gebiet."),
        tuple(see_area_row(view, area) for area in listed),
        door=HELP,
    )


def _area_page(duties: Duties, area: Area) -> Iterator[Page]:
    view = duties.view
    shown = see_area(duties, area)
    for address, part in sliced(current_first(view, shown.services), shown.row.href):
        yield Page(
            address,
            "area.html",
            shown.row.name,
            "",
            Listing(shown, part),
            (view.kind_link("areas"),),
            HELP,
            (area.kind, area.id),
        )


def _organization_pages(view: Viewpoint) -> Iterator[Draft]:
    yield Draft(partial(_organization_lists, view), (view.kind_href("organizations"),))
    yield from drafts_of(view, Organization, partial(_organization_page, view))


def _organization_lists(view: Viewpoint) -> Iterator[Page]:
    organizations = view.catalogue.all(Organization).values()
    rows = _by_name(view, (see_organization_row(view, one) for one in organizations))
    names = [str(row.name) for row in rows]
    for address, part in sliced(rows, view.kind_href("organizations"), names):
        yield Page(
            address,
            "organizations.html",
            Phrase(view.say("Organisationen")),
            view.say("Träger, Behörden und Bereiche der Verwaltung."),
            Listing(None, part),
            door=WHO,
        )


def _organization_page(view: Viewpoint, organization: Organization) -> Iterator[Page]:
    shown = see_organization(view, organization)
    for address, part in sliced(current_first(view, shown.services), shown.row.href):
        yield Page(
            address,
            "organization.html",
            shown.row.name,
            "",
            Listing(shown, part),
            (view.kind_link("organizations"),),
            WHO,
            (organization.kind, organization.id),
        )


def _committee_pages(view: Viewpoint) -> Iterator[Page]:
    committees = view.catalogue.all(Committee).values()
    shown = [see_committee(view, committee) for committee in committees]
    rows = tuple(_by_name(view, (committee.row for committee in shown)))
    structure = tuple(committee for committee in shown if committee.row.is_in_structure)
    yield Page(
        view.kind_href("committees"),
        "committees.html",
        Phrase("Gremien"),
        "Wer steuert, berät und entscheidet.",
        CommitteeIndex(rows, structure),
        door=WHO,
    )
    for committee in shown:
        yield Page(
            committee.row.href,
            "committee.html",
            committee.row.name,
            str(committee.row.purpose or ""),
            committee,
            (view.kind_link("committees"),),
            WHO,
        )


def _responsibility_pages(view: Viewpoint) -> Iterator[Draft]:
    duties = see_duties(view)
    yield Draft(partial(_matrix_page, duties), (view.kind_href("responsibilities"), CSV))
    yield from drafts_of(view, Responsibility, partial(_responsibility_page, duties))


def _matrix_page(duties: Duties) -> Iterator[Page]:
    yield Page(
        duties.view.kind_href("responsibilities"),
        "responsibilities.html",
        Phrase("Wer ist zuständig?"),
        "Aufgaben und wer sie in welchem Gebiet leitet.",
        see_matrix(duties),
        door=WHO,
    )


def _responsibility_page(duties: Duties, task: Responsibility) -> Iterator[Page]:
    shown = see_responsibility(duties, task)
    yield Page(
        shown.task.href,
        "responsibility.html",
        shown.task.text,
        "",
        shown,
        (duties.view.kind_link("responsibilities"),),
        WHO,
    )


def _programme_pages(view: Viewpoint) -> Iterator[Page]:
    programmes = view.catalogue.all(Programme).values()
    rows = _by_name(view, (see_programme_row(view, programme) for programme in programmes))
    yield Page(
        view.kind_href("programmes"),
        "programmes.html",
        Phrase("Programme"),
        "Förderprogramme und ihre Stellen.",
        tuple(rows),
        door=WHO,
    )
    for programme in programmes:
        shown = see_programme(view, programme)
        yield Page(
            shown.row.href,
            "programme.html",
            shown.row.name,
            "",
            shown,
            (view.kind_link("programmes"),),
            WHO,
        )
