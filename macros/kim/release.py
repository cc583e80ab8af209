"""Publish a Fortschreibung: check, demand the notes on what changed, freeze, build, switch.

Comes in: a site's folder and what `kim publish` was told. Goes out: what stands in the way, or a
new edition in directory/editions/ and the site behind its public name. Either both or neither; only
where the process itself was killed may the sources be frozen and the site still be the old one, and
then the same call again completes it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from kim.catalogue import Catalogue
from kim.checks import check_site
from kim.checks.texts import find_persons
from kim.editions.addresses import add_addresses, read_addresses, urls_file
from kim.editions.draft import (
    RefusedError,
    Wish,
    complete_record,
    edition_fields,
    edition_id,
    find_missing,
    parse_record,
    read_notes,
    refuse_future,
    refuse_old,
    refuse_unknown,
)
from kim.editions.form import checksum_of
from kim.editions.library import NOW, frozen_editions, read_frozen, working_snapshot
from kim.editions.proof import EDITIONS, editions_folder
from kim.editions.snapshot import Snapshot, make_source
from kim.editions.store import (
    MANIFEST,
    clear_leftovers,
    find_alterations,
    freeze,
    put_back,
    remove_edition,
    replace_file,
    write_edition,
)
from kim.editions.written import Written, write_record
from kim.files import names_below
from kim.models.edition import Edition
from kim.problems import Problem, has_errors
from kim.publish import as_release, build_site
from kim.releases import locked, shown_release
from kim.render.sitemap import list_addresses
from kim.seals import find_tampering
from kim.source import Source, read_source
from kim.views.changes import ChangesView, see_changes
from kim.views.editions import PATH, edition_home

Say: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a site is read from and where it is shown."""

    root: Path
    out: Path
    today: date
    say: Say
    is_live: bool = True
    """Whether the site is built and shown; else its sources are only frozen."""


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
        return not self.is_published and self.changes is not None and self.changes.is_empty


@dataclass(frozen=True, slots=True)
class _Draft:
    """An edition about to be frozen."""

    edition: Edition
    record: str
    """The text of its file, without the checksum."""
    snapshot: Snapshot
    changes: ChangesView | None


def publish_edition(site: Publication, wish: Wish, *, is_trial: bool = False) -> Outcome:
    """Publish an edition of what the authors' files say now; a trial writes nothing.

    Raises RefusedError where the wish itself is wrong and BusyError while somebody else publishes.
    """
    with locked(site.root):
        clear_leftovers(urls_file(site.root).parent, urls_file(site.root).name)
        clear_leftovers(editions_folder(site.root), "*.yml")
        site.say("prüfe die Einträge und Kapitel …")
        catalogue, problems = check_site(site.root, site.today)
        frozen = frozen_editions(site.root, catalogue)
        own = edition_id(wish, frozen)
        problems = tuple(_without_own(problems, own))
        if site.is_live and not is_trial:
            problems = tuple(as_release(problems))
        if has_errors(problems):
            return Outcome(problems)
        notes, found = read_notes(wish.notes)
        found = (*found, *find_persons(catalogue, _sources_of(wish)))
        if notes is None or found:
            return Outcome((*problems, *found))
        snapshot = working_snapshot(site.root, catalogue)
        changes = _compare(site, frozen, snapshot)
        refuse_future(wish, site.today)
        refuse_old(wish, frozen, is_unchanged=changes is not None and changes.is_empty)
        if changes and changes.is_empty:
            return _show(site, frozen[-1], Outcome(problems, changes=changes), is_trial=is_trial)
        fields = edition_fields(wish, notes, frozen, site.today)
        edition, record = _draft(site.root, catalogue, own, fields)
        if changes:
            refuse_unknown(changes.needs, edition.changes)
        draft = _Draft(edition, record, snapshot, changes)
        return _publish(site, draft, problems, is_trial=is_trial)


def _sources_of(wish: Wish) -> Iterator[Source]:
    """Yield what was said only now and would be frozen for ever: the notes, who adopted it."""
    yield make_source({"adopted_by": wish.adopted_by or ""}, PurePosixPath("--adopted-by"))
    source = read_source(wish.notes, PurePosixPath(wish.notes)) if wish.notes else None
    if isinstance(source, Source):
        yield source


def _without_own(problems: Iterable[Problem], own: str) -> Iterator[Problem]:
    """Leave out that a publishing which was killed has frozen sources, but no checksum yet."""
    record = EDITIONS / f"{own}.yml"
    for problem in problems:
        if problem.code != "altered-edition" or problem.place.path not in (
            record,
            record.with_suffix(""),
        ):
            yield problem


def _compare(site: Publication, frozen: tuple[Edition, ...], now: Snapshot) -> ChangesView | None:
    if not frozen:
        return None
    return see_changes(read_frozen(site.root, frozen[-1]), now, (frozen[-1].id, NOW))


def _show(site: Publication, latest: Edition, outcome: Outcome, *, is_trial: bool) -> Outcome:
    """Show an edition that is frozen, where the site does not do so yet; else write nothing."""
    if is_trial or not site.is_live or _is_shown(site, latest):
        return outcome
    with put_back((urls_file(site.root),), _is_switched(site.out)):
        built = _build(site)
    if has_errors(built):
        return Outcome(built)
    return Outcome(built, checksum=latest.checksum or "", is_published=True)


def _is_shown(site: Publication, edition: Edition) -> bool:
    shown = shown_release(site.out)
    page = edition_home(edition)
    return bool(
        shown
        and (shown / page / "index.html").is_file()
        and page in read_addresses(site.root)
        and not any(find_tampering(shown))
    )


def _draft(root: Path, catalogue: Catalogue, own: str, fields: Written) -> tuple[Edition, str]:
    """Give the new edition and the text of its file; what an author wrote there stays."""
    source = catalogue.sources.get((Edition.kind, own))
    text = (root / source.path).read_text(encoding="utf-8-sig") if source else ""
    record = complete_record(text, source.value if source else {}, own, fields)
    return parse_record(record, own), record


def _publish(
    site: Publication, draft: _Draft, problems: tuple[Problem, ...], *, is_trial: bool
) -> Outcome:
    needs = draft.changes.needs if draft.changes else ()
    missing = tuple(find_missing(needs, draft.edition.changes))
    if missing:
        return Outcome(problems, missing, draft.changes)
    files = freeze(draft.snapshot, write_record(draft.edition))
    outcome = Outcome(
        problems,
        changes=draft.changes,
        files=tuple(_names(draft.edition.id, files)),
        checksum=checksum_of(files[MANIFEST]),
    )
    if is_trial:
        return outcome
    site.say(f"friere {len(files)} Dateien ein …")
    built = _freeze_and_build(site, draft, files)
    if has_errors(built):
        return Outcome(built)
    return replace(outcome, problems=built or problems, is_published=True)


def _names(own: str, files: Iterable[str]) -> Iterator[str]:
    yield f"{EDITIONS}/{own}.yml"
    yield from (f"{EDITIONS}/{own}/{name}" for name in sorted(files))


def _freeze_and_build(
    site: Publication, draft: _Draft, files: Mapping[str, bytes]
) -> tuple[Problem, ...]:
    """Freeze an edition and build the site with it; if that fails, everything is as before."""
    record = editions_folder(site.root) / f"{draft.edition.id}.yml"
    checksum = checksum_of(files[MANIFEST])
    problems: tuple[Problem, ...] | None = None
    is_switched = _is_switched(site.out)

    def is_done() -> bool:
        return is_switched() or (problems is not None and not has_errors(problems))

    with (
        _frozen(site, record.with_suffix(""), files, is_done),
        put_back((record, urls_file(site.root)), is_done),
    ):
        replace_file(record, f"{draft.record.rstrip()}\nchecksum: {checksum}\n".encode())
        problems = _build(site) if site.is_live else ()
    return problems


@contextmanager
def _frozen(
    site: Publication, folder: Path, files: Mapping[str, bytes], is_done: Callable[[], bool]
) -> Iterator[None]:
    """Freeze an edition; take it back if it comes to nothing."""
    if folder.exists() and any(find_alterations(folder, checksum_of(files[MANIFEST]))):
        if f"{PATH}{folder.name}/" in read_addresses(site.root):
            raise RefusedError(
                f"in {EDITIONS}/{folder.name}/ liegen schon andere Quellen; den Ordner oder die"
                " Zeile 'checksum:' wiederherstellen"
            )
        remove_edition(folder)  # left by one that was killed before anybody saw it
    if not folder.exists():
        write_edition(folder, files)
    try:
        yield
    finally:
        if not is_done():
            remove_edition(folder)


def _is_switched(out: Path) -> Callable[[], bool]:
    """Tell later whether the public name leads elsewhere than now."""
    before = shown_release(out)

    def is_switched() -> bool:
        try:
            return shown_release(out) != before
        except OSError:  # rather keep an edition too many than lose one that is shown
            return True

    return is_switched


def _build(site: Publication) -> tuple[Problem, ...]:
    """Build and show the site as a release; its addresses are noted before anybody sees them."""
    return build_site(
        site.root,
        site.out,
        site.today,
        release=True,
        before_switch=lambda folder: _note_addresses(site.root, folder),
        say=site.say,
    )


def _note_addresses(root: Path, folder: Path) -> None:
    add_addresses(root, list_addresses(names_below(folder)))
