"""Views of what changes on which day, and for whom it leaves a gap."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from kim.models import KINDS
from kim.rules.changes import Alone, Begin, Change, End, Handover
from kim.rules.losses import Loss
from kim.views.coverage.naming import (
    Entry,
    amount,
    area_names,
    body_name,
    listed,
    say_ages,
    see_entry,
    term_names,
)
from kim.views.formats import short_day
from kim.views.labels import STAY
from kim.views.viewpoint import Viewpoint


class ChangeRow(NamedTuple):
    """A change: the day, what happens to which record, what follows from it.

    `is_break`: somebody has nobody to go to for a time, or for ever.
    """

    day: str
    what: str
    kind: str
    entry: Entry
    heir: Entry | None
    effects: tuple[str, ...]
    is_break: bool


def see_changes(view: Viewpoint, found: Iterable[Change], home: str) -> tuple[ChangeRow, ...]:
    """Show changes in the order of their days; `home` is the whole area."""
    return tuple(_see_change(view, change, home) for change in found)


def _see_change(view: Viewpoint, change: Change, home: str) -> ChangeRow:
    kind, entry = KINDS[change.record.kind].title, see_entry(view, change.record)
    if isinstance(change, Handover):
        what, effects = "Zuständigkeit wechselt", tuple(_say_handover(view, change, home))
        return ChangeRow(_day(view, change.day), what, kind, entry, None, effects, not change.after)
    if isinstance(change, Begin):
        before = tuple(f"löst ab: {one.name}" for one in change.before)
        return ChangeRow(
            _day(view, change.day), "beginnt", kind, entry, None, before, is_break=False
        )
    last = _day(view, change.day - timedelta(days=1))
    heir = see_entry(view, change.heir) if change.heir else None
    effects = tuple(_say_end(view, change, home))
    return ChangeRow(last, "letzter Tag", kind, entry, heir, effects, change.is_break)


def _day(view: Viewpoint, day: date) -> str:
    return short_day(day, view.language)


def _say_handover(view: Viewpoint, change: Handover, home: str) -> Iterator[str]:
    where = "" if change.area == home else f" in {listed(area_names(view, (change.area,)))}"
    before = body_name(view, change.before) or "bisher niemand"
    after = body_name(view, change.after)
    yield f"{before} → {after or 'niemand benannt'}{where}"


def _say_end(view: Viewpoint, change: End, home: str) -> Iterator[str]:
    if change.heir is None:
        yield "keine Nachfolge eingetragen"
    elif change.days_between:
        pause = amount(change.days_between, "Tag", "Tage")
        start = _day(view, change.day + timedelta(days=change.days_between))
        yield f"die Nachfolge beginnt erst am {start}: {pause} ohne"
    if change.losses:
        yield "die Nachfolge ist enger gefasst: " + "; ".join(
            _say_loss(view, loss) for loss in change.losses
        )
    yield from (_say_alone(view, alone, home) for alone in change.alone)
    if change.services:
        names = listed(str(service.name) for service in change.services)
        yield f"läuft ohne eingetragenes Ende weiter: {names}"


_TAXONOMIES = {
    "topics": ("topics", "Thema", "Themen"),
    "groups": ("target-groups", "Zielgruppe", "Zielgruppen"),
    "status": ("residence-status", "Aufenthaltsstatus", "Aufenthaltsstatus"),
    "situations": ("life-situations", "Lebenslage", "Lebenslagen"),
}


def _say_loss(view: Viewpoint, loss: Loss) -> str:
    """Say for whom: not any more for these, or only for those."""
    if loss.limit == "age":
        return "nicht für Menschen " + listed((say_ages(*ages) for ages in loss.ages), " oder ")
    lost, kept = (_names(view, loss, ids) for ids in (loss.lost, loss.kept))
    if loss.limit == "stay":
        return f"nur für {listed(kept)}" if not lost else f"nicht für {listed(lost, ' oder ')}"
    one, many = ("Gebiet", "Gebiete") if loss.limit == "areas" else _TAXONOMIES[loss.limit][1:]
    if lost:
        return f"{one if len(lost) == 1 else many} nicht mehr: {listed(lost)}"
    return f"{one if len(kept) == 1 else many} nur noch: {listed(kept)}"


def _names(view: Viewpoint, loss: Loss, ids: tuple[str, ...]) -> tuple[str, ...]:
    if loss.limit == "areas":
        return area_names(view, ids)
    if loss.limit == "stay":
        return tuple(STAY[one] for one in ids)
    return term_names(view, _TAXONOMIES[loss.limit][0], ids)


def _say_alone(view: Viewpoint, alone: Alone, home: str) -> str:
    topic = listed(term_names(view, "topics", (alone.topic,)))
    groups = listed(term_names(view, "target-groups", alone.groups), " oder ")
    where = "" if alone.areas == (home,) else f" in {listed(area_names(view, alone.areas))}"
    return f"danach kein Angebot zum Thema {topic} für {groups}{where}"
