"""Checks that note what they read, so that a later build runs again only those that must be.

Comes in: a watched catalogue, what the last build knew and what has changed since. Goes out: what
is known now. A check with a walk of its own is a piece of work; so is a record with all checks that
look at one at a time. What the looks share is seen once and noted for itself.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kim.catalogue import Catalogue
from kim.checks import (
    ALIKE,
    EACH,
    WHOLE,
    WORTH_SHARING,
    check_around,
    code_of,
    in_handfuls,
    run_check,
    say,
)
from kim.checks.alike import Groups, code_of_group, groups_of
from kim.checks.finding import OfFew
from kim.checks.known import Checked, Known, Visit
from kim.checks.walk import Rule, Seen, Walk, list_sights, sight_of
from kim.crew import count_processes, share_in_order
from kim.problems import Problem
from kim.reads import Reads
from kim.traces import ANY, LINKS, TEXT, Changes, Codes, Key, Trace, code_of_look, parts_of

AROUND = "around"
"""The name of the look at what lies beside the records; other work has the code of its check."""


class _Found(NamedTuple):
    """What came of a piece of work."""

    checks: dict[str, Checked]
    visits: list[Visit]


_Work: TypeAlias = Callable[[], _Found]


def run_checks_noting(
    root: Path, catalogue: Catalogue, today: date, known: Known, changes: Changes
) -> Known:
    """Run the checks that nobody ran before or that the changes touch; give all that is known.

    The catalogue is watched.
    """
    reads = catalogue.reads
    assert reads is not None, "somebody watches the catalogue"  # noqa: S101
    return _Round(root, catalogue, today, reads, known, changes).run()


@dataclass(frozen=True, slots=True)
class _Round:
    """All that is to be done after some changes."""

    root: Path
    catalogue: Catalogue
    today: date
    reads: Reads
    known: Known
    changes: Changes

    def run(self) -> Known:
        """Do it, and put it in the place of what was known."""
        seen, sights, chosen = self._see()
        stale = [rule for rule in EACH if rule.sight in sights]
        touched, others = self._part_records()
        works = [
            *self._whole(Walk(EACH, self.catalogue, self.today, seen), stale),
            *self._looks(EACH, seen, touched),
            *(self._looks(stale, seen, others) if stale else ()),
        ]
        processes = count_processes() if len(touched) >= WORTH_SHARING else 1
        done = [*share_in_order(lambda number: works[number](), len(works), processes)]
        visits = [visit for found in done for visit in found.visits]
        before = self.known.groups.of(touched)
        groups = self.known.groups.after(touched, before, {one.key: one.groups for one in visits})
        near = before.union(*(visit.groups for visit in visits))
        forgotten = self.known.without(touched, {rule.code for rule in stale}, near)
        checks = sights | {name: one for found in done for name, one in found.checks.items()}
        compared = chain.from_iterable(self._compare(groups, group) for group in near)
        return forgotten.after(checks, [*visits, *compared], groups=groups, chosen=chosen)

    def _see(self) -> tuple[Seen, dict[str, Checked], dict[str, Sequence[str]]]:
        """See what the looks share; give what was read for it anew, and what it is made of."""
        seen: dict[Callable[[Catalogue], object], object] = {}
        sights: dict[str, Checked] = {}
        chosen: dict[str, Sequence[str]] = {}
        for see in list_sights(EACH):
            name = sight_of(see)
            is_due = self._is_due(name)
            with self.reads.part() as part:
                if isinstance(see, OfFew):
                    few = see.choose(self.catalogue) if is_due else self.known.chosen[name]
                    chosen[name], seen[see] = few, see.make(self.catalogue, few)
                else:
                    seen[see] = see(self.catalogue)
            if is_due:
                sights[name] = Checked((), part.trace)
        return seen, sights, chosen

    def _is_due(self, name: str) -> bool:
        checks = self.known.checks
        return name not in checks or checks[name].trace.is_touched(self.changes)

    def _part_records(self) -> tuple[list[Key], list[Key]]:
        """Part the records: those at which all checks must look, and the others."""
        keys = list(self.catalogue.sources)
        if not self.known.checks:
            return keys, []
        wanted = {*self.changes, *self.known.readers.of(self.changes)}
        return [key for key in keys if key in wanted], [key for key in keys if key not in wanted]

    def _whole(self, walk: Walk, stale: Iterable[Rule]) -> Iterator[_Work]:
        """Give the work that is no look at a single record."""
        catalogue, today = self.catalogue, self.today
        works: dict[str, Callable[[], Iterable[Problem]]] = {
            AROUND: partial(check_around, self.root, catalogue),
            **{code_of(check): partial(run_check, check, catalogue, today) for check in WHOLE},
            **{rule.code: partial(walk.look_besides, rule) for rule in EACH},
        }
        again = {rule.code for rule in stale}
        for name, work in works.items():
            if name not in ALIKE and (name in again or self._is_due(name)):
                yield partial(self._run, name, work)

    def _run(self, name: str, work: Callable[[], Iterable[Problem]]) -> _Found:
        with self.reads.part() as part:
            problems = tuple(work())
        return _Found({name: Checked(problems, part.trace)}, [])

    def _looks(self, rules: Sequence[Rule], seen: Seen, keys: Sequence[Key]) -> Iterator[_Work]:
        walk = Walk(rules, self.catalogue, self.today, seen)
        return (partial(self._look_at, walk, some) for some in in_handfuls(keys))

    def _look_at(self, walk: Walk, keys: Iterable[Key]) -> _Found:
        """Look at records; of what is read for each, all counts but the record itself."""
        visits = []
        for key in keys:
            with self.reads.part(self.catalogue.records[key[0]].get(key[1])) as part:
                problems = tuple(walk.look_at(key))
                groups = frozenset(groups_of(ALIKE, self.catalogue, key, self.today))
            visits.append(Visit(key, problems, _others(part.trace, key), groups))
        return _Found({}, visits)

    def _compare(self, groups: Groups, group: str) -> Iterator[Visit]:
        """Compare the records of a group with the first of them."""
        code = code_of_group(group)
        members = groups.members(group)
        for key in members[1:]:
            one, first = (self.catalogue.records[kind][name] for kind, name in (key, members[0]))
            with self.reads.part(one) as part:
                found = ALIKE[code].compare(self.catalogue, one, first)
                problems = tuple(say(ALIKE[code], found))
            yield Visit(key, problems, _others(part.trace, key))


def _others(trace: Trace, own: Key) -> Codes:
    """Give what was read besides a record itself."""
    codes = {code for one in (trace, *parts_of([trace]).values()) for code in one.codes}
    return array("Q", codes.difference(code_of_look(own, name) for name in (ANY, TEXT, LINKS)))
