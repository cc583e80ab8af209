"""Addresses that have no page any more → the page that answers there instead.

Comes in: a finished build and the list of all addresses ever published. Goes out: for each one
without a page, a page that leads to where it is now, or that says what it was and what replaces it.
"""

from collections.abc import Container, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from kim.editions.addresses import read_addresses
from kim.editions.library import frozen_editions, read_frozen
from kim.editions.snapshot import Snapshot, read_chapters
from kim.fields import HOME_LANGUAGE
from kim.handbook.book import page_href
from kim.handbook.build import Build
from kim.handbook.editions import Written
from kim.models import KINDS
from kim.models.edition import Edition
from kim.render.assets import collect_assets
from kim.render.environment import PageEnvironment, make_environment
from kim.render.site import Setting, render_page
from kim.render.writer import file_at
from kim.views.formats import say_day
from kim.views.languages import languages_of
from kim.views.moved import Gone, list_moved, name_gone, name_moved
from kim.views.page import Page
from kim.views.site import see_frame
from kim.views.viewpoint import PAGED_KINDS, Link, Phrase, Viewpoint

_KIND_OF = {KINDS[kind].path: kind for kind in (*PAGED_KINDS, "contacts")}
"""Kinds that every site has a list of, by the paths of their lists."""


class _Found(NamedTuple):
    """What an older edition knows about an address."""

    edition: Edition
    name: str
    successor: str = ""
    chapter: str = ""


class PermanentPress:
    """Render the pages that answer where others stood."""

    def __init__(self, build: Build, setting: Setting) -> None:
        self.root, self.catalogue, self.today = build.root, build.catalogue, build.today
        self.concept, self.setting = build.concept, setting
        self.environments: dict[str, PageEnvironment] = {}

    def print_all(self, files: Container[str]) -> Iterator[Written]:
        """Yield a page for every address without one; `files` are what has been built."""
        for address in sorted(self._addresses):
            if file_at(address) not in files:
                yield self._print(address)

    def find(self, address: str) -> bytes | None:
        """Give the page for an address that has no other; None where nothing ever stood."""
        return self._print(address).content if address in self._addresses else None

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        """Give all addresses that were ever published, and where those lead that have moved."""
        site = self.catalogue.site
        moved = {one.old: one.new for one in list_moved(self.catalogue, site)} if site else {}
        return {**dict.fromkeys(read_addresses(self.root), ""), **moved}

    def _print(self, address: str) -> Written:
        view, new = self._view(address), self._addresses[address]
        rest = address.removeprefix(view.home)
        found = None if new else self._find(rest)
        if found and found.chapter in self.concept.catalogue.chapters:
            new = page_href(self.concept.catalogue.chapters[found.chapter].path)
        if new:
            return self._render(view, address, "moved.html", Link(self._name(view, new), new))
        return self._render(view, address, "gone.html", self._gone(view, rest, found))

    def _view(self, address: str) -> Viewpoint:
        """Find the language of an address."""
        site = self.catalogue.site
        first = address.partition("/")[0]
        known = languages_of(site)[1:] if site else ()
        return Viewpoint(self.catalogue, self.today, first if first in known else HOME_LANGUAGE)

    def _name(self, view: Viewpoint, address: str) -> Phrase:
        """Name the page at an address; a chapter by its title."""
        kind, name = _split(address.removeprefix(view.home))
        record = self.catalogue.records[kind].get(name) if kind else None
        if record:
            return view.phrase(record.name)
        chapters = self.concept.catalogue.chapters.values()
        titles = {page_href(chapter.path): chapter.title for chapter in chapters}
        return Phrase(titles.get(address, address))

    def _gone(self, view: Viewpoint, rest: str, found: _Found | None) -> Gone:
        kind, _ = _split(rest)
        heir = self.catalogue.records[kind].get(found.successor) if kind and found else None
        return Gone(
            name=view.german(found.name) if found else None,
            day=say_day(found.edition.stand, view.language) if found else "",
            successor=view.link(heir) if heir else None,
            above=view.kind_link(kind) if kind else None,
        )

    @cached_property
    def _snapshots(self) -> tuple[tuple[Edition, Snapshot, Mapping[str, tuple[str, str]]], ...]:
        """Read all editions, the newest first, with id and title of each chapter by its address."""
        read = []
        for edition in reversed(frozen_editions(self.root, self.catalogue)):
            snapshot = read_frozen(self.root, edition, self.catalogue)
            chapters = {page_href(one.path): (one.id, one.title) for one in read_chapters(snapshot)}
            read.append((edition, snapshot, chapters))
        return tuple(read)

    def _find(self, address: str) -> _Found | None:
        """Find what the newest edition that knows the address says about it."""
        kind, name = _split(address)
        for edition, snapshot, chapters in self._snapshots:
            record = snapshot.records.get(kind, {}).get(name)
            if record:
                return _Found(edition, str(record["name"]), str(record.get("successor", "")))
            if address in chapters:
                chapter, title = chapters[address]
                return _Found(edition, title, chapter=chapter)
        return None

    def _render(self, view: Viewpoint, address: str, template: str, shown: object) -> Written:
        title = name_moved(view) if template == "moved.html" else name_gone(view)
        page = Page(address, template, title, "", shown, is_everywhere=False)
        return Written(address, render_page(self._environment(view), page, self.setting))

    def _environment(self, view: Viewpoint) -> PageEnvironment:
        if view.language not in self.environments:
            assert self.catalogue.site is not None, "nothing is built without it"  # noqa: S101
            frame = see_frame(view, self.catalogue.site)
            environment = make_environment(frame, collect_assets(self.setting.overrides))
            environment.globals.update(policy=self.setting.policy)
            self.environments[view.language] = environment
        return self.environments[view.language]


def _split(address: str) -> tuple[str, str]:
    """Split an address into kind and id of the record whose page it was; empty if it was none."""
    path, _, name = address.rstrip("/").rpartition("/")
    return (_KIND_OF[path], name) if path in _KIND_OF else ("", "")
