"""Who is responsible: own before inherited, shared by limits, nobody, and from a later day on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.models.responsibility import Responsibility
from kim.rules.responsibility import Duty, lead
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.rules.responsibility import Standing

TODAY = date(2026, 11, 21)
PLACES = {
    "areas__land": "{name: Land, level: land}",
    "areas__kreis": "{name: Kreis, level: kreis, parent: land}",
    "areas__stadt": "{name: Stadt, level: gemeinde, parent: kreis}",
    "areas__dorf": "{name: Dorf, level: gemeinde, parent: kreis}",
    **{
        f"organizations__{name}": f"{{name: {name.upper()}, type: authority}}"
        for name in ("a", "b", "c")
    },
}


def make_task(*lines: str) -> Catalogue:
    """Make a catalogue with one task."""
    rows = "".join(f"\n  - {{{line}}}" for line in lines)
    return make_catalogue(**PLACES, responsibilities__t=f"name: T\nassignments:{rows}\n")


def stands(catalogue: Catalogue, area: str, on: date = TODAY) -> Standing:
    """Say who does the task in an area."""
    return Duty(catalogue, catalogue.all(Responsibility)["t"], on).standing(area)


def leaders(catalogue: Catalogue, area: str, on: date = TODAY) -> list[str | None]:
    """Name who leads in an area."""
    return [one.organization for one in stands(catalogue, area, on).leads]


@pytest.mark.promise("lead-inherited")
def test_the_larger_areas_lead_holds_where_there_is_no_own() -> None:
    """The smaller area's own comes first, and only there."""
    catalogue = make_task(
        "area: kreis, organization: a, role: leads", "area: stadt, organization: b, role: leads"
    )
    assert [leaders(catalogue, area) for area in ("kreis", "stadt", "dorf", "land")] == [
        ["a"],
        ["b"],
        ["a"],
        [],
    ]
    assert stands(catalogue, "dorf").area == "kreis"
    assert stands(catalogue, "land").area is None


def test_several_share_a_task_and_are_inherited_together() -> None:
    """All of them lead; the first is the one that `lead` names."""
    catalogue = make_task(
        "area: kreis, organization: a, role: leads, limits: nur Grundschulen",
        "area: kreis, organization: b, role: leads, limits: nur Gymnasien",
    )
    assert leaders(catalogue, "dorf") == ["a", "b"]
    found = lead(catalogue, catalogue.all(Responsibility)["t"], "dorf", TODAY)
    assert found is not None
    assert (found.assignment.organization, found.area) == ("a", "kreis")


def test_nobody_ends_what_the_larger_area_has() -> None:
    """Where the records say that nobody does it, nothing is inherited."""
    catalogue = make_task(
        "area: kreis, organization: a, role: leads",
        "area: dorf, role: none, limits: Hier gibt es das nicht.",
    )
    standing = stands(catalogue, "dorf")
    assert (standing.leads, standing.area) == ((), "dorf")
    assert standing.nobody is not None
    assert lead(catalogue, catalogue.all(Responsibility)["t"], "dorf", TODAY) is None
    assert leaders(catalogue, "stadt") == ["a"]


def test_who_takes_part_comes_with_the_lead() -> None:
    """Inherited together with it, own ones added; cut off where the area leads itself."""
    catalogue = make_task(
        "area: kreis, organization: a, role: leads",
        "area: kreis, organization: b, role: involved",
        "area: dorf, organization: c, role: informed",
        "area: stadt, organization: c, role: leads",
    )
    dorf, stadt = stands(catalogue, "dorf"), stands(catalogue, "stadt")
    assert [one.organization for one in dorf.involved] == ["b"]
    assert [one.organization for one in dorf.informed] == ["c"]
    assert stadt.involved == ()
    assert (dorf.adds, stadt.adds, stands(catalogue, "kreis").adds) == (True, False, False)


@pytest.mark.parametrize(
    ("day", "now", "coming"),
    [
        ("2022-06-30", ["a"], ["b", "c"]),
        ("2022-07-01", ["b"], ["c"]),
        ("2027-01-01", ["c"], []),
    ],
)
def test_a_change_takes_effect_on_its_day(day: str, now: list[str], coming: list[str]) -> None:
    """Who will lead from a later day on is known before, in the order of the days."""
    catalogue = make_task(
        "area: kreis, organization: c, role: leads, valid_from: 2027-01-01",
        "area: kreis, organization: a, role: leads, valid_until: 2022-06-30",
        "area: kreis, organization: b, role: leads,"
        " valid_from: 2022-07-01, valid_until: 2026-12-31",
    )
    on = date.fromisoformat(day)
    assert leaders(catalogue, "dorf", on) == now
    assert [one.organization for one in stands(catalogue, "dorf", on).coming] == coming


def test_an_areas_own_lead_to_come_ends_what_is_announced_above_it() -> None:
    """Before that day the larger area's holds; from it on nothing above counts."""
    catalogue = make_task(
        "area: land, organization: a, role: leads, valid_from: 2027-06-01",
        "area: kreis, organization: b, role: leads, valid_from: 2027-01-01",
        "area: kreis, organization: c, role: leads, valid_from: 2028-01-01",
        "area: dorf, organization: c, role: leads, valid_from: 2027-06-01",
    )
    coming = {
        area: [one.organization for one in stands(catalogue, area).coming]
        for area in ("dorf", "stadt", "land")
    }
    assert coming == {"dorf": ["b", "c"], "stadt": ["b", "c"], "land": ["a"]}


def test_where_somebody_leads_in_a_part_is_known_above() -> None:
    """On the day that is asked about, and by those who lead only."""
    catalogue = make_task(
        "area: stadt, organization: a, role: leads",
        "area: dorf, organization: b, role: leads, valid_from: 2027-01-01",
    )
    duty = Duty(catalogue, catalogue.all(Responsibility)["t"], TODAY)
    assert duty.has_leads_below == {"stadt", "kreis", "land"}
    task = make_task("area: dorf, organization: b, role: involved")
    assert Duty(task, task.all(Responsibility)["t"], TODAY).has_leads_below == frozenset()
