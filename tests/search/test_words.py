"""Words of the search: the index and the script in the page bring them to the same form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.export.search.words import fold, stem, words_in
from tests.search.finding import import_finder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WORDS = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case["written"])
def test_spellings_of_a_word_meet(case: dict[str, str]) -> None:
    """Umlauts, accents, ß, alphabets and endings do not keep a word from being found."""
    assert stem(fold(case["written"])) == case["stem"]


@given(st.text(max_size=40))
def test_a_folded_word_stays_as_it_is(text: str) -> None:
    """The script folds the words of the index again and must find them where they were."""
    for word in words_in(text):
        assert fold(fold(word)) == fold(word)
        assert stem(stem(fold(word))) == stem(fold(word))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Schüler*innen und Lehrer:innen", ["Schülerinnen", "und", "Lehrerinnen"]),
        ("об'єднання", ["обєднання"]),
        ("l'école", ["l", "école"]),
        ("إِقَامَة", ["إقامة"]),
        ("AWO/ZAQ, 2-6", ["AWO", "ZAQ", "2", "6"]),
    ],
)
def test_words_are_told_apart(text: str, words: list[str]) -> None:
    """A gender star, an Ukrainian apostrophe and Arabic vowel signs tear no word apart."""
    assert list(words_in(text)) == words


@pytest.mark.browser
def test_the_script_reads_words_as_the_index_does(browser: Browser) -> None:
    """The page's script and the index agree on every word of the table and on where words end."""
    page = browser.new_page()
    import_finder(page)
    written = [case["written"] for case in WORDS]
    stems = page.evaluate("(words) => words.map((word) => finder.stem(finder.fold(word)))", written)
    text = "Schüler*innen об'єднання إِقَامَة l'école AWO/ZAQ 2-6"
    found = page.evaluate("(text) => finder.wordsOf(text)", text)
    page.close()
    assert stems == [case["stem"] for case in WORDS]
    assert found == [fold(word) for word in words_in(text)]
