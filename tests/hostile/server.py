"""Runs `kim` for tests that must know what a call costs: in a fork, under limits of the system.

Reads one call a line from its input, as JSON, and answers with one line: exit code, what was
printed, the seconds of computing and the megabytes it took. The program is imported once; every
call begins with the same memory, so that two calls can be compared.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

import kim.publish  # what a build needs is there before the first call  # noqa: F401
from kim.cli import run
from kim.collecting import leave_out

_MOST_SECONDS = 20
"""A call that waits for something, or computes longer, is ended."""
_MOST_MORE_BYTES = 1 << 30
TRACEBACK = 70


def serve() -> None:
    """Answer one call after another until the input ends."""
    gc.collect()
    leave_out()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(measure(json.loads(line))) + "\n")
        sys.stdout.flush()


def measure(call: dict[str, Any]) -> dict[str, Any]:
    """Do one call in a process of its own and tell how it ended and what it took."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = os.fork()
        if not process:
            _call_and_leave(call, out.fileno(), err.fileno())
        _, status, used = os.wait4(process, 0)
        out.seek(0)
        err.seek(0)
        return {
            "exit": os.waitstatus_to_exitcode(status),
            "out": out.read().decode(errors="replace"),
            "err": err.read().decode(errors="replace"),
            "seconds": used.ru_utime + used.ru_stime,
            "megabytes": used.ru_maxrss / 1024,
        }


def _call_and_leave(call: dict[str, Any], out: int, err: int) -> None:
    code = TRACEBACK
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.environ.update(call.get("environment", {}))
        os.chdir(call["folder"])
        _limit()
        code = run(call["arguments"])
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
    except BaseException as error:  # noqa: BLE001  whatever it is, the test has to see it
        sys.excepthook(type(error), error, error.__traceback__)
        sys.stderr.flush()
    finally:
        os._exit(code)


def _limit() -> None:
    """Let neither a bomb nor a wait take the machine with it."""
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_size() + _MOST_MORE_BYTES, resource.RLIM_INFINITY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(3 * _MOST_SECONDS)


def _size() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    serve()
