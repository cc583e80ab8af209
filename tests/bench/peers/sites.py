"""Sheets → the folders from which other programs build the same site, each in the form it likes.

Hugo gets Markdown with front matter and HTML files; Eleventy one file of data and a template in
JavaScript; MkDocs and Zensical Markdown whose links lead to Markdown. None of them has to check,
to link or to reason about a record: that is done, in their favour.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from pathlib import Path
from shutil import copyfile, copytree
from typing import TYPE_CHECKING

from tests.bench.peers.pages import (
    ROOT,
    files_to_copy,
    list_addresses,
    read_frame,
    read_sheet,
    sources_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.bench.peers.found import Found
    from tests.bench.peers.pages import Frame, Sheet

RECIPES = Path(__file__).parent / "recipes"


class Site(ABC):
    """The folder that one program builds a site from; pages come one after the other."""

    recipe: str
    copies: str
    """The folder of files that are copied as they are."""
    own: tuple[str, ...] = ()
    """Files that the program makes itself."""

    def __init__(self, folder: Path, addresses: list[str]) -> None:
        self.folder = folder
        self.sources = sources_of(addresses)
        copytree(RECIPES / self.recipe, folder)

    @abstractmethod
    def add(self, sheet: Sheet) -> None:
        """Write the source of one page."""

    @abstractmethod
    def finish(self, frame: Frame, found: Mapping[str, Found]) -> None:
        """Write what is there once."""

    def write(self, path: str, text: str) -> None:
        """Write one file."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")


class Hugo(Site):
    """Markdown and HTML below content/, the layout in layouts/."""

    recipe, copies = "hugo", "static"

    def add(self, sheet: Sheet) -> None:
        """Write a page; a folder with pages below it is a branch of Hugo's."""
        source = self.sources[sheet.address].replace("index.md", "_index.md")
        text = sheet.markdown() if sheet.is_written else sheet.html()
        path = source if sheet.is_written else f"{source.removesuffix('.md')}.html"
        self.write(f"content/{path}", as_front_matter(sheet.front_matter()) + text)

    def finish(self, frame: Frame, found: Mapping[str, Found]) -> None:
        """Put the frame into the layout."""
        layout = (self.folder / "layouts/all.html").read_text(encoding="utf-8")
        for name, text in frame._asdict().items():
            layout = layout.replace(f"@@{name.upper()}@@", text.replace(ROOT, "{{ $root }}"))
        self.write("layouts/all.html", layout)
        self.write("data/found.json", json.dumps(_entries(found), ensure_ascii=False))


class Eleventy(Site):
    """One file of data; the template makes a page of each entry."""

    recipe, copies = "eleventy", "static"

    def __init__(self, folder: Path, addresses: list[str]) -> None:
        super().__init__(folder, addresses)
        (folder / "data").mkdir()
        self._sheets = (folder / "data/sheets.json").open("w", encoding="utf-8")
        self._before = "["

    def add(self, sheet: Sheet) -> None:
        """Add a page to the data."""
        main = {"markdown": sheet.markdown()} if sheet.is_written else {"html": sheet.html()}
        values = {"address": sheet.address, **sheet.front_matter(), **main}
        self._sheets.write(self._before + json.dumps(values, ensure_ascii=False))
        self._before = ",\n"

    def finish(self, frame: Frame, found: Mapping[str, Found]) -> None:
        """Write the frame and what is found on no page of its own."""
        self._sheets.write("]")
        self._sheets.close()
        self.write("data/found.json", json.dumps(_entries(found), ensure_ascii=False))
        self.write("frame.json", json.dumps(frame._asdict(), ensure_ascii=False))


class Material(Site):
    """Markdown below docs/, nothing of it in the navigation."""

    recipe, copies = "material", "docs"
    own = ("404.html",)  # the theme has its own

    def add(self, sheet: Sheet) -> None:
        """Write a page."""
        values = {name: text for name, text in sheet.front_matter().items() if name in _USED}
        text = as_front_matter(values) + sheet.markdown(self.sources)
        self.write(f"docs/{self.sources[sheet.address]}", text)

    def finish(self, frame: Frame, found: Mapping[str, Found]) -> None:
        """Write nothing: the theme has its own frame and its own search."""


_USED = ("title", "description", "linked_data")


def write_sites(out: Path, sites: Iterable[Site], found: Mapping[str, Found]) -> int:
    """Write the sources of all programs from one finished site; give the number of pages."""
    addresses = list_addresses(out)
    pages = set(addresses)
    frame = read_frame(out)
    sites = list(sites)
    for address in addresses:
        sheet = read_sheet(out, address, found)
        for site in sites:
            site.add(sheet)
    elsewhere = {address: entry for address, entry in found.items() if address not in pages}
    for site in sites:
        site.finish(frame, elsewhere)
        for file in filter(lambda file: file not in site.own, files_to_copy(out)):
            target = site.folder / site.copies / file
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(out / file, target)
    return len(addresses)


def as_front_matter(values: Mapping[str, str]) -> str:
    """Write texts as YAML between two lines of dashes; JSON is YAML."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def _entries(found: Mapping[str, Found]) -> list[dict[str, str]]:
    return [{"address": address, **entry._asdict()} for address, entry in found.items()]
