"""The pages of the site: which there are, at which address, and what each shows.

Cost: one pass over the records; a list longer than a page is split, so no page grows with the site.
"""

from collections.abc import Iterator
from functools import partial

from kim.fields import HOME_LANGUAGE
from kim.models import Site
from kim.models.area import Area
from kim.models.organization import Organization
from kim.models.service import Service
from kim.views.areas import see_area, see_area_head, see_area_row
from kim.views.facets import Current, see_facets
from kim.views.order import count_current, services_on_page
from kim.views.organizations import see_organization, see_organization_row
from kim.views.own_services import drafts_with_services, see_own_services
from kim.views.page import Draft, Group, Listing, Page, Slice, alone, drafts_of, pages_of
from kim.views.parted import drafts_in_parts
from kim.views.related import see_related
from kim.views.services import see_service, see_service_row
from kim.views.single_pages import HELP, WHO, list_contacts_pages
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
    yield Group(partial(list_contacts_pages, view), (view.kind_href("contacts"),))
    yield Group(partial(_service_pages, view), (view.kind_href("services"),))


def _home_page(view: Viewpoint, site: Site) -> Iterator[Page]:
    yield Page(
        view.home,
        "home.html",
        view.phrase(site.name),
        view.optional(site.tagline) or "",
        see_home(view, site),
        door="start",
    )


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
    yield from drafts_with_services(view, Area, partial(_area_page, view))


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


def _area_page(view: Viewpoint, area: Area, number: int) -> Iterator[Page]:
    shown = see_area(view, area) if number == 1 else see_area_head(view, area)
    part = see_own_services(view, area, number)
    yield Page(
        part.address,
        "area.html",
        shown.row.name,
        "",
        Listing(shown, part),
        (view.kind_link("areas"),),
        HELP,
        (area.kind, area.id),
    )


def _organization_pages(view: Viewpoint) -> Iterator[Draft]:
    kind, see_row = Organization.kind, partial(see_organization_row, view)
    yield from drafts_in_parts(view, kind, partial(_organization_list, view), see_row)
    yield from drafts_with_services(view, Organization, partial(_organization_page, view))


def _organization_list(view: Viewpoint, part: Slice) -> Page:
    return Page(
        part.address,
        "organizations.html",
        Phrase(view.say("Organisationen")),
        view.say("Träger, Behörden und Bereiche der Verwaltung."),
        Listing(None, part),
        door=WHO,
    )


def _organization_page(view: Viewpoint, organization: Organization, number: int) -> Iterator[Page]:
    shown = see_organization(view, organization)
    part = see_own_services(view, organization, number)
    yield Page(
        part.address,
        "organization.html",
        shown.row.name,
        "",
        Listing(shown, part),
        (view.kind_link("organizations"),),
        WHO,
        (organization.kind, organization.id),
    )
