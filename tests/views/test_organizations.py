"""Organizations: what belongs to whom, and how one reaches them."""

from __future__ import annotations

from datetime import date

import pytest

from kim.models.location import Location
from kim.models.organization import Organization
from kim.views.organizations import see_organization
from kim.views.parts import Reach
from kim.views.places import see_place
from kim.views.viewpoint import Viewpoint
from tests.making import make_catalogue
from tests.rules.town import make_town

TODAY = date(2026, 11, 21)


def test_a_joint_body_stands_below_all_who_run_it() -> None:
    """A Jobcenter belongs to the municipality and to the Agentur alike."""
    catalogue = make_catalogue(
        organizations__kreis="{name: Kreis, type: municipality}",
        organizations__agentur="{name: Agentur, type: authority}",
        organizations__jobcenter="{name: Jobcenter, type: authority, run_by: [kreis, agentur]}",
        organizations__team="{name: Team, type: administrative_unit, parent: jobcenter}",
    )
    view = Viewpoint(catalogue, TODAY)
    shown = {
        name: see_organization(view, organization)
        for name, organization in catalogue.all(Organization).items()
    }
    assert [str(link.text) for link in shown["jobcenter"].run_by] == ["Kreis", "Agentur"]
    assert shown["jobcenter"].parent is None
    units = {name: [str(link.text) for link in one.units] for name, one in shown.items()}
    assert units == {
        "kreis": ["Jobcenter"],
        "agentur": ["Jobcenter"],
        "jobcenter": ["Team"],
        "team": [],
    }


def test_nobody_answers_a_fax() -> None:
    """Where a short list of ways is shown, only numbers that one can talk to stand in it."""
    catalogue = make_catalogue(
        organizations__ki="""
            name: KI
            type: authority
            phones: [{number: 030 1, type: fax}, {number: 030 2}]
        """
    )
    view = Viewpoint(catalogue, TODAY)
    reach = see_organization(view, catalogue.all(Organization)["ki"]).reach
    assert [phone.number for phone in reach.phones] == ["030 1", "030 2"]
    assert [phone.number for phone in reach.spoken.phones] == ["030 2"]


@pytest.mark.parametrize(
    ("name", "asked"),
    [("amt", "Stadt"), ("team", "Stadt"), ("stadt", None), ("verein", "KI")],
)
def test_who_has_no_number_is_reached_through_whoever_is_above(
    name: str, asked: str | None
) -> None:
    """The nearest office above that one can call, else the coordinating office."""
    catalogue = make_town(
        {
            "organizations__stadt": "{name: Stadt, type: municipality}",
            "organizations__amt": "{name: Amt, type: administrative_unit, parent: stadt}",
            "organizations__team": "{name: Team, type: authority, run_by: [kreis, amt]}",
            "organizations__kreis": "{name: Kreis, type: municipality, parent: kreis}",
            "organizations__verein": "{name: Verein, type: association, parent: kreis}",
            "contacts__zentrale": "{name: Rathaus, organization: stadt, email: rat@stadt.example}",
        }
    )
    shown = see_organization(Viewpoint(catalogue, TODAY), catalogue.all(Organization)[name])
    assert (str(shown.instead.link.text) if shown.instead else None) == asked


@pytest.mark.parametrize(("town", "area"), [("Musterstadt", None), ("Dorf", "Musterstadt")])
def test_a_town_is_not_said_twice(town: str, area: str | None) -> None:
    """The area stands below an address only where it says more than the address."""
    catalogue = make_catalogue(
        areas__musterstadt="{name: Musterstadt, level: gemeinde}",
        locations__rathaus=f"{{name: Rathaus, area: musterstadt, address: {{city: {town}}}}}",
    )
    view = Viewpoint(catalogue, TODAY)
    place = see_place(view, catalogue.all(Location)["rathaus"])
    assert (place.area and str(place.area.text)) == area


@pytest.mark.parametrize(
    ("website", "shown"),
    [
        ("https://www.ki.example/beratung", "www.ki.example/beratung"),
        ("http://ki.example/", "ki.example/"),
        ("https://archiv.example/https://ki.example/", "archiv.example/https://ki.example/"),
        (None, ""),
    ],
)
def test_a_website_is_shown_without_its_beginning(website: str | None, shown: str) -> None:
    """And whole, whatever stands in it."""
    assert Reach(website=website).shown_website == shown
