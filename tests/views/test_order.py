"""In which order services stand in lists, and pages in the row of all drafts."""

from __future__ import annotations

from datetime import date

from kim.catalogue import load_catalogue
from kim.models.organization import Organization
from kim.models.service import Service
from kim.views.drafts import list_drafts
from kim.views.order import order_services
from kim.views.own_services import see_own_services
from kim.views.viewpoint import Viewpoint
from tests.built import ROOT
from tests.making import make_catalogue

TODAY = date(2026, 11, 21)
SERVICES = make_catalogue(
    organizations__awo="{name: AWO, type: welfare}",
    services__a="{name: Zelt, organization: awo}",
    services__b="{name: Äpfel, organization: awo, valid_until: 2026-11-20}",
    services__c="{name: Birnen, organization: awo}",
    services__d="{name: {de: Zelt, en: Apple}, organization: awo}",
)


def test_services_are_sorted_by_the_names_that_a_page_shows() -> None:
    """Two of the same name by their ids; in another language by their names there."""
    german, english = Viewpoint(SERVICES, TODAY), Viewpoint(SERVICES, TODAY, "en")
    assert order_services(german, "") == ["b", "c", "a", "d"]
    assert order_services(english, "") == ["b", "d", "c", "a"]


def test_what_has_ended_comes_last_in_a_list() -> None:
    """And among the others nothing changes its place."""
    view = Viewpoint(SERVICES, TODAY)
    part = see_own_services(view, SERVICES.all(Organization)["awo"], 1)
    assert [row.id for row in part.rows] == ["c", "a", "d", "b"]


def test_the_many_small_pages_come_last_in_every_language() -> None:
    """So that no process still prints a long list when the others have nothing left to do."""
    catalogue, _ = load_catalogue(ROOT)
    services = catalogue.all(Service).values()
    assert catalogue.site is not None
    for language in ("de", "tr"):
        view = Viewpoint(catalogue, TODAY, language)
        drafts = list(list_drafts(view, catalogue.site))
        own = [(view.href(service),) for service in services]
        assert [draft.homes for draft in drafts[-len(own) :]] == own
        assert not {draft.homes for draft in drafts[: -len(own)]} & set(own)
