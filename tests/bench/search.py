"""Measure the search in a real browser: how much it finds, what it weighs, how fast it answers.

`python -m tests.bench.search [SERVICES ...]`. First this repository's own site with the table of
queries, then an invented municipality. The page is the real search page; the processor is slowed
down to a quarter, as a slow phone is. Nothing here decides whether it is good enough: the tests do.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from kim.catalogue import load_catalogue
from kim.export.headers import page_policy
from kim.export.search import Search
from kim.render.assets import collect_assets
from kim.render.environment import make_environment
from kim.render.site import SearchFiles, Setting, render_page
from kim.render.writer import Writer
from kim.views.single_pages import see_search_page
from kim.views.site import see_frame
from kim.views.viewpoint import Viewpoint
from tests.bench.institutions import TODAY
from tests.bench.land import write_land
from tests.chromium import open_chromium
from tests.search.finding import load_queries, measure_quality, open_finder
from tests.site.serving import serve_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kim.render.assets import Assets

ROOT = Path(__file__).parents[2]
SERVICES = 10_000
SLOWDOWN = 4
TYPED = (
    "Auslender amt",
    "Schuldnerberatunk",
    "Einbürgerungsberatung",
    "Deutschkurs für Frauen",
    "Beratung und Begleitung in Musterort 3",
    "Breatung Gesuntheit",
    "громадянство",
    "الجنسية",
)
"""Typed letter by letter; each letter is one answer."""
ROUNDS = 3
"""All is typed so often, and the quickest time of each letter counts: other programs disturb."""
_TYPE = """async (texts) => {
    const input = document.querySelector("[data-search-input]");
    const times = [];
    for (const text of texts) {
        for (let end = 1; end <= text.length; end += 1) {
            await new Promise((next) => setTimeout(next));
            input.value = text.slice(0, end);
            const begin = performance.now();
            input.dispatchEvent(new Event("input"));
            document.body.getBoundingClientRect();
            times.push(performance.now() - begin);
        }
    }
    return times;
}"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the search of one site costs: bytes by part (gzip), milliseconds for each letter."""

    parts: dict[str, int]
    first: float
    letters: tuple[float, ...]


def main() -> None:
    """Print both."""
    sizes = [int(size) for size in sys.argv[1:]] or [SERVICES]
    with open_chromium() as browser:
        _report_own(browser)
        for size in sizes:
            with tempfile.TemporaryDirectory(prefix="kim-bench-") as folder:
                write_land(Path(folder), size)
                view = Viewpoint(load_catalogue(Path(folder))[0], TODAY)
                _report_cost(f"{size:,} Angebote".replace(",", "."), measure_cost(browser, view))


def _report_own(browser: Browser) -> None:
    view = Viewpoint(load_catalogue(ROOT)[0], TODAY)
    page = browser.new_page()
    open_finder(page, view)
    for part, queries in load_queries(view).items():
        quality = measure_quality(page, queries)
        print(
            f"Anfragen ({part}): {len(queries)}, an erster Stelle {_percent(quality.at_one)},"
            f" unter den ersten drei {_percent(quality.at_three)}"
        )
    texts = [query.query for part in load_queries(view).values() for query in part]
    took = page.evaluate(
        """(texts) => {
            const begin = performance.now();
            for (const text of texts) site.find(text);
            return performance.now() - begin;
        }""",
        texts,
    )
    page.close()
    print(f"Millisekunden je Anfrage: {_number(took / len(texts))}")
    _report_cost("diese Kommune", measure_cost(browser, view))


def _report_cost(name: str, cost: Cost) -> None:
    parts = ", ".join(f"{part} {_kilobytes(size)}" for part, size in cost.parts.items())
    print(f"Suche, {name}: {_kilobytes(sum(cost.parts.values()))} KB gzip ({parts})")
    print(
        f"  bei {SLOWDOWN}-fach gebremstem Prozessor: bereit nach {_number(cost.first)} ms;"
        f" je Buchstabe {_number(median(cost.letters))} ms, höchstens {_number(max(cost.letters))}"
    )


def measure_cost(browser: Browser, view: Viewpoint) -> Cost:
    """Write the search page of a site, open it and type."""
    with tempfile.TemporaryDirectory(prefix="kim-bench-") as folder:
        parts = write_search_page(Path(folder), view)
        with serve_folder(Path(folder)) as address:
            first, letters = type_letters(browser, f"{address}suche/")
    return Cost({name: len(gzip.compress(data, 6)) for name, data in parts.items()}, first, letters)


def write_search_page(out: Path, view: Viewpoint) -> dict[str, bytes]:
    """Write the search page and all it needs; give the parts that only the search loads."""
    site = view.catalogue.site
    assert site
    assets = collect_assets(ROOT / "overrides")
    search = Search(view)
    index, titles = search.index(), search.titles(view)
    environment = make_environment(see_frame(view, site), assets)
    environment.globals.update(policy=page_policy())
    found_by = SearchFiles(index.address, titles.address)
    page: Any = render_page(
        environment, see_search_page(view), Setting("", ROOT / "overrides"), search=found_by
    )
    writer = Writer(out)
    files = {**assets.files, index.address: index.content, titles.address: titles.content}
    for address, content in files.items():
        writer.write(address, content)
    writer.write("suche/", page)
    return {
        "Skript": b"".join(_scripts(assets)),
        "Wörter": index.content,
        "Titel": titles.content,
    }


def _scripts(assets: Assets) -> list[bytes]:
    return [assets.files[address] for address in (assets.scripts.search, assets.scripts.finder)]


def type_letters(browser: Browser, address: str) -> tuple[float, tuple[float, ...]]:
    """Type into a search page; give the milliseconds until it is ready and those of each letter."""
    rounds = [_type_once(browser, address) for _ in range(ROUNDS)]
    letters = zip(*(letters for _, letters in rounds), strict=True)
    return min(first for first, _ in rounds), tuple(map(min, letters))


def _type_once(browser: Browser, address: str) -> tuple[float, list[float]]:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(f"{address}?q=beratung")
    page.wait_for_selector("[data-search-results] > li")
    first = page.evaluate("performance.now()")
    letters = page.evaluate(_TYPE, list(TYPED))
    page.close()
    return first, letters


def _percent(share: float) -> str:
    return f"{_number(100 * share)} %"


def _kilobytes(size: int) -> str:
    return _number(size / 1000)


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


if __name__ == "__main__":
    main()
