"""Checks of what only one record may have: a name, an abbreviation.

Such a check says what of a record must not come twice, and what to say where it does. A build that
keeps what it found keeps who is alike as well, and compares later only with those few.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import update_wrapper
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

from kim.catalogue import Catalogue
from kim.checks.finding import Findings
from kim.sections import Lines
from kim.traces import Key

if TYPE_CHECKING:
    from kim.models import Record

_Compare: TypeAlias = Callable[[Catalogue, Any, Any], Findings]
_Tell: TypeAlias = Callable[[Any, date], tuple[object, ...] | None]


@dataclass(eq=False)
class Alike:
    """A check of records of one kind, no two of which may be alike.

    `tell` gives what of a record must not come twice, or None; it looks at nothing but the record.
    `compare` is the check itself; it gets each record and the first one that is like it.
    """

    compare: _Compare
    kinds: frozenset[str]
    tell: _Tell

    def __post_init__(self) -> None:
        """Bear name and docstring of the comparison: they are the check's."""
        update_wrapper(self, self.compare)

    def __call__(self, catalogue: Catalogue, today: date) -> Findings:
        """Compare all records."""
        first: dict[tuple[str, object], Record] = {}
        for kind, records in catalogue.records.items():
            for record in records.values() if kind in self.kinds else ():
                told = self.tell(record, today)
                other = first.setdefault((kind, told), record)
                if told is not None and other is not record:
                    yield from self.compare(catalogue, record, other)

    def group(self, catalogue: Catalogue, key: Key, today: date) -> str | None:
        """Name those that are like a record, by a word that does not say what is alike."""
        kind, name = key
        record = catalogue.records[kind].get(name) if kind in self.kinds else None
        told = self.tell(record, today) if record else None
        if told is None:
            return None
        return f"{kind}:{blake2b(repr(told).encode(), digest_size=12).hexdigest()}"


def alike(kinds: Iterable[str], tell: _Tell) -> Callable[[_Compare], Alike]:
    """Make a check of what is said where two records of a kind are alike."""
    return lambda compare: Alike(compare, frozenset(kinds), tell)


@dataclass(frozen=True, slots=True)
class Groups:
    """Who is alike; names as text, parted by blanks, in the order of their files."""

    lines: Lines
    """By the code of a check and the name of a group: its records."""

    def members(self, group: str) -> list[Key]:
        """Give the records of a group; the others are compared with the first."""
        names = self.lines[group].split(" ") if group in self.lines else []
        return [(kind, name) for kind, _, name in (one.partition("/") for one in names if one)]

    def of(self, keys: Iterable[Key]) -> set[str]:
        """Name the groups in which any of the records are."""
        names = set(map("/".join, keys))
        if not names:
            return set()
        return {
            group for group, line in self.lines.items() if not names.isdisjoint(line.split(" "))
        }

    def after(
        self, keys: Iterable[Key], before: Iterable[str], found: Mapping[Key, Iterable[str]]
    ) -> "Groups":
        """Take records out of the groups where they were and put them where they are now."""
        gone = {*keys}
        members: dict[str, set[Key]] = defaultdict(set)
        for group in before:
            members[group].update(key for key in self.members(group) if key not in gone)
        for key, groups in found.items():
            for group in groups:
                if group not in members:
                    members[group].update(self.members(group))
                members[group].add(key)
        return Groups(self.lines.changed({group: _line(some) for group, some in members.items()}))


def _line(keys: Iterable[Key]) -> bytes:
    return " ".join(map("/".join, sorted(keys, key=_file_name))).encode()


def _file_name(key: Key) -> str:
    return f"{key[1]}.yml"


def groups_of(
    checks: Mapping[str, Alike], catalogue: Catalogue, key: Key, today: date
) -> Iterator[str]:
    """Name the groups to which a record belongs."""
    for code, check in checks.items():
        group = check.group(catalogue, key, today)
        if group:
            yield f"{code} {group}"


def code_of_group(group: str) -> str:
    """Give the code of the check that made a group."""
    return group.partition(" ")[0]
