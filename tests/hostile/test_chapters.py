"""A chapter's text is Markdown of an allow-list, wherever something hostile stands in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import html

from kim.skeleton import write_site
from tests.handbook.writing import Writing
from tests.hostile.payloads import PAYLOADS
from tests.hostile.town import TODAY

if TYPE_CHECKING:
    from pathlib import Path

ELEMENTS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
     "pre", "code", "em", "strong", "a", "img", "hr", "br", "sup", "div", "span", "table", "thead",
     "tbody", "tr", "th", "td"}
)  # fmt: skip
"""A heading of the first level the checks refuse, as the title of the page is one."""
ATTRIBUTES = frozenset(
    {"id", "class", "href", "src", "alt", "title", "start", "colspan", "rowspan", "role",
     "tabindex", "aria-label"}
)  # fmt: skip
SCHEMES = ("https:", "http:", "mailto:", "tel:")
HOSTILE = sorted({*PAYLOADS} - {"macro"})
"""A building block is what a chapter may call."""
PLACES = {
    "paragraph": "Vorher {} nachher",
    "list": "- {}\n- x",
    "cell": "| a | b |\n|---|---|\n| {} | x |",
    "heading": "## {}",
    "named heading": "## Titel {{: #{} }}",
    "quote": "> {}",
    "code": "`{}`",
    "fence": "```\n{}\n```",
    "link": "[{}](https://ok.example/)",
    "address": "[x]({})",
    "title": '[x](https://ok.example/ "{}")',
    "image": "![{}](bild.png)",
    "image address": "![x]({})",
    "definition": "x\n:   {}",
    "footnote": "x[^1]\n\n[^1]: {}",
    "attributes": "x\n{{: {} }}",
    "admonition": '!!! note "{}"\n    x',
    "start": "{}",
}
"""Where it stands, as an author writes it."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the example site once."""
    folder = tmp_path_factory.mktemp("example") / "musterstadt"
    write_site(folder, TODAY)
    return folder


@pytest.mark.promise("text-has-no-power")
@pytest.mark.parametrize("place", PLACES)
def test_a_chapter_has_no_power(example: Path, place: str) -> None:
    """No element, no attribute and no address that is not on the list; no id twice."""
    texts = {f"k{number}": PAYLOADS[name].text for number, name in enumerate(HOSTILE)}
    chapters = {name: PLACES[place].format(text) + "\n\nEnde\n" for name, text in texts.items()}
    writing = Writing(example, TODAY, (), **chapters)
    for name in chapters:
        page = html.fragment_fromstring(writing.html(name), create_parent="div")
        assert {str(element.tag) for element in page.iter()} <= ELEMENTS, texts[name]
        found = {str(key) for element in page.iter() for key in element.attrib}
        assert found <= ATTRIBUTES, texts[name]
        for element in page.iter("a", "img"):
            address = element.get("href", element.get("src", ""))
            assert is_harmless(address), (texts[name], address)
        ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
        assert not [one for one, count in ids.items() if count > 1 or one.startswith("__")]


def is_harmless(address: str) -> bool:
    """Tell whether an address leads to a page, to the open web, to mail or telephone."""
    path, colon, _ = address.partition(":")
    is_relative = not colon or any(sign in path for sign in "/?#")
    return not address.startswith("//") and (is_relative or f"{path.lower()}:" in SCHEMES)
