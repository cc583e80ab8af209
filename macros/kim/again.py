"""Build again what has changed since the last build, and take over the rest.

Comes in: a site and what the last build left. Goes out: the release that a whole build would give,
byte by byte, or nothing; then the whole site must be built. Only changed records are built this
way. Whatever else has changed, the program, the day, a chapter, a term, is for a whole build.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kim.catalogue import Catalogue, load_catalogue
from kim.checks.known import NOTHING_KNOWN, Known
from kim.checks.noted import run_checks_noting
from kim.collecting import without_collecting
from kim.confidential import leaks_in
from kim.crew import LostWorkError
from kim.export.offline import SERVICE_WORKER
from kim.fields import HOME_LANGUAGE
from kim.marks import mark_release
from kim.memory import Memory, keep_sections
from kim.models.location import Location
from kim.note import Basics, Note, lacks_rows, read_note, write_note
from kim.problems import Problem, sort_problems
from kim.recall import StaleError, recall_catalogue
from kim.render.asked import print_again
from kim.render.inline import InlineCodeError
from kim.render.ledger import SITEMAP, Files, Unit, join_work, work_of
from kim.render.site import Setting, write_worker
from kim.render.sitemap import SiteMap
from kim.renewal import Renewal, renew
from kim.revision import record_in, revise
from kim.settings import OVERRIDES
from kim.stored import Stored, list_changes, store_records
from kim.takeover import Ahead, Changed, looking_ahead, release_changes
from kim.traces import Changes, Key, Trace
from kim.views.languages import languages_of
from kim.views.viewpoint import Viewpoint

if TYPE_CHECKING:
    from kim.handbook.build import Printed


@dataclass(frozen=True, slots=True)
class Found:
    """A site as it was read, and what was found in it."""

    catalogue: Catalogue
    loose: tuple[Problem, ...]
    checks: Known = NOTHING_KNOWN
    stored: Stored | None = None
    """What the files say, where it is kept for a later build."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give everything that is wrong, in the order of files and lines."""
        return sort_problems((*self.loose, *self.checks.problems()))


@dataclass(frozen=True, slots=True)
class _Change:
    """What has changed, and the site as it is now."""

    stored: Stored
    changes: Changes
    found: Found
    views: Mapping[str, Viewpoint]
    """By language."""


@without_collecting()
def read_site(memory: Memory) -> Found:
    """Read a site and check it, so that a later build can tell what hangs on what."""
    catalogue, problems = load_catalogue(memory.root)
    catalogue = catalogue.watched()
    return _check(memory, catalogue, problems, NOTHING_KNOWN, {})


def _check(
    memory: Memory,
    catalogue: Catalogue,
    problems: Iterable[Problem],
    known: Known,
    changes: Changes,
) -> Found:
    checks = run_checks_noting(memory.root, catalogue, memory.today, known, changes)
    return Found(catalogue, tuple(problems), checks)


def let_go(found: Found) -> Found:
    """Let go of what only checks ask for; for a later build it is kept in fewer bytes before."""
    catalogue, stored = found.catalogue, None
    with catalogue.reads.part() if catalogue.reads else nullcontext():  # no page depends on it
        if catalogue.reads:
            stored = store_records(catalogue)
        catalogue.let_go()
    return replace(found, stored=stored)


@without_collecting()
def remember(memory: Memory, found: Found, printed: "Printed", base: Trace, release: Path) -> None:
    """Leave for the next build what this one was made from."""
    days = {address: day.isoformat() for address, day in printed.days.items()}
    assert found.stored is not None, "let_go comes first"  # noqa: S101
    assert found.catalogue.rows is not None, "somebody watches the catalogue"  # noqa: S101
    note = Note(
        basics=Basics(printed.setting.address, days, printed.addresses, base),
        inputs=memory.inputs,
        loose=found.loose,
        checks=found.checks,
        releases={release.name: mark_release(release)},
        stored=found.stored,
        work=join_work((*printed.work, work_of({}, found.catalogue.rows.take()))),
    )
    if not lacks_rows(note):
        keep_sections(memory, write_note(note))


@without_collecting()
def build_again(
    memory: Memory, stops: Callable[[tuple[Problem, ...]], bool]
) -> tuple[Problem, ...] | None:
    """Build what has changed; None where only a whole build will do.

    `stops` tells whether what was found forbids the build.
    """
    keys = list(map(record_in, memory.changed or ()))
    changed = [key for key in keys if key]
    if memory.left is None or not changed or len(changed) < len(keys):
        return None
    with suppress(StaleError, LostWorkError), looking_ahead(memory.out) as ahead:
        return _build_changed(memory, read_note(memory.left), changed, stops, ahead)
    return None


def _build_changed(
    memory: Memory,
    note: Note,
    changed: Collection[Key],
    stops: Callable[[tuple[Problem, ...]], bool],
    ahead: Ahead,
) -> tuple[Problem, ...] | None:
    change = _read_change(memory, note, changed)
    if change is None:
        return None
    problems = change.found.problems
    if stops(problems):
        return problems
    printed = None
    with suppress(InlineCodeError):
        printed = _print_change(memory, note, change)
    if printed is None or leaks_in(_new_in(memory.out, printed.files), _secret_places(change)):
        return None  # a whole build says what is wrong
    files = Changed(printed.files, printed.gone)
    releases = release_changes(memory.out, memory.releases, files, ahead)
    keep_sections(memory, write_note(replace(printed.note, releases=releases)))
    return problems


def _read_change(memory: Memory, note: Note, changed: Collection[Key]) -> _Change | None:
    """Read the records that have changed; None where more is wrong than checks say."""
    before = recall_catalogue(memory.root, note.stored)
    revised = revise(memory.root, before, changed) if before else None
    if before is None or revised is None or revised.problems or note.loose:
        return None
    now = revised.catalogue
    changes = list_changes(note.stored, before, now, changed)
    is_secret = any(_is_secret(now, key) for key in changed)
    if changes is None or is_secret or note.basics.base.is_touched(changes):
        return None
    now = now.watched()
    views = _views_of(now, memory.today)
    assert now.rows is not None, "the catalogue is watched"  # noqa: S101
    now.rows.known = note.work.rows
    now.rows.published = lambda name: (memory.out / name).read_bytes()
    renewal = Renewal(views, _views_of(before, memory.today), note.touch)
    followed = renew(now.rows, renewal, changes)
    if followed is None or note.basics.base.is_touched(followed):
        return None
    stored = note.stored.after(now, changed, changes)
    found = _check(memory, now, (), note.checks, followed)
    return _Change(stored, followed, found, views)


def _views_of(catalogue: Catalogue, today: date) -> dict[str, Viewpoint]:
    languages = languages_of(catalogue.site) if catalogue.site else ()
    return {language: Viewpoint(catalogue, today, language) for language in languages}


def _new_in(out: Path, files: Mapping[str, bytes]) -> Iterator[bytes]:
    """Give the files that are not published as they are: those were looked through then."""
    for name, data in files.items():
        path = out / name
        if not path.is_file() or path.stat().st_size != len(data) or path.read_bytes() != data:
            yield data


def _secret_places(change: _Change) -> Iterator[Location]:
    """Give the confidential places without asking for the others."""
    for kind, name in change.stored.secret:
        place = change.found.catalogue.records[kind][name]
        if isinstance(place, Location):
            yield place


def _is_secret(catalogue: Catalogue, key: Key) -> bool:
    """Tell of a place that no file of the site may tell about, be it changed or not."""
    record = catalogue.records[key[0]][key[1]]
    return isinstance(record, Location) and record.confidential


class _Print(NamedTuple):
    """Files by their paths, those that are no more, and what is to be noted of the site."""

    files: Mapping[str, bytes]
    gone: frozenset[str]
    note: Note


def _print_change(memory: Memory, note: Note, change: _Change) -> _Print | None:
    """Print what a change touches; None where pages came or went."""
    touched = note.work.touched(note.touch(change.changes))
    setting = _setting(memory, note)
    files, units = print_again(change.views, setting, touched)
    if SITEMAP in touched:
        days = {address: date.fromisoformat(day) for address, day in note.basics.days.items()}
        address, addresses = note.basics.address, note.basics.addresses
        pages, noted = SiteMap(change.views[HOME_LANGUAGE], days, address).print(addresses)
        files, units = files | pages, units | noted
    before = [note.work.files(name) for name in touched]
    if _pages(before) != _pages(unit.files for unit in units.values()):
        return None
    now = _note_again(memory, note, change, units)
    named = {*now.work.named()}
    files = {**files, SERVICE_WORKER: write_worker(setting, named)}
    return _Print(files, frozenset(file for some in before for file in some.named) - named, now)


def _note_again(memory: Memory, note: Note, change: _Change, units: Mapping[str, Unit]) -> Note:
    rows, found = change.found.catalogue.rows, change.found
    return replace(
        note,
        work=note.work.after(units, rows.made if rows else {}),
        stored=change.stored,
        inputs=memory.inputs,
        loose=found.loose,
        checks=found.checks,
    )


def _setting(memory: Memory, note: Note) -> Setting:
    return Setting(note.basics.address, memory.root / OVERRIDES)


def _pages(printed: Iterable[Files]) -> set[str]:
    return set().union(*(some.pages for some in printed))
