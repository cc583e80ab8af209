"""The MkDocs adapter: the hooks through which MkDocs builds the handbook around our own pages.

Comes in: MkDocs' events. Goes out: pages whose text, titles and numbers come from the checked
catalogue and never from files that MkDocs read itself; beside them the rest of the site.
"""

import logging
import os
from datetime import date
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime, get_theme_dir

from kim.catalogue import DIRECTORY, Catalogue
from kim.checks import check_site
from kim.editions.library import MEDIA
from kim.handbook.build import Build, Printed, make_build, see_frame_of
from kim.handbook.html import escape_titles
from kim.handbook.markdown import EXTENSIONS, SETTINGS, HandbookMarkdown, PageText
from kim.handbook.press import Given, SitePress
from kim.handbook.stylesheet import FOLDER
from kim.handbook.watching import ChangeObserver
from kim.paper import PAPER, has_paper, print_editions
from kim.preview.preview import Preview, tell
from kim.preview.server import Changes, attach
from kim.problems import has_errors
from kim.render.assets import THEME
from kim.render.inline import refuse_inline
from kim.render.site import Setting
from kim.render.writer import Look, pass_over
from kim.settings import OVERRIDES

# Material's announcement of its end of life is for developers, not for authors.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

CONFIG = "mkdocs.yml"
_HOME = ZoneInfo("Europe/Berlin")
_MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
"""Where Linux keeps files in memory: what a preview writes is gone when it ends."""
log = logging.getLogger("mkdocs.plugins.kim")
# MkDocs calls a page skipped that we write in its place.
logging.getLogger("mkdocs.commands.build").addFilter(lambda one: "empty output" not in one.msg)


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs' own hook
    """The plugin has no options: a site says everything in directory/site.yml."""


class KimPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Build the handbook from the catalogue; in `serve` a broken record leaves the last state."""

    def __init__(self) -> None:
        self.given: Given | None = None
        self.build: Build | None = None
        self.preview: Preview | None = None
        self.text: PageText | None = None
        self.press: SitePress | None = None
        self.printed: Printed | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002  MkDocs' call
        """Start afresh; MkDocs keeps a plugin with this hook from one rebuild to the next."""
        self.build = None
        if command == "serve":
            memory = str(_MEMORY) if _MEMORY.is_dir() else None
            folder = Path(mkdtemp(prefix="kim-", dir=memory))
            self.preview = Preview(folder, _today, partial(_make, is_draft=True))

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        if self.preview:
            rmtree(self.preview.folder, ignore_errors=True)
            self.preview = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the records, then set up MkDocs: our templates, our Markdown, nothing else."""
        self.build = self._read(Path(config.config_file_path).resolve().parent)
        extension = HandbookMarkdown(self._page_text, self.build.handbook.glossary, log.warning)
        config.markdown_extensions = [*EXTENSIONS, extension]  # type: ignore[list-item]
        config.mdx_configs = dict(SETTINGS)
        # Without Material's own folder: its templates, scripts and 12,000 icons stay there.
        config.theme.dirs = [*filter(None, (config.theme.custom_dir,)), str(FOLDER)]
        config.theme.static_templates = set()  # 404.html and the site map are our own
        config.validation.links.anchors = logging.WARNING
        config.validation.links.unrecognized_links = logging.WARNING
        config.validation.nav.omitted_files = logging.WARNING
        if self.build.concept.nav:
            config.nav = self.build.concept.nav
        if self.preview:
            config.site_dir = str(self.preview.folder)
        return config

    def _read(self, root: Path) -> Build:
        if self.given:
            return _make(root, *self.given[:2], is_draft=self.given.is_draft)
        if self.preview:
            made = self.preview.read(root)
        else:
            catalogue, problems = check_site(root, _today())
            tell(problems)
            is_good = not has_errors(problems)
            made = _make(root, catalogue, _today(), is_draft=False) if is_good else None
        if made is None:
            raise Abort("nicht gebaut: in den Einträgen oder Kapiteln sind Fehler")
        return made

    def _setting(self, config: MkDocsConfig) -> Setting:
        """Say where the site will stand."""
        return Setting(config.site_url or "", self._made.root / OVERRIDES, bool(self.preview))

    def _prints(self, made: Build) -> bool:
        """Tell whether the concept is set as a document too; nobody waits for it in a preview."""
        return not self.preview and has_paper(made.catalogue)

    def _begin(self, config: MkDocsConfig) -> SitePress:
        """Begin to print what does not come from chapters, into the folder that is empty now."""
        self.stop()
        look = self.given.look if self.given else pass_over
        return SitePress(self._made, self._setting(config), Path(config.site_dir), look)

    def stop(self) -> None:
        """Leave no process behind."""
        if self.press:
            self.press.stop()
            self.press = None

    @property
    def _made(self) -> Build:
        assert self.build is not None, "MkDocs calls on_config first"  # noqa: S101
        return self.build

    def _page_text(self) -> PageText:
        assert self.text is not None, "MkDocs calls on_page_markdown first"  # noqa: S101
        return self.text

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take chapters from the catalogue; of other files only real media."""
        self.press = None if self.preview else self._begin(config)
        pages = [
            File.generated(config, path, content=chapter.text)
            for path, chapter in self._made.handbook.chapters.items()
        ]
        media = self._made.concept.media
        if media is None:
            return Files([*pages, *(file for file in files if _is_wanted(file, config.docs_dir))])
        frozen = (File.generated(config, path, content=data) for path, data in media.items())
        return Files([*pages, *frozen])

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:  # noqa: ARG002
        """Draw the macros; every value that templates may print is escaped here."""
        handbook = self._made.handbook
        chapter = handbook.chapters[page.file.src_uri]
        title = handbook.book.title(chapter)
        page.title = escape(str(title))
        page.meta = {
            "title": escape(title.text),
            "number": escape(title.number),
            "description": escape(chapter.description),
        }
        self.text = handbook.page_text(chapter)
        return self.text.text

    def on_page_content(self, html: str, **_: Any) -> str:
        """Let the page through the templates' escaping; it was escaped when it was made."""
        return Markup(html)  # noqa: S704  # made by our Markdown

    def on_env(self, env: Environment, **_: Any) -> Environment:
        """Escape whatever a template prints; Material's environment escapes nothing."""
        env.autoescape = True
        return env

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        """Escape the titles of sections, which come from mkdocs.yml."""
        escape_titles(nav.items)
        return nav

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, **_: Any) -> Any:
        """Give the template the frame that all pages of the site share."""
        made = self._made
        paper = PAPER if self._prints(made) else None
        context["kim"] = see_frame_of(made, page.file.src_uri, self._setting(config), paper)
        return context

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Refuse what the policy for browsers forbids; MkDocs writes pages only in a preview."""
        content = output.encode()
        refuse_inline(page.url, content)
        if self.press is None:
            return output
        self.press.add(page.file.dest_uri, content)
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write all that does not come from chapters, and the chapters where nothing else is."""
        made, setting = self._made, self._setting(config)
        if self.preview:
            self.preview.show(made, setting)
            return
        assert self.press, "MkDocs calls on_files first"  # noqa: S101
        editions = print_editions(made, setting, has_papers=self._prints(made))
        self.printed = self.press.finish(editions)
        self.stop()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        """Notice changes at once, where MkDocs would look twice a second."""
        root = Path(config.config_file_path).parent
        watched = [config.docs_dir, config.config_file_path]
        for path in watched:
            server.unwatch(path)
        server.observer = ChangeObserver()
        server.build_delay = 0.06  # what was changed later than 50 ms ago is looked at again
        if self.preview:
            attach(server, self.preview, root)
        for folder in (root / DIRECTORY, root / OVERRIDES, THEME):
            watched += [str(folder)] if folder.is_dir() else []
        for path in watched:
            server.watch(path)
            if self.preview:
                Changes(self.preview, root).watch(server.observer, path)
        return server


def build_handbook(  # noqa: PLR0913  # one call says all that a build depends on
    root: Path,
    site_dir: Path,
    catalogue: Catalogue,
    today: date,
    *,
    is_draft: bool = False,
    look: Look = pass_over,
) -> Printed:
    """Build the whole site of a checked catalogue below `site_dir`, which MkDocs empties first.

    A draft shows the concept as it is being written, not the newest edition. `look` sees every
    file that is printed.
    """
    config = load_config(str(root / CONFIG), site_dir=str(site_dir), strict=True)
    plugin = config.plugins["kim"]
    assert isinstance(plugin, KimPlugin)  # noqa: S101  # registered under this name
    plugin.given = Given(catalogue, today, is_draft, look)
    try:
        build(config)
        assert plugin.printed, "MkDocs calls on_post_build last"  # noqa: S101
        return plugin.printed
    finally:
        plugin.given = None
        plugin.stop()


def serve_site(root: Path, host: str, port: int) -> None:
    """Show the site on this computer and build it anew whenever a file changes."""
    messages = logging.StreamHandler()
    messages.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger("mkdocs").addHandler(messages)
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    log.setLevel(logging.INFO)
    serve(str(root / CONFIG), dev_addr=f"{host}:{port}")


def _today() -> date:
    return get_build_datetime().astimezone(_HOME).date()


def _make(root: Path, catalogue: Catalogue, today: date, *, is_draft: bool) -> Build:
    if catalogue.site is None:
        raise Abort("nicht gebaut: directory/site.yml fehlt")
    material = Path(get_theme_dir("material"))
    return make_build(root, catalogue, today, material, is_draft=is_draft)


def _is_wanted(file: File, content: str) -> bool:
    path = Path(content).resolve() / file.src_uri
    is_real = file.src_dir == content and path.resolve() == path
    return is_real and path.suffix.lower() in MEDIA
