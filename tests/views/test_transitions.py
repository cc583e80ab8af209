"""Hand-overs and what delimits the programmes: lists, chart, both services' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.models.service import Service
from kim.render.transitions import draw_transitions
from kim.rules.case_management import has_case_management
from kim.views.delimitation import see_delimitation
from kim.views.handover import see_handovers
from kim.views.transitions import see_transitions
from kim.views.viewpoint import Viewpoint
from tests.built import ROOT, TODAY
from tests.making import make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from kim.catalogue import Catalogue
    from kim.render.structure import Node

RECORDS = {
    "organizations__awo": "{name: AWO, type: welfare}",
    "organizations__bund": "{name: Bund, type: ministry, alternate_name: BMI}",
    "taxonomies__methods": """
        name: Methoden
        terms:
          - {id: beratung, name: Beratung}
          - {id: case-management, name: Case-Management}
          - {id: fallmanagement, name: Fallmanagement, parent: case-management}
    """,
    "taxonomies__legal_regimes": "{name: Rechtskreise, terms: [{id: sgb-2, name: SGB II}]}",
    "taxonomies__residence_status": "{name: Status, terms: [{id: duldung, name: Duldung}]}",
    "programmes__ganz": "{name: Ganz, funder: bund}",
    "programmes__teil": "{name: Teil, parent: ganz, valid_from: 2022-07-01}",
    "services__a": """
        name: A
        organization: awo
        programme: teil
        method: case-management
        eligibility:
          minimum_age: "18"
          groups: [{name: Jüngere, maximum_age: "27", residence_status: [duldung]}]
    """,
    "services__b": "{name: B, organization: awo, programme: teil, method: case-management}",
    "services__c": """
        {name: C, organization: awo, method: fallmanagement, legal_regimes: [sgb-2]}
    """,
    "services__d": "{name: D, organization: awo, method: beratung}",
    "transitions__ab": "{name: A zu B, from_service: a, to_service: b, trigger: Erstens}",
    "transitions__bc": """
        {name: B zu C, from_service: b, to_service: c, trigger: Zweitens, handed_over_by: awo,
         within: In 14 Tagen}
    """,
    "transitions__ca": "{name: C zu A, from_service: c, to_service: a, trigger: Drittens}",
    "transitions__cr": "{name: C zu SGB II, from_service: c, to_regime: sgb-2, trigger: Viertens}",
    "transitions__rd": "{name: SGB II zu D, from_regime: sgb-2, to_service: d, trigger: Fünftens}",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Make services that hand over to each other in a circle, and a legal regime."""
    return make_catalogue(**RECORDS)


def test_hand_overs_stand_where_they_begin(catalogue: Catalogue) -> None:
    """By from, then to; services before legal regimes."""
    shown = see_transitions(Viewpoint(catalogue, TODAY))
    assert [
        (str(group.start.link.text), [step.id for step in group.steps])
        for group in shown.groups
        if group.start
    ] == [("A", ["ab"]), ("B", ["bc"]), ("C", ["ca", "cr"]), ("SGB II", ["rd"])]
    step = shown.groups[1].steps[0]
    assert (step.by and str(step.by.text), str(step.within)) == ("AWO", "In 14 Tagen")


@pytest.mark.parametrize("language", ["de", "tr", "ar"])
def test_both_services_show_a_hand_over(catalogue: Catalogue, language: str) -> None:
    """Where it begins and where it ends; a legal regime is named like a service."""
    view = Viewpoint(catalogue, TODAY, language)
    service = catalogue.all(Service)["c"]
    to = see_handovers(view, service, "from_service")
    assert [str(one.other.text) for one in to if one.other] == ["A", "SGB II"]
    back = see_handovers(view, service, "to_service")
    assert [str(one.other.text) for one in back if one.other] == ["B"]
    end = see_handovers(view, catalogue.all(Service)["d"], "to_service")
    assert [str(one.other.text) for one in end if one.other] == ["SGB II"]


def name_of(node: Node) -> str:
    """Give the name that a box carries."""
    return " ".join(line.text for line in node.lines if line.is_name)


def test_the_chart_draws_each_end_once(catalogue: Catalogue) -> None:
    """From top to bottom as it leads on; the way back up runs on the other side."""
    shown = see_transitions(Viewpoint(catalogue, TODAY))
    chart = draw_transitions(shown.steps)
    assert [name_of(node) for node in chart.nodes] == ["A", "B", "C", "SGB II", "D"]
    assert sum(len(trunk.heads) for trunk in chart.trunks) == 5
    border = chart.nodes[0].x + chart.nodes[0].width
    up = [head for trunk in chart.trunks for head in trunk.heads if head.startswith(f"{border},")]
    assert len(up) == 1
    assert all(node.x >= 0 and node.x + node.width <= chart.width for node in chart.nodes)
    assert "Von „A“ zu „B“." in chart.description
    assert draw_transitions(shown.steps) == chart


def test_ways_that_do_not_meet_share_a_lane() -> None:
    """Many hand-overs one after the other need no more room than one; side by side they do."""
    services = {f"services__s{n}": f"{{name: S{n}, organization: awo}}" for n in range(10, 40)}
    chain = {
        f"transitions__t{n}": (
            f"{{name: T{n}, from_service: s{n}, to_service: s{n + 1}, trigger: Weiter}}"
        )
        for n in range(10, 39, 2)
    }
    fan = {
        f"transitions__t{n}": f"{{name: T{n}, from_service: s{n}, to_service: s39, trigger: Ende}}"
        for n in range(10, 39)
    }
    charts = []
    for steps in (chain, fan):
        catalogue = make_catalogue(
            organizations__awo=RECORDS["organizations__awo"], **services, **steps
        )
        shown = see_transitions(Viewpoint(catalogue, TODAY))
        charts.append(draw_transitions(shown.steps))
    assert charts[0].nodes[0].x == 2 + 16
    assert charts[0].width == 360
    assert charts[1].width > 360
    assert all(node.x + node.width <= chart.width for chart in charts for node in chart.nodes)


def test_the_chart_of_nothing_is_empty() -> None:
    """A site without hand-overs has no boxes and no height."""
    chart = draw_transitions(())
    assert (chart.nodes, chart.trunks, chart.height) == ((), (), 0)


def test_a_method_below_case_management_counts(catalogue: Catalogue) -> None:
    """Fallmanagement is a case management of its own, counselling is not."""
    found = {
        service.id
        for service in catalogue.all(Service).values()
        if has_case_management(catalogue, service)
    }
    assert found == {"a", "b", "c"}


def test_what_sets_programmes_apart(catalogue: Catalogue) -> None:
    """One line for each programme, its services joined; the larger programme's funder."""
    rule, programme = see_delimitation(Viewpoint(catalogue, TODAY))
    assert [str(link.text) for link in programme.services] == ["A", "B"]
    assert [str(text) for text in programme.ages] == [
        "Menschen ab 18 Jahren",
        "Jüngere: Menschen bis 27 Jahre",
    ]
    assert [str(text) for text in programme.residence] == ["Jüngere: Duldung"]
    assert programme.funder is not None
    assert (str(programme.funder.text), programme.period) == ("BMI", "seit 01.07.2022")
    assert (rule.name.href, [str(text) for text in rule.regimes]) == ("angebote/c/", ["SGB II"])
    assert [str(text) for text in rule.methods] == ["Fallmanagement"]


@pytest.mark.parametrize(
    ("site", "programmes"),
    [
        (
            ROOT,
            {
                "programme/kim-baustein-2/",
                "programme/gemeinsam-klappts/",
                "programme/jmd-bundesfoerderung/",
                "programme/mbe-bundesfoerderung/",
                "angebote/fallmanagement-sgb-2/",
                "angebote/hilfeplanung/",
            },
        ),
        (
            ROOT / "tests" / "sites" / "rheinisch-bergischer-kreis",
            {
                "programme/kim-baustein-2/",
                "programme/durchstarten/",
                "programme/jugendmigrationsdienste/",
                "programme/migrationsberatung/",
            },
        ),
    ],
    ids=["town", "kreis"],
)
def test_the_programmes_that_the_concepts_delimit(site: Path, programmes: set[str]) -> None:
    """KIM, THM, JMD, MBE and, in the town, SGB II and SGB VIII; ended ones last."""
    shown = see_delimitation(Viewpoint(load_catalogue(site)[0], TODAY))
    names = [line.name.href for line in shown]
    assert set(names) >= programmes
    ended = [line.status.code == "ended" for line in shown]
    assert ended == sorted(ended)
