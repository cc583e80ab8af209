"""Forget a person: note it, cut the block, build anew, remove old releases, prove it.

Each step may be the last one before a power cut: begun again, the erasure goes on where it was.
What a person was called is held in memory only and is never written anywhere.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kim.catalogue import Catalogue, load_catalogue
from kim.kept import FOLDER as CACHE
from kim.models.contact import Contact
from kim.persons.block import cut_person, replace_text
from kim.persons.register import Wish, note_erasure
from kim.persons.search import (
    Named,
    contact_path,
    name_person,
    published_naming,
    texts_naming,
)
from kim.problems import Problem, has_errors
from kim.publish import build_site
from kim.releases import list_releases, locked, remove, shown_release
from kim.unpacked import files_below


class UnknownPersonError(Exception):
    """Nobody has this id and nobody had it; `known` are the ids that there are."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__(known)
        self.known = known


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of it: `left` are files that still name the person."""

    problems: tuple[Problem, ...] = ()
    contacts: tuple[Path, ...] = ()
    removed: tuple[str, ...] = ()
    """Earlier releases that are gone."""
    left: tuple[Path, ...] = ()
    looked_at: int = 0
    is_proven: bool = False
    """Whether the name was still known, so that every file could be looked through for it."""

    @property
    def reached(self) -> str:
        """Say how far the erasure reached, without saying whom it was about."""
        if not self.looked_at:
            return "nur die Einträge; eine fertige Seite gab es nicht"
        count = f"{self.looked_at:,}".replace(",", ".")
        proof = f"0 Spuren in {count} Dateien" if self.is_proven else "alles neu gebaut"
        releases = len(self.removed)
        word = "frühere Seite" if releases == 1 else "frühere Seiten"
        return f"{proof}, {releases} {word} entfernt" if releases else proof


def erase_person(
    root: Path, out: Path, today: date, wish: Wish, *, say: Callable[[str], None]
) -> Erased:
    """Erase a person from records, pages and releases. Raises UnknownPersonError, BusyError."""
    with locked(root):
        catalogue, _ = load_catalogue(root)
        named = name_person(root, catalogue, wish.person)
        if named is None and wish.person not in catalogue.erased:
            raise UnknownPersonError(tuple(sorted(_ids(catalogue))))
        contacts = tuple(contact_path(catalogue, one) for one in named.contacts) if named else ()
        texts = {root / path: cut_person(root / path) for path in contacts}
        note_erasure(root, wish, today)
        for path, text in texts.items():
            replace_text(path, text)
        shutil.rmtree(root / CACHE, ignore_errors=True)
        say("baue alles neu …")
        problems = build_site(root, out, today, say=say) if out.exists() else ()
        if has_errors(problems):
            return Erased(problems, contacts)
        say("entferne frühere Seiten und sehe alle Dateien durch …")
        removed = tuple(_remove_releases(out, named))
        erased = _prove(root, out, named, contacts, removed)
        if not erased.left:
            note_erasure(root, wish, today, erased.reached)
        return erased


def _ids(catalogue: Catalogue) -> Iterator[str]:
    for contact in catalogue.all(Contact).values():
        if contact.person_id:
            yield contact.person_id


def _remove_releases(out: Path, named: Named | None) -> Iterator[str]:
    """Remove earlier releases that name the person; when the name is gone already, all of them."""
    shown = shown_release(out)
    for release in list_releases(out):
        if release != shown and (named is None or _names(release, named)):
            remove(release)
            yield release.name


def _names(release: Path, named: Named) -> bool:
    return any(named.marks.are_in(path.read_bytes()) for path in files_below(release))


def _prove(
    root: Path, out: Path, named: Named | None, contacts: tuple[Path, ...], removed: tuple[str, ...]
) -> Erased:
    looked_at = sum(1 for release in list_releases(out) for _ in files_below(release))
    if named is None:
        return Erased((), contacts, removed, (), looked_at)
    left = (*texts_naming(root, named.marks), *published_naming(out, named.marks))
    return Erased((), contacts, removed, left, looked_at, is_proven=True)
