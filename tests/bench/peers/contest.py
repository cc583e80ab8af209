"""All programs build the same site in turn; what each took, and whether their pages are equal.

Comes in: the number of services and of runs. Goes out: runs by program, the floor, differences.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from kim.catalogue import load_catalogue
from kim.views.viewpoint import Viewpoint
from tests.bench.institutions import TODAY
from tests.bench.land import SEED, write_land
from tests.bench.peers.compare import differences, read
from tests.bench.peers.floor import measure_floor
from tests.bench.peers.found import list_found, read_found
from tests.bench.peers.meter import FailedError, run
from tests.bench.peers.pages import WRITTEN, list_addresses
from tests.bench.peers.programs import PLACE
from tests.bench.peers.sites import write_sites

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.peers.found import Found
    from tests.bench.peers.meter import Run
    from tests.bench.peers.programs import Program

OURS = "kim build"
FRESH = "kim build --fresh"
"""Nothing is noted for a build to come, as the others do."""
CHANGES = {
    "kim build, neue Rufnummer": ("number: 030 23125-0", "number: 030 23125-1"),
    "kim build, neue Kurzfassung": ("\nsummary: ", "\nsummary: Neu – "),
    "kim build, neuer Name": ("name: ", "name: Neue "),
}
"""One record has changed; what the build before has left is there. What is written for what."""
SLOW = 60
"""Whoever takes longer runs once: it is not the seconds that tell it from the others."""
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}


class Contest:
    """One site in one folder, built by several programs."""

    def __init__(self, folder: Path, programs: Sequence[Program]) -> None:
        self.folder = folder
        self.programs = programs
        self.land = folder / "land"
        self.ours = folder / "kim/out"
        self.runs: dict[str, list[Run]] = {}
        self.failed: dict[str, str] = {}
        """Who could not build the site, and what it said."""

    def hold(self, services: int, runs: int, pages: int) -> dict[str, Any]:
        """Write the site, let all build it, and compare what came out."""
        write_land(self.land, services)
        self._given = {path.name for path in self.land.iterdir()}
        self.runs = {FRESH: [self._build_ours("--fresh")], OURS: [self._build_ours()]}
        found = dict(list_found(Viewpoint(load_catalogue(self.land)[0], TODAY)))
        addresses = list_addresses(self.ours.resolve())
        self._prepare(addresses, found)
        for number in range(runs):
            if number:
                self.runs[FRESH].append(self._build_ours("--fresh"))
                self.runs[OURS].append(self._build_ours())
            self._let_others_build()
        result = self._look(addresses, pages, found)
        for number in range(1, runs + 1):  # last: afterwards our pages say something new
            for name, lines in CHANGES.items():
                self._change(f"angebot-{number}", *lines)
                self.runs.setdefault(name, []).append(self._start_ours())
        runs_made = {name: [taken._asdict() for taken in all_] for name, all_ in self.runs.items()}
        return {"services": services, **result, "runs": runs_made, "failed": self.failed}

    def _look(self, addresses: list[str], pages: int, found: Mapping[str, Found]) -> dict[str, Any]:
        """Tell what has come out, what only writing it would take, and what differs."""
        outs = {OURS: self.ours.resolve()}
        outs |= {program.name: self._folder(program) / "out" for program in self.programs}
        return {
            "pages": len(addresses),
            "day": datetime.now(UTC).date().isoformat(),
            "written": {name: _size_of(out) for name, out in outs.items()},
            "floor": measure_floor(self.ours.resolve(), self.folder / "floor"),
            "compared": min(pages, len(addresses)),
            "differences": list(self._differences(addresses, pages, found)),
        }

    def _prepare(self, addresses: list[str], found: Mapping[str, Found]) -> None:
        """Give each program the same pages in its own form."""
        sites = [program.site(self._folder(program), addresses) for program in self.programs]
        write_sites(self.ours.resolve(), sites, found)
        for program in self.programs:
            modules = PLACE / "node_modules"
            if program.needs_modules:
                (self._folder(program) / modules.name).symlink_to(modules)

    def _folder(self, program: Program) -> Path:
        return self.folder / program.name.split()[0].lower()

    def _let_others_build(self) -> None:
        """Let each build once, so that a busy moment does not hit all runs of one of them."""
        for program in self.programs:
            taken = self.runs.setdefault(program.name, [])
            if taken and taken[0].seconds > SLOW:
                continue
            for left in program.leavings:
                rmtree(self._folder(program) / left, ignore_errors=True)
            try:
                taken.append(run(program.command, self._folder(program), _QUIET))
            except FailedError as error:
                self.failed[program.name] = str(error).strip().splitlines()[-1]
        for name in self.failed:
            self.runs.pop(name, None)
        self.programs = [one for one in self.programs if one.name not in self.failed]

    def _build_ours(self, *options: str) -> Run:
        """Build with everything gone that an earlier build has left."""
        rmtree(self.folder / "kim", ignore_errors=True)
        for path in self.land.iterdir():
            if path.name not in self._given:
                rmtree(path) if path.is_dir() else path.unlink()
        return self._start_ours(*options)

    def _change(self, service: str, old: str, new: str) -> None:
        """Change one line of one record."""
        path = self.land / f"directory/services/{service}.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{service} lacks {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def _start_ours(self, *options: str) -> Run:
        kim = (sys.executable, "-c", "from kim.cli import main; main()", "build", str(self.land))
        to = ("--out", str(self.ours), "--stichtag", str(TODAY))
        cache = {"XDG_CACHE_HOME": str(self.folder / "kim/cache")}
        return run((*kim, *to, *options), Path(__file__).parents[3], cache)

    def _differences(
        self, addresses: list[str], pages: int, found: Mapping[str, Found]
    ) -> Iterator[str]:
        """Name what differs between our pages and those of the others, on a sample of all pages."""
        chance = Random(SEED)  # noqa: S311  the same pages every time
        sample = chance.sample(addresses, min(pages, len(addresses)))
        for address in sample:
            ours = read(self.ours.resolve(), address, "//main")
            for program in self.programs:
                theirs = read(self._folder(program) / "out", address, program.main)
                is_whole = program.shares_frame and address.startswith(WHOLE)
                for line in differences(ours, theirs, is_whole=is_whole):
                    yield f"{program.name}, /{address}: {line}"
        for program in self.programs:
            if program.writes_found:
                theirs = read_found(self._folder(program) / "out/index.json")
                if theirs != found:
                    yield f"{program.name}: {len(theirs)} Einträge der Suche, nicht {len(found)}"


WHOLE = tuple(f"{folder}/" for folder in WRITTEN)
"""Where the pages of records are; those before them have another header."""


def _size_of(folder: Path) -> tuple[int, int]:
    """Count files and bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
