"""The Wegweiser's questions, the tables beside it and the data behind it."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.models.service import Service
from kim.render.data import data_files
from kim.rules.hierarchy import term_tree
from kim.views.passport import see_passport
from kim.views.questions import list_questions, services_about
from kim.views.rulebook import see_rulebook, speak_rules
from kim.views.viewpoint import Viewpoint
from kim.views.wegweiser import see_wegweiser
from kim.views.wegweiser_pages import list_wegweiser_pages
from kim.words import languages_with_words
from tests.built import ROOT, TODAY
from tests.rules.hard_site import make_hard_site

if TYPE_CHECKING:
    from pathlib import Path

    from kim.models import Site
    from kim.views.page import Page
    from kim.views.wegweiser import WegweiserView

KREIS = ROOT / "tests" / "sites" / "rheinisch-bergischer-kreis"
MOST_BYTES = 20 * 1024
"""What the script may fetch to reckon and to speak, packed."""


def look_at(root: Path) -> tuple[Viewpoint, Site]:
    """Load a site and see it in German."""
    catalogue = load_catalogue(root)[0]
    assert catalogue.site is not None
    return Viewpoint(catalogue, TODAY), catalogue.site


@pytest.fixture(scope="module")
def town() -> tuple[Viewpoint, Site]:
    """Give the site of this repository."""
    return look_at(ROOT)


@pytest.fixture(scope="module")
def kreis() -> tuple[Viewpoint, Site]:
    """Give the site with eight municipalities."""
    return look_at(KREIS)


def shown(seen: tuple[Viewpoint, Site], language: str = "de") -> WegweiserView:
    """Show the Wegweiser in a language."""
    view = replace(seen[0], language=language)
    return see_wegweiser(view, seen[1], see_passport(view))


def pages(seen: tuple[Viewpoint, Site]) -> dict[str, Page]:
    """Give the pages around the Wegweiser by their address."""
    return {page.path: page for draft in list_wegweiser_pages(*seen) for page in draft()}


def test_where_all_services_are_for_the_whole_town_nobody_is_asked_where_they_live(
    town: tuple[Viewpoint, Site],
) -> None:
    """A question that changes nothing is not asked."""
    assert list_questions(town[0]) == ("thema", "alter", "dauer", "papier", "lage")


def test_where_services_are_for_single_municipalities_the_area_is_asked(
    kreis: tuple[Viewpoint, Site],
) -> None:
    """The choices are the municipalities; six questions are the most."""
    view = shown(kreis)
    assert "gebiet" in view.asked
    assert len(view.asked) <= 6
    assert len(view.areas) == 8


def test_topics_begin_with_those_of_the_home_page(town: tuple[Viewpoint, Site]) -> None:
    """In everyday words; every topic of a current service is there once."""
    view = shown(town)
    assert tuple(topic.id for topic in view.topics) == town[1].home_topics
    assert view.topics[0].about == "Papiere, Visum, Ausländeramt"
    offered = [topic.id for topic in (*view.topics, *view.more_topics)]
    assert sorted(offered) == sorted(services_about(town[0]))


def test_every_paper_is_explained_in_every_language(town: tuple[Viewpoint, Site]) -> None:
    """Whoever does not know the word reads what it means, in their own language."""
    for language in town[1].languages:
        for paper in shown(town, language).statuses:
            assert paper.about, (language, paper.id)
            assert not getattr(paper.about, "language", ""), (language, paper.id)


@pytest.mark.parametrize("site", ["town", "kreis"])
def test_the_tables_hold_every_current_service(site: str, request: pytest.FixtureRequest) -> None:
    """Under each of its topics and the broader ones; nothing that has ended."""
    seen: tuple[Viewpoint, Site] = request.getfixturevalue(site)
    view = seen[0]
    tree = term_tree(view.catalogue, "topics")
    expected = {
        (f"wegweiser/{broader}/", f"angebote/{service.id}/")
        for service in view.catalogue.all(Service).values()
        if not service.has_ended(TODAY)
        for topic in service.topics
        for broader in tree.up(topic)
    }
    found = {
        (page.path, row.service.href)
        for page in pages(seen).values()
        if page.template == "wegweiser_topic.html"
        for row in page.view.slice.rows
    }
    assert found == expected
    assert len(found) > 30


def test_a_service_with_groups_has_a_row_for_each(town: tuple[Viewpoint, Site]) -> None:
    """Each with its own criteria: who is young needs the paper, who needs care does not."""
    rows = [
        row
        for row in pages(town)["wegweiser/arbeit/"].view.slice.rows
        if row.service.href == "angebote/kim-case-management/"
    ]
    groups = town[0].catalogue.all(Service)["kim-case-management"].eligibility.groups
    assert [row.number for row in rows] == list(range(1, len(groups) + 1))
    young = next(row for row in rows if row.age)
    assert [str(cell) for cell in (*young.age, *young.papers)] == [
        "Menschen von 18 bis 27 Jahren",
        "Duldung",
        "Aufenthaltsgestattung",
    ]
    assert any(not row.papers for row in rows)


def test_the_data_are_small_and_the_rules_the_same_in_every_language(
    town: tuple[Viewpoint, Site],
) -> None:
    """One file of codes for all languages, one of words for each."""
    rules = set()
    for language in town[1].languages:
        view = replace(town[0], language=language)
        codes, words, *_ = data_files(view, shown(town, language), "")
        rules.add(codes)
        packed = sum(len(gzip.compress(file.content, 6)) for file in (codes, words))
        assert packed <= MOST_BYTES, language
        assert words.address.startswith(f"assets/wegweiser-{language}.")
    assert len(rules) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_records_may_say_can_be_said(seed: int) -> None:
    """Every state of every criterion has its words, in every language."""
    catalogue = make_hard_site(seed)
    rules = see_rulebook(Viewpoint(catalogue, TODAY))
    for language in sorted(languages_with_words()):
        spoken = speak_rules(Viewpoint(catalogue, TODAY, language), rules)
        assert len(spoken.facts) == len(rules.facts)
        assert all(phrase.text for texts in spoken.facts for phrase in texts)
