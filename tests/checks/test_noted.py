"""Checks that note what they read: the same problems, and nothing twice that did not change."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.checks import CHECKS, check_site, code_of
from kim.checks.noted import AROUND, Checked, run_checks_noting
from kim.problems import sort_problems

if TYPE_CHECKING:
    from kim.catalogue import Catalogue

SITES = Path(__file__).parents[1] / "sites"
TODAY = date(2026, 11, 21)
TASK = """name: Aufenthaltstitel
assignments:
  - {area: musterstadt, organization: stadt, role: leads, valid_until: 2026-10-31}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write a site in which a task has nobody who leads it."""
    root = tmp_path / "site"
    shutil.copytree(SITES / "minimal", root)
    path = root / "directory" / "responsibilities" / "aufenthalt.yml"
    path.parent.mkdir()
    path.write_text(TASK, encoding="utf-8")
    return root


def watched(root: Path) -> Catalogue:
    """Read a site whose records say who reads them."""
    return load_catalogue(root)[0].watched()


def test_all_checks_run_and_find_what_they_find(root: Path) -> None:
    """The first time, under their names; also the look at what lies beside the records."""
    done = run_checks_noting(root, watched(root), TODAY, {}, {})
    assert list(done) == [AROUND, *map(code_of, CHECKS)]
    found = sort_problems(problem for one in done.values() for problem in one.problems)
    assert found == check_site(root, TODAY)[1]
    assert {problem.code for problem in done["no-lead"].problems} == {"no-lead"}


@pytest.mark.parametrize(
    ("changes", "runs"),
    [
        ({}, False),
        ({("responsibilities", "aufenthalt"): frozenset({"assignments"})}, True),
        ({("contacts", "kim-koordination"): frozenset({"phone"})}, False),
    ],
)
def test_only_what_a_change_touches_runs_again(
    root: Path, changes: dict[tuple[str, str], frozenset[str]], *, runs: bool
) -> None:
    """The rest is what was known, whether it is still true or not; the order stays."""
    catalogue = watched(root)
    known = run_checks_noting(root, catalogue, TODAY, {}, {})
    old = {name: Checked((), one.trace) for name, one in known.items()}
    again = run_checks_noting(root, catalogue, TODAY, old, changes)
    assert again["no-lead"] == (known["no-lead"] if runs else old["no-lead"])
    assert list(again) == list(known)


def test_a_check_that_nobody_ran_before_runs(root: Path) -> None:
    """And only this one."""
    catalogue = watched(root)
    known = run_checks_noting(root, catalogue, TODAY, {}, {})
    old = {name: Checked((), one.trace) for name, one in known.items() if name != "no-lead"}
    again = run_checks_noting(root, catalogue, TODAY, old, {})
    assert again == {**old, "no-lead": known["no-lead"]}
