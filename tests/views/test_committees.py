"""Committees as partner agencies read them: how often, what they decide, who sits where."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.models.committee import Committee
from kim.models.organization import Organization
from kim.views.committees import say_times_a_year, see_committee
from kim.views.duties import list_duties, see_cell
from kim.views.organizations import see_organization
from kim.views.responsibilities import see_matrix
from kim.views.viewpoint import Link, Phrase, Viewpoint
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.views.committees import CommitteeView

TODAY = date(2026, 11, 21)


def see(**records: str) -> CommitteeView:
    """Show the committee with the id `ak`."""
    catalogue = make_catalogue(**records)
    return see_committee(Viewpoint(catalogue, TODAY), catalogue.all(Committee)["ak"])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("meetings_per_year: 1", "einmal im Jahr"),
        ("meetings_per_year: 3", "dreimal im Jahr"),
        ("meetings_per_year: 12", "zwölfmal im Jahr"),
        ("rhythm: regelmäßig", "regelmäßig"),
        ("{meetings_per_year: 2, rhythm: bei Bedarf öfter}", "zweimal im Jahr, bei Bedarf öfter"),
        ("tasks: []", "None"),
    ],
)
def test_how_often_it_meets(written: str, said: str) -> None:
    """A number of times a year in words, then what the record says besides."""
    view = see(committees__ak="{name: AK, level: expert, " + written.strip("{}") + "}")
    assert str(view.rhythm) == said


def test_more_than_words_are_figures() -> None:
    """No list of words is endless."""
    assert say_times_a_year(24) == "24-mal im Jahr"


def test_what_it_decides() -> None:
    """One matter per line, in the order of the record."""
    view = see(committees__ak="{name: AK, level: steering, decides: [Mittel, Projekte]}")
    assert list(map(str, view.decides)) == ["Mittel", "Projekte"]


def test_dates_to_come_stand_first_and_past_ones_backwards() -> None:
    """A meeting of today is still to come; what has two days is over after the second."""
    day = "{{name: {0}, committee: ak, starts_on: 2026-11-{0}, ends_on: 2026-11-{1}}}"
    view = see(
        committees__ak="{name: AK, level: expert}",
        events__a=day.format("20", "21"),
        events__b=day.format("19", "20"),
        events__c=day.format("10", "11"),
        events__d=day.format("30", "30"),
    )
    assert [event.id for event in view.meetings.coming] == ["a", "d"]
    assert [event.id for event in view.meetings.past] == ["b", "c"]


def test_an_organization_says_where_it_sits() -> None:
    """Own seats first, then those of its associations; ended committees have none."""
    catalogue = make_catalogue(
        organizations__awo="{name: AWO, type: welfare, member_of: [ag]}",
        organizations__ag="{name: AG Wohlfahrt, type: network}",
        committees__kreis="""
            name: Lenkungskreis
            level: steering
            seats:
              - {organization: awo, role: Vertretung, chair: ja}
              - {organization: ag, number: 2, voting: nein}
        """,
        committees__alt="""
            name: Alter Kreis
            level: expert
            valid_until: 2020-12-31
            seats: [{organization: awo}]
        """,
    )
    shown = see_organization(Viewpoint(catalogue, TODAY), catalogue.all(Organization)["awo"])
    assert [
        (str(seat.committee.text), seat.number, str(seat.role), seat.is_chair, seat.is_voting)
        for seat in shown.seats
    ] == [
        ("Lenkungskreis", 1, "Vertretung", True, True),
        ("Lenkungskreis", 2, "None", False, False),
    ]
    assert [seat.through and str(seat.through.text) for seat in shown.seats] == [
        None,
        "AG Wohlfahrt",
    ]


def test_a_committee_may_be_the_responsible_body() -> None:
    """It leads like an office; whoever runs its business is the one to call."""
    catalogue = make_catalogue(
        areas__stadt="{name: Stadt, level: gemeinde}",
        organizations__ki="{name: KI, type: authority, phones: [{number: 030 1}]}",
        committees__ak="{name: Integrationsrat der Stadt, alternate_name: Integrationsrat,"
        " level: political, office: ki}",
        responsibilities__vertretung="""
            name: Vertretung
            assignments: [{area: stadt, committee: ak, role: leads}]
        """,
    )
    view = Viewpoint(catalogue, TODAY)
    (duty,) = list_duties(view)
    (holder,) = see_cell(view, duty, "stadt").leads
    assert holder.id == "ak"
    assert str(holder.name) == "Integrationsrat der Stadt"
    assert holder.organization == Link(Phrase("Integrationsrat"), "gremien/ak/")
    assert holder.way
    assert holder.way.phone
    assert holder.way.phone.number == "030 1"
    shown = see_committee(view, catalogue.all(Committee)["ak"])
    assert [str(link.text) for link in shown.responsible_for] == ["Vertretung"]
    assert [choice.id for choice in see_matrix(view).offices] == ["ak"]
