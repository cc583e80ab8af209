"""The catalogues of the program's own words: whole, true to their messages, plural by plural."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from kim.messages import extract_messages
from kim.models import KINDS
from kim.views.labels import CITIZENS
from kim.words import LOCALE, MACHINE, REVIEWED, languages_with_words, load_words, read_catalogue

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

LANGUAGES = sorted(languages_with_words() - {"de"})
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%%")
TAG = re.compile(r"<[^>]*>")
LETTER = re.compile(r"[^\W\d_]")

each_language = pytest.mark.parametrize("language", LANGUAGES)


def ids_of(catalogue: Catalog) -> set[tuple[str, ...]]:
    """Give every message by its German forms."""
    return {forms(message.id) for message in catalogue if message.id}


def forms(texts: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Give the forms of a message: one, or as many as there are plurals."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def messages(language: str) -> list[Message]:
    """Read a catalogue without its head."""
    return [message for message in read_catalogue(language) if message.id]


@pytest.fixture(scope="module")
def wanted() -> set[tuple[str, ...]]:
    """Give every message that code and templates say."""
    return ids_of(extract_messages())


def test_the_template_is_fresh(wanted: set[tuple[str, ...]]) -> None:
    """`make messages` brings it and every catalogue up to date."""
    with (LOCALE / "kim.pot").open("rb") as file:
        assert ids_of(read_po(file)) == wanted


@each_language
def test_a_catalogue_has_every_message_and_no_other(
    language: str, wanted: set[tuple[str, ...]]
) -> None:
    """Nothing is missing and nothing is left over from before."""
    assert ids_of(read_catalogue(language)) == wanted


@pytest.mark.promise("all-translated")
@each_language
def test_every_message_is_translated(language: str) -> None:
    """In every plural form of the language; nothing is marked as a guess."""
    missing = [m.id for m in messages(language) if m.fuzzy or not all(forms(m.string))]
    assert missing == []


@each_language
def test_a_catalogue_has_the_plural_forms_of_its_language(language: str) -> None:
    """As many as its head says."""
    number = read_catalogue(language).num_plurals
    wrong = [m.id for m in messages(language) if m.pluralizable and len(m.string) != number]
    assert wrong == []


@each_language
def test_what_is_filled_in_is_the_same(language: str) -> None:
    """A form for one, two or none may leave the number out; nothing else may be lost or added."""
    wrong = []
    for message in messages(language):
        asked = set(PLACEHOLDER.findall(" ".join(forms(message.id))))
        optional = {"%(n)s"} if message.pluralizable else set()
        for text in filter(None, forms(message.string)):
            found = set(PLACEHOLDER.findall(text))
            if not asked - optional <= found <= asked:
                wrong.append((message.id, text))
    assert wrong == []


@each_language
def test_a_translation_brings_no_markup_of_its_own(language: str) -> None:
    """Messages stand in pages as they are: tags as in German, no bare < > & or quote."""
    wrong = []
    for message in messages(language):
        tags = sorted(TAG.findall(forms(message.id)[0]))
        for text in filter(None, forms(message.string)):
            bare = set('<>&"') & set(TAG.sub("", text))
            if sorted(TAG.findall(text)) != tags or bare:
                wrong.append((message.id, text))
    assert wrong == []


@each_language
def test_a_translation_keeps_the_edges_of_a_message(language: str) -> None:
    """A space at the start or end is there on purpose; without one there must be none."""
    wrong = [
        message.id
        for message in messages(language)
        for text in filter(None, forms(message.string))
        for edge in (0, -1)
        if text[edge].isspace() != forms(message.id)[0][edge].isspace()
    ]
    assert wrong == []


@each_language
def test_a_catalogue_says_who_vouches_for_it(language: str) -> None:
    """Unchecked machine translation is disclosed; who has checked gives name and day."""
    review = load_words(language).review
    assert review.state in {MACHINE, REVIEWED}
    assert review.state == MACHINE or (review.by and review.on)


@pytest.mark.parametrize("kind", CITIZENS)
def test_a_list_is_called_what_its_kind_is_called(kind: str) -> None:
    """The labels marked for translation are those of the models."""
    assert KINDS[kind].plural == CITIZENS[kind]
