"""A site that several processes build is the site that one of them builds, or none at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kim.releases import list_releases
from tests.bench.institutions import TODAY
from tests.folders import files_below

if TYPE_CHECKING:
    from subprocess import CompletedProcess

pytestmark = pytest.mark.slow

SITE = Path(__file__).parent / "sites" / "rheinisch-bergischer-kreis"
"""Has several languages, and records of nearly every kind."""
PROGRAM = """
import os, signal, sys
from datetime import date
from pathlib import Path
from kim import checks, load, publish
from kim.render import site
from kim.render.site import Press

first, print_parts = os.getpid(), Press.print_parts

def print_and_break(self, *given):
    if os.getpid() != first:
        {breaks}
    return print_parts(self, *given)

Press.print_parts = print_and_break
for module in (load, checks, site):
    module.count_processes = lambda: {processes}
    module.WORTH_SHARING = 1
root, out, day = sys.argv[1:]
for problem in publish.build_site(Path(root), Path(out), date.fromisoformat(day)):
    print(problem)
"""


def build(
    out: Path, processes: int, breaks: str = "pass", *, is_broken: bool = False
) -> CompletedProcess[str]:
    """Build in a program of its own: the one that runs the tests may have threads."""
    program = PROGRAM.format(processes=processes, breaks=breaks)
    done = subprocess.run(
        [sys.executable, "-c", program, str(SITE), str(out), TODAY.isoformat()],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert bool(done.returncode) is is_broken, done.stderr
    return done


@pytest.mark.promise("shared-same-bytes")
def test_whoever_prints_a_page_prints_the_same(tmp_path: Path) -> None:
    """Every file of one process and of three, byte by byte, and every hint of the checks."""
    assert build(tmp_path / "one", 1).stdout == build(tmp_path / "three", 3).stdout
    assert files_below(tmp_path / "one") == files_below(tmp_path / "three")


def test_a_build_that_lost_a_process_is_not_published(tmp_path: Path) -> None:
    """The old site stays, nothing of the new one does, and one line says why."""
    out = tmp_path / "site"
    build(out, 1)
    before = out.resolve()
    assert build(out, 2, "os.kill(os.getpid(), signal.SIGKILL)").stdout.endswith(
        "site: nicht veröffentlicht: einer der Prozesse, die daran arbeiten, wurde beendet"
        " [unfinished-build]\n"
    )
    assert out.resolve() == before
    assert list_releases(out) == [before]


def test_an_error_in_another_process_is_not_hidden(tmp_path: Path) -> None:
    """It ends the program as it would have done in the first process."""
    done = build(tmp_path / "site", 2, "raise OSError(28, 'No space left')", is_broken=True)
    assert "OSError: [Errno 28] No space left" in done.stderr
    assert not list(tmp_path.glob(".site.releases/*"))
