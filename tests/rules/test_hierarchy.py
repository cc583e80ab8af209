"""What lies above and below."""

from __future__ import annotations

import pytest

from kim.models.service import Service
from kim.rules.case_management import has_case_management
from kim.rules.hierarchy import (
    Reach,
    area_and_larger,
    area_tree,
    term_and_broader,
    term_tree,
    walk_up,
)
from tests.making import make_catalogue
from tests.rules.town import make_town


def test_walking_up_ends() -> None:
    """At the top, or where it began."""
    parents = {"a": "b", "b": "c", "x": "y", "y": "x"}
    assert list(walk_up("a", parents.get)) == ["a", "b", "c"]
    assert list(walk_up("x", parents.get)) == ["x", "y"]
    assert list(walk_up(None, parents.get)) == []


def test_areas_and_terms_are_walked_up() -> None:
    """From what a record names; what nobody knows has nothing above it."""
    town = make_town({})
    assert list(area_and_larger(town, "nord")) == ["nord", "stadt", "land"]
    assert list(area_and_larger(town, "nirgends")) == ["nirgends"]
    assert list(area_and_larger(town, None)) == []
    assert list(term_and_broader(town, "topics", "ausbildung")) == ["ausbildung", "arbeit"]
    assert list(term_and_broader(town, "topics", "nichts")) == ["nichts"]
    assert list(term_and_broader(town, "target-groups", "arbeit")) == ["arbeit"]
    assert list(term_and_broader(town, "topics", None)) == []


def test_what_a_list_takes_in() -> None:
    """Names and all within them wholly, what is broader in part, the rest not at all."""
    reach = area_tree(make_town({})).reach(("stadt", "fremd"))
    held = {name: reach.holds(name) for name in ("stadt", "nord", "land", "ort", "fremd")}
    assert held == {"stadt": True, "nord": True, "land": None, "ort": False, "fremd": True}
    assert reach.listed == ("stadt", "fremd")
    alone = Reach.of(("stadt",))
    assert (alone.listed, alone.holds("stadt"), alone.holds("land")) == (("stadt",), True, False)


def test_everything_within_a_name_is_known() -> None:
    """The name itself too; a taxonomy that is missing has nothing."""
    assert term_tree(make_town({}), "topics").inside == {
        "arbeit": {"arbeit", "ausbildung"},
        "ausbildung": {"ausbildung"},
        "wohnen": {"wohnen"},
    }
    assert term_tree(make_town({}), "legal-regimes").inside == {}


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("method: case-management", True),
        ("method: fallkonferenz", True),
        ("method: beratung", False),
        ("description: Text", False),
    ],
)
def test_a_service_steers_cases_itself(method: str, expected: bool) -> None:  # noqa: FBT001
    """By the method of that name or one below it; without a method nothing is said."""
    catalogue = make_catalogue(
        organizations__ki="{name: KI, type: administrative_unit}",
        taxonomies__methods="""
            name: Methoden
            terms:
              - {id: case-management, name: Case Management}
              - {id: fallkonferenz, name: Fallkonferenz, parent: case-management}
              - {id: beratung, name: Beratung}
            """,
        services__a=f"{{name: A, organization: ki, {method}}}",
    )
    assert has_case_management(catalogue, catalogue.all(Service)["a"]) is expected
