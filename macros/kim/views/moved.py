"""Pages that have moved or are gone: where they are now, or what they were."""

from collections.abc import Iterator
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.models import Site
from kim.views.labels import CITIZENS
from kim.views.languages import languages_of
from kim.views.viewpoint import PAGED_KINDS, Link, Phrase, Viewpoint, home_in, kind_href


class Moved(NamedTuple):
    """An address that leads to another one, and the language of both."""

    old: str
    new: str
    language: str = "de"


class Gone(NamedTuple):
    """What stood at an address: its name, the day of the last edition that had it, its heir."""

    name: Phrase | None
    day: str
    successor: Link | None
    above: Link | None


def name_moved(view: Viewpoint) -> Phrase:
    """Head a page that leads on."""
    return Phrase(view.say("Diese Seite ist umgezogen"))


def name_gone(view: Viewpoint) -> Phrase:
    """Head a page that says what it was."""
    return Phrase(view.say("Diese Seite gibt es nicht mehr"))


def list_moved(catalogue: Catalogue, site: Site) -> Iterator[Moved]:
    """Yield the former addresses of all records, in every language, in order."""
    for kind in sorted(PAGED_KINDS):
        languages = languages_of(site) if kind in CITIZENS else languages_of(site)[:1]
        for record in catalogue.records[kind].values():
            for former in record.formerly:
                for language in languages:
                    home = home_in(language)
                    old, new = kind_href(kind, former), kind_href(kind, record.id)
                    yield Moved(f"{home}{old}", f"{home}{new}", language)
