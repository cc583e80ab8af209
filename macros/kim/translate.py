"""pydantic errors → German problems at the line the author wrote.

Comes in: a ValidationError and the Source it came from. Goes out: problems. The wording hangs on
the error's type, never on pydantic's English; types raised in kim.fields bring their own German.
"""

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from kim.fields import ID_LENGTH, ID_PATTERN
from kim.nearest import suggest
from kim.problems import Problem, quote
from kim.source import Keys, Source
from kim.syntax import HARD_SPACE, has_hard_space

_ID_FORM = (
    "eine Kennung besteht aus Kleinbuchstaben a–z, Ziffern und einzelnen Bindestrichen,"
    f" höchstens {ID_LENGTH} Zeichen"
)
_PATTERNS = {
    f"^{ID_PATTERN}$": _ID_FORM,
    r"^[0-9]{5}$": "erwartet wird eine Postleitzahl mit fünf Ziffern",
    r"^([0-9]{2}|[0-9]{5}|[0-9]{8}|[0-9]{12})$": "erwartet wird ein amtlicher Schlüssel mit 2, 5,"
    " 8 oder 12 Ziffern",
    r"^[^\n]*$": "dieser Text muss in eine Zeile passen",
    r"^[0-9a-f]{8}$": "erwartet wird ein Fingerabdruck aus acht Zeichen 0–9 und a–f",
    r"^[0-9a-f]{64}$": "erwartet wird eine Prüfsumme aus 64 Zeichen 0–9 und a–f",
    r"^[A-Z]{2}$": "erwartet werden zwei Großbuchstaben wie DE",
    r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$": "erwartet wird ein Sprachkürzel wie de, en oder ar",
}
_MOST_ERRORS = 1000
_MOST_ADVICE = 200
_LIST = "erwartet wird eine Liste: jede Zeile eingerückt und mit '- ' am Anfang"
_MAPPING = "erwartet werden eingerückte Zeilen der Form 'feld: wert'"
_TEXT = "erwartet wird einfacher Text, keine Liste und keine eingerückten Felder"
_WORDING: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "string_pattern_mismatch": lambda ctx: _PATTERNS.get(
        str(ctx.get("pattern")), "der Text hat nicht die erwartete Form"
    ),
    "string_too_long": lambda ctx: (
        f"der Text ist zu lang; erlaubt sind {ctx['max_length']} Zeichen"
    ),
    "string_type": lambda _: _TEXT,
    "tuple_type": lambda _: _LIST,
    "list_type": lambda _: _LIST,
    "dict_type": lambda _: _MAPPING,
    "model_type": lambda _: _MAPPING,
    "model_attributes_type": lambda _: _MAPPING,
    "too_short": lambda _: "hier muss mindestens ein Eintrag stehen",
    "int_parsing": lambda _: "erwartet wird eine ganze Zahl",
    "int_type": lambda _: "erwartet wird eine ganze Zahl",
    "int_from_float": lambda _: "erwartet wird eine ganze Zahl",
    "int_parsing_size": lambda _: "diese Zahl ist zu groß",
    "float_parsing": lambda _: "erwartet wird eine Zahl mit Punkt wie 51.4963",
    "float_type": lambda _: "erwartet wird eine Zahl mit Punkt wie 51.4963",
    "finite_number": lambda _: "erwartet wird eine Zahl mit Punkt wie 51.4963",
    "greater_than_equal": lambda ctx: f"die Zahl muss mindestens {ctx['ge']:g} sein",
    "less_than_equal": lambda ctx: f"die Zahl darf höchstens {ctx['le']:g} sein",
}
_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "literal_error": "unknown-value",
    "string_too_short": "empty-value",
}


def translate_errors(
    error: ValidationError, source: Source, model: type[BaseModel]
) -> Iterator[Problem]:
    """Turn every error of one record into a problem with place and cure."""
    errors = error.errors(include_url=False)[:_MOST_ERRORS]
    broken = {details["loc"][:size] for details in errors for size in range(len(details["loc"]))}
    for details in errors:
        # A list of nothing but broken entries is not "too short" as well.
        if details["type"] != "too_short" or details["loc"] not in broken:
            yield _translate(details, source, model)


def _translate(details: ErrorDetails, source: Source, model: type[BaseModel]) -> Problem:
    keys = tuple(key for key in details["loc"] if key != "[key]")
    kind = details["type"]
    code = _CODES.get(kind, "invalid-value")
    if kind == "missing":
        return Problem(source.place(keys[:-1]), code, _say_missing(model, keys))
    if kind == "extra_forbidden":
        return Problem(source.key_place(keys), code, _say_unknown(model, keys))
    written = _as_written(keys, source)
    if details["input"] == "" or kind == "string_too_short":
        return Problem(source.key_place(written), "empty-value", _say_empty(written))
    place = source.key_place(keys) if details["loc"][-1] == "[key]" else source.place(keys)
    return Problem(place, code, _say_wrong(details))


def _as_written(keys: Keys, source: Source) -> Keys:
    """Drop what the author did not write: a plain text is German without a key 'de'."""
    while not source.has(keys):
        keys = keys[:-1]
    return keys


def _say_empty(keys: Keys) -> str:
    name = keys[-1]
    if isinstance(name, int):
        return "hier fehlt der Wert nach '- '; ausfüllen oder die Zeile löschen"
    return f"bei '{quote(name)}' fehlt der Wert; ausfüllen oder die Zeile löschen"


def _say_missing(model: type[BaseModel], keys: Keys) -> str:
    info = _model_at(model, keys[:-1]).model_fields.get(str(keys[-1]))
    meaning = f" ({info.title})" if info else ""
    return f"das Pflichtfeld '{keys[-1]}'{meaning} fehlt"


def _say_unknown(model: type[BaseModel], keys: Keys) -> str:
    name = str(keys[-1])
    if has_hard_space(name):
        return HARD_SPACE
    here = _model_at(model, keys[:-1])
    # The id of a record is the name of its file.
    known = [field for field in here.model_fields if field != "id" or here is not model]
    return f"das Feld '{quote(name)}' gibt es hier nicht; {suggest(name, known)}"


def _say_wrong(details: ErrorDetails) -> str:
    context: Mapping[str, Any] = details.get("ctx") or {}
    if details["type"] == "literal_error":
        return _say_choice(str(details["input"]), str(context["expected"]))
    if details["type"] in _WORDING:
        return _WORDING[details["type"]](context) + _say_input(details["input"])
    return details["msg"] + _say_input(details["input"])


def _say_choice(given: str, expected: str) -> str:
    choices = expected.replace(" or ", ", ").replace("'", "").split(", ")
    return f"'{quote(given)}' ist hier nicht möglich; {suggest(given, choices)}"


def _say_input(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return f"; hier steht '{quote(value)}'"


class Adviser:
    """Offers known words for the first faults of many: comparing words costs time."""

    def __init__(self) -> None:
        self._given = 0

    def cure(self, given: str, known: Sequence[str]) -> str:
        """Give the end of a message: a semicolon and what may be meant; in the end nothing."""
        self._given += 1
        return f"; {suggest(given, known)}" if self._given <= _MOST_ADVICE else ""


def _model_at(model: type[BaseModel], keys: Keys) -> type[BaseModel]:
    current = model
    for key in keys:
        info = current.model_fields.get(str(key))
        if info is not None:
            current = model_in(info.annotation) or current
    return current


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Find the model of a field's type inside tuples, tables, options and annotations."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return None if issubclass(annotation, RootModel) else annotation
    if get_origin(annotation) in (tuple, dict, Union, types.UnionType, Annotated):
        return next(filter(None, map(model_in, get_args(annotation))), None)
    return None
