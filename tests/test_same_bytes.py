"""One input, one output: whatever the machine, the account and the folder are like."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.folders import files_below
from tests.publishable import write_publishable_site

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)


class Machine(NamedTuple):
    """What differs from one machine to another and must not be seen in what is published."""

    folder: str
    umask: int
    processors: int
    environment: dict[str, str]
    epoch: int
    """When all files were last written."""


MACHINES = (
    Machine("a", 0o022, 2, {"TZ": "Europe/Berlin", "PYTHONHASHSEED": "0"}, 1_000_000_000),
    Machine(
        "ein anderer/Ordner mit Umläut",
        0o077,
        1,
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4711"},
        1_700_000_000,
    ),
    Machine(
        "x" * 100,
        0o000,
        2,
        {"TZ": "Pacific/Pago_Pago", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "99"},
        100_000_000,
    ),
)


def publish(machine: Machine, base: Path, files: dict[str, bytes]) -> Path:
    """Write the same files in another order, then publish in a process of its own."""
    root = base / machine.folder / "town"
    for name, data in sorted(files.items(), reverse=machine.processors == 1):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (machine.epoch, machine.epoch))
    own = {name: text for name, text in os.environ.items() if name not in {"LC_ALL", "LANG", "TZ"}}
    code = (
        f"import os, sys; os.umask({machine.umask});"
        f"os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{machine.processors}]);"
        "from kim.cli import run; sys.exit(max(run(call.split()) for call in sys.argv[1:]))"
    )
    call = [
        f"publish . --stand 2026-11-01 --number 1 --stichtag {TODAY}",
        f"report coverage . --stichtag {TODAY} --out directory/abdeckung.xlsx",
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, *call],
        cwd=root,
        env=own | machine.environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return root


def read(root: Path) -> dict[str, bytes]:
    """Read all that was published: the pages, the frozen sources, the list of addresses."""
    public = {f"site/{name}": data for name, data in files_below(root / "site").items()}
    return public | {
        f"directory/{name}": data for name, data in files_below(root / "directory").items()
    }


@pytest.mark.promise("same-bytes")
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs Linux")
def test_the_same_is_published_everywhere(tmp_path: Path) -> None:
    """Pages, document, calendar, tables, frozen sources and report, byte for byte; modes too."""
    write_publishable_site(tmp_path / "model", TODAY)
    settings = tmp_path / "model" / "directory" / "site.yml"
    settings.write_text(f"{settings.read_text('utf-8')}public_coverage_report: ja\n", "utf-8")
    files = files_below(tmp_path / "model")
    roots = [publish(machine, tmp_path, files) for machine in MACHINES]
    first, *others = [read(root) for root in roots]
    endings = {name.rpartition(".")[2] for name in first}
    assert {"html", "pdf", "ics", "json", "csv", "xlsx", "xml", "svg"} <= endings
    for other in others:
        assert other.keys() == first.keys()
        assert [name for name in first if first[name] != other[name]] == []
    for root in roots:
        modes = {
            (path.is_dir(), path.stat().st_mode & 0o7777)
            for path in ((root / "site").resolve(), *(root / "site").resolve().rglob("*"))
        }
        assert modes == {(True, 0o755), (False, 0o644)}
