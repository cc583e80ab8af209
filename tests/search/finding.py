"""The search as the page runs it: the real script over real data, in a browser."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from kim.export.search import Search
from kim.render.assets import ASSETS
from kim.source import Source, parse_source
from kim.views.chapters import chapter_href

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import Page

    from kim.views.viewpoint import Viewpoint

HERE = Path(__file__).parent
FIRST = 3
"""So many results a person looks at."""


class Query(NamedTuple):
    """What somebody types, and the ids of which one must be among the first results."""

    query: str
    kind: str
    language: str
    find: tuple[str, ...]


class Quality(NamedTuple):
    """The share of queries that are answered by the first result and by one of the first three."""

    at_one: float
    at_three: float
    missed: tuple[str, ...]


def import_finder(page: Page) -> None:
    """Give the page the script as `finder`."""
    page.set_content("<p>leer</p>")
    page.evaluate(
        """async (script) => {
            const address = URL.createObjectURL(new Blob([script], {type: "text/javascript"}));
            window.finder = await import(address);
        }""",
        (ASSETS / "js" / "finder.js").read_text("utf-8"),
    )


def open_finder(page: Page, view: Viewpoint) -> None:
    """Load the words and titles of a site into the page, as `site`."""
    import_finder(page)
    search = Search(view)
    data = [json.loads(file.content) for file in (search.index(), search.titles(view))]
    page.evaluate("([words, titles]) => { window.site = new finder.Finder(words, titles); }", data)


def find(page: Page, query: str) -> tuple[list[str], str]:
    """Ask the script; give the ids of what is found and what may have been meant."""
    found: dict[str, Any] = page.evaluate(
        """(query) => {
            const { found, meant } = site.find(query);
            return { meant, ids: found.map((one) => `${site.kinds[one]}/${site.ids[one]}`) };
        }""",
        query,
    )
    return found["ids"], found["meant"]


def load_queries(view: Viewpoint) -> Mapping[str, Sequence[Query]]:
    """Read the table of queries by its parts: seen and unseen."""
    path = HERE / "queries.yml"
    source = parse_source(path.read_bytes(), PurePosixPath(path.name))
    assert isinstance(source, Source), source
    return {part: [_query(view, row) for row in rows] for part, rows in source.value.items()}


def _query(view: Viewpoint, row: Mapping[str, Any]) -> Query:
    find = tuple(_address(view, wanted) for wanted in row["find"])
    return Query(row["query"], row["kind"], row["language"], find)


def _address(view: Viewpoint, wanted: str) -> str:
    """Write chapters/<name>#<section> by the address of the chapter, as the search does."""
    kind, _, name = wanted.partition("/")
    if kind != "chapters":
        return wanted
    chapter, sign, section = name.partition("#")
    return f"{kind}/{chapter_href(view.catalogue.chapters[chapter])}{sign}{section}"


def measure_quality(page: Page, queries: Sequence[Query]) -> Quality:
    """Ask every query."""
    places = [_place(page, query) for query in queries]
    return Quality(
        sum(place == 0 for place in places) / len(queries),
        sum(place < FIRST for place in places) / len(queries),
        tuple(q.query for q, place in zip(queries, places, strict=True) if place >= FIRST),
    )


def _place(page: Page, query: Query) -> int:
    found = find(page, query.query)[0][:FIRST]
    return next((place for place, one in enumerate(found) if one in query.find), FIRST)
