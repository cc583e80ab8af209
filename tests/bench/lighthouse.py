"""Ask Lighthouse (mobile) about a built site: home, list and a service's page.

In: the folder of a built site, `site` where none is named; pages to ask about. Out: four scores for
each page, and what cost points. Fails below 0.98. Lighthouse is a program of its own (`npm install
--global lighthouse`); without it nothing is measured, and that is no failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402  # as below

from tests.chromium import ARGUMENTS, find_chromium  # noqa: E402  # needs the path above
from tests.site.gzipped import serve_gzipped  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 0.98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LISTS = ("", "angebote/")
MISSING = """\
Lighthouse fehlt; es wird nichts gemessen.
Holen mit: npm install --global lighthouse
Oder ein vorhandenes angeben: make lighthouse KIM_LIGHTHOUSE=/pfad/zu/lighthouse"""


def find_lighthouse() -> str | None:
    """Return the program, if there is one."""
    return os.environ.get("KIM_LIGHTHOUSE") or shutil.which("lighthouse")


def chromium() -> str:
    """Return the browser that the tests drive too."""
    with sync_playwright() as playwright:
        return find_chromium() or playwright.chromium.executable_path


def ask(program: str, address: str) -> dict[str, Any]:
    """Let Lighthouse look at one page and give its report."""
    command = [
        program, address, "--quiet", "--output=json", "--output-path=stdout",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
    ]  # fmt: skip
    surroundings = {**os.environ, "CHROME_PATH": chromium()}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=surroundings)
    return dict(json.loads(done.stdout))


def scores(report: dict[str, Any]) -> tuple[float, ...]:
    """Give the four scores in the order of CATEGORIES."""
    return tuple(report["categories"][name]["score"] for name in CATEGORIES)


def lost_points(report: dict[str, Any]) -> Iterator[str]:
    """Name what was not perfect and counts."""
    for name in CATEGORIES:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                value = audit.get("displayValue", "")
                yield f"    {name}: {audit['title']} {value} ({audit['score']:.2f})"


def heaviest_service(site: Path) -> str:
    """Give the address of the service whose page has most bytes."""
    pages = [page for page in site.glob("angebote/*/index.html") if "handout" in page.read_text()]
    page = max(pages, key=lambda path: path.stat().st_size)
    return f"{page.parent.relative_to(site).as_posix()}/"


def main(folder: str = "site", *pages: str) -> int:
    """Print the scores of each page; give the exit code."""
    program, site = find_lighthouse(), Path(folder).resolve()
    if program is None:
        print(MISSING)
        return 0
    lowest = 1.0
    with serve_gzipped(site) as served:
        for page in pages or (*LISTS, heaviest_service(site)):
            report = ask(program, served.address + page)
            found = scores(report)
            print(f"/{page}:", ", ".join(map("{} {:.2f}".format, CATEGORIES, found)))
            print("\n".join(lost_points(report)))
            lowest = min(lowest, *found)
    return int(lowest < LEAST)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
