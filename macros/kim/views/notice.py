"""What a translated page says about its translation: by whom, checked or not, older or not."""

from typing import NamedTuple

from kim.models.organization import Organization
from kim.views.formats import say_day
from kim.views.viewpoint import Viewpoint
from kim.words import MACHINE, Review, load_words

_IN_LISTS = frozenset({"name", "summary"})


class Notice(NamedTuple):
    """The sentences of one page."""

    sentences: tuple[str, ...]


def see_notice(view: Viewpoint, kind: str, record_id: str) -> Notice | None:
    """Say how the page of a record was translated; None on German pages."""
    if view.is_home:
        return None
    found = view.catalogue.translations.get((view.language, kind, record_id))
    own = load_words(view.language).review
    if found and found.is_reviewed:
        said = [_say_review(view, found.review)]
        if own.state == MACHINE:
            said.append(view.say("Die Beschriftungen sind maschinell übersetzt."))
        return Notice((*said, *_say_age(view, is_outdated=found.is_outdated)))
    review = own._replace(state=MACHINE) if found else own
    return _notice(view, review, is_outdated=found is not None and found.is_outdated)


def see_list_notice(view: Viewpoint) -> Notice | None:
    """Say how the pages that show many records were translated; None on German pages."""
    if view.is_home:
        return None
    found = [
        one for (code, _, _), one in view.catalogue.translations.items() if code == view.language
    ]
    own = load_words(view.language).review
    if not all(one.is_reviewed for one in found):
        own = own._replace(state=MACHINE)
    outdated = any(not _IN_LISTS.isdisjoint(one.outdated) for one in found)
    return _notice(view, own, is_outdated=outdated)


def _notice(view: Viewpoint, review: Review, *, is_outdated: bool) -> Notice:
    said = (
        view.say("Maschinell übersetzt, noch nicht von Menschen geprüft.")
        if review.state == MACHINE
        else _say_review(view, review)
    )
    return Notice((said, *_say_age(view, is_outdated=is_outdated)))


def _say_review(view: Viewpoint, review: Review) -> str:
    by = view.find(Organization, review.by)
    who = by.text.text if by else review.by
    if not review.on:
        return view.say("Die Übersetzung haben Menschen geprüft.")
    day = say_day(review.on, view.language)
    if not who:
        return view.say("Übersetzung geprüft am %(day)s.", day=day)
    return view.say("Übersetzung geprüft von %(who)s am %(day)s.", who=who, day=day)


def _say_age(view: Viewpoint, *, is_outdated: bool) -> tuple[str, ...]:
    if not is_outdated:
        return ()
    return (view.say("Einige Texte sind älter als der deutsche Text."),)
