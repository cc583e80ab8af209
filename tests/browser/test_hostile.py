"""Hostile record text shows as text: it runs nothing, opens nothing and breaks no layout."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kim.checks import check_site
from kim.notation import yaml_lines
from kim.plugin import build_handbook
from kim.publish import publish_build
from kim.skeleton import write_site
from tests.browser.test_site import SIZES, open_page
from tests.site.serving import serve_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TODAY = date(2026, 11, 21)
PAYLOADS = {
    "script": "<script>window.ran = 1</script>",
    "picture": '<img src=x onerror="window.ran = 2">',
    "attribute": "\"' onmouseover=window.ran=3 autofocus onfocus=window.ran=4 x='",
    "link": "[hier](javascript:window.ran=5) <javascript:window.ran=5>",
    "closing": "</title></style></script><svg onload=window.ran=6>",
    "template": "{{ 7 * 7 }} {% raw %} {# x #} ${window.ran=7} [[x]]",
    "direction": "abc \u2067gnp.exe\u2069 \u2066def",
    "long": "Donaudampfschifffahrt" * 480,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 \u0645\u0631\u062d\u0628\u0627 \U0001f1fa\U0001f1e6",
    "json": '"}]}</script><script>window.ran = 8</script>',
}
LINE = 300


def records(name: str, text: str) -> dict[str, dict[str, Any]]:
    """Give one record of each kind that citizens and partners see, with the text in every field."""
    line = text[:LINE]
    return {
        f"organizations/{name}": {
            "name": text, "alternate_name": text, "description": text, "type": "welfare",
            "unit_code": text[:16], "phones": [{"number": "030 123456", "description": text}],
        },
        f"services/{name}": {
            "name": text, "alternate_name": text, "summary": text, "description": text,
            "organization": name, "topics": ["aufenthalt"], "interpreting": text,
            "eligibility": {"priority": text, "exclusion": text, "description": text},
            "access": {"modes": ["open"], "description": text},
            "cost": {"free": "ja", "description": text}, "required_documents": [text, text],
            "delimitations": [{"service": name + "-b", "description": text}],
        },
        f"services/{name}-b": {"name": "Anderes " + text, "organization": name},
        f"committees/{name}": {
            "name": text, "level": "expert", "purpose": text, "tasks": [text], "rules": [text],
            "decision_rule": text, "time_limit": text, "seats": [{"role": text}],
        },
        f"glossary/{name}": {"name": text, "description": text, "simple": text},
        f"documents/{name}": {
            "name": text, "type": "guide", "authors": [line], "publisher_note": text,
            "place": line,
        },
        f"contacts/{name}": {"name": text, "description": text, "organization": name},
        f"events/{name}": {"name": text, "starts_on": "2026-12-01", "audience": text},
    }  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build a site full of hostile text and serve it."""
    root: Path = tmp_path_factory.mktemp("hostile") / "seite"
    write_site(root, TODAY)
    for name, text in PAYLOADS.items():
        for path, record in records(name, text).items():
            file = root / "directory" / f"{path}.yml"
            file.write_text("\n".join(yaml_lines(record)) + "\n", "utf-8")
    catalogue, _ = check_site(root, TODAY)  # refuses the links; here the pages must hold alone
    assert len(catalogue.records["services"]) > 2 * len(PAYLOADS)
    out = publish_build(
        root / "site", catalogue, lambda to: build_handbook(root, to, catalogue, TODAY)
    )
    with serve_folder(out) as address:
        yield address


@pytest.mark.promise("hostile-text")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAYLOADS)
def test_pages_with_hostile_text_stay_whole(
    browser: Browser, hostile: str, name: str, size: str
) -> None:
    """The text stands on its page as it was written, and nothing else happens."""
    for path in (f"angebote/{name}/", f"traeger/{name}/", f"gremien/{name}/"):
        page = open_page(browser, hostile + path, viewport=SIZES[size])
        assert page.evaluate("window.ran") is None
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        start = PAYLOADS[name].split("[")[0].strip()[:60]
        assert start in " ".join(page.locator("main").inner_text().split()) or name == "direction"
        assert page.evaluate(
            "[...document.links].every((link) => !/^(javascript|data|vbscript):/i.test(link.href))"
        )
        page.context.close()


@pytest.mark.parametrize(
    "path",
    ["", "angebote/", "themen/aufenthalt/", "glossar/", "dokumente/", "ansprechpersonen/",
     "termine/", "traeger/", "gremien/", "suche/?q=window.ran",
     "suche/?q=<script>window.ran=9</script>"],
)  # fmt: skip
def test_lists_of_hostile_text_stay_whole(browser: Browser, hostile: str, path: str) -> None:
    """Lists, the home page and the search show such text and run none of it."""
    page = open_page(browser, hostile + path, viewport=SIZES["phone"])
    if path.startswith("suche/"):
        page.locator("[data-search-input][data-ready]").wait_for()
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.context.close()
