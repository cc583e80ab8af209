"""100,000 spoiled records: each is refused with line and column, or it is a record."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from time import process_time
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import link_records
from kim.checks import run_checks
from kim.load import Loaded, add_record
from kim.problems import Problem, sort_problems
from kim.source import parse_source
from tests.hostile.mutants import make_mutant, real_records
from tests.sizes import sized

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from tests.hostile.mutants import Mutant

TODAY = date(2026, 11, 21)
SHARES = 20
EACH = sized(100, 5_000)
MOST_SECONDS = 1.0


@pytest.fixture(scope="module")
def records() -> list[Mutant]:
    """Give the records of the repository's own site."""
    found = real_records()
    assert len({record.kind for record in found}) > 12
    return found


@pytest.mark.promise("mutants")
@pytest.mark.sized
@pytest.mark.parametrize("share", range(SHARES))
def test_a_spoiled_record_is_refused_with_its_place_or_is_a_record(
    share: int, records: list[Mutant]
) -> None:
    """No exception, no second of computing, and every problem on a line that is there."""
    accepted = 0
    for number in range(share * EACH, (share + 1) * EACH):
        mutant = make_mutant(records, number)
        began = process_time()
        problems = judge(mutant)
        took = process_time() - began
        assert took < MOST_SECONDS, (number, took)
        last = mutant.data.count(b"\n") + mutant.data.count(b"\r") + 2  # YAML ends the last line
        for problem in problems:
            assert problem.place.path == shown(mutant), (number, problem)
            assert 1 <= problem.place.line <= last, (number, problem)
            assert problem.place.column >= 1, (number, problem)
            assert "\n" not in str(problem), (number, problem)
            assert len(str(problem)) < 600, (number, problem)
        accepted += not problems
    assert 0 < accepted < EACH  # both ways are taken


def shown(mutant: Mutant) -> PurePosixPath:
    """Give the path of a mutant in problems."""
    return PurePosixPath("directory", mutant.kind, f"{mutant.id}.yml")


def judge(mutant: Mutant) -> tuple[Problem, ...]:
    """Read a mutant; what is a record goes through linking and every check, all by itself."""
    source = parse_source(mutant.data, shown(mutant))
    if isinstance(source, Problem):
        return (source,)
    loaded = Loaded()
    add_record(loaded, mutant.kind, mutant.id, source)
    if loaded.problems:
        return sort_problems(loaded.problems)
    catalogue, _ = link_records(loaded, [])
    check_alone(catalogue)
    return ()


def check_alone(catalogue: Catalogue) -> None:
    """Run every check; what it finds is its own business here."""
    list(run_checks(catalogue, TODAY))
