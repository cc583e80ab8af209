"""The source texts that Oberhausen's content is written from; they are not part of the project.

They lie beside it, in ../shared/sources. Where they are missing, tests that need them are skipped.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from kim.source import Source, read_source
from tests.content.oberhausen import ROOT

if TYPE_CHECKING:
    from kim.lines import Value

HERE = Path(__file__).parent
SOURCES = ROOT.parent / "shared" / "sources"
# The documents that these files are, by the names under which records cite them.
DOCUMENTS = {
    "kim-konzept-2022": "oberhausen-kim-konzept-2022-06-24.txt",
    "ki-handlungsfelder": "oberhausen-ki-handlungsfelder.txt",
    "auftaktdokumentation-2021": "kim-nrw-auftaktkonferenz-2021-04-14.txt",
}


class Part(NamedTuple):
    """A part of a source, and the chapters that tell what it says."""

    file: str
    heading: str
    chapters: tuple[str, ...]
    text: str


def read_table(path: Path) -> dict[str, Value]:
    """Read a table of these tests; every value is text, exactly as written."""
    source = read_source(path, PurePosixPath(path.name))
    assert isinstance(source, Source), str(source)
    return source.value


def read_source_text(name: str) -> str:
    """Read one source, or skip the test that needs it."""
    if not (SOURCES / name).is_file():
        pytest.skip(f"the source {name} is not in ../shared/sources")
    return (SOURCES / name).read_text("utf-8")


SECTIONS: Any = read_table(HERE / "sections.yml")


def parts_of(name: str, sections: Any = SECTIONS) -> list[Part]:
    """Cut a source at the headings of a table of sections."""
    lines = read_source_text(name).splitlines()
    entries = sections[name]
    starts = [_last_line(lines, entry["from"]) for entry in entries]
    ends = [*starts[1:], len(lines)]
    return [
        Part(name, entry["from"], tuple(entry["chapters"]), "\n".join(lines[start:end]))
        for entry, start, end in zip(entries, starts, ends, strict=True)
    ]


def _last_line(lines: list[str], beginning: str) -> int:
    """Find a heading; a table of contents before it says the same words."""
    return max(number for number, line in enumerate(lines) if line.startswith(beginning))
