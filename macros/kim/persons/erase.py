"""Forget a person: black out editions, cut the block, build anew, remove releases, prove it.

Each step may be the last one before a power cut: begun again, the erasure goes on where it was.
What a person was called is held in memory only and is never written anywhere.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kim.catalogue import Catalogue, load_catalogue
from kim.editions.blackout import Blackout, Decisions
from kim.editions.redaction import Found, Verdict
from kim.editions.reseal import mend_editions
from kim.kept import FOLDER as CACHE
from kim.models.contact import Contact
from kim.persons.block import cut_person, replace_text
from kim.persons.register import Wish, note_erasure
from kim.persons.search import (
    Traces,
    contact_path,
    marks_in,
    name_person,
    plan_for_person,
    published_naming,
    texts_naming,
    texts_to_rewrite,
)
from kim.problems import Problem, has_errors
from kim.publish import build_site
from kim.releases import DRAFT, folder_of, list_releases, locked, remove, shown_release
from kim.unpacked import files_below


class UnknownError(Exception):
    """Nobody and nothing has this id, and nobody had it; `known` are the ids that there are."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__(known)
        self.known = known


@dataclass(frozen=True, slots=True)
class Asked:
    """Where something is to be forgotten, and what was decided before."""

    root: Path
    out: Path
    today: date
    decisions: Decisions
    is_trial: bool
    say: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of it: `left` are files that still tell it."""

    problems: tuple[Problem, ...] = ()
    cleaned: tuple[Path, ...] = ()
    """Authors' files that were changed, or would be."""
    removed: tuple[str, ...] = ()
    """Earlier releases that are gone."""
    left: tuple[Path, ...] = ()
    looked_at: int = 0
    is_proven: bool = False
    """Whether it was still known what to look for, so that every file could be looked through."""
    blackout: Blackout = field(default_factory=Blackout)
    unheard: tuple[str, ...] = ()
    """What was decided of places that there are not."""
    is_done: bool = True
    """Whether anything was written; a trial and open questions write nothing."""

    @property
    def is_undecided(self) -> bool:
        """Tell whether somebody has to decide or rewrite first: once begun, nobody is known."""
        return bool(self.left or self.unheard or self.places(Verdict.OPEN))

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to be done by hand."""
        return not (self.left or self.places(Verdict.STUCK))

    def places(self, verdict: Verdict) -> tuple[Found, ...]:
        """Give the places in frozen editions of which this became."""
        return self.blackout.with_verdict(verdict)

    @property
    def reached(self) -> str:
        """Say how far the erasure reached, without saying whom it was about."""
        return f"{self._proof()}{self._blacked_out()}"

    def _proof(self) -> str:
        if not self.looked_at:
            return "nur die Einträge; eine fertige Seite gab es nicht"
        count = f"{self.looked_at:,}".replace(",", ".")
        proof = f"0 Spuren in {count} Dateien" if self.is_proven else "alles neu gebaut"
        releases = len(self.removed)
        word = "frühere Seite" if releases == 1 else "frühere Seiten"
        return f"{proof}, {releases} {word} entfernt" if releases else proof

    def _blacked_out(self) -> str:
        places, editions = len(self.places(Verdict.CUT)), len(self.blackout.changed)
        word = "Stelle" if places == 1 else "Stellen"
        where = "Fortschreibung" if editions == 1 else "Fortschreibungen"
        return f", {places} {word} in {editions} {where} geschwärzt" if editions else ""


def erase_person(asked: Asked, wish: Wish) -> Erased:
    """Erase a person from records, editions, pages and releases.

    Raises UnknownError, BusyError, AlteredEditionError.
    """
    root = asked.root
    with locked(root):
        mend_editions(root)
        catalogue, _ = load_catalogue(root)
        named = name_person(catalogue, wish.name)
        if named is None and wish.name not in catalogue.erased:
            raise UnknownError(tuple(sorted(_ids(catalogue))))
        contacts = tuple(contact_path(catalogue, one) for one in named.contacts) if named else ()
        texts = {root / path: cut_person(root / path) for path in contacts}
        asked.say("sehe die eingefrorenen Fortschreibungen durch …")
        begun = Erased()
        if named:
            plan = plan_for_person(root, catalogue, named, asked.decisions.of)
            left = tuple(texts_to_rewrite(root, catalogue, named, texts))
            is_new = wish.name not in catalogue.erased
            unheard = asked.decisions.unheard(plan.found) if is_new else ()
            begun = Erased(cleaned=contacts, blackout=plan, left=left, unheard=unheard)
        if asked.is_trial or begun.is_undecided:
            return replace(begun, is_done=False)
        note_erasure(root, wish, asked.today)
        begun.blackout.write(root, asked.today, "person")
        marks = marks_in(root, catalogue, named) if named else None
        for path, text in texts.items():
            replace_text(path, text)
        return finish(asked, wish, begun, marks)


def _ids(catalogue: Catalogue) -> Iterator[str]:
    for contact in catalogue.all(Contact).values():
        if contact.person_id:
            yield contact.person_id


def finish(
    asked: Asked, wish: Wish, begun: Erased, traces: Traces | None, own: Path | None = None
) -> Erased:
    """Build anew, remove what tells it, prove that nothing does, and note how far it reached.

    `own` is a file that may go on to tell it: no build shows what stands there.
    """
    root, out = asked.root, asked.out
    shutil.rmtree(root / CACHE, ignore_errors=True)
    _remove_draft(root / DRAFT)
    asked.say("baue alles neu …")
    problems = build_site(root, out, asked.today, say=asked.say) if out.exists() else ()
    if has_errors(problems):
        return replace(begun, problems=problems)
    asked.say("entferne frühere Seiten und sehe alle Dateien durch …")
    removed = tuple(_remove_releases(out, None if begun.blackout.changed else traces))
    erased = _prove(asked, traces, own, replace(begun, removed=removed))
    if erased.is_complete:
        note_erasure(root, wish, asked.today, erased.reached)
    return erased


def _remove_draft(draft: Path) -> None:
    """Remove what a draft showed: it names people, and anybody can build it again."""
    if draft.is_symlink():
        draft.unlink()
        shutil.rmtree(folder_of(draft), ignore_errors=True)


def _remove_releases(out: Path, traces: Traces | None) -> Iterator[str]:
    """Remove earlier releases that tell it; where that cannot be known, all of them.

    Releases from before something was blacked out show what was there.
    """
    shown = shown_release(out)
    for release in list_releases(out):
        if release != shown and (traces is None or _tells(release, traces)):
            remove(release)
            yield release.name


def _tells(release: Path, traces: Traces) -> bool:
    return any(traces.are_in(path.read_bytes()) for path in files_below(release))


def _prove(asked: Asked, traces: Traces | None, own: Path | None, so_far: Erased) -> Erased:
    releases = list_releases(asked.out)
    looked_at = sum(1 for release in releases for _ in files_below(release))
    if traces is None:
        return replace(so_far, looked_at=looked_at)
    texts = (path for path in texts_naming(asked.root, traces) if path != own)
    left = (*texts, *published_naming(asked.out, traces))
    return replace(so_far, left=left, looked_at=looked_at, is_proven=True)
