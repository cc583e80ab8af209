"""Write the citizens' and partners' pages, the assets and the public files below one folder.

Cost: one render per page, streamed; memory does not grow with the number of pages. The pages of a
large site are shared out between the machine's processors.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.crew import MOST_PARTS, Crew, Turns, begin, count_processes
from kim.export.data import DataFile
from kim.export.headers import page_policy, server_files
from kim.export.offline import SERVICE_WORKER, service_worker
from kim.export.search import Search
from kim.export.security import security_files
from kim.models import Site
from kim.render.assets import ASSETS, collect_assets
from kim.render.data import data_files, files_to_take
from kim.render.environment import PageEnvironment, make_environment
from kim.render.inline import refuse_inline
from kim.render.ledger import SEARCH, Ledger, Work, name_draft, see_before_parting, work_of
from kim.render.writer import Seen, Writer, file_at
from kim.traces import NOTHING, Trace
from kim.views.drafts import list_drafts, see_search
from kim.views.languages import languages_of
from kim.views.moved import list_moved
from kim.views.page import Draft, Page
from kim.views.site import Frame, see_frame
from kim.views.viewpoint import Viewpoint

WORTH_SHARING = 300
"""So many records times languages; a smaller site is printed sooner than a process is started."""


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """The addresses of the search data: of all words, and of the titles in one language."""

    index: str
    titles: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a site will stand: its full address (empty when unknown) and the look of its town."""

    address: str
    overrides: Path
    is_preview: bool = False
    """A preview's server puts a script into each page, so its pages have no policy."""

    @property
    def policy(self) -> str:
        """Give the policy for browsers that stands in each page, if one does."""
        return "" if self.is_preview else page_policy()

    @property
    def root(self) -> str:
        """Give the full address of the site with a slash at its end, or nothing."""
        return f"{self.address.rstrip('/')}/" if self.address else ""

    @property
    def base(self) -> str:
        """Give the path of the site on its host, with a slash at both ends."""
        host_and_path = self.address.partition("://")[2]
        path = host_and_path.partition("/")[2].strip("/")
        return f"/{path}/" if path else "/"


class Printed(NamedTuple):
    """What one process printed: addresses named by their content, pieces of work, all files."""

    named: tuple[str, ...]
    work: Work
    """With the rows that were made for it."""
    written: dict[str, Seen]
    base: Trace
    """What it has read besides, to know what there is to print."""


class Press:
    """What one build prints: where to, with which assets and search data, in which languages."""

    def __init__(
        self,
        site: Site,
        setting: Setting,
        writer: Writer,
    ) -> None:
        self.site = site
        self.setting = setting
        self.writer = writer
        self.ledger = Ledger()
        self.assets = collect_assets(setting.overrides)
        self.named = dict.fromkeys(self.assets.files)
        """The addresses of all files whose names change with their content."""
        self._languages: dict[str, tuple[Frame, PageEnvironment]] = {}

    def write_assets(self) -> None:
        """Write styles, scripts, pictures and the film."""
        for address, content in self.assets.files.items():
            self.writer.write(address, content)
        if self.assets.film:
            self.writer.copy(self.assets.film.address, self.assets.film.path)

    def write_data(self, *files: DataFile) -> None:
        """Write files that scripts ask for, but those that are published already."""
        for file in files:
            if file.content:
                self.writer.write(file.address, file.content)
            self.ledger.add_file(file.address)
            self.named[file.address] = None
            self.ledger.add_named(file.address)

    def _write(self, address: str, content: bytes) -> None:
        """Write a file of a page."""
        self.writer.write(address, content)
        self.ledger.add_file(file_at(address))

    def print_parts(
        self, views: Sequence[Viewpoint], steps: int, parts: int, tickets: Iterator[int]
    ) -> Printed:
        """Print this process's parts of the site."""
        turns = Turns(tickets, steps, parts)
        for view in views:
            self.language(view)  # what all pages share is read before any of them
        if turns.is_mine():
            self.print_searches(views)
        for view in views:
            for draft in () if turns.are_over else list_drafts(view, self.site):
                if turns.is_mine():
                    self.print_draft(view, draft)
            view.seen.clear()  # the next language looks different
        catalogue = views[0].catalogue
        work = work_of(self.ledger.done, catalogue.rows.take() if catalogue.rows else {})
        if catalogue.rows:
            catalogue.rows.let_go()
        base = catalogue.reads.base() if catalogue.reads else NOTHING
        return Printed(tuple(self.named), work, self.writer.written, base)

    def print_draft(self, view: Viewpoint, draft: Draft) -> None:
        """Print the pages of a draft, as a piece of work."""
        catalogue = view.catalogue
        own = catalogue.records[draft.own[0]][draft.own[1]] if draft.own else None
        with self.ledger.unit(name_draft(draft.homes), catalogue.reads, own):
            for page in draft():
                self.print_page(view, page)

    def print_searches(self, views: Sequence[Viewpoint]) -> None:
        """Print the search in all languages, as one piece of work; let go of what can be found."""
        with self.ledger.unit(SEARCH, views[0].catalogue.reads):
            search, index = self.search(views[0])
            for view in views:
                self.print_search(view, search, index)
            search.forget()

    def search(self, view: Viewpoint) -> tuple[Search, str]:
        """Collect what can be found, and write the index that serves all languages."""
        search = Search(view)
        index = search.index()
        self.write_data(index)
        return search, index.address

    def print_search(self, view: Viewpoint, search: Search, index: str) -> None:
        """Print the page of the search in one language; `index` is the address of the index."""
        titles = search.titles(view)
        self.write_data(titles)
        self.print_page(view, see_search(view), SearchFiles(index, titles.address))

    def print_page(self, view: Viewpoint, page: Page, search: SearchFiles | None = None) -> None:
        """Print a page, what its script asks for and what its readers take along."""
        _, environment = self.language(view)
        path = page.path.removeprefix(view.home) if page.is_everywhere else None
        data = data_files(view, page.view, self.setting.root)
        self.write_data(*data)
        html = render_page(environment, page, self.setting, path, data, search=search)
        self._write(page.path, html)
        for file in files_to_take(page.view, self.setting.root):
            self._write(file.address, file.content)

    def language(self, view: Viewpoint) -> tuple[Frame, PageEnvironment]:
        """Give what all pages in one language share."""
        if view.language not in self._languages:
            frame = see_frame(view, self.site)
            environment = make_environment(frame, self.assets)
            environment.globals.update(policy=self.setting.policy)
            self._languages[view.language] = frame, environment
        return self._languages[view.language]


class Printing:
    """A site that is being printed; other processes may be at work on it already."""

    def __init__(
        self, press: Press, catalogue: Catalogue, before: Work, crew: Crew[Printed]
    ) -> None:
        self._press = press
        self._catalogue = catalogue
        self._before = before
        self._crew = crew

    def finish(self) -> list[Work]:
        """Print what is left to print; of a watched catalogue, give what each process has done."""
        press, printed = self._press, self._crew.finish()
        for one in printed:
            press.writer.written |= one.written
            if self._catalogue.reads:
                self._catalogue.reads.add(one.base)
        named = chain(*(one.named for one in printed))
        press.writer.write(SERVICE_WORKER, write_worker(press.setting, named))
        servers = server_files(press.setting.base, list_moved(self._catalogue, press.site))
        for file in (*servers, *security_files(press.site)):
            press.writer.write(file.address, file.content)
        return [self._before, *(one.work for one in printed)]

    def stop(self) -> None:
        """Leave no process behind; whoever begins to print stops it, whatever happens."""
        self._crew.stop()


def begin_site(catalogue: Catalogue, today: date, writer: Writer, setting: Setting) -> Printing:
    """Begin to write every page that is not of the handbook, in every language of the site.

    As many processes as the machine has share the work; what they write is the same. The first of
    them begins with `finish`.
    """
    site = catalogue.site
    assert site is not None, "nothing is built without it"  # noqa: S101
    press = Press(site, setting, writer)
    press.write_assets()
    views = [Viewpoint(catalogue, today, language) for language in languages_of(site)]
    steps = len(views) * sum(map(len, catalogue.records.values()))
    parts = min(steps, MOST_PARTS)
    processes = count_processes() if steps >= WORTH_SHARING else 1
    work = partial(press.print_parts, views, steps, parts)
    before = see_before_parting(views[0]) if processes > 1 else Work()
    return Printing(press, catalogue, before, begin(work, parts, processes))


def render_site(catalogue: Catalogue, today: date, out: Path, setting: Setting) -> None:
    """Write every page that is not of the handbook, in every language of the site."""
    printing = begin_site(catalogue, today, Writer(out), setting)
    try:
        printing.finish()
    finally:
        printing.stop()


def write_worker(setting: Setting, named: Iterable[str]) -> bytes:
    """Write the service worker; `named` are the addresses of all pages' files named by content."""
    worker = (ASSETS / SERVICE_WORKER).read_bytes()
    return service_worker(worker, {*collect_assets(setting.overrides).files, *named})


def render_page(  # noqa: PLR0913  # one call says all that a page depends on
    environment: PageEnvironment,
    page: Page,
    setting: Setting,
    path: str | None = None,
    data: tuple[DataFile, ...] = (),
    *,
    search: SearchFiles | None = None,
) -> bytes:
    """Render one page; `root` is the way from the page up to the site's root.

    `path` is its address below the home page of each language, if it exists in all of them;
    `data` are the files that its script asks for, `search` those of the search on its own page.
    """
    root = setting.base if page.path == "404.html" else "../" * page.path.count("/")
    values = {
        "page": page,
        "view": page.view,
        "root": root or "./",
        "site_address": setting.root,
        "data": data,
        "path_everywhere": path,
        "search": search,
        "is_preview": setting.is_preview,
    }
    html = environment.print_page(page.template, values)
    content = html.encode()
    refuse_inline(page.path, content)
    return content
