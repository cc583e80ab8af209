"""One run of a program: seconds on the clock, seconds of the processors, memory of all processes.

Memory is the largest sum, over the program and all that it starts, of what each process has in
memory, with what several share counted once (PSS). It is looked up again and again, but for at most
a fiftieth of the time; a peak between two looks is missed, so it is never less than what the
largest single process is known to have had.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.run import COMPILED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_KILOBYTE = 1024
_LEAST_PAUSE, _SHARE = 0.02, 50


class Run(NamedTuple):
    """What one run took: seconds, seconds of all processors, bytes."""

    seconds: float
    processor: float
    memory: int


class FailedError(Exception):
    """A program did not do what it was started for."""


def run(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> Run:
    """Run a program to its end and tell what it took; what it says is told when it fails."""
    os.sync()  # what was written before is not written now
    begin = perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **COMPILED, **(more or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        watch = Watch(process.pid)
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    peak = watch.stop()
    if process.returncode:
        said = output.decode(errors="replace")[-2000:]
        raise FailedError(f"{command[0]}: {process.returncode}\n{said}")
    most = max(peak, usage.ru_maxrss * _KILOBYTE)
    return Run(seconds, usage.ru_utime + usage.ru_stime, most)


class Watch:
    """Look at the memory of a process and all that come from it, until told to stop."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._peak = 0
        self._is_over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        pause = _LEAST_PAUSE
        while not self._is_over.wait(pause):
            begin = perf_counter()
            self._peak = max(self._peak, memory_of(self._process))
            pause = max(_LEAST_PAUSE, _SHARE * (perf_counter() - begin))

    def stop(self) -> int:
        """Give the largest sum of bytes that was seen."""
        self._is_over.set()
        self._thread.join()
        return self._peak


def memory_of(process: int) -> int:
    """Give the bytes that a process and all that it has started have in memory now."""
    return sum(map(_memory, _family(process)))


def _family(process: int) -> Iterator[int]:
    """Yield a process and all that it and they have started."""
    yield process
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _read(tasks).split():
            yield from _family(int(child))


def _memory(process: int) -> int:
    lines = (line.split() for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines())
    return sum(int(line[1]) * _KILOBYTE for line in lines if line[0] == "Pss:")


def _read(path: Path) -> str:
    """Read a file that may vanish while it is read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
