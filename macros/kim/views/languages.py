"""The languages of a site: which there are, what they are called, where their home pages stand."""

from typing import NamedTuple

from babel import Locale

from kim.catalogue import Catalogue
from kim.fields import HOME_LANGUAGE
from kim.models import Site
from kim.views.viewpoint import Viewpoint, home_in
from kim.words import languages_with_words


class Tongue(NamedTuple):
    """A language of the site: its name in itself and the address of its home page."""

    code: str
    autonym: str
    home: str
    is_current: bool


_RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "prs", "ckb", "ur", "he"})


def languages_of(site: Site) -> tuple[str, ...]:
    """List the languages in which the site is built: German, then those the program can speak."""
    known = languages_with_words()
    others = (code for code in site.languages if code != HOME_LANGUAGE and code in known)
    return (HOME_LANGUAGE, *others)


def language_at(site: Site, address: str) -> str:
    """Tell the language of the page at an address; what has no home of its own is German."""
    first = address.partition("/")[0]
    return first if first in languages_of(site) else HOME_LANGUAGE


def direction_of(language: str) -> str:
    """Tell whether a language is written from the right."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def autonym_of(catalogue: Catalogue, language: str) -> str:
    """Name a language in the language itself."""
    term = catalogue.term("languages", language)
    if term and term.autonym:
        return term.autonym
    return Locale.parse(language, sep="-").get_display_name() or language


def see_tongues(view: Viewpoint, site: Site) -> tuple[Tongue, ...]:
    """Show the languages of the site."""
    return tuple(
        Tongue(
            code,
            autonym_of(view.catalogue, code),
            home_in(code),
            code == view.language,
        )
        for code in languages_of(site)
    )
