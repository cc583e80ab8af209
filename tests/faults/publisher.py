"""A process that publishes when asked, each time in a child of its own that it supervises.

Says first whether it can. Then reads a line with the site's folder, the arguments of `kim`, what
shall happen at which call, whether all calls are to be told, and whether documents are to be set;
answers with the exit code and the calls that were seen, all as JSON. It has published before, so
that its children need not import and compile everything anew; what costs much and touches no file
of the site they take from then.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

import kim.release  # what is imported once is imported for all children
from kim import checks, load, paper
from kim.cli import run
from kim.collecting import leave_out
from kim.confidential import SecretPlaces
from kim.paper.typeset import typeset
from kim.render import site
from tests.faults.town import FIRST, SECOND, arguments, change_town, write_town
from tests.faults.trap import ALL, Point, Strike, can_trap, supervise, trap_myself

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from tests.faults.trap import Seen

__all__ = ["kim"]


def publish(
    call: list[str], supervisor: socket.socket, traps: Collection[str], *, is_set: bool
) -> int:
    """Run `kim`; as in a process of its own, nothing escapes."""
    os.dup2(2, 1)  # the answers are for the test, not what `kim` prints
    try:
        if is_set:
            paper.typeset = typeset
        if traps:
            trap_myself(supervisor, traps)
        return run(call)
    except BaseException as error:  # noqa: BLE001  a fault may strike while a fault is reported
        os.write(2, repr(error).encode())
        return 70


def run_supervised(
    root: str, call: list[str], strike: Strike | None, *, is_watched: bool, is_set: bool
) -> tuple[int, list[Seen]]:
    """Publish in a child; give its exit code, or minus the signal that ended it, and its calls."""
    traps = (strike.point.call,) if strike else ALL if is_watched else ()
    own, other = socket.socketpair()
    with own:
        child = os.fork()
        if not child:
            own.close()
            os._exit(publish(call, other, traps, is_set=is_set))
        other.close()
        seen = list(supervise(own, root, strike)) if traps else []
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), seen


def search_once() -> None:
    """Search no file twice for the address of the one secret place: it is half of the work."""
    search, found = SecretPlaces.are_in, dict[bytes, bool]()

    def are_in(self: SecretPlaces, data: bytes) -> bool:
        if data not in found:
            found[data] = search(self, data)
        return found[data]

    SecretPlaces.are_in = are_in  # type: ignore[method-assign]  # touches no file


def set_once() -> None:
    """Set no document twice: the same comes out, and starting the program is a quarter of it."""
    found: dict[str, bytes] = {}

    def remembered(book: dict[str, Any], stand: date, content: Path) -> bytes:
        key = f"{stand} {json.dumps(book)}"
        if key not in found:
            found[key] = typeset(book, stand, content)
        return found[key]

    paper.typeset = remembered


def compile_once() -> None:
    """Compile no template twice, which has been read all the same: it is a quarter of the work."""
    compile_, found = Environment.compile, dict[tuple[object, ...], Any]()

    def remembered(self: Environment, source: str, name: str, filename: str, *more: Any) -> Any:
        key = (type(self), *self.extensions, source, name, filename, *more)
        if key not in found:
            found[key] = compile_(self, source, name, filename, *more)
        return found[key]

    Environment.compile = remembered  # type: ignore[assignment,method-assign]


def warm_up(root: Path) -> None:
    """Publish once as the children will."""
    compile_once()
    search_once()
    set_once()
    with redirect_stdout(sys.stderr):
        write_town(root)
        assert run(arguments(root, FIRST)) == 0
        change_town(root)
        assert run(arguments(root, SECOND)) == 0
    gc.collect()
    leave_out()  # what is shared stays shared


def share_everything() -> None:
    """Let several processes publish even the smallest town, as they do a large one."""
    checks.WORTH_SHARING = load.WORTH_SHARING = site.WORTH_SHARING = 1


def main() -> None:
    """Serve until there are no more lines."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # for whoever asks
    print(json.dumps(can_trap()), flush=True)  # noqa: T201  read by the test
    with TemporaryDirectory() as folder:
        warm_up(Path(folder) / "town")
    assert len([*Path("/proc/self/task").iterdir()]) == 1, "who has threads may not fork"
    if sys.argv[1:] == ["crew"]:
        share_everything()
    for line in sys.stdin:
        root, call, strike, is_watched, is_set = json.loads(line)
        aim = Strike(Point(*strike[0]), strike[1]) if strike else None
        answer = run_supervised(root, call, aim, is_watched=is_watched, is_set=is_set)
        print(json.dumps(answer), flush=True)  # noqa: T201  read by the test


if __name__ == "__main__":
    main()
