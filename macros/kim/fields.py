"""Shared field types: what a text in an author's file may mean.

Comes in: text exactly as written. Goes out: typed, frozen values, or an error whose type names the
rule. Errors raised here carry their German wording; kim.translate words those of pydantic.
"""

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Annotated, Any, get_args

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticUndefined

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID_LENGTH = 64
HOME_LANGUAGE = "de"

# Digits are 0 to 9: the alphabets that this site speaks have others, which no program dials.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3}){1,4}|[0-9]{1,15})(?:,[0-9]{1,6})?")
_MAIL_NAME = re.compile(r"(?=.{1,64}\Z)[a-z0-9]+(?:[._-][a-z0-9]+)*")
_SHARE = re.compile(r"([0-9]{1,3})/([0-9]{1,3})")
_URL = re.compile(
    r"https?://[^\s/?#@\\.]+(?:\.[^\s/?#@\\.]+)+\.?(?:[/?#][^\s\\\"<>]*)?", re.IGNORECASE
)
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_LETTER = re.compile(r"[^\W\d_]")
_SHORT_NUMBERS = frozenset({"110", "112", "115", "116117", "116116"})


def field(title: str, description: str, *examples: Any, default: Any = PydanticUndefined) -> Any:
    """Describe a field in German for the schema, the author reference and `kim new`."""
    return Field(default, title=title, description=description, examples=list(examples))


class Part(BaseModel):
    """Base of everything validated: unknown fields refused, values frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


_set = object.__setattr__
_GIVEN: dict[frozenset[str], set[str]] = {}


def share_given(part: BaseModel) -> None:
    """Let all parts in which the same fields were given share the set of these.

    Each comes with a set of its own, which nobody changes: a fifth of a large site's memory.
    """
    given = part.__pydantic_fields_set__
    _set(part, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))
    values = part.__dict__
    for name in _fields_with_parts(type(part)):
        value = values[name]
        if value is None:
            continue
        for one in value if type(value) is tuple else (value,):
            if type(one) in _TEXTS:
                _set(one, "__pydantic_fields_set__", _GIVEN_TEXT)
            else:
                share_given(one)


@cache
def _fields_with_parts(model: type[BaseModel]) -> tuple[str, ...]:
    """Name the fields that are parts or hold some; most hold plain values only."""
    return tuple(name for name, info in model.model_fields.items() if _is_part(info.annotation))


def _is_part(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(map(_is_part, get_args(annotation)))


@dataclass(frozen=True, slots=True)
class Reference:
    """Mark a field as the id of a record, or of a term when a taxonomy is named."""

    kind: str
    taxonomy: str = ""
    target: str = dataclass_field(init=False)
    """The kind of what is named; of a term with its taxonomy."""

    def __post_init__(self) -> None:
        target = f"{self.kind}/{self.taxonomy}" if self.taxonomy else self.kind
        _set(self, "target", target)


Slug = Annotated[
    str, StringConstraints(pattern=f"^{ID_PATTERN}$", min_length=1, max_length=ID_LENGTH)
]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\n]*$")]

AreaRef = Annotated[Slug, Reference("areas")]
CommitteeRef = Annotated[Slug, Reference("committees")]
ContactRef = Annotated[Slug, Reference("contacts")]
DocumentRef = Annotated[Slug, Reference("documents")]
EditionRef = Annotated[Slug, Reference("editions")]
GlossaryRef = Annotated[Slug, Reference("glossary")]
LocationRef = Annotated[Slug, Reference("locations")]
OrganizationRef = Annotated[Slug, Reference("organizations")]
ProgrammeRef = Annotated[Slug, Reference("programmes")]
ServiceRef = Annotated[Slug, Reference("services")]
SameKindRef = Annotated[Slug, Reference("")]

AccessibilityTerm = Annotated[Slug, Reference("taxonomies", "accessibility")]
CategoryTerm = Annotated[Slug, Reference("taxonomies", "categories")]
LanguageTerm = Annotated[Slug, Reference("taxonomies", "languages")]
LegalRegimeTerm = Annotated[Slug, Reference("taxonomies", "legal-regimes")]
LifeSituationTerm = Annotated[Slug, Reference("taxonomies", "life-situations")]
MethodTerm = Annotated[Slug, Reference("taxonomies", "methods")]
ResidenceTerm = Annotated[Slug, Reference("taxonomies", "residence-status")]
TargetGroupTerm = Annotated[Slug, Reference("taxonomies", "target-groups")]
TopicTerm = Annotated[Slug, Reference("taxonomies", "topics")]

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")]
Translation = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class Text(RootModel[dict[LanguageCode, Translation]]):
    """Text by language; a plain text in the file means German."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _plain_text_is_german(cls, value: Any) -> Any:
        if isinstance(value, list):
            raise PydanticCustomError(
                "text_not_list", "erwartet wird ein Text, keine Liste; die Striche '- ' löschen"
            )
        return {HOME_LANGUAGE: value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _require_german(self) -> "Text":
        if HOME_LANGUAGE not in self.root:
            raise PydanticCustomError("text_without_german", "der deutsche Text ('de:') fehlt")
        return self

    def __str__(self) -> str:
        """Give the German text."""
        return self.root[HOME_LANGUAGE]

    def in_language(self, language: str) -> tuple[str, str]:
        """Give the text and the language it is in: the one asked for, else German."""
        if language in self.root:
            return self.root[language], language
        return self.root[HOME_LANGUAGE], HOME_LANGUAGE


class RichText(Text):
    """Text by language in the small safe subset of Markdown."""


_TEXTS = frozenset({Text, RichText})
_GIVEN_TEXT = {"root"}
"""Half of all parts are texts, and of all texts the same is given."""


def _parse_day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError(
            "day_format", "erwartet wird ein Datum wie 2022-06-24 (Jahr-Monat-Tag)"
        )
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day_calendar", "diesen Tag gibt es im Kalender nicht") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise PydanticCustomError(
            "day_year", f"das Jahr liegt nicht zwischen {_FIRST_YEAR} und {_LAST_YEAR}"
        )
    return day


def _parse_clock(value: Any) -> str:
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return value
    raise PydanticCustomError("clock_format", "erwartet wird eine Uhrzeit wie 08:30 oder 16:00")


def _parse_number(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise PydanticCustomError(
            "number_format",
            "erwartet wird eine Zahl in deutscher Schreibweise wie 27.143 oder 44,1",
        )
    return Decimal(value.replace(".", "").replace(",", "."))


def _parse_truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    truth = {"ja": True, "nein": False}.get(value) if isinstance(value, str) else None
    if truth is None:
        raise PydanticCustomError("yes_or_no", "erwartet wird 'ja' oder 'nein'")
    return truth


def _check_url(value: str) -> str:
    if not _URL.fullmatch(value):
        raise PydanticCustomError(
            "url_format", "erwartet wird eine ganze Internet-Adresse, die mit https:// beginnt"
        )
    return value


def _check_email(value: str) -> str:
    name, _, domain = value.rpartition("@")
    # A plain name is right before every right domain, and there are few of these.
    if not _is_email(f"a@{domain}" if _MAIL_NAME.fullmatch(name) else value):
        raise PydanticCustomError(
            "email_format", "erwartet wird eine E-Mail-Adresse wie ki@stadt.example"
        )
    return value


@lru_cache(maxsize=1 << 12)
def _is_email(value: str) -> bool:
    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


KNOWN = {"known": True}
"""The context in which values are validated again that this very program has accepted before."""


def _check_phone(value: str, info: ValidationInfo) -> str:
    # To look a number up in the numbering plan takes longer than all the rest of a record.
    if info.context is not KNOWN and value not in _SHORT_NUMBERS and dialable(value) is None:
        raise PydanticCustomError(
            "phone_format", "erwartet wird eine Rufnummer mit Vorwahl wie 030 1234-56"
        )
    return value


@lru_cache(maxsize=1 << 14)
def dialable(number: str) -> str | None:
    """Turn a written number into the form phones dial (E.164, short numbers as they are)."""
    if number in _SHORT_NUMBERS:
        return number
    if _LETTER.search(number):  # the library would take an O for a 6, or leave it out
        return None
    try:
        parsed = phonenumbers.parse(number, "DE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed) or not number.lstrip().startswith(("0", "+")):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _check_share(value: str) -> str:
    match = _SHARE.fullmatch(value)
    if not match or not 0 < int(match[1]) <= int(match[2]):
        raise PydanticCustomError("share_format", "erwartet wird ein Anteil wie 1/3")
    return value


Day = Annotated[date, BeforeValidator(_parse_day)]
Clock = Annotated[str, BeforeValidator(_parse_clock)]
Number = Annotated[Decimal, BeforeValidator(_parse_number)]
YesNo = Annotated[bool, BeforeValidator(_parse_truth)]
Url = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_check_url)]
Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_check_email)]
PhoneNumber = Annotated[str, StringConstraints(max_length=40), AfterValidator(_check_phone)]
Share = Annotated[str, AfterValidator(_check_share)]
Age = Annotated[int, Field(ge=0, le=120)]
Year = Annotated[int, Field(ge=_FIRST_YEAR, le=_LAST_YEAR)]
Count = Annotated[int, Field(ge=1, le=1000)]
PostalCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
