"""A value of every wrong sort in every field of every model: refused with line and column."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from kim.load import Loaded, add_record
from kim.models import KINDS
from kim.models.erasure import Erasures
from kim.models.site import Site
from kim.shape import Form, fields_of
from kim.source import Source, parse_source
from kim.translate import translate_errors
from kim.translations import Sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from kim.shape import Field

SHOWN = PurePosixPath("directory/falsch.yml")
MODELS: dict[str, type[BaseModel]] = {
    **KINDS, "site": Site, "erased": Erasures, "translation": Sidecar
}  # fmt: skip
_HUGE = "9" * 400
_TEXTS = {
    Form.TEXT: ("", "   ", "x" * 20_001),
    Form.RICH_TEXT: ("", "x" * 20_001),
    Form.LINE: ("", "a\nb", "x" * 301),
    Form.ID: ("", "A", "a_b", "../a", "a" * 65, "ä"),
    Form.REFERENCE: ("", "A", "a b", "/a", "a" * 65),
    Form.DAY: ("", "2026-02-30", "30.6.2026", "0001-01-01", "9999-12-31", "\u0662026-01-01", "nan"),
    Form.CLOCK: ("", "25:00", "9:00", "24:01", "12.30", "12:30:00", "noon"),
    Form.NUMBER: ("", "nan", "inf", "1e9", "0x1F", "1_000", "\u0661", _HUGE, "1.00", "--1"),
    Form.INTEGER: ("", "nan", "1.5", "1e3", "zwei", _HUGE, "-99999"),
    Form.DEGREES: ("", "nan", "inf", "-inf", "1e999", "51,5", _HUGE, "181"),
    Form.SHARE: ("", "2/1", "0/1", "1/0", "50 %", "1/3000"),
    Form.YES_NO: ("", "yes", "true", "no", "1", "Ja", "on", "~"),
    Form.URL: ("", "javascript:alert(1)", "//a.example", "https://", "https://a b", "file:///etc"),
    Form.EMAIL: ("", "a", "a@", "@b", "a b@c.example", "a@b@c.example", "a" * 300 + "@b.example"),
    Form.PHONE: ("", "x", "1", "0" * 41, "+0", "call 0208"),
    Form.CHOICE: ("", "gibt es nicht", "no", "null"),
}
_NO_TEXT = ([], {}, ["x"], {"x": "y"}, [["x"]], [{}])


class Place(NamedTuple):
    """A field, and the keys that lead to it."""

    model: str
    keys: tuple[str | int, ...]
    field: Field


def places() -> Iterator[Place]:
    """Walk through every field of every model, into blocks, lists and tables."""
    for name, model in MODELS.items():
        yield from _places_in(name, model, ())


def _places_in(name: str, model: type[BaseModel], above: tuple[str | int, ...]) -> Iterator[Place]:
    for field in fields_of(model):
        keys = (*above, field.name)
        yield Place(name, keys, field)
        if field.shape.part:
            yield from _places_in(name, field.shape.part, keys)
        elif field.shape.inner and field.shape.inner.nested:
            inner = 0 if field.shape.form is Form.LIST else "x"
            yield from _places_in(name, field.shape.inner.nested, (*keys, inner))


PLACES = tuple(places())


def wrong_values(field: Field) -> Iterator[Any]:
    """Yield what must not stand in a field."""
    form = field.shape.form
    if form in _TEXTS:
        yield from _TEXTS[form]
        yield from (value for value in _NO_TEXT if not _may_be(form, value))
    elif form is Form.LIST:
        yield from ("x", {"x": "y"}, [[["x"]]], [{"gibt-es-nicht": "x"}])
    else:
        yield from ("x", ["x"], [], {"gibt es nicht": {"gibt es nicht": ["x"]}})


def _may_be(form: Form, value: Any) -> bool:
    """Tell that a text may be written by language; {} and {x: y} then lack the German one."""
    return form in {Form.TEXT, Form.RICH_TEXT} and value == {"de": "x"}


def put(keys: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """Make the smallest file in which the value stands at these keys."""
    for key in reversed(keys):
        value = [value] if isinstance(key, int) else {str(key): value}
    made: dict[str, Any] = value
    return made


@pytest.mark.promise("wrong-types")
@pytest.mark.parametrize("model", MODELS)
def test_a_wrong_value_is_refused_where_it_stands(model: str) -> None:
    """Each wrong value of each field has a problem on its own lines, and never an exception."""
    cases = [
        (place, value)
        for place in PLACES
        if place.model == model
        for value in wrong_values(place.field)
    ]
    assert cases
    for place, value in cases:
        text = yaml.safe_dump(put(place.keys, value), allow_unicode=True, width=100_000)
        source = parse_source(text.encode(), SHOWN)
        assert isinstance(source, Source), (text[:200], source)
        lines = problems_of(place.model, source)
        first = source.key_place(place.keys).line
        assert any(first <= line for line in lines), (value, text[:200])
        assert all(1 <= line <= text.count("\n") + 1 for line in lines)


def problems_of(model: str, source: Source) -> list[int]:
    """Give the lines of all problems except those about what is missing altogether."""
    loaded = Loaded()
    if model in KINDS:
        add_record(loaded, model, "falsch", source)
        problems = loaded.problems
    else:
        problems = list(_errors(MODELS[model], source))
    assert all(problem.place.column >= 1 for problem in problems)
    missing = ("missing-field", source.place())
    return [one.place.line for one in problems if (one.code, one.place) != missing]


def _errors(model: type[BaseModel], source: Source) -> Iterator[Any]:
    from pydantic import ValidationError  # noqa: PLC0415  only what is no record is validated here

    try:
        model.model_validate(source.value)
    except ValidationError as error:
        yield from translate_errors(error, source, model)


def test_every_form_has_wrong_values() -> None:
    """A new form of field comes with what must not stand in it."""
    assert set(_TEXTS) == set(Form) - {Form.PART, Form.LIST, Form.TABLE}
    assert len(PLACES) > 300
