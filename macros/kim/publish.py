"""Build into a fresh folder, verify, then switch in one step.

A failed or killed build leaves the old site untouched: the public name is a symbolic link, and only
a whole and verified build is ever put behind it.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePosixPath
from stat import S_ISLNK

from kim import releases
from kim.again import Found, let_go, read_site, remember
from kim.catalogue import Catalogue
from kim.checks import RELEASE_CODES, check_site
from kim.collecting import leave_out, take_in, without_collecting
from kim.confidential import secret_places
from kim.crew import LostWorkError
from kim.editions.addresses import read_addresses
from kim.files import names_below
from kim.handbook.build import Printed
from kim.inspection import inspect_build
from kim.memory import Memory
from kim.models.edition import Edition
from kim.paper import UnprintableError
from kim.plugin import build_handbook
from kim.problems import Place, Problem, Severity, has_errors
from kim.reads import see_noting
from kim.render.inline import InlineCodeError
from kim.render.writer import Look, Seen, file_at

REQUIRED = (
    "index.html",
    "404.html",
    "suche/index.html",
    "merkliste/index.html",
    "sw.js",
    "angebote/index.html",
    "handbuch/index.html",
    "impressum/index.html",
    "datenschutz/index.html",
    "barrierefreiheit/index.html",
)
_SELDOM = (2_000_000, 10, 10)
"""After so many new things look for garbage: a page leaves little, and to look takes 0.2 s."""
_TOLD = 5
"""So many faults of a build are told; they mostly have one cause."""


_MADE_FROM_EDITIONS = (f"{Edition.path}/", "handbuch/")
_CURE = (
    "steht sie in einer eingefrorenen Fortschreibung, schwärzt 'kim location hide' sie auch dort"
)


class UnfinishedBuildError(Exception):
    """A build lacks something or holds something that must never be public."""


@without_collecting()
def build_site(  # noqa: PLR0913  # one call says all that a build depends on
    root: Path,
    out: Path,
    today: date,
    *,
    release: bool = False,
    strict: bool = False,
    is_draft: bool = False,
    before_switch: Callable[[Path], None] = lambda _: None,
    memory: Memory | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[Problem, ...]:
    """Check a site and, when nothing forbids it, build it and put it behind `out`.

    A release is the build that goes live: what the law asks for may then not be missing. A draft
    shows the concept as it is being written. `before_switch` sees the verified build last. In
    `memory` it is noted for the next build what this one was made from.
    """

    def judge(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        return tuple(as_release(problems)) if release else problems

    def stops(problems: tuple[Problem, ...]) -> bool:
        return has_errors(judge(problems), strict=strict)

    say("prüfe die Einträge und Kapitel …")
    site = read_site(memory) if memory else Found(*check_site(root, today))
    if stops(site.problems):
        return judge(site.problems)
    say("baue die Seiten …")
    return judge(site.problems) + _build_whole(
        root,
        out,
        today,
        let_go(site),
        memory=memory,
        before_switch=before_switch,
        is_draft=is_draft,
        is_release=release,
    )


def _build_whole(  # noqa: PLR0913  # as above
    root: Path,
    out: Path,
    today: date,
    site: Found,
    *,
    memory: Memory | None,
    before_switch: Callable[[Path], None],
    is_draft: bool,
    is_release: bool,
) -> tuple[Problem, ...]:
    """Build every page and put the site behind `out`; give what forbids it."""
    often = gc.get_threshold()
    leave_out()  # the records stay to the end; searching them for garbage costs a tenth of a build
    gc.set_threshold(*_SELDOM)
    gc.enable()
    catalogue, done = site.catalogue, []

    look = look_for_secrets(catalogue)

    def build(to: Path) -> Mapping[str, Seen]:
        printed = _build(root, catalogue, today, to, look, is_draft=is_draft, is_release=is_release)
        if catalogue.reads:
            done.append((printed, catalogue.reads.base()))
        return printed.written

    try:
        made = publish_build(out, catalogue, build, before_switch)
        if memory and done:
            remember(memory, site, *done[0], made)
    except (UnfinishedBuildError, LostWorkError, InlineCodeError, UnprintableError) as error:
        place = Place(PurePosixPath(out.name))
        return (Problem(place, "unfinished-build", f"nicht veröffentlicht: {error}"),)
    finally:
        gc.disable()
        gc.set_threshold(*often)
        take_in()
    return ()


def _build(  # noqa: PLR0913  # one call says all that a build depends on
    root: Path,
    catalogue: Catalogue,
    today: date,
    to: Path,
    look: Look,
    *,
    is_draft: bool,
    is_release: bool,
) -> Printed:
    """Build, and refuse a site in which an address that was once public does not answer.

    A release is looked through: every link leads somewhere, every record has its page.
    """
    printed = build_handbook(root, to, catalogue, today, is_draft=is_draft, look=look)
    known = read_addresses(root)
    silent = [one for one in known if file_at(one) not in printed.written]
    if silent:
        raise UnfinishedBuildError(f"die Adresse {silent[0]} antwortet nicht mehr")
    looked = chain(missing_files(to), inspect_build(to, catalogue, frozenset(known)))
    faults = list(looked) if is_release else []
    if faults:
        more = f" und {len(faults) - _TOLD} weitere Fehler" if len(faults) > _TOLD else ""
        raise UnfinishedBuildError(f"{'; '.join(faults[:_TOLD])}{more}")
    return printed


def as_release(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Count as errors the gaps that a site on the internet may not have."""
    for problem in problems:
        yield (
            replace(problem, severity=Severity.ERROR) if problem.code in RELEASE_CODES else problem
        )


def publish_build(
    out: Path,
    catalogue: Catalogue,
    build: Callable[[Path], Mapping[str, Seen] | None],
    before_switch: Callable[[Path], None] = lambda _: None,
) -> Path:
    """Run `build` into a fresh folder, verify the result and put it behind `out`.

    What `build` says that it has looked at is not read again.
    """
    with releases.locked(releases.make_home(out)):
        fresh = releases.begin(out)
        try:
            with releases.readable():
                written = build(fresh) or {}
            digests = verify(fresh, catalogue, written)
            before_switch(fresh)
            release = releases.finish(out, fresh, digests)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        releases.forget_old(out)
        return release


def look_for_secrets(catalogue: Catalogue) -> Look:
    """Make what says a file's SHA-256, and nothing of a file that tells a secret."""
    secret, _ = see_noting(catalogue.reads, lambda: secret_places(catalogue))

    def look(content: bytes) -> str:
        return "" if secret and secret.are_in(content) else sha256(content).hexdigest()

    return look


def verify(folder: Path, catalogue: Catalogue, written: Mapping[str, Seen]) -> dict[str, str]:
    """Refuse a build that lacks something or tells too much; give the SHA-256 of all its files.

    Whatever is not as it was `written` is read, whoever made it.
    """
    look = look_for_secrets(catalogue)
    found = {
        name: _digest(f"{folder}/{name}", written.get(name), look) for name in names_below(folder)
    }
    told = sorted(name for name in found if found[name] is None)
    faults = [
        *missing_files(folder),
        *(f"die Datei {name} fehlt" for name in sorted(written.keys() - found.keys())),
        *(f"{name} enthält eine geheime Anschrift" for name in told),
        *_cure(catalogue, told),
    ]
    if faults:
        raise UnfinishedBuildError("; ".join(faults))
    return {name: digest for name, digest in found.items() if digest is not None}


def _cure(catalogue: Catalogue, told: Iterable[str]) -> Iterator[str]:
    """Say what helps where a page may be made from frozen sources, which no author can mend."""
    is_frozen = any(edition.checksum for edition in catalogue.all(Edition).values())
    if is_frozen and any(name.startswith(_MADE_FROM_EDITIONS) for name in told):
        yield _CURE


def _digest(path: str, seen: Seen | None, look: Look) -> str | None:
    """Give the SHA-256 of a file, None if it tells a secret; a link has none, it leads anywhere."""
    now = os.lstat(path)
    if seen and seen.said and (seen.size, seen.changed) == (now.st_size, now.st_mtime_ns):
        return seen.said
    return "" if S_ISLNK(now.st_mode) else look(Path(path).read_bytes()) or None


def missing_files(folder: Path) -> Iterator[str]:
    """Name what every site must have and this build has not."""
    for name in REQUIRED:
        path = folder / name
        if not path.is_file() or not path.stat().st_size:
            yield f"die Datei {name} fehlt"
