"""Pages in every language: where they stand, how they lead to each other, what they say."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

import kim.words
from kim.catalogue import load_catalogue
from kim.messages import extract_messages
from kim.render.site import Setting, render_site
from kim.skeleton import write_site
from kim.views.drafts import list_pages
from kim.views.viewpoint import Viewpoint
from kim.words import languages_with_words, load_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kim.catalogue import Catalogue
    from kim.views.page import Page

TODAY = date(2026, 11, 21)
ADDRESS = "https://stadt.example/kim/"
HEAD = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
)
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
LETTERS = re.compile(r"[^\W\d_]{2,}")
HEARD = {"alt", "aria-label", "placeholder", "title"}
NOT_OF_THE_PROGRAM = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan\w*|Feb\w*|Mar\w*|Apr\w*|May|June?|July?|Aug\w*"
    r"|Sep\w*|Oct\w*|Nov\w*|Dec\w*|Erika|Mustermann|Migration counselling for adults"
)
"""Days and months, a person's name, and the one name that an example has in English."""
SAME_EVERYWHERE = {"Deutsch", "English", "العربية"}


def quoted(text: str) -> str:
    """Write a text as a line of a catalogue."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def marked(text: str) -> str:
    """Put a message into marks that show where it stands; tags and names stay outside."""
    parts = re.split(r"(<[^>]*>|%\(\w+\)s|\{\w+\})", text)
    return "".join(part if i % 2 or not part else f"⟦{part}⟧" for i, part in enumerate(parts))


def write_marked_catalogue(folder: Path) -> None:
    """Write a catalogue in which every message is its German text in marks."""
    path = folder / "en" / "LC_MESSAGES" / "kim.po"
    path.parent.mkdir(parents=True)
    entries = [HEAD]
    for message in extract_messages():
        if isinstance(message.id, str) and message.id:
            entries.append(f"msgid {quoted(message.id)}\nmsgstr {quoted(marked(message.id))}\n\n")
        elif message.id:
            one, many = message.id
            entries.append(
                f"msgid {quoted(one)}\nmsgid_plural {quoted(many)}\n"
                f"msgstr[0] {quoted(marked(one))}\nmsgstr[1] {quoted(marked(many))}\n\n"
            )
    path.write_text("".join(entries), encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the site that `kim new` makes, in German and English."""
    root = tmp_path_factory.mktemp("site") / "musterstadt"
    write_site(root, TODAY)
    path = root / "directory" / "site.yml"
    text = path.read_text(encoding="utf-8")
    assert "- de\n" in text
    path.write_text(text.replace("- de\n", "- de\n  - en\n", 1), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    """Load it."""
    return load_catalogue(root)[0]


@pytest.fixture(scope="module")
def built(
    root: Path, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Build it with an English in which every message carries marks."""
    locale, out = tmp_path_factory.mktemp("locale"), tmp_path_factory.mktemp("out")
    write_marked_catalogue(locale)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kim.words, "LOCALE", locale)
        forget()
        render_site(catalogue, TODAY, out, Setting(ADDRESS, root / "overrides"))
        yield out
    forget()
    shutil.rmtree(out)


def forget() -> None:
    """Read the catalogues anew."""
    load_words.cache_clear()
    languages_with_words.cache_clear()


class _Heard(HTMLParser):
    """Collect the words of a page that are neither marked nor said to be in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element; what it says in attributes counts too."""
        given = {name: value or "" for name, value in attrs}
        foreign = given.get("lang", "en") != "en" or tag in {"script", "style", "title", "bdi"}
        inside = foreign or (bool(self.open) and self.open[-1][1])
        if not inside:
            for name in HEARD & given.keys():
                self._hear(given[name])
        if tag not in {"meta", "link", "img", "input", "br", "path", "circle", "rect"}:
            self.open.append((tag, inside))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Take text."""
        if not (self.open and self.open[-1][1]):
            self._hear(data)

    def _hear(self, text: str) -> None:
        rest = NOT_OF_THE_PROGRAM.sub("", MARKED.sub("", text))
        self.found += [word for word in LETTERS.findall(rest) if word not in SAME_EVERYWHERE]


def pages(catalogue: Catalogue, language: str) -> list[Page]:
    """List the pages of a language."""
    assert catalogue.site is not None
    return list(list_pages(Viewpoint(catalogue, TODAY, language), catalogue.site))


def test_no_german_is_said_in_another_language(built: Path, catalogue: Catalogue) -> None:
    """Whatever comes from the program goes through its catalogue, on every page.

    What comes from records is either translated or marked as German. Days, numbers and proper
    names have no words of the program in them.
    """
    left = {}
    for page in pages(catalogue, "en"):
        reader = _Heard()
        reader.feed((built / page.path / "index.html").read_text(encoding="utf-8"))
        if reader.found:
            left[page.path] = reader.found
    assert left == {}


@pytest.mark.promise("same-place-every-language")
def test_every_citizens_page_stands_at_the_same_place_in_every_language(
    catalogue: Catalogue,
) -> None:
    """Below the language's code; partner agencies' pages exist in German only."""
    german = pages(catalogue, "de")
    english = {page.path for page in pages(catalogue, "en")}
    assert english == {f"en/{page.path}" for page in german if page.is_everywhere}
    only_german = {page.path for page in german if not page.is_everywhere}
    assert {"zustaendigkeiten/", "gremien/", "impressum/", "404.html"} <= only_german


@pytest.mark.promise("hreflang")
def test_a_page_names_its_other_languages(built: Path) -> None:
    """Absolute, each naming all, German for everybody else; only where the page exists."""
    for path in ("angebote/", "en/angebote/"):
        text = (built / path / "index.html").read_text(encoding="utf-8")
        found = re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', text)
        assert found == [
            ("de", f"{ADDRESS}angebote/"),
            ("en", f"{ADDRESS}en/angebote/"),
            ("x-default", f"{ADDRESS}angebote/"),
        ]
    for path in ("gremien/", "impressum/"):
        assert 'rel="alternate"' not in (built / path / "index.html").read_text(encoding="utf-8")


def test_without_an_address_no_other_languages_are_named(
    root: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    """A relative alternate would be wrong."""
    render_site(catalogue, TODAY, tmp_path, Setting("", root / "overrides"))
    text = (tmp_path / "en" / "index.html").read_text(encoding="utf-8")
    assert 'rel="alternate"' not in text


def test_the_header_leads_to_the_same_page_in_the_other_language(built: Path) -> None:
    """Named in its own language; from a German-only page to the other language's home page."""
    way = re.compile(r'<li><a href="([^"]*)" lang="(\w+)" hreflang="\w+">([^<]*)</a></li>')
    service = (built / "en/angebote/integrationsberatung/index.html").read_text(encoding="utf-8")
    assert way.findall(service) == [("../../../angebote/integrationsberatung/", "de", "Deutsch")]
    office = (built / "gremien/index.html").read_text(encoding="utf-8")
    assert way.findall(office) == [("../en/", "en", "English")]


def test_a_link_out_of_the_language_says_so(built: Path) -> None:
    """The handbook is German; a service is not."""
    text = (built / "en/index.html").read_text(encoding="utf-8")
    assert 'href="../handbuch/" hreflang="de"' in text
    assert 'href="../en/angebote/" hreflang' not in text
    german = (built / "index.html").read_text(encoding="utf-8")
    assert 'href="./handbuch/" hreflang' not in german


@pytest.mark.promise("german-marked")
def test_text_without_translation_is_marked_as_german(built: Path) -> None:
    """Read out by a German voice, laid out from the left."""
    text = (built / "en/angebote/integrationsberatung/index.html").read_text(encoding="utf-8")
    assert '<html lang="en" dir="ltr">' in text
    assert re.search(r'<h1><span lang="de" dir="ltr">[^<]+</span></h1>', text)
