"""What is known of a site that was checked, so that a later build need not check all of it again.

Problems by the check that found them, or by the record at which all checks that look at one at a
time found them; and what was read for it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from kim.checks.alike import Groups, code_of_group
from kim.problems import Problem
from kim.sections import Lines
from kim.traces import Changes, Codes, Key, Trace, codes_of


class Checked(NamedTuple):
    """What a check found, and what it read."""

    problems: tuple[Problem, ...]
    trace: Trace


class Visit(NamedTuple):
    """What some checks found at a record, and what else they read."""

    key: Key
    problems: tuple[Problem, ...]
    read: Codes
    groups: frozenset[str] = frozenset()
    """Those with whom it is compared."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Which records were looked at with something else in view; names as text, parted by blanks."""

    lines: Lines
    """By the code of what was read: the records whose checks have read it."""

    def of(self, changes: Changes) -> Iterator[Key]:
        """Name the records whose checks could come out differently now, besides the changed."""
        for code in codes_of(changes):
            for reader in self._of(f"{code}"):
                kind, _, name = reader.partition("/")
                yield kind, name

    def _of(self, code: str) -> list[str]:
        return self.lines[code].split(" ") if code in self.lines else []

    def after(self, visits: Iterable[Visit]) -> "Readers":
        """Add what was read; what was read before may be read no more, but that does no harm."""
        found: dict[int, set[str]] = defaultdict(set)
        for visit in visits:
            for code in visit.read:
                found[code].add("/".join(visit.key))
        lines = {
            f"{code}": " ".join(sorted(readers.union(self._of(f"{code}")))).encode()
            for code, readers in found.items()
        }
        return Readers(self.lines.changed(lines))


class Known(NamedTuple):
    """What is known of a site that was checked."""

    checks: Mapping[str, Checked]
    """By code, or by the name of what the looks of checks share."""
    records: Mapping[Key, tuple[Problem, ...]]
    """What was found at single records, where anything was."""
    readers: Readers
    groups: Groups
    chosen: Mapping[str, Sequence[str]]
    """The records of which something is made that looks share, by its name."""

    def problems(self) -> Iterator[Problem]:
        """Give everything that was found."""
        yield from chain.from_iterable(one.problems for one in self.checks.values())
        yield from chain.from_iterable(self.records.values())

    def without(
        self, touched: Collection[Key], stale: Collection[str], near: Collection[str]
    ) -> "Known":
        """Forget what was found at records and is looked for again: all, or by some checks.

        `stale` are codes of checks that look at all records again, `near` the groups that are
        compared again.
        """
        gone = {*touched}
        again = {
            (code_of_group(group), key) for group in near for key in self.groups.members(group)
        }
        records = {
            key: tuple(
                one for one in problems if one.code not in stale and (one.code, key) not in again
            )
            for key, problems in self.records.items()
            if key not in gone
        }
        return self._replace(records=records)

    def after(
        self, checks: Mapping[str, Checked], visits: Collection[Visit], **changed: Any
    ) -> "Known":
        """Add what was done anew."""
        records = {**self.records}
        for visit in visits:
            records[visit.key] = (*records.get(visit.key, ()), *visit.problems)
        said = {key: problems for key, problems in records.items() if problems}
        return self._replace(
            checks={**self.checks, **checks},
            records=said,
            readers=self.readers.after(visits),
            **changed,
        )


NOTHING_KNOWN = Known({}, {}, Readers(Lines()), Groups(Lines()), {})
