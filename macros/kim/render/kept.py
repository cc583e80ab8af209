"""Pages that were rendered before, for the preview: what has not changed is not rendered again.

A page is what its view, its frame, its assets and its template say. All of these can be compared,
so a kept page is exactly the page that rendering would give.
"""

from collections.abc import Callable
from typing import Any

from kim.render.assets import THEME

TEMPLATES = THEME / "templates"


class KeptPages:
    """The pages of the build before this one, by address."""

    def __init__(self) -> None:
        self._pages: dict[str, tuple[Any, bytes]] = {}
        self._stamp = 0

    def begin(self) -> None:
        """Start a build; a changed template makes every kept page worthless."""
        stamp = max(path.stat().st_mtime_ns for path in TEMPLATES.rglob("*.html"))
        if stamp != self._stamp:
            self._pages.clear()
        self._stamp = stamp

    def get(self, address: str, made_from: Any, render: Callable[[], bytes]) -> bytes:
        """Give the kept page if it was made from the same, else render and keep it."""
        kept = self._pages.get(address)
        if kept is None or kept[0] != made_from:
            kept = (made_from, render())
            self._pages[address] = kept
        return kept[1]
