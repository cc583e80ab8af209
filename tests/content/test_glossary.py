"""Every abbreviation of the chapters is explained in the glossary."""

from __future__ import annotations

import re

from kim.models.glossary import GlossaryEntry
from tests.content.oberhausen import full_text, load_oberhausen

ABBREVIATION = re.compile(r"\b\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*\b")
NOT_ABBREVIATIONS = {
    "KOMM-AN": "the name of a programme, which has its own page",
    "IMAP": "the name of a firm; the sources do not say what it stands for",
    "#IchDuWirNRW": "the name of a campaign",
}


def explained() -> set[str]:
    """List the words that glossary entries explain as abbreviations or names."""
    entries = load_oberhausen().all(GlossaryEntry).values()
    texts = [entry.abbreviation or str(entry.name) for entry in entries]
    return {word for text in texts for word in re.findall(r"\w+", text)}


def abbreviations_in(text: str) -> set[str]:
    """List the words with two capitals, without the names that only look like abbreviations."""
    for name in NOT_ABBREVIATIONS:
        text = text.replace(name, "")
    return set(ABBREVIATION.findall(text))


def test_chapters_use_no_unexplained_abbreviation() -> None:
    """Also in what their macros show."""
    catalogue = load_oberhausen()
    found = {
        name: abbreviations_in(full_text(catalogue, chapter)) - explained()
        for name, chapter in catalogue.chapters.items()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_every_exception_is_needed() -> None:
    """A name that no chapter uses, or that the glossary explains, is not kept in the list."""
    catalogue = load_oberhausen()
    texts = [full_text(catalogue, chapter) for chapter in catalogue.chapters.values()]
    assert {one for one in NOT_ABBREVIATIONS if not any(one in text for text in texts)} == set()
    assert {
        one for one in NOT_ABBREVIATIONS if set(ABBREVIATION.findall(one)) <= explained()
    } == set()
