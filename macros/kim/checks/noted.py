"""Checks that note what they read, so that a later build runs again only those that must be.

Comes in: a watched catalogue, what the last build knew and what has changed since. Goes out: what
is known now. A check with a walk of its own is a piece of work; so is a record with all checks that
look at one at a time. What the looks share is seen once and noted for itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kim.catalogue import Catalogue
from kim.checks import (
    EACH,
    WHOLE,
    WORTH_SHARING,
    check_around,
    code_of,
    in_handfuls,
    run_check,
)
from kim.checks.walk import Seen, Walk, list_sights, sight_of
from kim.crew import count_processes, share_in_order
from kim.problems import Problem
from kim.reads import Reads
from kim.sections import Lines
from kim.traces import Changes, Key, Trace, parts_of

AROUND = "around"
"""The name of the look at what lies beside the records; other work has the code of its check."""


class Checked(NamedTuple):
    """What a check found, and what it read."""

    problems: tuple[Problem, ...]
    trace: Trace


@dataclass(frozen=True, slots=True)
class Readers:
    """Which records were looked at with something else in view; names as text, parted by blanks."""

    lines: Lines
    """By kind/id of a record or kind.field of many: the records whose checks have read it."""

    def of(self, changes: Changes) -> Iterator[Key]:
        """Name the records whose checks could come out differently now, besides the changed."""
        for (kind, name), fields in changes.items():
            for target in (f"{kind}/{name}", *(f"{kind}.{field}" for field in fields)):
                for reader in self._of(target):
                    record_kind, _, record_id = reader.partition("/")
                    yield record_kind, record_id

    def _of(self, target: str) -> list[str]:
        return self.lines[target].split(" ") if target in self.lines else []

    def after(self, looks: Iterable["Look"]) -> "Readers":
        """Add what was read; what was read before may be read no more, but that does no harm."""
        found: dict[str, set[str]] = defaultdict(set)
        for look in looks:
            for target in look.read:
                found[target].add("/".join(look.key))
        lines = {
            target: " ".join(sorted(readers.union(self._of(target))))
            for target, readers in found.items()
        }
        return Readers(self.lines.changed(lines))


class Known(NamedTuple):
    """What is known of a site that was checked."""

    checks: Mapping[str, Checked]
    """By code, or by the name of what the looks of checks share."""
    records: Mapping[Key, tuple[Problem, ...]]
    """What was found at single records, where anything was."""
    readers: Readers

    def problems(self) -> Iterator[Problem]:
        """Give everything that was found."""
        yield from chain.from_iterable(one.problems for one in self.checks.values())
        yield from chain.from_iterable(self.records.values())


NOTHING_KNOWN = Known({}, {}, Readers(Lines()))


class Look(NamedTuple):
    """What some checks found at a record, and what else they read."""

    key: Key
    problems: tuple[Problem, ...]
    read: frozenset[str]


_Found: TypeAlias = "tuple[str, Checked] | list[Look]"
_Work: TypeAlias = Callable[[], _Found]


def run_checks_noting(
    root: Path, catalogue: Catalogue, today: date, known: Known, changes: Changes
) -> Known:
    """Run the checks that nobody ran before or that the changes touch; give all that is known.

    The catalogue is watched.
    """
    reads = catalogue.reads
    assert reads is not None, "somebody watches the catalogue"  # noqa: S101
    seen, sights = _see(reads, catalogue)
    stale = [rule for rule in EACH if rule.sight in sights and _is_due(rule.sight, known, changes)]
    walk = Walk(EACH, catalogue, today, seen)
    whole: dict[str, Callable[[], Iterable[Problem]]] = {
        AROUND: partial(check_around, root, catalogue),
        **{code_of(check): partial(run_check, check, catalogue, today) for check in WHOLE},
        **{rule.code: partial(walk.look_besides, rule) for rule in EACH},
    }
    due = {rule.code for rule in stale} | {name for name in whole if _is_due(name, known, changes)}
    touched, others = _part(catalogue, known, changes)
    works: list[_Work] = [
        *(partial(_run, reads, name, whole[name]) for name in whole if name in due),
        *_looks(reads, walk, touched),
        *(_looks(reads, Walk(stale, catalogue, today, seen), others) if stale else ()),
    ]
    is_worth_it = len(touched) >= WORTH_SHARING
    done = share_in_order(
        lambda number: works[number](), len(works), count_processes() if is_worth_it else 1
    )
    return _add(known, sights, {rule.code for rule in stale}, {*touched}, list(done))


def _see(reads: Reads, catalogue: Catalogue) -> tuple[Seen, dict[str, Checked]]:
    """See what the looks share, and note for each what was read for it."""
    seen, sights = {}, {}
    for see in list_sights(EACH):
        with reads.part() as part:
            seen[see] = see(catalogue)
        sights[sight_of(see)] = Checked((), part.trace)
    return seen, sights


def _is_due(name: str, known: Known, changes: Changes) -> bool:
    return name not in known.checks or known.checks[name].trace.is_touched(changes)


def _part(catalogue: Catalogue, known: Known, changes: Changes) -> tuple[list[Key], list[Key]]:
    """Part the records: those at which all checks must look, and the others."""
    if not known.checks:
        return [*catalogue.sources], []
    wanted = {*changes, *known.readers.of(changes)}
    touched = [key for key in catalogue.sources if key in wanted]
    return touched, [key for key in catalogue.sources if key not in wanted]


def _run(reads: Reads, name: str, work: Callable[[], Iterable[Problem]]) -> tuple[str, Checked]:
    with reads.part() as part:
        problems = tuple(work())
    return name, Checked(problems, part.trace)


def _looks(reads: Reads, walk: Walk, keys: Sequence[Key]) -> Iterator[_Work]:
    return (partial(_look_at, reads, walk, some) for some in in_handfuls(keys))


def _look_at(reads: Reads, walk: Walk, keys: Iterable[Key]) -> list[Look]:
    """Look at records; of what is read for each, all counts but the record itself."""
    found = []
    for key in keys:
        with reads.part() as part:
            problems = tuple(walk.look_at(key))
        read = _names(part.trace) - {"/".join(key)}
        if read or problems:
            found.append(Look(key, problems, read))
    return found


def _names(trace: Trace) -> frozenset[str]:
    """Name what was read: kind/id of records, kind.field of many."""
    traces = (trace, *parts_of([trace]).values())
    many = (".".join(column) for one in traces for column in one.columns)
    return frozenset("/".join(key) for one in traces for key in one.cells).union(many)


def _add(
    known: Known,
    sights: Mapping[str, Checked],
    stale: set[str],
    touched: set[Key],
    done: Iterable[_Found],
) -> Known:
    """Put what was done anew in the place of what was known."""
    checks = {**known.checks, **sights}
    looks: list[Look] = []
    for found in done:
        if isinstance(found, list):
            looks += found
        else:
            checks |= (found,)
    records = {
        key: tuple(one for one in problems if one.code not in stale)
        for key, problems in known.records.items()
        if key not in touched
    }
    for look in looks:
        records[look.key] = (*records.get(look.key, ()), *look.problems)
    said = {key: problems for key, problems in records.items() if problems}
    return Known(checks, said, known.readers.after(looks))
