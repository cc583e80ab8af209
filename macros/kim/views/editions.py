"""Views of the Fortschreibungen: the list of all, and one with what it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kim.editions.order import current_edition, editions_in_order
from kim.fields import HOME_LANGUAGE
from kim.models.edition import Edition, Redaction
from kim.views.changes import ChangesView
from kim.views.formats import say_day
from kim.views.labels import CHANGE_WEIGHTS, REDACTION_REASONS
from kim.views.parts import Origin, see_origin
from kim.views.viewpoint import Link, Phrase, Viewpoint

PATH = f"{Edition.path}/"


class RedactionView(NamedTuple):
    """What was blacked out of an edition later, and by which checksums it is known."""

    sentence: str
    before: str
    after: str


class NoteView(NamedTuple):
    """What changed in one section, and how much it matters."""

    section: str
    weight: str
    description: Phrase


@dataclass(frozen=True, slots=True)
class EditionView:
    """One Fortschreibung; `href` is empty where only its data are known."""

    id: str
    name: Phrase
    description: Phrase | None
    href: str
    number: int | None
    stand: str
    adopted: str
    reason: Phrase | None
    corrected: str
    """The day on which it was corrected; empty where it is no correction."""
    corrects: Link | None
    """What was frozen and is corrected here; it stays to be read."""
    correction: Link | None
    """The newest correction of it."""
    notes: tuple[NoteView, ...]
    predecessor: Link | None
    checksum: str
    redactions: tuple[RedactionView, ...]
    paper: str
    """The address of its PDF, which a preview does not make; empty like `href`."""
    is_current: bool
    origin: Origin


class Contents(NamedTuple):
    """The start page of an edition: what it is, its chapters, what it changed."""

    edition: EditionView
    chapters: tuple[Link, ...]
    changes: Link | None
    since: Link | None


class ChangesPage(NamedTuple):
    """What changed, and between which editions."""

    view: ChangesView
    is_hidden: bool
    """It compares with what holds today, and so changes; search engines need not keep it."""
    is_old: bool
    """It stands below an edition that no longer holds."""


def edition_home(edition: Edition) -> str:
    """Give the permanent address of an edition."""
    return f"{PATH}{edition.id}/"


def say_version(edition: Edition) -> str:
    """Name an edition by its days, as the title of each of its pages does."""
    stand = f"Fassung vom {say_day(edition.stand, HOME_LANGUAGE)}"
    if edition.corrected_on is None:
        return stand
    return f"{stand}, berichtigt am {say_day(edition.corrected_on, HOME_LANGUAGE)}"


def paper_address(edition: Edition) -> str:
    """Give the permanent address of an edition's PDF."""
    return f"{edition_home(edition)}konzept.pdf"


def see_redaction(redaction: Redaction) -> RedactionView:
    """Say what was blacked out, and never what it was."""
    day = say_day(redaction.on, HOME_LANGUAGE)
    places = f"wurden {redaction.places} Angaben" if redaction.places > 1 else "wurde eine Angabe"
    sentence = f"Am {day} {places} {REDACTION_REASONS[redaction.reason]} entfernt."
    return RedactionView(sentence, redaction.before, redaction.after)


def _has_chapters(view: Viewpoint) -> bool:
    return bool(view.catalogue.site and view.catalogue.site.concept_chapters)


def see_edition(view: Viewpoint, edition: Edition, current: Edition | None) -> EditionView:
    """Show what is known about an edition."""
    earlier = view.catalogue.get(Edition, edition.predecessor)
    return EditionView(
        id=edition.id,
        name=view.phrase(edition.name),
        description=view.optional(edition.description),
        href=edition_home(edition) if edition.checksum else "",
        number=edition.number,
        stand=say_day(edition.stand, view.language),
        adopted=_say_adopted(edition),
        reason=view.optional(edition.reason),
        corrected=say_day(edition.corrected_on, view.language) if edition.corrected_on else "",
        corrects=_see_corrected(view, edition),
        correction=_see_correction(view, edition),
        notes=tuple(
            NoteView(one.section, CHANGE_WEIGHTS[one.weight], view.phrase(one.description))
            for one in edition.changes
        ),
        predecessor=Link(view.phrase(earlier.name), f"{PATH}#{earlier.id}") if earlier else None,
        checksum=edition.checksum or "",
        redactions=tuple(map(see_redaction, edition.redactions)),
        paper=paper_address(edition) if edition.checksum and _has_chapters(view) else "",
        is_current=edition is current,
        origin=see_origin(view, edition),
    )


def _see_corrected(view: Viewpoint, edition: Edition) -> Link | None:
    corrected = view.catalogue.get(Edition, edition.corrects)
    return Link(view.phrase(corrected.name), edition_home(corrected)) if corrected else None


def _see_correction(view: Viewpoint, edition: Edition) -> Link | None:
    later = [one for one in editions_in_order(view.catalogue) if one.corrects == edition.id]
    return Link(view.phrase(later[-1].name), edition_home(later[-1])) if later else None


def see_editions(view: Viewpoint) -> tuple[EditionView, ...]:
    """Show all editions, the newest first."""
    current = current_edition(view.catalogue, view.today)
    editions = reversed(editions_in_order(view.catalogue))
    return tuple(see_edition(view, one, current) for one in editions)


def _say_adopted(edition: Edition) -> str:
    return " am ".join(_adopted(edition))


def _adopted(edition: Edition) -> Iterator[str]:
    if edition.adopted_by:
        yield str(edition.adopted_by)
    if edition.adopted_on:
        yield say_day(edition.adopted_on, HOME_LANGUAGE)
