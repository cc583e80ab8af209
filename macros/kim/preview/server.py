"""MkDocs' own server, which asks the preview for pages and for what a change makes of them.

The server reloads pages in browsers, watches files and gives what stands in its folder. All that is
done here in its place is to see to it that a page stands there when somebody asks for it.
"""

import logging
import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from posixpath import normpath
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from kim.preview.preview import Preview

_RELOAD = "/livereload/"
_PAGE = ".html"
_MISSING = 404
_BROKEN = "Diese Seite lässt sich nicht zeigen. Was dabei geschah, steht, wo 'kim serve' läuft."
log = logging.getLogger("mkdocs.plugins.kim")


def attach(server: Any, preview: Preview, root: Path) -> None:
    """Let a server of MkDocs show a preview of the site in a folder."""
    give = server.serve_request
    preview.follow(partial(_rebuild, server))
    server.root = str(preview.folder)
    server.builder = partial(preview.rebuild, root, server.builder)
    server.error_handler = partial(_error_page, preview)

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(_RELOAD) or not path.startswith(server.mount_path):
            return give(environ, start)  # type: ignore[no-any-return]  # MkDocs is not typed here
        try:
            page = _print_page(server, preview, path.removeprefix(server.mount_path))
        except Exception:
            log.exception("%s", path)
            start("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
            return [_BROKEN.encode()]
        if page is None:
            return give(environ, start)  # type: ignore[no-any-return]  # as above
        start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(page)))])
        return [page]

    server.set_app(answer)


class Changes(FileSystemEventHandler):
    """Tells a preview which files have changed, for whoever watches them."""

    def __init__(self, preview: Preview, root: Path) -> None:
        self._preview = preview
        self._start = f"{_path_of(root)}/"

    def watch(self, observer: Any, path: str) -> None:
        """Follow a file or all that is in a folder."""
        observer.schedule(self, _path_of(path), recursive=True)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell of both names of a file that was moved."""
        for path in (event.src_path, event.dest_path):
            if path:  # only what was moved has a second name
                self._preview.tell(os.fsdecode(path).removeprefix(self._start))


def _path_of(path: str | Path) -> str:
    """Name a file as MkDocs does: two who watch the same share what the system tells."""
    return os.path.abspath(path)  # noqa: PTH100  no link is resolved


def address_of(path: str) -> str:
    """Give the public address that a browser means; a folder is asked for without its slash too."""
    clean = normpath(f"/{path}").lstrip("/").removesuffix("index.html")
    is_folder = path.endswith("/") or "." not in clean.rpartition("/")[2]
    return f"{clean.rstrip('/')}/" if clean and is_folder else clean


def _print_page(server: Any, preview: Preview, path: str) -> bytes | None:
    """Print what a path asks for; None where the server's folder holds all there is."""
    address = address_of(path)
    if preview.is_old(address):
        preview.wait_for_handbook(partial(_rebuild, server))
    # Asked for before the page: it is rather loaded once too often than not when it must be.
    number = server._visible_epoch  # noqa: SLF001  MkDocs has no public way
    page = preview.print_page(address)
    if page is None or (path and not path.endswith(("/", _PAGE))):  # a folder without its slash
        return None
    return bytes(server._inject_js_into_html(page, number))  # noqa: SLF001  as above


def _error_page(preview: Preview, code: int) -> bytes | None:
    return preview.print_page("404.html") if code == _MISSING else None


def _rebuild(server: Any) -> None:
    """Let the server build again, as if a file had changed."""
    with server._rebuild_cond:  # noqa: SLF001  as above
        server._want_rebuild = True  # noqa: SLF001  as above
        server._rebuild_cond.notify_all()  # noqa: SLF001  as above
