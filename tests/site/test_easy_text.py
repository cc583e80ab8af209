"""The page in Leichte Sprache keeps the rules that a program can hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from statistics import mean
from typing import TYPE_CHECKING

import pytest

from kim.render.assets import THEME

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

TEMPLATE = (THEME / "templates" / "easy.html").read_text("utf-8")
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
LINES = frozenset({"h1", "h2", "h3", "li", "p", "a"})
LONGEST_WORD = 13
# Genitive and passive, and how one hears them.
HARD = re.compile(
    r"\b(des|dessen|deren|wird|werden|wurden?|worden|würden?|bzw|usw)\b", re.IGNORECASE
)


class _Lines(HTMLParser):
    """Collect what stands in one block of the main part of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.is_main = False

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        """Begin a line with each block."""
        self.is_main |= tag == "main"
        if tag in LINES:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        """End the line with its block."""
        self.is_main &= tag != "main"
        if tag in LINES:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Add words to the line."""
        if self.is_main:
            self.lines[-1] += data


@pytest.fixture(scope="module")
def page(site: Path) -> str:
    """Read the page."""
    return (site / "leichte-sprache" / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def sentences(page: str) -> list[list[str]]:
    """Give the words of every sentence; a line is never more than some short sentences."""
    reader = _Lines()
    reader.feed(page)
    parts = (part for line in reader.lines for part in re.split(r"[.!?:](?:\s|$)", line))
    return [part.split() for part in parts if part.strip()]


@pytest.mark.promise("easy-language")
def test_sentences_are_short(sentences: list[list[str]]) -> None:
    """Five words on average, twelve at most; names from the records count as well."""
    lengths = [len(sentence) for sentence in sentences]
    assert len(lengths) > 60
    assert mean(lengths) <= 6
    assert max(lengths) <= 12


def test_words_of_the_product_are_short_or_put_together_with_a_hyphen() -> None:
    """The municipality's own names stay as they are; they stand on its doors and letters."""
    words = re.findall(r"[^\W\d_]+", CODE.sub(" ", TEMPLATE))
    assert len(words) > 200
    assert [word for word in words if len(word) > LONGEST_WORD] == []


def test_there_is_no_genitive_and_no_passive() -> None:
    """Words by which one knows them do not occur."""
    assert HARD.findall(CODE.sub(" ", TEMPLATE)) == []


def test_it_says_that_no_test_group_has_read_it(page: str) -> None:
    """Nobody takes it for checked."""
    assert "<p>Diesen Text hat noch <b>keine</b> Prüf-Gruppe gelesen.</p>" in page


@pytest.mark.parametrize("start", ["index.html", "en/index.html", "ar/index.html"])
def test_every_start_page_leads_to_it_at_the_top_and_in_the_footer(site: Path, start: str) -> None:
    """The law wants it within reach of the first page."""
    html = (site / start).read_text("utf-8")
    main, _, footer = html.partition("<footer")
    way = "../leichte-sprache/" if "/" in start else "./leichte-sprache/"
    assert main.count(f'href="{way}"') == 1
    assert footer.count(f'href="{way}"') == 1


def test_it_tells_how_to_complain_and_whom_to_ask(page: str) -> None:
    """Both sections have a number to tap."""
    for section in ("barriere", "fragen"):
        part = page.partition(f'id="{section}"')[2].partition("</section>")[0]
        assert 'href="tel:' in part
        assert 'href="mailto:' in part
