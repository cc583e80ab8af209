"""Days, numbers and spans in words, by language."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.numbers import format_decimal

from kim.words import Words, load_words

_LOCALES = {"en": "en-GB"}
"""Where a language is written in several ways: as in Europe."""

_MARKS = re.compile(
    r"\\([*_\[\]()#!<>`~-])|(?<![\w*_])([*_]{1,3})(?=\S)(.{1,300}?)(?<=\S)\2(?![\w*_])"
)
_WEEK = ("mo", "di", "mi", "do", "fr", "sa", "so")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language), sep="-")


@lru_cache(maxsize=8192)
def say_day(day: date, language: str) -> str:
    """Write a day out: 24. Juni 2022."""
    return format_date(day, "long", locale=_locale(language))


@lru_cache(maxsize=8192)
def short_day(day: date, language: str) -> str:
    """Write a day in figures: 24.06.2022."""
    return format_date(day, "dd.MM.y" if language == "de" else "medium", locale=_locale(language))


def say_number(number: Decimal, language: str) -> str:
    """Group thousands and keep the decimals as they were written."""
    return _say_decimal(str(number), language)


@lru_cache(maxsize=8192)
def _say_decimal(written: str, language: str) -> str:
    """Remember by what was written: as numbers 54 and 54.0 are one, on a page they are not."""
    number = Decimal(written)
    places = max(0, -int(number.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(number, format=pattern, locale=_locale(language))


@lru_cache(maxsize=256)
def say_weekday(day: str, language: str) -> str:
    """Name a day of the week that records call mo, di, ... so."""
    return str(get_day_names("wide", "stand-alone", locale=_locale(language))[_WEEK.index(day)])


def say_days(first: date, last: date | None, language: str) -> str:
    """Write a span of days without repeating what is the same."""
    if last is None or last == first:
        return say_day(first, language)
    if language == "de" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}. bis {say_day(last, language)}"
    return f"{say_day(first, language)} – {say_day(last, language)}"


def say_period(start: date | None, end: date | None, language: str) -> str:
    """Write from when to when something holds; empty when always."""
    if not (start or end):
        return ""
    say = load_words(language).say
    first = short_day(start, language) if start else ""
    last = short_day(end, language) if end else ""
    if first and last:
        return say("%(first)s bis %(last)s", first=first, last=last)
    if first:
        return say("seit %(first)s", first=first)
    return say("bis %(last)s", last=last)


def say_age(youngest: int | None, oldest: int | None, language: str) -> str:
    """Write an age range in words; empty when open to all."""
    return _say_age(load_words(language), youngest, oldest)


@lru_cache(maxsize=8192)
def _say_age(words: Words, youngest: int | None, oldest: int | None) -> str:
    """Remember by the words themselves: they may be read anew."""
    count = words.count
    if youngest is not None and oldest is not None:
        return count(
            "Menschen von %(youngest)s bis %(n)s Jahr",
            "Menschen von %(youngest)s bis %(n)s Jahren",
            oldest,
            youngest=youngest,
        )
    if youngest is not None:
        return count("Menschen ab %(n)s Jahr", "Menschen ab %(n)s Jahren", youngest)
    if oldest is not None:
        return count("Menschen bis %(n)s Jahr", "Menschen bis %(n)s Jahre", oldest)
    return ""


def say_hours(opens: str | None, closes: str | None, language: str) -> str:
    """Write from when to when somebody is there; empty when nobody said."""
    return _say_hours(load_words(language), opens, closes)


@lru_cache(maxsize=8192)
def _say_hours(words: Words, opens: str | None, closes: str | None) -> str:
    say = words.say
    if opens and closes:
        return say("%(opens)s bis %(closes)s Uhr", opens=opens, closes=closes)
    return say("%(time)s Uhr", time=opens or closes) if opens or closes else ""


def drop_marks(text: str) -> str:
    """Take the marks of emphasis out of a record's text; the star in Berater*innen is a letter."""
    return _MARKS.sub(lambda found: found[1] or drop_marks(found[3]), text).strip()
