"""The chart of committees shows every relation of the records, and nothing runs through a box."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.models.committee import Committee
from kim.render.structure import WIDTH, draw_structure, wrap
from kim.views.committees import see_committee
from kim.views.viewpoint import Viewpoint
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.render.structure import StructureChart

STEERING = (
    "{name: Lenkungskreis, level: steering, sets_up: [gruppen], seats: [{role: A, number: '3'}]}"
)
EXPERTS = "{name: Facharbeitskreis, level: expert, delegates_to: [lenkung]}"
GROUPS = "{name: Projektgruppen, level: project, reports_to: [lenkung], time_limit: bald}"


def draw(**texts: str) -> StructureChart:
    """Draw committees."""
    catalogue = make_catalogue(**{f"committees__{name}": text for name, text in texts.items()})
    view = Viewpoint(catalogue, date(2026, 1, 1))
    return draw_structure(see_committee(view, one) for one in catalogue.all(Committee).values())


@pytest.fixture
def chart() -> StructureChart:
    """Draw three levels."""
    return draw(gruppen=GROUPS, fach=EXPERTS, lenkung=STEERING)


def test_levels_stand_from_steering_down(chart: StructureChart) -> None:
    """The order is that of the levels, not of the names."""
    names = [next(line.text for line in node.lines if line.is_name) for node in chart.nodes]
    assert names == ["Lenkungskreis", "Facharbeitskreis", "Projektgruppen"]
    assert [node.style for node in chart.nodes] == [
        "node node-strong",
        "node",
        "node node-dashed",
    ]


def test_every_relation_is_an_arrow_and_a_sentence(chart: StructureChart) -> None:
    """What the drawing shows, the list says."""
    assert sorted(arrow.word for arrow in chart.arrows) == ["berichtet", "entsendet", "setzt ein"]
    said = [(member.link.text.text, verb, link.text.text)
            for member in chart.committees for verb, link in member.sentences]  # fmt: skip
    assert said == [
        ("Lenkungskreis", "setzt ein:", "Projektgruppen"),
        ("Facharbeitskreis", "entsendet eine Vertretung in:", "Lenkungskreis"),
        ("Projektgruppen", "berichtet an:", "Lenkungskreis"),
    ]
    assert chart.description == (
        "Strategische Steuerung: Lenkungskreis, setzt ein: Projektgruppen. "
        "Fachebene: Facharbeitskreis, entsendet eine Vertretung in: Lenkungskreis. "
        "Projekte auf Zeit: Projektgruppen, berichtet an: Lenkungskreis."
    )


def test_nothing_overlaps_or_leaves_the_drawing(chart: StructureChart) -> None:
    """Boxes stand below each other inside the width; words stand in the gaps."""
    for upper, lower in zip(chart.nodes, chart.nodes[1:], strict=False):
        assert upper.y + upper.height < lower.y
    for node in chart.nodes:
        assert node.x >= 0
        assert node.x + node.width <= WIDTH
        assert not [arrow for arrow in chart.arrows if node.y < arrow.y < node.y + node.height]
    assert chart.nodes[-1].y + chart.nodes[-1].height <= chart.height


def test_without_committees_there_is_nothing_to_draw() -> None:
    """An empty structure is no fault."""
    assert draw().nodes == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Kurz", ["Kurz"]),
        ("zwei Worte", ["zwei Worte"]),
        ("drei kurze Worte", ["drei kurze", "Worte"]),
        ("Integrationsmanagement", ["Integrati-", "onsmanage-", "ment"]),
    ],
)
def test_names_are_wrapped(text: str, lines: list[str]) -> None:
    """No line is longer than there is room."""
    assert wrap(text, 10) == lines
