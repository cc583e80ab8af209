"""Measure twenty editions of two hundred pages: freezing, proving, rendering.

Run from the repository: `python -m tests.bench.editions FOLDER`; prints seconds of one processor.
"""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_theme_dir

from kim.checks import check_site
from kim.editions.draft import Wish
from kim.handbook.build import make_build
from kim.paper import print_editions
from kim.release import Publication, publish_edition
from kim.render.site import Setting
from kim.render.writer import Writer
from kim.skeleton import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator

EDITIONS, CHAPTERS, CHANGED = 20, 200, 20
TODAY = date(2026, 11, 21)
PARAGRAPH = "Die Stadt hilft allen, die neu hier sind, und jede Stelle kennt die anderen. " * 6


def write_chapters(root: Path, edition: int) -> list[str]:
    """Write or change the chapters of one edition; give the names of those that changed."""
    names = []
    for number in range(CHAPTERS):
        if edition and number % (CHAPTERS // CHANGED) != edition % (CHAPTERS // CHANGED):
            continue
        sections = "".join(
            f"\n## Teil {part} {{: #teil-{part} }}\n\n{PARAGRAPH}\n\nStand {edition}.\n"
            for part in range(6)
        )
        text = f"---\ntitle: Kapitel {number}\nkapitel: k{number}\n---\n\nAnfang.\n{sections}"
        path = root / "content" / "handbuch" / f"k{number}.md"
        path.write_text(text, encoding="utf-8")
        names.append(f"k{number}")
    return names


def main(folder: Path) -> None:
    """Make the editions, then render all of them."""
    write_site(folder, TODAY)
    nav = "".join(f"  - handbuch/k{number}.md\n" for number in range(CHAPTERS))
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("nav:\n", f"nav:\n{nav}"), "utf-8")
    own = folder / "directory" / "site.yml"
    listed = "".join(f"  - k{number}\n" for number in range(CHAPTERS))
    text = own.read_text("utf-8").replace("concept_chapters:\n", f"concept_chapters:\n{listed}")
    own.write_text(text, "utf-8")
    notes = folder / "vermerke.yml"
    for edition in range(EDITIONS):
        names = write_chapters(folder, edition)
        lines = (f"  - {{section: {n}, weight: editorial, description: x}}\n" for n in names)
        notes.write_text(f"changes:\n{''.join(lines)}" if edition else "{}\n", encoding="utf-8")
        wish = Wish(date(2020, 1, 1) + timedelta(days=90 * edition), notes=notes)
        place = Publication(folder, folder / "site", TODAY, lambda _: None, is_live=False)
        publish_edition(place, wish)
    print(" ".join(f"{name} {spent:.1f} s;" for name, spent in measure(folder)))


def seconds() -> float:
    """Give the seconds that this program and the typesetter have used of a processor."""
    return sum(os.times()[:4])


def measure(folder: Path) -> Iterator[tuple[str, float]]:
    """Check and render all of them: with no document set before, then with all of them."""
    start = seconds()
    catalogue, _ = check_site(folder, TODAY)
    yield "check", seconds() - start
    setting = Setting("https://kim.stadt.example/", folder / "overrides")
    writer = Writer(folder / "out")
    for name in ("first", "again"):
        start, files = seconds(), 0
        material = Path(get_theme_dir("material"))
        made = make_build(folder, catalogue, TODAY, material, is_draft=False)
        for file in print_editions(made, setting, has_papers=True):
            writer.write(*file)
            files += 1
        yield f"{files} files {name}", seconds() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))
