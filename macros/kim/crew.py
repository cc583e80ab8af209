"""Work of a large site, shared out between processes.

Comes in: a function that does the numbered parts of a work which it is handed. Goes out: what each
process made of its parts. Which process does which part is left to chance, so no result may depend
on it. The processes share what was in memory when they parted.
"""

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from struct import Struct
from traceback import format_exc
from typing import Any, Generic, NoReturn, TypeVar

R = TypeVar("R")

MOST_PROCESSES = 4
"""More would cost memory and save little."""
MOST_PARTS = 1000
"""So many tickets fit into the smallest pipe that Linux makes."""
_TICKET = Struct("<I")


class LostWorkError(Exception):
    """A process of the crew was stopped; what it should have done is missing."""


def count_processes() -> int:
    """Tell how many processes may work at once; a program with threads cannot be doubled."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(MOST_PROCESSES, len(os.sched_getaffinity(0)))


def share(work: Callable[[Iterator[int]], R], parts: int, processes: int) -> list[R]:
    """Let several processes do the parts of a work; each asks for the next when it is free.

    `work` is called once in each process, with the numbers of its parts in ascending order. What it
    raises in any of them is raised here; a process that was stopped is a LostWorkError.
    """
    if processes == 1:
        return [work(iter(range(parts)))]
    crew = begin(work, parts, processes)
    try:
        return crew.finish()
    finally:
        crew.stop()


def begin(work: Callable[[Iterator[int]], R], parts: int, processes: int) -> "Crew[R]":
    """As `share`, but only the other processes begin: this one may do something else first.

    Whoever begins a work stops its crew, whatever happens.
    """
    return Crew(work, _print_tickets(parts), processes - 1)


class Crew(Generic[R]):
    """The processes that share a work."""

    def __init__(self, work: Callable[[Iterator[int]], R], tickets: int, others: int) -> None:
        self._work = work
        self._tickets = tickets
        self._mates = [_Mate(work, tickets) for _ in range(others)]

    def finish(self) -> list[R]:
        """Do in this process what is left to do; give what came of the work in each."""
        return [self._work(_take(self._tickets)), *(mate.wait() for mate in self._mates)]

    def stop(self) -> None:
        """Leave nothing of the crew behind."""
        os.close(self._tickets)
        for mate in self._mates:
            mate.stop()


def share_in_order(do: Callable[[int], R], parts: int, processes: int) -> list[R]:
    """Share out parts that do not depend on each other; give what came of each, in their order."""
    done: dict[int, R] = {}
    for some in share(lambda tickets: {part: do(part) for part in tickets}, parts, processes):
        done |= some
    return [done[part] for part in range(parts)]


def _print_tickets(parts: int) -> int:
    """Put a ticket for each part into a pipe, from which every process takes whole ones."""
    if parts > MOST_PARTS:
        message = f"a work has at most {MOST_PARTS} parts, not {parts}"
        raise ValueError(message)
    tickets, end = os.pipe()
    os.write(end, b"".join(map(_TICKET.pack, range(parts))))
    os.close(end)
    return tickets


def _take(tickets: int) -> Iterator[int]:
    while ticket := os.read(tickets, _TICKET.size):
        yield _TICKET.unpack(ticket)[0]


class _Mate:
    """Another process of the crew."""

    def __init__(self, work: Callable[[Iterator[int]], Any], tickets: int) -> None:
        self._result, end = os.pipe()
        self._process = os.fork()
        if not self._process:
            _work_and_leave(work, tickets, end)
        os.close(end)

    def wait(self) -> Any:
        """Wait until the process has done all it took, and give what came of it."""
        with os.fdopen(self._result, "rb", closefd=False) as file:
            said = file.read()
        if not said:
            raise LostWorkError("einer der Prozesse, die daran arbeiten, wurde beendet")
        is_done, result, where = pickle.loads(said)  # noqa: S301  our own process wrote it
        if is_done:
            return result
        result.add_note(where)
        raise result

    def stop(self) -> None:
        """End the process, if it has not ended, and leave nothing of it behind."""
        os.close(self._result)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _work_and_leave(work: Callable[[Iterator[int]], Any], tickets: int, end: int) -> NoReturn:
    """Do the work in the new process and end it at once: all that follows is not for this one."""
    gc.freeze()  # looking for garbage in what is shared would make a copy of all of it
    try:
        said = _say(work, tickets)
        with os.fdopen(end, "wb") as file:
            file.write(said)
    finally:
        os._exit(0)


def _say(work: Callable[[Iterator[int]], Any], tickets: int) -> bytes:
    try:
        return pickle.dumps((True, work(_take(tickets)), ""), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001  whatever it is, the first process raises it
        where = f"In another process:\n{format_exc()}"
        try:
            said = pickle.dumps((False, error, where))
            pickle.loads(said)  # noqa: S301  some errors can be written and not be read
        except Exception:  # noqa: BLE001  then its name has to do
            return pickle.dumps((False, RuntimeError(repr(error)), where))
        return said


class Turns:
    """Tell a process whose turn it is, in a long row that all processes walk along."""

    def __init__(self, tickets: Iterator[int], length: int, parts: int) -> None:
        self._tickets = tickets
        self._size = max(1, -(-length // parts))
        self._last = parts - 1
        self._passed = 0
        self._mine = next(tickets, None)

    @property
    def are_over(self) -> bool:
        """Tell that this process has nothing to do any more."""
        return self._mine is None

    def is_mine(self) -> bool:
        """Walk one step; tell whether this process does what stands there.

        `length` may be a guess: whoever does the last part does all that is left.
        """
        part = min(self._passed // self._size, self._last)
        self._passed += 1
        while self._mine is not None and self._mine < part:
            self._mine = next(self._tickets, None)
        return self._mine == part
