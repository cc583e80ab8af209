"""Saying and counting in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kim.words
from kim.words import Review, languages_with_words, load_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = """msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"X-State: {state}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
{more}

"""
SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4"
    " && (n%100<10 || n%100>=20) ? 1 : 2);"
)
SERVICES = """
msgid "%(n)s Angebot"
msgid_plural "%(n)s Angebote"
msgstr[0] "%(n)s услуга"
msgstr[1] "%(n)s услуги"
msgstr[2] "%(n)s услуг"

msgid "Bis %(day)s"
msgstr "До %(day)s"

msgid "Leer"
msgstr ""
"""


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put a folder of catalogues in the place of the program's own."""
    monkeypatch.setattr(kim.words, "LOCALE", tmp_path)
    for remembered in (load_words, languages_with_words):
        remembered.cache_clear()
    yield tmp_path
    for remembered in (load_words, languages_with_words):
        remembered.cache_clear()


def write(folder: Path, language: str, text: str) -> None:
    """Write a catalogue."""
    path = folder / language / "LC_MESSAGES" / "kim.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 услуга"), (3, "3 услуги"), (11, "11 услуг"), (21, "21 услуга"), (1204, "1 204 услуги")],
)
def test_a_number_takes_the_form_of_its_language(locale: Path, number: int, said: str) -> None:
    """Three forms in Russian, and thousands grouped as Russians write them."""
    head = HEAD.format(language="ru", plurals=SLAVIC, state="machine", more="")
    write(locale, "ru", head + SERVICES)
    words = load_words("ru")
    counted = words.count("%(n)s Angebot", "%(n)s Angebote", number)
    assert counted.replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_message_without_translation_stays_german(locale: Path) -> None:
    """A gap in a catalogue is no hole in a page."""
    head = HEAD.format(language="ru", plurals=SLAVIC, state="machine", more="")
    write(locale, "ru", head + SERVICES)
    words = load_words("ru")
    assert words.say("Bis %(day)s", day="1. Mai") == "До 1. Mai"
    assert words.say("Leer") == "Leer"
    assert words.say("Unbekannt %(x)s", x=1) == "Unbekannt 1"


def test_german_needs_no_catalogue() -> None:
    """The messages are German."""
    words = load_words("de")
    assert words.count("%(n)s Angebot", "%(n)s Angebote", 1) == "1 Angebot"
    assert words.count("%(n)s Angebot", "%(n)s Angebote", 12_000) == "12.000 Angebote"
    assert words.review == Review()


def test_a_catalogue_says_whether_people_checked_it(locale: Path) -> None:
    """State, person and day stand in its head."""
    more = '"X-Reviewed-By: Büro Wort\\n"\n"X-Reviewed-On: 2026-11-02\\n"'
    head = HEAD.format(language="ru", plurals=SLAVIC, state="reviewed", more=more)
    write(locale, "ru", head)
    review = load_words("ru").review
    assert (review.state, review.by) == ("reviewed", "Büro Wort")
    assert review.on is not None
    assert review.on.isoformat() == "2026-11-02"
    assert languages_with_words() == {"de", "ru"}
