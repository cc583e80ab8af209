"""Publish a Fortschreibung: check, demand the notes on what changed, freeze, build, switch.

Comes in: a site's folder and what `kim publish` was told. Goes out: what stands in the way, or a
new edition in directory/editions/ and the site behind its public name. Either both or neither.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from kim.catalogue import Catalogue
from kim.checks import check_site
from kim.checks.texts import find_persons
from kim.editions.addresses import add_addresses
from kim.editions.draft import (
    Notes,
    RefusedError,
    Wish,
    complete_record,
    edition_fields,
    find_missing,
    parse_record,
    read_notes,
    refuse_old,
    refuse_unknown,
)
from kim.editions.library import frozen_editions, read_frozen, working_snapshot
from kim.editions.proof import EDITIONS, editions_folder
from kim.editions.snapshot import Snapshot, make_source
from kim.editions.store import (
    MANIFEST,
    checksum_of,
    find_alterations,
    freeze,
    remove_edition,
    write_durably,
    write_edition,
)
from kim.editions.written import write_record
from kim.models.edition import Edition
from kim.problems import Problem, has_errors
from kim.publish import build_site
from kim.releases import locked
from kim.render.sitemap import list_addresses
from kim.source import Source, read_source
from kim.views.changes import ChangesView, see_changes

Say: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: what stands in the way, or what was written."""

    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    """Sections that changed and have no note."""
    changes: ChangesView | None = None
    files: tuple[str, ...] = ()
    checksum: str = ""
    is_published: bool = False

    @property
    def is_unchanged(self) -> bool:
        """Tell whether there is nothing to publish."""
        return self.changes is not None and self.changes.is_empty


@dataclass(frozen=True, slots=True)
class _Draft:
    """An edition about to be frozen."""

    edition: Edition
    record: str
    """The text of its file, without the checksum."""
    snapshot: Snapshot
    changes: ChangesView | None


def publish_edition(  # noqa: PLR0913  # one call says all that publishing depends on
    root: Path, out: Path, today: date, wish: Wish, *, is_trial: bool = False, say: Say
) -> Outcome:
    """Publish an edition of what the authors' files say now; a trial writes nothing.

    Raises RefusedError where the wish itself is wrong and BusyError while somebody else publishes.
    """
    with locked(root):
        say("prüfe die Einträge und Kapitel …")
        catalogue, problems = check_site(root, today)
        problems = tuple(_without_own(problems, wish.stand))
        if has_errors(problems):
            return Outcome(problems)
        notes, found = read_notes(wish.notes)
        found = (*found, *find_persons(catalogue, _sources_of(wish)))
        if notes is None or found:
            return Outcome((*problems, *found))
        draft = _draft(root, catalogue, wish, notes)
        needs = draft.changes.needs if draft.changes else ()
        missing = tuple(find_missing(needs, draft.edition.changes))
        if missing or (draft.changes and draft.changes.is_empty):
            return Outcome(problems, missing, draft.changes)
        files = freeze(draft.snapshot, write_record(draft.edition))
        outcome = Outcome(
            problems,
            changes=draft.changes,
            files=tuple(_names(wish.stand, files)),
            checksum=checksum_of(files[MANIFEST]),
        )
        if is_trial:
            return outcome
        say(f"friere {len(files)} Dateien ein …")
        built = _freeze_and_build(
            root, draft, files, partial(build_site, root, out, today, say=say)
        )
        if has_errors(built):
            return Outcome(built)
        add_addresses(root, list_addresses(out))
        return replace(outcome, problems=built, is_published=True)


def _sources_of(wish: Wish) -> Iterator[Source]:
    """Yield what was said only now and would be frozen for ever: the notes, who adopted it."""
    yield make_source({"adopted_by": wish.adopted_by or ""}, PurePosixPath("--adopted-by"))
    source = read_source(wish.notes, PurePosixPath(wish.notes)) if wish.notes else None
    if isinstance(source, Source):
        yield source


def _without_own(problems: Iterable[Problem], stand: date) -> Iterator[Problem]:
    """Leave out that a publishing which was killed has frozen sources, but no checksum yet."""
    own = EDITIONS / f"{stand}.yml"
    for problem in problems:
        if problem.code != "altered-edition" or problem.place.path not in (
            own,
            own.with_suffix(""),
        ):
            yield problem


def _draft(root: Path, catalogue: Catalogue, wish: Wish, notes: Notes) -> _Draft:
    frozen = frozen_editions(root, catalogue)
    latest = frozen[-1] if frozen else None
    refuse_old(wish, latest)
    source = catalogue.sources.get((Edition.kind, str(wish.stand)))
    text = (root / source.path).read_text(encoding="utf-8-sig") if source else ""
    own = source.value if source else {}
    record = complete_record(text, own, edition_fields(wish, notes, latest))
    edition = parse_record(record, wish.stand)
    snapshot = working_snapshot(root, catalogue)
    changes = None
    if latest:
        changes = see_changes(read_frozen(root, latest), snapshot, (latest.id, str(wish.stand)))
        refuse_unknown(changes.needs, edition.changes)
    return _Draft(edition, record, snapshot, changes)


def _names(stand: date, files: Iterable[str]) -> Iterator[str]:
    yield f"{EDITIONS}/{stand}.yml"
    yield from (f"{EDITIONS}/{stand}/{name}" for name in sorted(files))


def _freeze_and_build(
    root: Path,
    draft: _Draft,
    files: Mapping[str, bytes],
    build: Callable[[], tuple[Problem, ...]],
) -> tuple[Problem, ...]:
    """Freeze an edition and build the site with it; if that fails, everything is as before."""
    record = editions_folder(root) / f"{draft.edition.id}.yml"
    folder = record.with_suffix("")
    before = record.read_bytes() if record.exists() else None
    checksum = checksum_of(files[MANIFEST])
    if not folder.exists():
        write_edition(folder, files)
    elif any(find_alterations(folder, checksum)):
        raise RefusedError(f"in {EDITIONS}/{folder.name}/ liegen schon andere Quellen")
    is_built = False
    try:
        _replace(record, f"{draft.record.rstrip()}\nchecksum: {checksum}\n".encode())
        problems = build()
        is_built = not has_errors(problems)
    finally:
        if not is_built:
            _restore(record, before)
            remove_edition(folder)
    return problems


def _restore(record: Path, before: bytes | None) -> None:
    if before is None:
        record.unlink(missing_ok=True)
    else:
        _replace(record, before)


def _replace(path: Path, data: bytes) -> None:
    """Write a file in one step: readers see the old one or the new one."""
    fresh = path.with_name(f".{path.name}.new")
    write_durably(fresh, data)
    fresh.replace(path)
