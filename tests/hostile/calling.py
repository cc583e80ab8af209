"""Calls of `kim` under limits, and what came of each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """How a call ended, what it printed, what it cost: seconds of computing, megabytes at most."""

    exit: int
    out: str
    err: str
    seconds: float
    megabytes: float


class Caller:
    """Hands calls to a process that does each of them in a fork."""

    def __init__(self, stdin: IO[str], stdout: IO[str]) -> None:
        self._stdin, self._stdout = stdin, stdout

    def call(self, folder: Path, *arguments: str, **environment: str) -> Outcome:
        """Run `kim` in a folder and wait for it."""
        call = {"folder": str(folder), "arguments": arguments, "environment": environment}
        self._stdin.write(json.dumps(call) + "\n")
        self._stdin.flush()
        return Outcome(**json.loads(self._stdout.readline()))


@contextmanager
def open_caller() -> Iterator[Caller]:
    """Start the process, and end it with all that it holds."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1795219200"}  # 2026-11-21
    with subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.server"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield Caller(process.stdin, process.stdout)
        finally:
            process.stdin.close()
