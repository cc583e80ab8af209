"""What a preview builds only when somebody asks: other languages than German, old editions.

Ten languages are ten times the pages, twenty editions are twenty concepts; who changes a phone
number looks at one page of all that.
"""

import time
from collections.abc import Iterable
from mimetypes import guess_type
from threading import Lock
from typing import Any

from kim.fields import HOME_LANGUAGE
from kim.handbook.concept import Concept
from kim.handbook.editions import EditionPress
from kim.views.editions import edition_home

_PAGE = "text/html"
_LOOK_AGAIN = 0.02
_PATIENCE = 30.0
"""Seconds; a preview with faults is not built, and nobody waits for it for ever."""


class AskedEditions:
    """The editions as of the last build; each is printed when its first page is asked for."""

    def __init__(self, press: EditionPress, current: Concept) -> None:
        self._press, self._current = press, current
        self._printed: dict[str, dict[str, bytes]] = {}
        self._lock = Lock()

    def find(self, path: str) -> bytes | None:
        """Give the page at an address below the site's root; None when no edition has it."""
        for edition in self._press.frozen:
            if path.startswith(edition_home(edition)):
                with self._lock:
                    if edition.id not in self._printed:
                        files = self._press.print_edition(edition, self._current)
                        self._printed[edition.id] = {one.address: one.content for one in files}
                return self._printed[edition.id].get(path.removesuffix("index.html"))
        return None


class Demand:
    """Which languages were asked for so far, and which of them are built."""

    def __init__(self) -> None:
        self.asked = {HOME_LANGUAGE}
        self.built: set[str] = set()
        self.known: frozenset[str] = frozenset()
        self.given_up: set[str] = set()
        self.editions: AskedEditions | None = None
        self._lock = Lock()

    def begin(self, known: Iterable[str]) -> frozenset[str]:
        """Start a build; give the languages to print of those the site has."""
        self.known = frozenset(known)
        with self._lock:
            return frozenset(self.asked & self.known)

    def finish(self, printed: frozenset[str]) -> None:
        """Note what a build has printed."""
        self.built |= printed
        self.given_up.clear()

    def ask(self, path: str) -> bool:
        """Note the language of an address; tell whether its pages have still to be built."""
        language = next(filter(None, path.split("/")), "")
        if language not in self.known:
            return False
        with self._lock:
            self.asked.add(language)
        return language not in self.built | self.given_up

    def attach(self, server: Any) -> None:
        """Let a server of MkDocs build a page in a new language before it gives it."""
        give = server.serve_request

        def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            path = str(environ["PATH_INFO"]).removeprefix(server.mount_path)
            page = self.editions.find(path) if self.editions else None
            if page is not None:
                kind = guess_type(path)[0] or _PAGE
                start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(page)))])
                return [page]
            if self.ask(path):
                _rebuild(server)
                self._wait()
            return give(environ, start)  # type: ignore[no-any-return]  # MkDocs is not typed here

        server.set_app(answer)

    def _wait(self) -> None:
        end = time.monotonic() + _PATIENCE
        while not self.asked <= self.built and time.monotonic() < end:
            time.sleep(_LOOK_AGAIN)
        self.given_up = self.asked - self.built


def _rebuild(server: Any) -> None:
    """Let the server build again, as if a file had changed; MkDocs has no public way."""
    with server._rebuild_cond:  # noqa: SLF001
        server._want_rebuild = True  # noqa: SLF001
        server._rebuild_cond.notify_all()  # noqa: SLF001
