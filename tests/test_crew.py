"""Work shared between processes: done once, all of it, or failed as a whole.

Each test shares in a fresh program: the one that runs the tests may have threads.
"""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest

from kim.crew import MOST_PARTS, Turns, share

BEGIN = """
import os, signal
from kim.crew import LostWorkError, count_processes, share, share_in_order
first = os.getpid()
"""


def said_by(program: str) -> str:
    """Run a program of its own and give what it printed; nothing may stay behind it."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + dedent(program)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert not done.stderr, done.stderr
    return done.stdout


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_every_part_is_done_once(processes: int) -> None:
    """Whoever did it; each process did its own in ascending order."""
    assert (
        said_by(f"""
        results = share(list, 1000, {processes})
        print(len(results), sorted(sum(results, [])) == list(range(1000)))
        print(all(done == sorted(done) for done in results))
    """)
        == f"{processes} True\nTrue\n"
    )


@pytest.mark.parametrize("processes", [1, 3])
def test_results_of_parts_come_in_their_order(processes: int) -> None:
    """Whoever did them."""
    assert (
        said_by(f"""
        print(list(share_in_order(lambda part: part * part, 1000, {processes}))
            == [part * part for part in range(1000)])
        print(list(share_in_order(str, 0, {processes})))
    """)
        == "True\n[]\n"
    )


def test_what_is_done_is_given_before_the_rest_is() -> None:
    """Who works on the first part does not wait for the last; who stops leaves nobody behind."""
    assert (
        said_by("""
        import time
        def do(part):
            time.sleep(600 if part > 1 and os.getpid() != first else 0)
            return part, os.getpid() == first
        done = share_in_order(do, 1000, 2)
        print(next(done)[0], next(done)[0])
        done.close()
        try:
            os.wait()
        except ChildProcessError:
            print("nobody is left")
    """)
        == "0 1\nnobody is left\n"
    )


def test_what_is_missing_of_a_row_is_noticed() -> None:
    """A process that was killed took a part with it; one that failed says why."""
    assert (
        said_by("""
        import time
        for kill in (True, False):
            def work(part):
                if os.getpid() != first:
                    if kill:
                        os.kill(os.getpid(), signal.SIGKILL)
                    raise ValueError("the ink is empty")
                time.sleep(0.01)
            try:
                list(share_in_order(work, 100, 2))
            except (LostWorkError, ValueError) as error:
                print(error)
    """)
        == "einer der Prozesse, die daran arbeiten, wurde beendet\nthe ink is empty\n"
    )


def test_results_may_be_larger_than_a_pipe() -> None:
    """The other process does not wait for ever to be listened to."""
    assert (
        said_by("""
        results = share(lambda parts: [number for part in parts for number in range(100_000)], 8, 2)
        print(sum(map(len, results)))
    """)
        == "800000\n"
    )


def test_what_another_process_raises_is_raised_here() -> None:
    """With the traceback of where it happened."""
    assert (
        said_by("""
        def work(parts):
            if os.getpid() != first:
                raise ValueError("the ink is empty")
            return list(parts)
        try:
            share(work, 10, 2)
        except ValueError as error:
            print(error, "in work" in error.__notes__[0])
    """)
        == "the ink is empty True\n"
    )


def test_an_error_that_cannot_travel_is_told() -> None:
    """Some errors cannot be read in another process."""
    assert (
        said_by("""
        class OddError(Exception):
            def __init__(self, one, two):
                super().__init__(one)
        def work(parts):
            if os.getpid() != first:
                raise OddError("the ink is empty", 2)
            return list(parts)
        try:
            share(work, 10, 2)
        except RuntimeError as error:
            print(error)
    """)
        == "OddError('the ink is empty')\n"
    )


def test_a_process_that_was_killed_is_noticed() -> None:
    """Its work is missing, so there is no result."""
    assert (
        said_by("""
        def work(parts):
            if os.getpid() != first:
                os.kill(os.getpid(), signal.SIGKILL)
            return list(parts)
        try:
            share(work, 10, 2)
        except LostWorkError as error:
            print(error)
    """)
        == "einer der Prozesse, die daran arbeiten, wurde beendet\n"
    )


def test_when_the_first_process_fails_the_others_end() -> None:
    """Nobody goes on working for nobody."""
    assert (
        said_by("""
        import time
        def work(parts):
            if os.getpid() == first:
                raise KeyboardInterrupt
            time.sleep(600)
        try:
            share(work, 10, 3)
        except KeyboardInterrupt:
            try:
                os.wait()
            except ChildProcessError:
                print("nobody is left")
    """)
        == "nobody is left\n"
    )


def test_a_program_with_threads_is_not_doubled() -> None:
    """What another thread holds would be held for ever in the double."""
    assert (
        said_by("""
        import threading
        go_on = threading.Event()
        thread = threading.Thread(target=go_on.wait)
        thread.start()
        print(count_processes())
        go_on.set()
        thread.join()
    """)
        == "1\n"
    )


def test_too_many_parts_are_refused() -> None:
    """Their tickets would not fit, and the program would wait for ever."""
    with pytest.raises(ValueError, match="at most 1000 parts, not 1001"):
        share(list, MOST_PARTS + 1, 2)


@pytest.mark.parametrize(("length", "parts"), [(10, 3), (3, 10), (100, 7), (12, 4)])
def test_a_row_is_shared_out_completely(length: int, parts: int) -> None:
    """Also where it is longer or shorter than was guessed."""
    for real in (length, 2 * length, length // 2):
        shares = [range(0, parts, 2), range(1, parts, 2)]
        rows = [Turns(iter(numbers), length, parts) for numbers in shares]
        taken = [[row.is_mine() for _ in range(real)] for row in rows]
        assert all(first != second for first, second in zip(*taken, strict=True))


def test_who_has_no_part_left_is_done() -> None:
    """The rest of the row need not be walked."""
    row = Turns(iter((0, 2)), 8, 4)
    walked = []
    while not row.are_over:
        walked.append(row.is_mine())
    assert walked == [True, True, False, False, True, True, False]
