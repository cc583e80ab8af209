"""Checks that note what they read: the same problems, and nothing twice that did not change."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.checks import ALIKE, CHECKS, EACH, check_site, code_of
from kim.checks.known import NOTHING_KNOWN
from kim.checks.noted import AROUND, run_checks_noting
from kim.checks.walk import Walk, list_sights
from kim.problems import sort_problems
from kim.stored import list_changes, store_records
from kim.traces import name_changes
from tests.sizes import sized

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.checks.known import Known
    from kim.traces import Changes

SITES = Path(__file__).parents[1] / "sites"
TODAY = date(2026, 11, 21)
_SERVICE = """name: Beratung
summary: Hilft bei Frage {number}.
organization: ki
topics: [aufenthalt]
"""
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


def check(root: Path, known: Known = NOTHING_KNOWN, changes: Changes | None = None) -> Known:
    """Read a site and run what a build runs that knows what an earlier one found."""
    return run_checks_noting(root, watched(root), TODAY, known, changes or {})


def blind(known: Known) -> Known:
    """Forget all problems, not what was read: what is found then was looked for again."""
    checks = {name: one._replace(problems=()) for name, one in known.checks.items()}
    return known._replace(checks=checks, records={})


def test_all_checks_run_and_find_what_they_find(root: Path) -> None:
    """The first time, those with a walk of their own under their names."""
    done = check(root)
    assert sort_problems(done.problems()) == check_site(root, TODAY)[1]
    codes = {problem.code for problem in done.records["responsibilities", "aufenthalt"]}
    assert codes == {"no-lead"}
    assert {AROUND, *map(code_of, CHECKS)} - {*ALIKE} <= done.checks.keys()


@pytest.mark.parametrize(
    ("change", "field", "is_looked_at"),
    [
        (("responsibilities", "aufenthalt"), "summary", True),
        (("areas", "musterstadt"), "parent", True),
        (("areas", "musterstadt"), "description", False),
        (("contacts", "kim-koordination"), "name", False),
    ],
)
def test_a_record_is_looked_at_when_it_or_what_was_read_for_it_changed(
    root: Path, change: tuple[str, str], field: str, *, is_looked_at: bool
) -> None:
    """Whoever leads for a larger area leads here too, so the larger area has been read."""
    known = check(root)
    again = check(root, blind(known), {change: name_changes({field})})
    assert (("responsibilities", "aufenthalt") in again.records) is is_looked_at


def test_without_a_change_nothing_is_looked_at(root: Path) -> None:
    """What was known stays, whether it is still true or not; of all records together, too."""
    path = root / "directory" / "organizations" / "ki.yml"
    path.write_text(f"{path.read_text('utf-8')}formerly: [stadt]\n", "utf-8")
    known = check(root)
    assert known.checks["former-id-taken"].problems
    assert check(root, blind(known)) == blind(known)


def test_a_check_that_nobody_ran_before_runs(root: Path) -> None:
    """And only this one."""
    known = check(root)
    name = "home-topic-without-service"
    old = {one: checked for one, checked in blind(known).checks.items() if one != name}
    again = check(root, blind(known)._replace(checks=old))
    assert again.checks == {**old, name: known.checks[name]}
    assert not again.records


def test_what_all_looks_share_is_asked_for_everywhere_when_it_changes(root: Path) -> None:
    """A name may stand in any record: all are looked at again, by this check alone."""
    person = root / "directory" / "contacts" / "kim-koordination.yml"
    text = person.read_text("utf-8")
    person.write_text(f"{text}person: {{name: Otto Berg, basis: consent}}\n", "utf-8")
    area = root / "directory" / "areas" / "musterstadt.yml"
    area.write_text(f"{area.read_text('utf-8')}description: Eva Tal kennt sich aus.\n", "utf-8")
    known = check(root)
    assert not any(one.code == "person-in-text" for one in known.problems())
    person.write_text(f"{text}person: {{name: Eva Tal, basis: consent}}\n", "utf-8")
    key = ("contacts", "kim-koordination")
    again = check(root, known, {key: frozenset({"person", "__dict__"})})
    assert {one.code for one in again.records["areas", "musterstadt"]} == {"person-in-text"}
    assert sort_problems(again.problems()) == check_site(root, TODAY)[1]
    person.write_text(f"{text}person: {{name: Otto Berg, basis: consent}}\n", "utf-8")
    once_more = check(root, again, {key: frozenset({"person", "__dict__"})})
    assert sort_problems(once_more.problems()) == sort_problems(known.problems())


def test_who_is_made_use_of_is_chosen_again_only_where_that_may_have_changed(root: Path) -> None:
    """To know which contacts name a person, nobody asks all of them after each change."""
    person = root / "directory" / "contacts" / "kim-koordination.yml"
    person.write_text(
        f"{person.read_text('utf-8')}person: {{name: Eva Tal, basis: consent}}\n", "utf-8"
    )
    area = root / "directory" / "areas" / "musterstadt.yml"
    area.write_text(f"{area.read_text('utf-8')}description: Eva Tal kennt sich aus.\n", "utf-8")
    known = check(root)
    assert ["kim-koordination"] in known.chosen.values()
    nobody = known._replace(chosen=dict.fromkeys(known.chosen, ()))
    key, contact = ("areas", "musterstadt"), ("contacts", "kim-koordination")
    again = check(root, nobody, {key: frozenset({"description"})})
    assert key not in again.records
    once_more = check(root, again, {contact: frozenset({"person"})})
    assert once_more.records == known.records


def test_no_look_reads_what_another_noted() -> None:
    """In any order the looks at records read the same, so none hides behind an earlier one."""
    catalogue = load_catalogue(SITES / "rheinisch-bergischer-kreis")[0].watched()
    reads = catalogue.reads
    assert reads is not None
    seen = {see: see(catalogue) for see in list_sights(EACH)}

    def trace_all(keys: list[tuple[str, str]]) -> dict[tuple[str, str], set[int]]:
        walk, found = Walk(EACH, catalogue, TODAY, seen), {}
        for key in keys:
            with reads.part() as part:
                walk.look_at(key)
            found[key] = {*part.trace.codes}
        return found

    keys = [*catalogue.sources]
    assert trace_all(keys) == trace_all(keys[::-1])


_EDITS: tuple[tuple[str, str, str], ...] = (
    ("services/beratung-1", "organization: ki", "organization: stadt"),
    ("services/beratung-1", "topics: [", "topics: [sprache, "),
    ("services/beratung-1", "Hilft", "Eva Tal hilft"),
    ("services/beratung-2", "summary: ", "successor: beratung-1\nsummary: "),
    ("services/beratung-2", "Hilft", "Hilft {{ so }}"),
    ("services/beratung-2", "summary: ", "valid_until: 2026-10-31\nsummary: "),
    ("services/beratung-1", "summary: ", "valid_until: 2026-10-01\nsummary: "),
    ("contacts/kim-koordination", "name: ", "person: {name: Eva Tal, basis: consent}\nname: "),
    ("organizations/ki", "name: ", "phones: [{number: 030 23125-00}]\nname: "),
    ("organizations/stadt", "name: ", "valid_until: 2026-01-31\nname: "),
    ("services/beratung-1", "name: Beratung", "name: BERATUNG"),
    ("services/beratung-2", "name: Beratung", "name: Rat"),
    ("organizations/awo", "alternate_name: AWO", "parent: stadt\nalternate_name: ki"),
    ("areas/musterstadt", "name: ", "\nname: "),
)
"""Texts that come and go in one record each, and bring problems to others."""


@pytest.mark.slow
@pytest.mark.sized
def test_whatever_changes_the_problems_are_those_of_looking_at_everything(root: Path) -> None:
    """Records change in any order and change back; what is known follows."""
    random = Random(2026)  # noqa: S311  the same edits each time
    for number in (1, 2):
        path = root / "directory" / "services" / f"beratung-{number}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(_SERVICE.format(number=number), "utf-8")
    known, codes = check(root), set()
    for _ in range(sized(60, 400)):
        name, old, new = random.choice(_EDITS)
        path = root / "directory" / f"{name}.yml"
        before, text = load_catalogue(root)[0], path.read_text("utf-8")
        path.write_text(text.replace(new, old) if new in text else text.replace(old, new, 1))
        now, faults = load_catalogue(root)
        if faults:  # two of the texts do not stand together
            path.write_text(text, "utf-8")
            continue
        kind, _, record_id = name.partition("/")
        stored = store_records(before)
        changes = list_changes(stored, before, now, [(kind, record_id)])
        assert changes is not None
        known = run_checks_noting(root, now.watched(), TODAY, known, changes)
        assert sort_problems(known.problems()) == check_site(root, TODAY)[1]
        codes |= {one.code for one in known.problems()}
    wanted = {"successor-too-early", "person-in-text", "duplicate-name", "duplicate-short-name"}
    assert wanted <= codes
