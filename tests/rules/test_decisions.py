"""Decision tables: both sites' cases, each with the place in its concept that says so."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kim.catalogue import load_catalogue
from kim.models.responsibility import Responsibility
from kim.rules.eligibility import Case, judge_services
from kim.rules.responsibility import Duty
from kim.rules.rulebook import write_rulebook

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.rules.eligibility import Match
    from kim.rules.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
TABLES = {
    name: yaml.safe_load((Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8"))
    for name in ("oberhausen", "rheinisch-bergischer-kreis")
}
SAID = {"ja": True, "nein": False, "offen": None}
EXPECTED = {"first", "fits", "maybe", "nearly", "absent"}
FEWEST_CASES = 60


def rows_of(kind: str) -> list[Any]:
    """Give every row of a kind in all tables, named by its site and source."""
    return [
        pytest.param(name, row, id=f"{name}: {row['from']} {number}")
        for name, table in TABLES.items()
        for number, row in enumerate(table[kind])
    ]


@cache
def site_of(name: str) -> tuple[Catalogue, Rulebook]:
    """Load the site of a table, once."""
    catalogue, _ = load_catalogue(ROOT / TABLES[name]["site"])
    return catalogue, write_rulebook(catalogue)


def day_of(name: str, row: dict[str, Any]) -> date:
    """Give the day of a row, else of its table."""
    return date.fromisoformat(str(row.get("day", TABLES[name]["day"])))


def matches_of(name: str, row: dict[str, Any]) -> tuple[Match, ...]:
    """Ask for a row's case on its day."""
    said = {**row["case"], "situations": frozenset(row["case"].get("situations", ()))}
    return judge_services(site_of(name)[1], Case(**said), day_of(name, row))


@pytest.mark.promise("decision-tables")
@pytest.mark.parametrize("name", TABLES)
def test_each_site_has_a_table_worth_its_name(name: str) -> None:
    """Enough cases, each with its source, none twice, each saying something, all ids known."""
    catalogue, book = site_of(name)
    rows = TABLES[name]["cases"]
    assert len(rows) >= FEWEST_CASES
    asked = [(str(row["case"]), str(row.get("day"))) for row in rows]
    assert sorted(set(asked)) == sorted(asked)
    for row in rows:
        assert set(row) <= {"from", "day", "case", "why", *EXPECTED}
        assert set(row) & EXPECTED
        named = {row.get("first"), *row.get("why", ())} - {None}
        named.update(*(row.get(fit, ()) for fit in EXPECTED - {"first"}))
        assert named <= set(book.services)
        case = row["case"]
        terms = {
            "residence-status": [case["status"]] if "status" in case else [],
            "life-situations": case.get("situations", []),
            "topics": [case["topic"]] if "topic" in case else [],
        }
        for taxonomy, used in terms.items():
            assert set(used) <= set(catalogue.terms[taxonomy])
        assert case.get("area") in {None, *book.areas.parents}


@pytest.mark.promise("decisions")
@pytest.mark.parametrize(("name", "row"), rows_of("cases"))
def test_a_case_is_decided_as_the_concept_says(name: str, row: dict[str, Any]) -> None:
    """Who stands first, who is among which fits, who is not, and why."""
    matches = matches_of(name, row)
    found = {match.service: match.fit for match in matches}
    if "first" in row:
        assert (matches[0].service, matches[0].fit) == (row["first"], "fits")
    for fit in ("fits", "maybe", "nearly"):
        assert {one: found.get(one) for one in row.get(fit, ())} == dict.fromkeys(
            row.get(fit, ()), fit
        )
    assert {one for one in row.get("absent", ()) if found.get(one) in {"fits", "maybe"}} == set()


@pytest.mark.parametrize(
    ("name", "row"), [row for row in rows_of("cases") if "why" in row.values[1]]
)
def test_the_reasons_are_those_of_the_concept(name: str, row: dict[str, Any]) -> None:
    """Each criterion that is named speaks for, against, or is open, as said."""
    matches = {match.service: match.reasons for match in matches_of(name, row)}
    for service, expected in row["why"].items():
        said = {reason.criterion: reason.is_met for reason in matches[service]}
        wanted = {criterion: SAID[answer] for criterion, answer in expected.items()}
        assert {criterion: said.get(criterion, ...) for criterion in wanted} == wanted


@pytest.mark.parametrize(("name", "row"), rows_of("leads"))
def test_the_lead_is_the_one_of_the_concept(name: str, row: dict[str, Any]) -> None:
    """The area's own lead, else that of the larger area, with its limits."""
    catalogue, _ = site_of(name)
    task = catalogue.all(Responsibility)[row["task"]]
    standing = Duty(catalogue, task, day_of(name, row)).standing(row["area"])
    if row["who"] is None:
        assert standing.leads == ()
        return
    leads = {one.organization: str(one.limits) for one in standing.leads}
    assert (row["who"] in leads, standing.area) == (True, row["of"])
    if "limits" in row:
        assert leads[row["who"]] == row["limits"]
