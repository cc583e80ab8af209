"""The pages of the site: which there are, at which address, and what each shows.

Cost: one pass over the records; a list longer than a page is split, so no page grows with the site.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kim.models import Site
from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.views.areas import see_area, see_area_row
from kim.views.committees import CommitteeIndex, see_committee
from kim.views.facets import see_facets
from kim.views.notice import see_notices
from kim.views.organizations import see_organization, see_organization_row
from kim.views.page import Listing, Page, sliced
from kim.views.programmes import see_programme, see_programme_row
from kim.views.related import see_neighbourhood
from kim.views.responsibilities import see_matrix, see_responsibility
from kim.views.services import ServiceRow, see_service, see_service_row
from kim.views.single_pages import (
    WHO,
    list_fixed_pages,
    list_single_pages,
    see_contacts_page,
    see_passport_page,
    see_search_page,
)
from kim.views.site import see_home
from kim.views.terms import count_open, see_term, see_term_index, services_by_term
from kim.views.viewpoint import TERM_PATHS, Link, Phrase, Viewpoint

HELP = "hilfe"
"""The door of the main navigation that a page stands behind; the other one is WHO."""


def list_pages(view: Viewpoint, site: Site) -> Iterator[Page]:
    """Give every page of one language: the citizens', and in German the partners' too."""
    notices = see_notices(view)
    listed = notices.of_lists()
    for page in _citizens_pages(view, site):
        notice = notices.of_record(*page.record) if page.record[0] else listed
        yield replace(page, notice=notice) if notice else page
    if view.is_home:
        for page in _partners_pages(view, site):
            yield replace(page, is_everywhere=False)


def _citizens_pages(view: Viewpoint, site: Site) -> Iterator[Page]:
    yield Page(
        view.home,
        "home.html",
        view.phrase(site.name),
        view.optional(site.tagline) or "",
        see_home(view, site),
        door="start",
    )
    rows = {
        service.id: see_service_row(view, service)
        for service in view.catalogue.all(Service).values()
    }
    yield from _service_pages(view, rows)
    for taxonomy in TERM_PATHS:
        yield from _term_pages(view, taxonomy, rows)
    yield from _area_pages(view)
    yield from _organization_pages(view)
    yield see_contacts_page(view)
    yield see_search_page(view)
    yield see_passport_page(view)


def _partners_pages(view: Viewpoint, site: Site) -> Iterator[Page]:
    yield from _committee_pages(view)
    yield from _responsibility_pages(view)
    yield from _programme_pages(view)
    yield from list_single_pages(view)
    yield from list_fixed_pages(view, site)


def _by_name(view: Viewpoint, rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: view.sort_key(row.name))


def _current_first(view: Viewpoint, rows: Iterable[ServiceRow]) -> list[ServiceRow]:
    return sorted(rows, key=lambda row: (row.status.code == "ended", view.sort_key(row.name)))


def _service_pages(view: Viewpoint, rows: dict[str, ServiceRow]) -> Iterator[Page]:
    path = view.kind_href("services")
    listed = _current_first(view, rows.values())
    facets = see_facets(view, listed)
    for address, part in sliced(listed, path):
        yield Page(
            address,
            "services.html",
            Phrase(view.say("Alle Angebote")),
            view.say("Alle Beratungsangebote von A bis Z."),
            Listing(facets, part),
            door=HELP,
        )
    crumbs = (view.kind_link("services"),)
    neighbours = see_neighbourhood(view)
    for service in view.catalogue.all(Service).values():
        shown = see_service(view, service, neighbours.related_to(service))
        yield Page(
            shown.row.href,
            "service.html",
            shown.row.name,
            shown.row.summary or "",
            shown,
            crumbs,
            HELP,
            (service.kind, service.id),
        )


def _term_pages(view: Viewpoint, taxonomy: str, rows: dict[str, ServiceRow]) -> Iterator[Page]:
    services = services_by_term(view, taxonomy)
    index = see_term_index(view, taxonomy, services)
    if index is None:
        return
    yield Page(index.href, "terms.html", index.name, index.description or "", index, door=HELP)
    crumbs = (Link(index.name, index.href),)
    for term in view.catalogue.terms[taxonomy].values():
        marked = _current_first(view, (rows[service.id] for service in services.get(term.id, ())))
        open_ones = count_open(view, services.get(term.id, ()))
        subject = see_term(view, taxonomy, term, open_ones)
        for address, part in sliced(marked, view.term_href(taxonomy, term.id)) if marked else ():
            yield Page(
                address,
                "term.html",
                subject.name,
                subject.description or "",
                Listing(subject, part),
                crumbs,
                HELP,
                ("taxonomies", taxonomy),
            )


def _area_pages(view: Viewpoint) -> Iterator[Page]:
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
    for area in areas:
        shown = see_area(view, area)
        for address, part in sliced(_current_first(view, shown.services), shown.row.href):
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


def _organization_pages(view: Viewpoint) -> Iterator[Page]:
    organizations = view.catalogue.all(Organization).values()
    rows = _by_name(view, (see_organization_row(view, one) for one in organizations))
    for address, part in sliced(rows, view.kind_href("organizations")):
        yield Page(
            address,
            "organizations.html",
            Phrase(view.say("Organisationen")),
            view.say("Träger, Behörden und Bereiche der Verwaltung."),
            Listing(None, part),
            door=WHO,
        )
    for organization in organizations:
        shown = see_organization(view, organization)
        for address, part in sliced(_current_first(view, shown.services), shown.row.href):
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


def _responsibility_pages(view: Viewpoint) -> Iterator[Page]:
    yield Page(
        view.kind_href("responsibilities"),
        "responsibilities.html",
        Phrase("Wer ist zuständig?"),
        "Aufgaben und wer sie in welchem Gebiet leitet.",
        see_matrix(view),
        door=WHO,
    )
    for task in view.catalogue.all(Responsibility).values():
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
