"""Work of a large site, shared out between processes.

Comes in: a function that does the numbered parts of a work which it is handed. Goes out: what each
process made of its parts. Which process does which part is left to chance, so no result may depend
on it. The processes share what was in memory when they parted.
"""

import fcntl
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from select import select
from struct import Struct
from traceback import format_exc
from typing import Any, Generic, NoReturn, TypeVar

from kim.collecting import leave_out

R = TypeVar("R")

MOST_PROCESSES = 4
"""More would cost memory and save little."""
MOST_PARTS = 1000
"""So many tickets fit into the smallest pipe that Linux makes."""
_TICKET, _SIZE = Struct("<I"), Struct("<Q")
_LONG_PIPE = 1 << 20
_LOST = "einer der Prozesse, die daran arbeiten, wurde beendet"


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
        self._mates = [_Mate(partial(_do_once, work), tickets) for _ in range(others)]

    def finish(self) -> list[R]:
        """Do in this process what is left to do; give what came of the work in each."""
        results = [self._work(_take(self._tickets))]
        for mate in self._mates:
            said = mate.hear()
            if not said:
                raise LostWorkError(_LOST)
            results += said
        return results

    def stop(self) -> None:
        """Leave nothing of the crew behind."""
        os.close(self._tickets)
        for mate in self._mates:
            mate.stop()


def _do_once(work: Callable[[Iterator[int]], R], tickets: Iterator[int]) -> Iterator[tuple[R]]:
    yield (work(tickets),)


def share_in_order(do: Callable[[int], R], parts: int, processes: int) -> Iterator[R]:
    """Share out parts that do not depend on each other; give what came of each, in their order.

    What is done is given at once: whoever asks can work on it while the others do the next parts.
    """
    if processes == 1:
        yield from map(do, range(parts))
        return
    tickets = _print_tickets(parts)
    mates = [_Mate(partial(_do_each, do), tickets) for _ in range(1, processes)]
    try:
        yield from _collect(do, parts, tickets, mates)
    finally:
        os.close(tickets)
        for mate in mates:
            mate.stop()


def _do_each(do: Callable[[int], R], tickets: Iterator[int]) -> Iterator[tuple[int, R]]:
    return ((part, do(part)) for part in tickets)


def _collect(do: Callable[[int], R], parts: int, tickets: int, mates: "list[_Mate]") -> Iterator[R]:
    """Give the results in their order; what is not there yet, is waited for as late as can be."""
    done: dict[int, R] = {}
    own = _do_each(do, _take(tickets))
    for part in range(parts):
        _listen(mates, done, 0)
        while part not in done:
            mine = next(own, None)
            done |= (mine,) if mine else ()
            _listen(mates, done, 0 if mine else None)
        yield done.pop(part)


def _listen(mates: "list[_Mate]", done: dict[int, R], patience: int | None) -> None:
    """Add what the others have said; without patience they have all the time they need."""
    if not mates and patience is None:
        raise LostWorkError(_LOST)
    for mate in select(mates, (), (), patience)[0]:
        said = mate.hear()
        if said:
            done |= (said,)
        else:
            mates.remove(mate)


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
    """Another process of the crew; it says one thing after the other."""

    def __init__(self, say: Callable[[Iterator[int]], Iterable[Any]], tickets: int) -> None:
        self._said, end = os.pipe()
        if sys.platform == "linux":
            with suppress(OSError):  # so much may be said before somebody has to listen
                fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _LONG_PIPE)
        self._process = os.fork()
        if not self._process:
            _work_and_leave(say, tickets, end)
        os.close(end)

    def fileno(self) -> int:
        """Tell where something can be heard."""
        return self._said

    def hear(self) -> Any:
        """Wait for what the process says next; None when it has ended."""
        size = _read(self._said, _SIZE.size)
        said = size and _read(self._said, *_SIZE.unpack(size))
        if not said:
            return None
        is_done, result, where = pickle.loads(said)  # noqa: S301  our own process wrote it
        if is_done:
            return result
        result.add_note(where)
        raise result

    def stop(self) -> None:
        """End the process, if it has not ended, and leave nothing of it behind."""
        os.close(self._said)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _read(handle: int, size: int) -> bytearray | None:
    """Read so many bytes; None where there are no more."""
    data = bytearray(size)
    rest = memoryview(data)
    while rest:
        got = os.readv(handle, [rest])
        if not got:
            return None
        rest = rest[got:]
    return data


def _work_and_leave(
    say: Callable[[Iterator[int]], Iterable[Any]], tickets: int, end: int
) -> NoReturn:
    """Do the work in the new process and end it at once: all that follows is not for this one."""
    leave_out()  # looking for garbage in what is shared would make a copy of all of it
    try:
        with os.fdopen(end, "wb") as file:
            for said in _said(say, tickets):
                file.write(_SIZE.pack(len(said)))
                file.write(said)
                file.flush()
    finally:
        os._exit(0)


def _said(say: Callable[[Iterator[int]], Iterable[Any]], tickets: int) -> Iterator[bytes]:
    try:
        for result in say(_take(tickets)):
            yield pickle.dumps((True, result, ""), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001  whatever it is, the first process raises it
        yield _say_error(error)


def _say_error(error: BaseException) -> bytes:
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
