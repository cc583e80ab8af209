"""A process that publishes when asked, each time in a child of its own that strace can watch.

Reads a line with the arguments of `kim` as JSON; answers with the child's process id, waits for an
empty line, lets the child go, and answers with its exit code. It has built a site before, so that
its children need not import and compile everything anew: four times as many faults in a minute.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import kim.release  # what is imported once is imported for all children
from kim.cli import run
from tests.publishable import write_publishable_site

__all__ = ["kim"]


def publish(arguments: list[str], gate: int) -> int:
    """Wait for the gate to open, then run `kim`; as in a process of its own, nothing escapes."""
    os.dup2(2, 1)  # the answers are for the test, not what `kim` prints
    os.read(gate, 1)
    try:
        return run(arguments)
    except BaseException as error:  # noqa: BLE001  a fault may strike while a fault is reported
        os.write(2, repr(error).encode())
        return 70


def warm_up(root: Path) -> None:
    """Build a site without a concept: to set a document, threads would be started."""
    write_publishable_site(root, date(2026, 11, 21))
    settings = root / "directory" / "site.yml"
    text = re.sub(r"concept_chapters:\n(  - .*\n)+", "", settings.read_text("utf-8"))
    settings.write_text(text, encoding="utf-8")
    with redirect_stdout(sys.stderr):
        assert run(["build", str(root)]) == 0


def main() -> None:
    """Serve until there are no more lines."""
    with TemporaryDirectory() as folder:
        warm_up(Path(folder) / "town")
    assert len([*Path("/proc/self/task").iterdir()]) == 1, "who has threads may not fork"
    for line in sys.stdin:
        opening, gate = os.pipe()[::-1]
        child = os.fork()
        if not child:
            os.close(opening)
            os._exit(publish(json.loads(line), gate))
        os.close(gate)
        print(child, flush=True)  # noqa: T201  read by the test
        sys.stdin.readline()
        os.close(opening)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  as above


if __name__ == "__main__":
    main()
