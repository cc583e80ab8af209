"""Reasons in words: one message each, in every language, names in the page's language or none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.rules.criteria import Reason
from kim.views.reasons import REASONS, code_of, say_reason
from kim.views.viewpoint import Phrase, Viewpoint
from kim.words import languages_with_words
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue

DAY = date(2022, 7, 1)
SAID = [
    (Reason("no-limits", is_met=True), "Keine besonderen Bedingungen bekannt"),
    (Reason("topic", is_met=True, terms=("arbeit",)), "Zum Thema: Arbeit"),
    (Reason("topic", is_met=False, terms=("arbeit",), group=0), "Zum Thema: Arbeit"),
    (Reason("area", is_met=True, terms=("nord", "stadt")), "Für dieses Gebiet: Nord, Stadt"),
    (
        Reason("age", is_met=True, youngest=18, oldest=27),
        "Für Menschen im Alter von 18 bis 27",
    ),
    (Reason("age", is_met=None, youngest=0), "Für Menschen im Alter ab 0"),
    (Reason("age", is_met=True, oldest=27), "Für Menschen im Alter bis 27"),
    (Reason("age", is_met=False, oldest=27), "Wenn Sie nicht älter als 27 wären"),
    (Reason("age", is_met=False, youngest=18), "Wenn Sie mindestens 18 wären"),
    (
        Reason("status", is_met=True, terms=("duldung", "gestattung")),
        "Mit diesem Papier: Duldung oder Gestattung",
    ),
    (
        Reason("status", is_met=False, terms=("duldung",)),
        "Wenn Sie dieses Papier hätten: Duldung",
    ),
    (Reason("stay", is_met=True, terms=("new",)), "Für Menschen, die neu in Deutschland sind"),
    (
        Reason("stay", is_met=None, terms=("longer",)),
        "Für Menschen, die schon länger in Deutschland leben",
    ),
    (
        Reason("stay", is_met=True, terms=("new", "longer")),
        "Für Menschen, die neu in Deutschland sind oder schon länger hier leben",
    ),
    (Reason("stay", is_met=False, terms=("new",)), "Wenn Sie neu in Deutschland wären"),
    (
        Reason("stay", is_met=False, terms=("longer",)),
        "Wenn Sie schon länger in Deutschland leben würden",
    ),
    (Reason("situation", is_met=True, terms=("pflege",)), "In dieser Lage: Pflege"),
    (
        Reason("situation", is_met=False, terms=("pflege",)),
        "Wenn es um diese Lage ginge: Pflege",
    ),
    (
        Reason("language", is_met=True, terms=("de", "ar")),
        "Sprachen der Beratung: Deutsch, Arabisch",
    ),
    (
        Reason("language", is_met=False, terms=("de",)),
        "Sprachen der Beratung: Deutsch. Fragen Sie, ob jemand dolmetscht",
    ),
    (Reason("language", is_met=None), "In welchen Sprachen beraten wird, ist nicht bekannt"),
    (Reason("valid", is_met=True, last=DAY), "Nur noch bis zum 01.07.2022"),
    (Reason("valid", is_met=False, first=DAY), "Erst ab dem 01.07.2022"),
    (Reason("valid", is_met=False, last=DAY), "Endete am 01.07.2022"),
    (
        Reason("valid", is_met=False, last=DAY, terms=("kim",)),
        "Endete am 01.07.2022. Jetzt hilft: KIM",
    ),
    (
        Reason("exclusion", is_met=None, group=0),
        "Nicht für alle. Fragen Sie dort, ob Sie richtig sind",
    ),
    (Reason("exclusion", is_met=False, group=0), "Für Sie ist zuerst eine andere Stelle da"),
    (Reason("priority", is_met=True), "Vor allem für Menschen in Ihrer Lage"),
    (Reason("priority", is_met=None), "Vor allem für bestimmte Menschen, aber nicht nur"),
    (Reason("priority", is_met=False), "Vor allem für andere Menschen, aber nicht nur"),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Make what reasons name; one paper has an English name, the other has none."""
    return make_catalogue(
        organizations__awo="{name: AWO, type: welfare}",
        services__kim="{name: KIM, organization: awo}",
        areas__nord="{name: Nord, level: sozialraum, parent: stadt}",
        areas__stadt="{name: Stadt, level: kreisfreie_stadt}",
        taxonomies__topics="{name: Themen, terms: [{id: arbeit, name: Arbeit}]}",
        taxonomies__life_situations="{name: Lagen, terms: [{id: pflege, name: Pflege}]}",
        taxonomies__languages="""
            name: Sprachen
            terms: [{id: de, name: Deutsch}, {id: ar, name: Arabisch}]
            """,
        taxonomies__residence_status="""
            name: Aufenthaltsstatus
            terms:
              - {id: duldung, name: {de: Duldung, en: Toleration}}
              - {id: gestattung, name: Gestattung}
            """,
    )


@pytest.mark.parametrize(("reason", "said"), SAID, ids=range(len(SAID)))
def test_a_reason_is_said(catalogue: Catalogue, reason: Reason, said: str) -> None:
    """Each in German as readers see it."""
    assert say_reason(Viewpoint(catalogue, DAY), reason) == Phrase(said)


def test_every_message_is_used() -> None:
    """The table is closed: these reasons need all of it and nothing else."""
    assert {code_of(reason) for reason, _ in SAID} == set(REASONS)


@pytest.mark.parametrize("language", sorted(languages_with_words() - {"de"}))
def test_every_language_says_it_in_its_own_words(catalogue: Catalogue, language: str) -> None:
    """Where no name is in the way; all values are filled in."""
    view = Viewpoint(catalogue, DAY, language)
    for reason, german in SAID:
        nameless = reason._replace(terms=()) if reason.criterion != "stay" else reason
        phrase = say_reason(view, nameless)
        assert phrase.language == ""
        assert phrase.text != german
        assert "%" not in phrase.text


def test_a_name_in_german_makes_the_whole_reason_german(catalogue: Catalogue) -> None:
    """No sentence in two languages."""
    view = Viewpoint(catalogue, DAY, "en")
    both = Reason("status", is_met=True, terms=("duldung", "gestattung"))
    assert say_reason(view, both._replace(terms=("duldung",))) == Phrase(
        "With this document: Toleration"
    )
    assert say_reason(view, both) == Phrase("Mit diesem Papier: Duldung oder Gestattung", "de")
