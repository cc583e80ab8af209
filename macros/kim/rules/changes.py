"""What changes on which day: services, programmes and leads that begin, end or hand over.

In: the catalogue, a day and a number of months. Out: the changes after that day, in the order of
days. A change carries the first day on which it is different: what ends on 30.06. changes on 01.07.
Only what the records say: a record without a last day does not change, which proves nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.models import Record
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.rules.coverage import Index, make_index
from kim.rules.days import months_later
from kim.rules.gaps import broadest
from kim.rules.hierarchy import term_tree
from kim.rules.losses import Loss, find_losses
from kim.rules.responsibility import lead

_WATCHED = (Programme, Service, Responsibility)
_DAY = timedelta(days=1)


class Alone(NamedTuple):
    """A topic that has nobody left for these groups in these areas."""

    topic: str
    groups: tuple[str, ...]
    areas: tuple[str, ...]


class Begin(NamedTuple):
    """A record that holds from this day on, and what it takes over from."""

    day: date
    record: Record
    before: tuple[Record, ...]


class End(NamedTuple):
    """A record that holds no more.

    `heir` takes over, after `days_between` days without either; None while nobody says when or
    nobody does. `losses` are whom the heir leaves out, `alone` what has nobody any more, `services`
    those that a programme pays for and that go on.
    """

    day: date
    record: Record
    heir: Record | None
    days_between: int
    losses: tuple[Loss, ...]
    alone: tuple[Alone, ...]
    services: tuple[Service, ...]

    @property
    def is_break(self) -> bool:
        """Tell whether somebody has nobody to go to for a time, or for ever."""
        return self.heir is None or self.days_between > 0 or bool(self.losses or self.alone)


class Handover(NamedTuple):
    """A task whose lead changes in an area: an organization, a committee, or None for nobody."""

    day: date
    record: Responsibility
    area: str
    before: str | None
    after: str | None


Change = Begin | End | Handover


def changes(
    catalogue: Catalogue, on: date, months: int = 24, index: Index | None = None
) -> tuple[Change, ...]:
    """List what changes after a day, at most so many months later; ends before beginnings."""
    last = months_later(on, months)
    found = _Watch(catalogue, index or make_index(catalogue)).between(on, last)
    ranks = {End: 0, Handover: 1, Begin: 2}
    return tuple(
        sorted(found, key=lambda one: (one.day, ranks[type(one)], one.record.kind, one.record.id))
    )


class _Watch:
    """Find the changes of all days; what is reckoned for a day is kept."""

    def __init__(self, catalogue: Catalogue, index: Index) -> None:
        self.catalogue = catalogue
        self.index = index
        self.statuses = term_tree(catalogue, "residence-status")
        self._topics: dict[date, Mapping[str, int]] = {}

    def between(self, on: date, last: date) -> Iterator[Change]:
        """Give the changes after one day, until another."""
        for model in _WATCHED:
            for record in self.catalogue.all(model).values():
                if record.valid_from and on < record.valid_from <= last:
                    yield Begin(record.valid_from, record, tuple(self._before(record)))
                if record.valid_until and on <= record.valid_until < last:
                    yield self._end(record, record.valid_until + _DAY)
        for task in self.catalogue.all(Responsibility).values():
            yield from self._handovers(task, on, last)

    def _before(self, record: Record) -> Iterator[Record]:
        for link in self.catalogue.linked_from(record.kind, record.id, record.kind):
            if link.field == "successor":
                yield self.catalogue.records[record.kind][link.id]

    def _end(self, record: Record, day: date) -> End:
        heir = self.catalogue.records[record.kind].get(record.successor or "")
        late = (heir.valid_from - day).days if heir and heir.valid_from else 0
        losses: tuple[Loss, ...] = ()
        alone: tuple[Alone, ...] = ()
        if isinstance(record, Service):
            alone = tuple(self._alone(record, day))
            if isinstance(heir, Service):
                start = max(day, heir.valid_from or day)
                losses = find_losses(self.index, record, heir, start, self.statuses)
        return End(day, record, heir, max(late, 0), losses, alone, tuple(self._paid(record, day)))

    def _paid(self, record: Record, day: date) -> Iterator[Service]:
        """Give the services of a programme that say nothing of an end."""
        if not isinstance(record, Programme):
            return
        for link in self.catalogue.linked_from(record.kind, record.id, Service.kind):
            service = self.catalogue.all(Service)[link.id]
            if link.field == "programme" and service.is_valid_on(day):
                yield service

    def _alone(self, service: Service, day: date) -> Iterator[Alone]:
        """Give the cells of a service in which nobody is left on the day after."""
        before, after = self._on(day - _DAY), self._on(day)
        mine = 1 << self.index.places[service.id]
        groups = [name for name, one in self.index.groups.items() if one.wholly & mine]
        areas = [name for name, one in self.index.areas.items() if one.wholly & mine]
        for topic in (name for name, bits in before.items() if bits & mine):
            bare = {group: self._bare(after[topic], group, areas) for group in groups}
            for some in dict.fromkeys(filter(None, bare.values())):
                lost = [group for group in groups if bare[group] == some]
                yield Alone(topic, broadest(lost, self.index.group_tree), some)

    def _bare(self, bits: int, group: str, areas: Iterable[str]) -> tuple[str, ...]:
        left = bits & self.index.groups[group].wholly
        bare = [area for area in areas if not left & self.index.areas[area].wholly]
        return broadest(bare, self.index.area_tree)

    def _on(self, day: date) -> Mapping[str, int]:
        if day not in self._topics:
            self._topics[day] = self.index.topics_on(day)
        return self._topics[day]

    def _handovers(self, task: Responsibility, on: date, last: date) -> Iterator[Handover]:
        starts = {one.valid_from for one in task.assignments if one.valid_from}
        ends = {one.valid_until + _DAY for one in task.assignments if one.valid_until}
        for day in sorted(day for day in starts | ends if on < day <= last):
            for area in dict.fromkeys(one.area for one in task.assignments):
                before, after = (self._lead(task, area, one) for one in (day - _DAY, day))
                if before != after:
                    yield Handover(day, task, area, before, after)

    def _lead(self, task: Responsibility, area: str, day: date) -> str | None:
        found = lead(self.catalogue, task, area, day)
        return found.assignment.body if found else None
