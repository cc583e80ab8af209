"""What a translated page says about its translation: by whom, checked, older, not yet there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kim.fields import Text
from kim.models import Record
from kim.models.organization import Organization
from kim.rows import kept
from kim.translations import texts_of
from kim.views.formats import say_day
from kim.views.viewpoint import Viewpoint
from kim.words import MACHINE, Review, load_words

_IN_LISTS = frozenset({"name", "summary"})
_LISTED = ("services", "taxonomies")
"""Kinds whose names and summaries stand on all pages."""
_PROPER_NAMES = frozenset({"organizations", "areas"})
"""Kinds that are called the same in every language."""
_WITH_LISTS = frozenset({"taxonomies", "organizations", "areas"})
"""Kinds whose records' pages list services."""
_REVIEW, _RECENCY = "review", "recency"
"""What translations can lack."""


class Notice(NamedTuple):
    """The sentences of one page."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notices:
    """What the pages of one language say; `lists_have_gaps` where a list shows German names."""

    view: Viewpoint
    lists_have_gaps: bool

    def of_record(self, kind: str, record_id: str) -> Notice | None:
        """Say how the page of a record was translated; None on German pages."""
        view = self.view
        if view.is_home:
            return None
        found = view.catalogue.translations.get((view.language, kind, record_id))
        own = load_words(view.language).review
        is_outdated = found is not None and found.is_outdated
        has_gaps = self._has_gaps(kind, record_id)
        if found and found.is_reviewed:
            said = [_say_review(view, found.review)]
            if own.state == MACHINE:
                said.append(view.say("Die Beschriftungen sind maschinell übersetzt."))
            return Notice((*said, *_say_lacks(view, is_outdated=is_outdated, has_gaps=has_gaps)))
        review = own._replace(state=MACHINE) if found else own
        return _notice(view, review, is_outdated=is_outdated, has_gaps=has_gaps)

    def _has_gaps(self, kind: str, record_id: str) -> bool:
        """Tell whether a reader meets German: in the record's texts or in a list on its page."""
        if kind in _WITH_LISTS and self.lists_have_gaps:
            return True
        record = self.view.catalogue.records[kind].get(record_id)
        texts = _shown_texts(record) if record else {}
        return any(self.view.language not in text.root for text in texts.values())

    def of_lists(self) -> Notice | None:
        """Say how the pages that show many records were translated; None on German pages."""
        view = self.view
        if view.is_home:
            return None
        own = load_words(view.language).review
        if _translations_lack(view, _REVIEW):
            own = own._replace(state=MACHINE)
        is_outdated = _translations_lack(view, _RECENCY)
        return _notice(view, own, is_outdated=is_outdated, has_gaps=self.lists_have_gaps)


def see_notices(view: Viewpoint) -> Notices:
    """Look once what the lists of a language lack."""
    return Notices(view, lists_have_gaps=not view.is_home and _lists_have_gaps(view, ""))


def _shown_texts(record: Record) -> Mapping[str, Text]:
    """Give the texts of a record that its page shows and that are no proper names."""
    hidden = {"alternate_name", *(("name",) if record.kind in _PROPER_NAMES else ())}
    return {path: text for path, text in texts_of(record) if path not in hidden}


@kept
def _has_gap(view: Viewpoint, key: str) -> bool:
    """Tell whether a record lacks something that lists show."""
    kind, _, name = key.partition("/")
    record = view.catalogue.records[kind][name]
    texts = texts_of(record) if not record.has_ended(view.today) else ()
    return any(
        path.rpartition(".")[2] in _IN_LISTS and view.language not in text.root
        for path, text in texts
    )


@kept
def _lists_have_gaps(view: Viewpoint, _: str) -> bool:
    records = view.catalogue.records
    return any(_has_gap(view, f"{kind}/{name}") for kind in _LISTED for name in records[kind])


@kept
def _translations_lack(view: Viewpoint, what: str) -> bool:
    """Tell whether some texts are checked by nobody, or in lists older than the German ones."""
    owners = (owner for owner in view.catalogue.translations if owner[0] == view.language)
    files = (view.catalogue.translations[owner] for owner in owners)
    if what == _REVIEW:
        return not all(file.is_reviewed for file in files)
    return any(not _IN_LISTS.isdisjoint(file.outdated) for file in files)


def _notice(view: Viewpoint, review: Review, *, is_outdated: bool, has_gaps: bool) -> Notice:
    said = (
        view.say("Maschinell übersetzt, noch nicht von Menschen geprüft.")
        if review.state == MACHINE
        else _say_review(view, review)
    )
    return Notice((said, *_say_lacks(view, is_outdated=is_outdated, has_gaps=has_gaps)))


def _say_review(view: Viewpoint, review: Review) -> str:
    by = view.find(Organization, review.by)
    who = by.text.text if by else review.by
    if not review.on:
        return view.say("Die Übersetzung haben Menschen geprüft.")
    day = say_day(review.on, view.language)
    if not who:
        return view.say("Übersetzung geprüft am %(day)s.", day=day)
    return view.say("Übersetzung geprüft von %(who)s am %(day)s.", who=who, day=day)


def _say_lacks(view: Viewpoint, *, is_outdated: bool, has_gaps: bool) -> Iterator[str]:
    if is_outdated:
        yield view.say("Einige Texte sind älter als der deutsche Text.")
    if has_gaps:
        yield view.say("Einige Texte gibt es bisher nur auf Deutsch.")
