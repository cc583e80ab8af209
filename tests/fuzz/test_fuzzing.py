"""The fuzzer itself, for ten minutes; runs in `make soak` only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SECONDS = 600


@pytest.mark.soak
def test_ten_minutes_of_fuzzing_find_nothing(tmp_path: Path) -> None:
    """Guided by coverage, from the kept corpus; what is found lies in the test's folder."""
    pytest.importorskip("atheris")
    (tmp_path / "finds").mkdir()
    done = subprocess.run(
        [
            sys.executable,
            HERE / "fuzz_loader.py",
            f"-max_total_time={SECONDS}",
            "-max_len=6000",
            "-timeout=20",
            "-rss_limit_mb=1500",
            f"-artifact_prefix={tmp_path}/",
            tmp_path / "finds",
            HERE / "corpus",
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'macros'}"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-4000:]
