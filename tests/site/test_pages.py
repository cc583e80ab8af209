"""The finished site as a whole: links, validity, what it fetches, how pages are built."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from kim.words import languages_with_words
from tests.site.checker import html_faults
from tests.site.reading import broken_links, read_pages
from tests.sizes import sized

if TYPE_CHECKING:
    from tests.site.reading import ReadPage

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, ReadPage]:
    """Read every page once."""
    return read_pages(site)


@pytest.mark.promise("no-broken-link")
def test_no_link_and_no_anchor_is_broken(site: Path, pages: dict[str, ReadPage]) -> None:
    """Every link inside the site leads to a page, and every anchor to a place on it."""
    assert sum(len(page.links) for page in pages.values()) > 1000
    assert list(broken_links(site, pages)) == []


@pytest.mark.promise("lychee-agrees")
def test_lychee_finds_no_broken_link_either(site: Path) -> None:
    """A second opinion from a link checker of the trade."""
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "lychee"),
            "--offline",
            "--no-progress",
            "--include-fragments",
            "--root-dir",
            str(site),
            "--index-files",
            "index.html",
            f"{site}/**/*.html",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


@pytest.mark.promise("valid-html")
@pytest.mark.sized
def test_every_page_is_valid_html(site: Path, pages: dict[str, ReadPage]) -> None:
    """The Nu Html Checker has nothing to say; of pages in other languages a sample is shown it."""
    german = [path for path, page in pages.items() if page.language == "de"]
    others = sorted(pages.keys() - set(german))
    assert min(len(german), len(others)) > 100
    assert html_faults(site, [*german, *others[:: sized(8, 1)]]) == ""


@pytest.mark.promise("no-foreign-request")
def test_nothing_is_fetched_from_another_host(pages: dict[str, ReadPage]) -> None:
    """Styles, scripts, pictures and frames all come from the site itself."""
    foreign = {
        f"{page.path}: {address}"
        for page in pages.values()
        for address in page.fetched
        if urlsplit(address).netloc
    }
    assert foreign == set()


def test_no_page_carries_code_in_attributes(pages: dict[str, ReadPage]) -> None:
    """No onclick and the like: a strict policy would refuse them."""
    assert {page.path: page.handlers for page in pages.values() if page.handlers} == {}


def test_every_page_says_what_it_is(pages: dict[str, ReadPage]) -> None:
    """One main heading, no level skipped, a language, a title of its own."""
    for page in pages.values():
        assert page.headings.count(1) == 1, page.path
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), (page.path, page.headings)
        folder = page.path.partition("/")[0]
        assert page.language == (folder if folder in languages_with_words() else "de"), page.path
    titles = Counter((page.language, page.title.strip()) for page in pages.values())
    assert [title for title, count in titles.items() if count > 1 or not title[1]] == []


def test_nothing_is_announced_that_is_not_there(pages: dict[str, ReadPage]) -> None:
    """No heading without anything below it, no list of facts without a fact."""
    assert {page.path: page.hollow for page in pages.values() if page.hollow} == {}


def test_ids_are_unique_on_every_page(pages: dict[str, ReadPage]) -> None:
    """A doubled id breaks links and labels."""
    doubled = {
        page.path: twice
        for page in pages.values()
        if (twice := [name for name, count in Counter(page.ids).items() if count > 1])
    }
    assert doubled == {}


@pytest.mark.promise("legal-pages")
def test_legal_pages_are_two_clicks_away_from_everywhere(pages: dict[str, ReadPage]) -> None:
    """Impressum, Datenschutz and Barrierefreiheit are linked from every page (§ 5 DDG)."""
    for page in pages.values():
        for name in ("impressum/", "datenschutz/", "barrierefreiheit/"):
            assert any(link.endswith(name) or page.path.startswith(name) for link in page.links), (
                page.path,
                name,
            )


def test_missing_legal_facts_are_marked(site: Path) -> None:
    """What the sources do not say stands as missing, not as empty."""
    assert "fehlt noch" in (site / "impressum" / "index.html").read_text("utf-8")


def test_the_phone_of_the_coordinating_office_helps_out(site: Path) -> None:
    """A service without a number shows whom to ask instead, and says so."""
    page = (site / "angebote" / "mbe-caritas" / "index.html").read_text("utf-8")
    assert 'href="tel:+4920830576022"' in page
    assert "keine eigene" in page
