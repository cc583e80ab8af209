"""Who may come in plain words: for all, by groups, above all for whom, and for whom not."""

from __future__ import annotations

from datetime import date

import pytest

from kim.models.service import Service
from kim.views.eligibility import GroupView, see_eligibility, see_who
from kim.views.viewpoint import Phrase, Viewpoint
from tests.making import make_catalogue

DAY = date(2022, 7, 1)
SITE = {
    "organizations__awo": "{name: AWO, type: welfare}",
    "taxonomies__topics": "{name: Themen, terms: [{id: arbeit, name: {de: Arbeit, en: Work}}]}",
    "taxonomies__residence_status": """
        name: Aufenthaltsstatus
        terms:
          - {id: duldung, name: {de: Duldung, en: Toleration}}
          - {id: gestattung, name: Gestattung}
        """,
    "taxonomies__life_situations": """
        name: Lebenslagen
        terms:
          - {id: pflege, name: {de: Pflege, en: Care}}
          - {id: ankommen, name: {de: Neu hier, en: Newcomers}}
        """,
}


def viewpoint(who: str, language: str = "de", on: date = DAY) -> tuple[Viewpoint, Service]:
    """Make a site with one service and look at it."""
    text = f"{{name: A, organization: awo, topics: [arbeit], eligibility: {{{who}}}}}"
    catalogue = make_catalogue(**SITE, services__a=text)
    return Viewpoint(catalogue, on, language), catalogue.all(Service)["a"]


def said(phrase: Phrase | None) -> tuple[str, str] | None:
    """Give a phrase as text and language."""
    return None if phrase is None else (phrase.text, phrase.language)


GROUPS = """groups: [
    {name: Familien, life_situations: [pflege]},
    {minimum_age: 18, maximum_age: 27, residence_status: [duldung], topics: [arbeit],
     valid_from: 2022-07-02},
    {name: Von gestern, valid_until: 2022-06-30},
    {length_of_stay: [new], valid_until: 2022-12-31, description: Nur dieses Jahr},
]"""


def test_a_row_names_what_holds_for_all_and_each_group() -> None:
    """Groups by their name, else by their criteria; those that are over are left out."""
    view, service = viewpoint(f"maximum_age: 65, {GROUPS}")
    assert [said(one) for one in see_eligibility(view, service)] == [
        ("Menschen bis 65 Jahre", ""),
        ("Familien", ""),
        ("Menschen von 18 bis 27 Jahren + Mit Duldung + Zum Thema: Arbeit", ""),
        ("Menschen, die neu in Deutschland sind", ""),
    ]


def test_the_page_shows_each_group_with_its_days() -> None:
    """A group that is yet to come says from when."""
    view, service = viewpoint(GROUPS)
    assert see_who(view, service.eligibility).groups == (
        GroupView(Phrase("Familien"), (Phrase("Pflege"),), None, None),
        GroupView(
            None,
            (
                Phrase("Menschen von 18 bis 27 Jahren"),
                Phrase("Mit Duldung"),
                Phrase("Zum Thema: Arbeit"),
            ),
            Phrase("Erst ab dem 02.07.2022"),
            None,
        ),
        GroupView(
            None,
            (Phrase("Menschen, die neu in Deutschland sind"),),
            Phrase("bis 31.12.2022"),
            Phrase("Nur dieses Jahr"),
        ),
    )


def test_codes_say_in_every_language_what_a_name_says_in_german() -> None:
    """A German name gives way to criteria that are translated, on the page and in rows."""
    view, service = viewpoint(GROUPS, "en")
    family = see_who(view, service.eligibility).groups[0]
    assert (family.name, family.criteria) == (None, (Phrase("Care"),))
    assert said(see_eligibility(view, service)[0]) == ("Care", "")


def test_a_group_named_like_its_criterion_is_said_once() -> None:
    """In another language the name and the term may read the same."""
    view, service = viewpoint("groups: [{name: Pflege, life_situations: [pflege]}]")
    (group,) = see_who(view, service.eligibility).groups
    assert (group.name, group.criteria) == (Phrase("Pflege"), ())


def test_a_group_without_translated_criteria_keeps_its_name() -> None:
    """Better a German name that says it is German than half a sentence."""
    view, service = viewpoint("groups: [{name: Alle}, {residence_status: [gestattung]}]", "en")
    assert said(see_who(view, service.eligibility).groups[0].name) == ("Alle", "de")
    assert [said(one) for one in see_eligibility(view, service)] == [
        ("Alle", "de"),
        ("Mit Gestattung", "de"),
    ]


@pytest.mark.parametrize(
    ("who", "language", "words"),
    [
        ("exclusion: Niemand sonst", "de", ("Niemand sonst", "")),
        ("exclusion: Niemand sonst", "en", ("Niemand sonst", "de")),
        (
            "exclusion: Wer neu ist, exclusions: [{length_of_stay: [new]}]",
            "de",
            ("Wer neu ist", ""),
        ),
        (
            "exclusion: Wer neu ist, exclusions: [{length_of_stay: [new]}]",
            "en",
            ("People who are new in Germany", ""),
        ),
        (
            "exclusion: Wer wartet, exclusions: [{residence_status: [gestattung]}]",
            "en",
            ("Wer wartet", "de"),
        ),
        ("exclusions: [{residence_status: [gestattung]}]", "en", ("Gestattung", "de")),
        (
            "exclusions: [{minimum_age: 65}, {life_situations: [ankommen], only: ja}]",
            "de",
            ("Menschen ab 65 Jahren oder nur: Neu hier", ""),
        ),
        (
            "exclusions: [{life_situations: [pflege], topics: [arbeit]}]",
            "en",
            ("Care + On the topic: Work", ""),
        ),
        ("description: Alle", "de", None),
    ],
)
def test_who_is_not_right_is_said(who: str, language: str, words: tuple[str, str] | None) -> None:
    """In the author's words, unless only the codes speak the page's language."""
    view, service = viewpoint(who, language)
    assert said(see_who(view, service.eligibility).excluded) == words


def test_whom_it_is_there_for_above_all() -> None:
    """The same rule for the other text."""
    view, service = viewpoint("priority: Wer lange wartet, preferred: [{length_of_stay: [longer]}]")
    assert said(see_who(view, service.eligibility).preferred) == ("Wer lange wartet", "")
    view, service = viewpoint("preferred: [{length_of_stay: [longer]}]", "en")
    words = "People who have lived in Germany for some time"
    assert said(see_who(view, service.eligibility).preferred) == (words, "")


def test_nothing_to_show_is_nothing() -> None:
    """A service for everybody has no section about it."""
    view, service = viewpoint("")
    assert not see_who(view, service.eligibility)
    view, service = viewpoint("description: Alle")
    assert see_who(view, service.eligibility)
