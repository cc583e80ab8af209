"""Measure the stages of a build from outside: the product knows nothing of being measured.

Public functions are wrapped where they are called; each stage counts its own time only, without
that of the stages it calls. Where several processes share a stage, the clock is that of the first
one, and the processor's seconds and the memory are those of all.
"""

from __future__ import annotations

import os
import resource
import sys
from collections import defaultdict
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

_BYTES = 1 if sys.platform == "darwin" else 1024
"""What getrusage counts memory in."""
_SELDOM = 50
"""To ask for the memory takes time; of small parts, one in so many does."""


class Stopwatch:
    """What each stage took: seconds on the clock, seconds of the processor, memory.

    The clock also counts what other programs on the machine took; the processor's seconds do not.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.processor: dict[str, float] = defaultdict(float)
        self.memory: dict[str, int] = defaultdict(int)
        self.others_memory = 0
        """The most bytes that other processes had, beside what they share with the first."""
        self._running = ["Rest"]
        self._since = perf_counter(), process_time()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside for this stage."""
        self._book()
        self._running.append(name)
        try:
            yield
        finally:
            self._book()
            self._running.pop()

    def stop(self) -> None:
        """Book what has run since the last stage was left."""
        self._book()

    def _book(self) -> None:
        now = perf_counter(), process_time()
        name = self._running[-1]
        self.seconds[name] += now[0] - self._since[0]
        self.processor[name] += now[1] - self._since[1]
        self.memory[name] = peak_memory()
        self._since = now

    def wrap(self, owner: type | ModuleType, function: str, name: str) -> None:
        """Count every call of a function for a stage."""
        setattr(owner, function, self._timed(getattr(owner, function), name))

    def wrap_steps(self, owner: ModuleType, function: str, name: str) -> None:
        """Count every step of a generator for a stage."""
        setattr(owner, function, self._timed_steps(getattr(owner, function), name))

    def wrap_drafts(self, owner: ModuleType, function: str, name: str) -> None:
        """Count every step of a generator for a stage, and every step of what it yields."""
        self.wrap_steps(owner, function, name)
        steps = getattr(owner, function)

        @wraps(steps)
        def timed(*given: Any, **named: Any) -> Iterator[Any]:
            for draft in steps(*given, **named):
                yield draft._replace(see=self._timed_steps(draft.see, name))

        setattr(owner, function, timed)

    def wrap_sharing(self, owner: ModuleType, function: str) -> None:
        """Count what the other processes do when they begin a work, for the same stages."""
        original = getattr(owner, function)
        first = os.getpid()

        @wraps(original)
        def begin(work: Callable[[Any], Any], *given: Any) -> Any:
            def counted(tickets: Any) -> tuple[Any, dict[str, float], int]:
                if os.getpid() == first:
                    return work(tickets), {}, 0
                self.processor.clear()
                self._since = perf_counter(), process_time()
                result = work(tickets)
                self._book()
                return result, dict(self.processor), own_memory()

            crew = original(counted, *given)
            finish = crew.finish

            def finish_and_add() -> list[Any]:
                results, *others = zip(*finish(), strict=True)
                self._add(*others)
                return list(results)

            crew.finish = finish_and_add
            return crew

        setattr(owner, function, begin)

    def wrap_sharing_in_order(self, owner: ModuleType, function: str) -> None:
        """Count what the other processes do for parts that are given one by one."""
        original = getattr(owner, function)
        first = os.getpid()

        @wraps(original)
        def shared(do: Callable[[int], Any], *given: Any) -> Iterator[Any]:
            def counted(part: int) -> tuple[Any, dict[str, float], int]:
                if os.getpid() == first:
                    return do(part), {}, 0
                self.processor.clear()
                self._since = perf_counter(), process_time()
                result = do(part)
                self._book()
                return result, dict(self.processor), 0 if part % _SELDOM else own_memory()

            for result, spent, memory in original(counted, *given):
                self._add((spent,), (memory,))
                yield result

        setattr(owner, function, shared)

    def _add(self, spent: tuple[dict[str, float], ...], memory: tuple[int, ...]) -> None:
        """Add what other processes took to the stages they took it in."""
        self.others_memory = max(self.others_memory, sum(memory))
        for stages in spent:
            for name, seconds in stages.items():
                self.processor[name] += seconds

    def _timed(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*given, **named)

        return timed

    def _timed_steps(
        self, function: Callable[..., Iterable[Any]], name: str
    ) -> Callable[..., Iterator[Any]]:
        end = object()

        def timed(*given: Any, **named: Any) -> Iterator[Any]:
            steps = iter(function(*given, **named))
            while True:
                with self.stage(name):
                    step = next(steps, end)
                if step is end:
                    return
                yield step

        return timed


def own_memory() -> int:
    """Give the bytes that this process shares with no other; where nobody knows, all it has."""
    smaps = Path("/proc/self/smaps_rollup")
    if not smaps.is_file():
        return peak_memory()
    lines = (line.split() for line in smaps.read_text().splitlines())
    return sum(int(line[1]) * 1024 for line in lines if line[0].startswith("Private_"))


def peak_memory() -> int:
    """Give the most bytes this process ever had in memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES
