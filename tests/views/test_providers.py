"""A service that two bodies run together: whoever asks for either of them finds it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.export.jsonld import linked_data
from kim.export.search.documents import list_documents, list_leads
from kim.models.organization import Organization
from kim.models.service import Service
from kim.views.facets import see_facets
from kim.views.organizations import see_organization_row
from kim.views.own_services import see_own_services
from kim.views.passport import see_pass_entry
from kim.views.services import see_service, see_service_row
from kim.views.viewpoint import Viewpoint
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue

TODAY = date(2026, 11, 21)


@pytest.fixture
def catalogue() -> Catalogue:
    """Give one service of two municipalities."""
    return make_catalogue(
        organizations__nord="{name: Gemeinde Nord, type: municipality}",
        organizations__sued="{name: Gemeinde Süd, type: municipality, phones: [{number: 030 1}]}",
        services__thm="{name: Teilhabemanagement, organization: nord, partners: [sued]}",
    )


@pytest.fixture
def view(catalogue: Catalogue) -> Viewpoint:
    """Look at it in German."""
    return Viewpoint(catalogue, TODAY)


def test_the_service_names_both(view: Viewpoint, catalogue: Catalogue) -> None:
    """The main one first, on its page, in lists and in the pass."""
    service = catalogue.all(Service)["thm"]
    row = see_service_row(view, service)
    assert [str(link.text) for link in row.providers] == ["Gemeinde Nord", "Gemeinde Süd"]
    assert row.organization == row.providers[0]
    assert str(see_pass_entry(view, service).provider) == "Gemeinde Nord, Gemeinde Süd"


@pytest.mark.parametrize("name", ["nord", "sued"])
def test_both_list_the_service(view: Viewpoint, catalogue: Catalogue, name: str) -> None:
    """On their pages, in the list of organizations and in the search."""
    organization = catalogue.all(Organization)[name]
    assert [row.id for row in see_own_services(view, organization, 1).rows] == ["thm"]
    assert see_organization_row(view, organization).service_count == 1
    (document,) = [
        one for one in list_documents(view) if one.key == ("organizations", organization.id)
    ]
    assert list_leads(view)[document.key] == (("services", "thm"),)


def test_the_facet_of_providers_finds_it_by_both(view: Viewpoint) -> None:
    """Each is an option of its own."""
    facets = see_facets(view)
    (group,) = [facet for facet in facets.facets if facet.key == "traeger"]
    assert [str(option.label) for option in group.options] == ["Gemeinde Nord", "Gemeinde Süd"]


def test_linked_data_names_both(view: Viewpoint, catalogue: Catalogue) -> None:
    """A list where there are several."""
    data = linked_data(see_service(view, catalogue.all(Service)["thm"]), "", "angebote/thm/")
    assert [one["name"] for one in data["provider"]] == ["Gemeinde Nord", "Gemeinde Süd"]
