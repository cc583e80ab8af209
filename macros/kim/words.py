"""The program's own words in the languages of a site.

Comes in: gettext catalogues, locale/<language>/LC_MESSAGES/kim.po; the key of a message is its
German text. Goes out: texts and counts in one language. A message that a catalogue lacks stays
German. No catalogue is compiled beforehand: reading one takes some milliseconds, once.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from kim.fields import HOME_LANGUAGE

LOCALE = Path(__file__).parent / "locale"
_FIELD = re.compile(r'^"([\w-]+): (.*)\\n"$', re.MULTILINE)
MACHINE, REVIEWED = "machine", "reviewed"


class Review(NamedTuple):
    """Who vouches for translated texts: nobody yet (machine), or a person, and since when."""

    state: str = REVIEWED
    by: str = ""
    on: date | None = None


class Words:
    """The messages of one language."""

    def __init__(
        self, language: str, translations: NullTranslations, review: Review | None = None
    ) -> None:
        self.language = language
        self.review = review or Review()
        self._translations = translations
        self._said: dict[str, str] = {}

    def say(self, message: str, **values: object) -> str:
        """Give a message, its %(names)s filled in; the program has few, and says them often."""
        if values:
            return self._translations.gettext(message) % values
        said = self._said.get(message)
        if said is None:
            said = self._said[message] = self._translations.gettext(message) % values
        return said

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Give the form of a message that goes with a number; %(n)s is the number itself."""
        text = self._translations.ngettext(one, many, number)
        return text % {"n": self.number(number), **values}

    def number(self, number: int) -> str:
        """Write a whole number with the language's own grouping."""
        return _write_number(number, self.language)


@lru_cache(maxsize=4096)
def _write_number(number: int, language: str) -> str:
    return format_decimal(number, locale=language)


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark a text for translation where it is not said yet."""
    return message


@cache
def languages_with_words() -> frozenset[str]:
    """List the languages in which the program can speak."""
    found = {path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/kim.po")}
    return frozenset({HOME_LANGUAGE, *found})


@cache
def load_words(language: str) -> Words:
    """Read the catalogue of a language; German is what the messages are written in."""
    if language not in languages_with_words() or language == HOME_LANGUAGE:
        return Words(language, NullTranslations())
    catalogue = read_catalogue(language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Words(language, GNUTranslations(compiled), _review(read_head(path_of(language))))


def path_of(language: str) -> Path:
    """Tell where the catalogue of a language stands."""
    return LOCALE / language / "LC_MESSAGES" / "kim.po"


def read_catalogue(language: str) -> Catalog:
    """Parse the catalogue of a language."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain="kim")


def read_head(path: Path) -> dict[str, str]:
    """Read the fields at the head of a catalogue; Babel forgets those it does not know."""
    head = path.read_text(encoding="utf-8").partition("\n\n")[0]
    return dict(_FIELD.findall(head))


def _review(head: Mapping[str, str]) -> Review:
    """Tell who vouches for a catalogue: X-State, X-Reviewed-By, X-Reviewed-On."""
    day = head.get("X-Reviewed-On", "")
    return Review(
        head.get("X-State", MACHINE),
        head.get("X-Reviewed-By", ""),
        date.fromisoformat(day) if day else None,
    )
