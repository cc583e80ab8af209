"""Whatever an author writes comes out as the words it is, in every output."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.hostile.building import REPORT, build_town
from tests.hostile.payloads import PAYLOADS
from tests.hostile.reading import read_back
from tests.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.sized]

SEEN_NOWHERE = {
    "editions.alternate_name",
    "editions.changes.section",
    "editions.sources.place",
    "site.persons_in_editions.reason",
}
"""Fields of which no output says anything."""
ENDINGS = {".html", ".json", ".csv", ".ics", ".pdf", ".xlsx"}
"""Kinds of files that hold what authors write; addresses are made of ids."""
SOMETIMES = {".txt"}
"""security.txt has addresses only, and most payloads are none."""
HARMLESS = re.compile(r"(https?|mailto|tel|geo):|[^:]*$", re.IGNORECASE)


@pytest.mark.promise("hostile-output")
@pytest.mark.parametrize("turn", range(sized(1, len(PAYLOADS))))
def test_every_output_gives_back_what_was_written(tmp_path: Path, turn: int) -> None:
    """Every field of every kind, read back from every file by the parser of its kind.

    Each round turns the payloads on by one field; all rounds bring each into each.
    """
    town, out = build_town(tmp_path, turn)
    reading = read_back(out, town.written)
    assert reading.faults == []
    shown = {town.written[tag].field for tag in reading.found}
    assert town.own - shown <= SEEN_NOWHERE
    assert ENDINGS <= set().union(*reading.found.values()) <= ENDINGS | SOMETIMES
    pages = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.html")}
    assert {name: found for name, page in pages.items() if (found := list(dangers(page)))} == {
        REPORT: ["style"]
    }


def dangers(page: bytes) -> Iterator[str]:
    """Yield what could run or go elsewhere, and what has the name of something else."""
    ids: Counter[str] = Counter()
    for element in html.document_fromstring(page.decode()).iter():
        ids[element.get("id", "")] += 1
        if element.tag in {"style", "iframe", "object", "embed", "base", "math"}:
            yield str(element.tag)
        for name, value in element.attrib.items():
            is_address = name in {"href", "src", "action", "formaction", "poster"}
            if str(name).startswith("on") or name == "style":
                yield str(name)
            is_drawn = element.tag == "img" and str(value).startswith("data:image/png;base64,")
            if is_address and not is_drawn and not HARMLESS.match(str(value)):
                yield str(value)
    yield from (name for name, count in ids.items() if name and count > 1)
