"""The languages of a preview: German at once, another as soon as somebody asks for a page in it.

Ten languages are ten times the pages; who changes a phone number looks at one of them.
"""

import time
from collections.abc import Iterable
from threading import Lock
from typing import Any

from kim.fields import HOME_LANGUAGE

_LOOK_AGAIN = 0.02
_PATIENCE = 30.0
"""Seconds; a preview with faults is not built, and nobody waits for it for ever."""


class Demand:
    """Which languages were asked for so far, and which of them are built."""

    def __init__(self) -> None:
        self.asked = {HOME_LANGUAGE}
        self.built: set[str] = set()
        self.known: frozenset[str] = frozenset()
        self.given_up: set[str] = set()
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
            if self.ask(str(environ["PATH_INFO"]).removeprefix(server.mount_path)):
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
