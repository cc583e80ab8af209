"""Checks that note what they read, so that a later build runs again only those that must be."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kim.catalogue import Catalogue
from kim.checks import CHECKS, WORTH_SHARING, check_around, code_of, run_check
from kim.crew import count_processes, share_in_order
from kim.problems import Problem
from kim.reads import Changes, Trace

_Work: TypeAlias = Callable[[], Iterable[Problem]]

AROUND = "around"
"""The name of the look at what lies beside the records; other work has the code of its check."""


class Checked(NamedTuple):
    """What a check found, and what it read."""

    problems: tuple[Problem, ...]
    trace: Trace


def run_checks_noting(
    root: Path,
    catalogue: Catalogue,
    today: date,
    known: Mapping[str, Checked],
    changes: Changes,
) -> dict[str, Checked]:
    """Run the checks that nobody ran before or that the changes touch; give all of them by name.

    The catalogue is watched.
    """
    reads = catalogue.reads
    assert reads is not None, "somebody watches the catalogue"  # noqa: S101
    work: dict[str, _Work] = {
        AROUND: partial(check_around, root, catalogue),
        **{code_of(check): partial(run_check, check, catalogue, today) for check in CHECKS},
    }
    due = [name for name in work if name not in known or known[name].trace.is_touched(changes)]

    def run(number: int) -> Checked:
        with reads.part() as part:
            problems = tuple(work[due[number]]())
        return Checked(problems, reads.trace(part))

    processes = count_processes() if due and len(catalogue.sources) >= WORTH_SHARING else 1
    done = share_in_order(run, len(due), processes)
    return {**known, **dict(zip(due, done, strict=True))}
