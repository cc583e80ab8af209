"""No German is left in the templates of pages that exist in every language."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, nodes

from kim.render.assets import THEME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPLATES = THEME / "templates"
GERMAN_ONLY = {
    "_changes.html",
    "_committee.html",
    "_coverage.html",
    "_dates.html",
    "_figures.html",
    "_legal.html",
    "_programme.html",
    "accessibility.html",
    "committee.html",
    "committees.html",
    "coverage.html",
    "diff.html",
    "documents.html",
    "easy.html",
    "_edition.html",
    "edition.html",
    "edition_changes.html",
    "editions.html",
    "events.html",
    "glossary.html",
    "imprint.html",
    "missing.html",
    "plain.html",
    "privacy.html",
    "programme.html",
    "programmes.html",
    "report.html",
    "responsibilities.html",
    "responsibility.html",
    "statistics.html",
    "transitions.html",
}
"""Templates of partner agencies' pages and of the legal ones; whatever is new is for citizens."""
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title", "aria-description", "content"}
SILENT = {"width=device-width, initial-scale=1"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
SAYING = {"_", "gettext", "ngettext"}
FOR_THE_OFFICE = {"Fehler auf der Seite: ", "Seite: "}
"""Subject and address in a mail to those who keep the records; they read German."""

CITIZENS = [path for path in sorted(TEMPLATES.glob("*.html")) if path.name not in GERMAN_ONLY]
each_template = pytest.mark.parametrize("path", CITIZENS, ids=lambda path: path.name)


class _Spoken(HTMLParser):
    """Collect the letters between tags and in attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Take text between tags."""
        self.found += LETTERS.findall(data)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take attributes that people hear or see."""
        is_for_machines = dict(attrs).get("name") == "robots" or "http-equiv" in dict(attrs)
        for name, value in attrs if not is_for_machines else ():
            if name in SPOKEN_ATTRIBUTES and value not in SILENT:
                self.found += LETTERS.findall(value or "")


def parse(text: str) -> nodes.Template:
    """Parse a template as the site's environment does."""
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.policies["ext.i18n.trimmed"] = True
    return environment.parse(text)


def plain_markup(text: str) -> str:
    """Take out what the template language says; what remains is markup as written."""
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    kept = []
    in_message = in_code = False
    for _, kind, value in environment.lex(text):
        if kind in {"block_begin", "variable_begin", "comment_begin"}:
            in_code = True
        elif kind in {"block_end", "variable_end", "comment_end"}:
            in_code = False
        elif kind == "name" and in_code and value in {"trans", "endtrans"}:
            in_message = value == "trans"
        elif kind == "data" and not in_message:
            kept.append(value)
    return "".join(kept)


def spoken_constants(tree: nodes.Template) -> Iterator[str]:
    """Yield texts in the template's own code that look like words for people.

    The printed sheet puts the German word beside the page's own: what is said may stand again.
    """
    said = {
        constant.value
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in SAYING
        for constant in call.find_all(nodes.Const)
    }
    for constant in tree.find_all(nodes.Const):
        text = constant.value
        if isinstance(text, str) and text not in said | FOR_THE_OFFICE and looks_spoken(text):
            yield text


def looks_spoken(text: str) -> bool:
    """Tell words from ids, classes, paths and marks: a capital, an umlaut or a space in it."""
    letters = bool(LETTERS.search(text))
    return letters and (text[0].isupper() or bool(re.search(r"[äöüÄÖÜß]|\w \w", text)))


@each_template
def test_no_german_stands_between_the_tags(path: Path) -> None:
    """Every word that people see or hear goes through the catalogue."""
    reader = _Spoken()
    reader.feed(plain_markup(path.read_text(encoding="utf-8")))
    assert reader.found == []


@each_template
def test_no_german_stands_in_the_code(path: Path) -> None:
    """A title handed to a macro is said with `_()`."""
    assert list(spoken_constants(parse(path.read_text(encoding="utf-8")))) == []


def test_only_what_exists_is_excepted() -> None:
    """A template that is gone leaves the list."""
    assert {name for name in GERMAN_ONLY if not (TEMPLATES / name).is_file()} == set()
