"""Nothing that the sources count, date or cite is missing in the chapters that retell them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.content.figures import find_figures
from tests.content.oberhausen import full_text, load_oberhausen, texts_of_records
from tests.content.sources import SECTIONS, parts_of, read_source_text, read_table

if TYPE_CHECKING:
    from tests.content.figures import Figure
    from tests.content.sources import Part

HERE = Path(__file__).parent
EXCEPTIONS: Any = read_table(HERE / "completeness.yml")
CONTACT = re.compile(r"[\w.]+@[\w.-]+\.\w+|(?:https?://|\bwww\.)[^\s)\]]+|\b0\d{2,4}/\d[\d-]+\d")


def figures_of(part: Part) -> list[Figure]:
    """List the figures of a part of a source, without its layout."""
    text = part.text
    for cut in EXCEPTIONS["cut"]:
        text = re.sub(cut["pattern"], "", text, flags=re.MULTILINE)
    return list(find_figures(text))


def is_excepted(figure: Figure) -> bool:
    """Tell whether completeness.yml names this figure at this place."""
    return any(
        one["value"] == figure.value and one["near"] in figure.context
        for one in EXCEPTIONS["figures"]
    )


@pytest.mark.promise("figures-kept")
@pytest.mark.parametrize("name", SECTIONS)
def test_every_figure_of_a_source_stands_in_its_chapter(name: str) -> None:
    """Numbers, dates, shares, sums, unit codes and sections of laws, each in the right chapter."""
    catalogue = load_oberhausen()
    missing = []
    for part in parts_of(name):
        texts = [full_text(catalogue, catalogue.chapters[one]) for one in part.chapters]
        told = {figure.value for text in texts for figure in find_figures(text)}
        missing += [
            f"{part.heading}: {figure.value} in „{figure.context}“"
            for figure in figures_of(part)
            if figure.value not in told and not is_excepted(figure)
        ]
    assert missing == []


@pytest.mark.parametrize("name", SECTIONS)
def test_every_contact_of_a_source_is_in_the_directory(name: str) -> None:
    """E-mail addresses, telephone numbers and links of the sources are kept."""
    kept = {text for _, _, text in texts_of_records(load_oberhausen())}
    found = {match[0].rstrip(".") for match in CONTACT.finditer(read_source_text(name))}
    assert {one for one in found if not any(one in text for text in kept)} == set()


def test_every_exception_is_needed() -> None:
    """An exception that fits nothing any more goes."""
    parts = [part for name in SECTIONS for part in parts_of(name)]
    figures = [figure for part in parts for figure in figures_of(part)]
    unused = [
        one["near"]
        for one in EXCEPTIONS["figures"]
        if not any(
            one["value"] == figure.value and one["near"] in figure.context for figure in figures
        )
    ]
    assert unused == []
    assert [
        cut["pattern"]
        for cut in EXCEPTIONS["cut"]
        if not any(re.search(cut["pattern"], part.text, re.MULTILINE) for part in parts)
    ] == []
