"""Write the citizens' and partners' pages, the assets and the public files below one folder.

Cost: one render per page, streamed; memory does not grow with the number of pages.
"""

import os
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from shutil import copyfile

from jinja2 import Environment

from kim.catalogue import Catalogue
from kim.export.data import DataFile
from kim.export.offline import SERVICE_WORKER, service_worker
from kim.export.search import Search
from kim.models import Site
from kim.render.assets import ASSETS, collect_assets
from kim.render.data import calendar_files, data_files
from kim.render.environment import make_environment
from kim.render.kept import KeptPages
from kim.views.languages import languages_of
from kim.views.page import Page
from kim.views.pages import list_pages
from kim.views.site import see_frame
from kim.views.viewpoint import Viewpoint

SEARCH_PAGE = "search.html"
"""The one template that leads to the search data."""


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


class Writer:
    """Write files below a folder; folders are made once."""

    def __init__(self, out: Path) -> None:
        self.out = str(out)
        self.made: set[str] = set()

    def write(self, address: str, content: bytes) -> None:
        """Write one file at a public address; a folder gets an index.html."""
        name = address if not address or not address.endswith("/") else f"{address}index.html"
        path = self._place(name or "index.html")
        with open(path, "wb") as file:  # noqa: PTH123  # many files: speed
            file.write(content)

    def copy(self, address: str, source: Path) -> None:
        """Copy one large file to a public address."""
        copyfile(source, self._place(address))

    def _place(self, name: str) -> str:
        path = os.path.join(self.out, name)  # noqa: PTH118  # as above
        folder = path.rpartition("/")[0]
        if folder not in self.made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.made.add(folder)
        return path


class Press:
    """What one build prints: where to, with which assets and search data, in which languages."""

    def __init__(self, setting: Setting, out: Path, kept: KeptPages | None) -> None:
        self.setting = setting
        self.writer = Writer(out)
        self.kept = kept
        self.assets = collect_assets(setting.overrides)
        self.named = dict.fromkeys(self.assets.files)
        """The addresses of all files whose names change with their content."""

    def write_assets(self) -> None:
        """Write styles, scripts, pictures and the film."""
        for address, content in self.assets.files.items():
            self.writer.write(address, content)
        if self.assets.film:
            self.writer.copy(self.assets.film.address, self.assets.film.path)

    def write_data(self, *files: DataFile) -> None:
        """Write files that scripts ask for."""
        for file in files:
            self.writer.write(file.address, file.content)
            self.named[file.address] = None

    def write_language(self, view: Viewpoint, site: Site, search: SearchFiles) -> None:
        """Write every page in one language."""
        frame = see_frame(view, site)
        environment = make_environment(frame, self.assets)
        environment.globals["search"] = search
        for page in list_pages(view, site):
            path = page.path.removeprefix(view.home) if page.is_everywhere else None
            data = data_files(page.view, view.language, self.setting.root)
            self.write_data(*data)
            render = partial(render_page, environment, page, self.setting, path, data)
            found_by = search if page.template == SEARCH_PAGE else None
            made_from = (page, frame, self.assets, data, found_by)
            html = self.kept.get(page.path, made_from, render) if self.kept else render()
            self.writer.write(page.path, html)
            for file in calendar_files(page.view, self.setting.root):
                self.writer.write(file.address, file.content)


def render_site(
    catalogue: Catalogue,
    today: date,
    out: Path,
    setting: Setting,
    kept: KeptPages | None = None,
) -> None:
    """Write every page that does not come from the handbook, in every language of the site.

    With `kept` pages of the build before, only what has changed is rendered.
    """
    site = catalogue.site
    if site is None:
        return
    if kept:
        kept.begin()
    press = Press(setting, out, kept)
    press.write_assets()
    search = Search(Viewpoint(catalogue, today))
    index = search.index()
    press.write_data(index)
    for language in languages_of(site):
        view = Viewpoint(catalogue, today, language)
        titles = search.titles(view)
        press.write_data(titles)
        press.write_language(view, site, SearchFiles(index.address, titles.address))
    worker = (ASSETS / SERVICE_WORKER).read_bytes()
    press.writer.write(SERVICE_WORKER, service_worker(worker, press.named))


def render_page(
    environment: Environment,
    page: Page,
    setting: Setting,
    path: str | None = None,
    data: tuple[DataFile, ...] = (),
) -> bytes:
    """Render one page; `root` is the way from the page up to the site's root.

    `path` is its address below the home page of each language, if it exists in all of them;
    `data` are the files that its script asks for.
    """
    root = setting.base if page.path == "404.html" else "../" * page.path.count("/")
    template = environment.get_template(page.template)
    html = template.render(
        page=page,
        view=page.view,
        root=root or "./",
        site_address=setting.root,
        data=data,
        path_everywhere=path,
    )
    return html.encode()
