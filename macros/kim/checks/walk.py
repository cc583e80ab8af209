"""One walk over the records for all checks that look at one at a time.

Comes in: these checks, the linked catalogue and today. Goes out: what they find at a record, or
beside the records. Each record is taken up once and shown to one check after the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from kim.catalogue import Catalogue
from kim.checks.finding import Each, Look, See
from kim.problems import Problem, Severity
from kim.traces import Key


class Rule(NamedTuple):
    """A check that looks at one record at a time, and how that is said what it finds."""

    check: Each
    code: str
    severity: Severity

    @property
    def sight(self) -> str:
        """Name what its looks share, if they share anything."""
        return sight_of(self.check.sees) if self.check.sees else ""


Seen: TypeAlias = Mapping[See, object]
"""What the looks of a check share, by what sees it."""


def list_sights(rules: Iterable[Rule]) -> tuple[See, ...]:
    """Name what must be seen before these checks look at anything, each once."""
    return tuple(dict.fromkeys(rule.check.sees for rule in rules if rule.check.sees))


def sight_of(see: See) -> str:
    """Name what something sees; no code of a check reads like this."""
    return f"{see.__module__}.{see.__qualname__}"


class _Look(NamedTuple):
    rule: Rule
    look: Look
    takes_file: bool
    seen: tuple[object, ...]


class Walk:
    """Checks that look at one record at a time, with all they need for it."""

    def __init__(
        self, rules: Iterable[Rule], catalogue: Catalogue, today: date, seen: Seen
    ) -> None:
        self._catalogue = catalogue
        self._today = today
        self._seen = seen
        self._looks: dict[str, list[_Look]] = defaultdict(list)
        for rule in rules:
            check = rule.check
            for kind in check.kinds:
                look = _Look(rule, check.look, check.takes_file, self._shared(check))
                self._looks[kind].append(look)

    def _shared(self, check: Each) -> tuple[object, ...]:
        return (self._seen[check.sees],) if check.sees else ()

    def look_at(self, key: Key) -> list[Problem]:
        """Give what all checks find at one record; one with faults of its own still has a text."""
        kind, name = key
        catalogue, today = self._catalogue, self._today
        source, record = catalogue.sources[key], catalogue.records[kind].get(name)
        found = []
        for rule, look, takes_file, seen in self._looks[kind]:
            one = source if takes_file else record
            if one is not None:
                for place, message in look(catalogue, one, today, *seen):
                    found.append(Problem(place, rule.code, message, rule.severity))
        return found

    def look_besides(self, rule: Rule) -> list[Problem]:
        """Give what a check finds at what is no record."""
        check = rule.check
        found = check.look_besides(self._catalogue, self._today, self._shared(check))
        return [Problem(place, rule.code, message, rule.severity) for place, message in found]
