"""Every edition at its permanent address, rendered from its frozen sources by today's templates.

Comes in: a site's folder, its catalogue and the concept that holds today. Goes out: address and
bytes of every page below fortschreibungen/<stand>/, and of its document. An old page says in plain
HTML which edition it is, where the same chapter stands today, and what has changed since.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from json import dumps
from typing import NamedTuple, TypeAlias

from kim.chapters import Chapter
from kim.editions.addresses import read_addresses
from kim.editions.changes import Changes, ChapterChange
from kim.editions.compare import compare
from kim.editions.library import frozen_editions
from kim.editions.snapshot import Snapshot
from kim.handbook.book import page_href
from kim.handbook.build import Build
from kim.handbook.concept import Concept, Note, choose_concept, read_concept
from kim.handbook.pages import Handbook
from kim.handbook.places import places_today
from kim.handbook.standalone import Frame, StandalonePages
from kim.models.edition import Edition
from kim.render.site import Setting, render_page
from kim.views.changes import see_changes
from kim.views.editions import (
    PATH,
    ChangesPage,
    Contents,
    edition_home,
    paper_address,
    say_version,
    see_edition,
)
from kim.views.page import Page
from kim.views.viewpoint import Link, Phrase, Viewpoint

CHANGES, SINCE = "aenderungen/", "seitdem/"
VERSIONS = f"{PATH}versions.json"


class Written(NamedTuple):
    """One file of the site."""

    address: str
    content: bytes


PrintPaper: TypeAlias = Callable[[Concept], bytes]
_ABOVE = Link(Phrase(Edition.plural), PATH)


class _Shown(NamedTuple):
    """One edition, ready to be shown."""

    concept: Concept
    edition: Edition
    snapshot: Snapshot
    handbook: Handbook

    def compare(self, later: "_Shown") -> Changes:
        """Find what changed from this edition to a later one."""
        return compare(self.snapshot, later.snapshot)


class EditionPress:
    """Render all editions of a site, one after the other."""

    def __init__(
        self, build: Build, setting: Setting, *, print_paper: PrintPaper | None = None
    ) -> None:
        """Get ready; with `print_paper` each edition is set as a document too."""
        self.root, self.catalogue, self.setting = build.root, build.catalogue, setting
        self.view = Viewpoint(build.catalogue, build.today)
        self.stylesheet = build.stylesheet[0]
        self.print_paper = print_paper
        self.frozen = frozen_editions(build.root, build.catalogue)
        self.answering = frozenset(read_addresses(build.root))

    def print_all(self, current: Concept) -> Iterator[Written]:
        """Yield every page of every edition; `current` is the concept that the handbook shows."""
        if not self.frozen:
            return
        now = self._now(current)
        pages = self._pages(now)
        earlier: _Shown | None = None
        for edition in self.frozen:
            shown = self._open(edition, now)
            yield from self._print(shown, earlier, now, pages)
            earlier = shown
        yield Written(VERSIONS, self._versions(now.edition))

    def print_edition(self, edition: Edition, current: Concept) -> Iterator[Written]:
        """Yield every page of one edition."""
        now = self._now(current)
        place = self.frozen.index(edition)
        earlier = self._open(self.frozen[place - 1], now) if place else None
        yield from self._print(self._open(edition, now), earlier, now, self._pages(now))

    def _now(self, current: Concept) -> _Shown:
        """Show what holds today; where the handbook is a draft, old pages still lead there."""
        if current.edition is None:
            current = choose_concept(self.root, self.catalogue, self.view.today, is_draft=False)
        return self._show(current)

    def _pages(self, now: _Shown) -> StandalonePages:
        has_papers = self.print_paper is not None
        return StandalonePages(Frame(now.handbook, self.setting, self.stylesheet, has_papers))

    def _open(self, edition: Edition, now: _Shown) -> _Shown:
        if edition.id == now.edition.id:
            return now
        return self._show(read_concept(self.root, self.catalogue, edition))

    def _print(
        self, shown: _Shown, earlier: _Shown | None, now: _Shown, pages: StandalonePages
    ) -> Iterator[Written]:
        since = None if shown is now else shown.compare(now)
        yield self._start(shown, earlier, now)
        if earlier:
            changes = earlier.compare(shown)
            yield self._changes(CHANGES, (earlier, shown), changes, is_old=shown is not now)
        if since is not None:
            yield self._changes(SINCE, (shown, now), since, is_old=True)
        yield from _print_chapters(shown, now, since, pages)
        if self.print_paper:
            yield Written(paper_address(shown.edition), self.print_paper(shown.concept))

    def _show(self, concept: Concept) -> _Shown:
        assert concept.edition is not None, "only editions have an address of their own"  # noqa: S101
        assert concept.snapshot is not None, "an edition is frozen"  # noqa: S101
        home = edition_home(concept.edition)
        handbook = Handbook(
            concept.catalogue,
            concept.day,
            self.setting.overrides,
            home=home,
            frame_of=self.view,
            places=places_today(concept.catalogue, self.catalogue, self.answering),
        )
        handbook.environment.globals.update(policy=self.setting.policy)
        return _Shown(concept, concept.edition, concept.snapshot, handbook)

    def _start(self, shown: _Shown, earlier: _Shown | None, now: _Shown) -> Written:
        home, handbook = edition_home(shown.edition), shown.handbook
        chapters = tuple(
            Link(Phrase(str(handbook.book.title(one))), handbook.href(one))
            for one in handbook.book.chapters
        )
        changes = Link(Phrase("Was sich mit dieser Fassung geändert hat"), f"{home}{CHANGES}")
        since = Link(Phrase("Was sich seitdem geändert hat"), f"{home}{SINCE}")
        edition = see_edition(self.view, shown.edition, now.edition)
        contents = Contents(
            edition, chapters, changes if earlier else None, None if shown is now else since
        )
        page = Page(home, "edition.html", edition.name, "", contents, (_ABOVE,), door="handbuch")
        return self._site_page(shown, page)

    def _changes(
        self, path: str, both: tuple[_Shown, _Shown], changes: Changes, *, is_old: bool
    ) -> Written:
        old, new = both
        names = (str(old.edition.name), str(new.edition.name))
        view = see_changes(old.snapshot, new.snapshot, names, changes)
        owner = old if path == SINCE else new
        home = edition_home(owner.edition)
        page = Page(
            f"{home}{path}",
            "edition_changes.html",
            Phrase("Was sich seitdem geändert hat" if path == SINCE else "Was sich geändert hat"),
            f"Vorher: {names[0]}. Nachher: {names[1]}.",
            ChangesPage(view, is_hidden=path == SINCE, is_old=is_old),
            (_ABOVE, Link(Phrase(str(owner.edition.name)), home)),
            door="handbuch",
        )
        return self._site_page(owner, page)

    def _site_page(self, shown: _Shown, page: Page) -> Written:
        html = render_page(
            shown.handbook.environment, replace(page, is_everywhere=False), self.setting
        )
        return Written(page.path, html)

    def _versions(self, current: Edition) -> bytes:
        """Write the list that Material's version selector reads."""
        versions = [
            {
                "version": edition.id,
                "title": str(edition.name),
                "aliases": ["aktuell"] if edition.id == current.id else [],
            }
            for edition in reversed(self.frozen)
        ]
        return f"{dumps(versions, ensure_ascii=False, indent=1)}\n".encode()


def _print_chapters(
    shown: _Shown, now: _Shown, since: Changes | None, pages: StandalonePages
) -> Iterator[Written]:
    """Yield the chapters of an edition and their pictures."""
    for path, data in shown.snapshot.media.items():
        yield Written(f"{edition_home(shown.edition)}{path}", data)
    followed = {change.old_id: change for change in since.chapters} if since else {}
    for chapter in shown.handbook.book.chapters:
        change = followed.get(chapter.id)
        heir = now.handbook.view.catalogue.chapters.get(change.new_id if change else chapter.id)
        note = None if since is None else _note(shown, change, heir)
        html = pages.render(shown.concept, shown.handbook, chapter, heir, note)
        yield Written(shown.handbook.href(chapter), html)


def _note(shown: _Shown, change: ChapterChange | None, heir: Chapter | None) -> Note:
    """Say on an old page which edition it is, where the text is today and what has changed."""
    sentences = ["Diese Fassung gilt nicht mehr."]
    links = []
    if heir:
        links.append(("Dieses Kapitel heute", page_href(heir.path)))
    else:
        sentences.append("Dieses Kapitel gibt es heute nicht mehr.")
    if change:
        place = f"{edition_home(shown.edition)}{SINCE}#kapitel-{change.new_id or change.old_id}"
        links.append(("Was sich hier geändert hat", place))
    else:
        sentences.append("Der Wortlaut des Kapitels ist seitdem gleich geblieben.")
    sentences.append("Links ins Verzeichnis führen zu den heutigen Einträgen.")
    links.append(("Alle Fassungen", PATH))
    return Note(say_version(shown.edition), tuple(sentences), tuple(links))
