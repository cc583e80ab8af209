"""Models → the shape of every field: what an author may write there, in German.

Comes in: a model class. Goes out: one Field per line that may stand in the file. JSON Schema, the
author reference and `kim new` all read these, so none of them can say anything a model does not.
"""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from kim import fields
from kim.fields import Part, Reference, RichText, Text
from kim.models import Record


class Form(StrEnum):
    """Name what stands behind the colon."""

    TEXT = "text"
    RICH_TEXT = "rich_text"
    LINE = "line"
    ID = "id"
    REFERENCE = "reference"
    DAY = "day"
    CLOCK = "clock"
    NUMBER = "number"
    INTEGER = "integer"
    DEGREES = "degrees"
    SHARE = "share"
    YES_NO = "yes_no"
    URL = "url"
    EMAIL = "email"
    PHONE = "phone"
    CHOICE = "choice"
    PART = "part"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Shape:
    """Describe one value; `inner` is the shape of a list's items or of a table's values."""

    form: Form
    annotation: Any
    reference: Reference | None = None
    choices: tuple[str, ...] = ()
    part: type[BaseModel] | None = None
    key: Any = None
    inner: "Shape | None" = None

    @property
    def nested(self) -> type[BaseModel] | None:
        """Give the model of the value itself or of a list's items."""
        return self.part or (self.inner.nested if self.inner else None)


@dataclass(frozen=True, slots=True)
class Field:
    """Describe one line that may stand in an author's file."""

    name: str
    title: str
    description: str
    examples: tuple[Any, ...]
    is_required: bool
    shape: Shape


_MARKED = tuple(
    (form, get_args(alias)[1:])
    for form, alias in (
        (Form.DAY, fields.Day),
        (Form.CLOCK, fields.Clock),
        (Form.NUMBER, fields.Number),
        (Form.YES_NO, fields.YesNo),
        (Form.URL, fields.Url),
        (Form.EMAIL, fields.Email),
        (Form.PHONE, fields.PhoneNumber),
        (Form.SHARE, fields.Share),
        (Form.ID, fields.Slug),
    )
)
_PLAIN = {str: Form.LINE, int: Form.INTEGER, float: Form.DEGREES}


@cache
def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """List what may stand in a file or block of this model; the id is the file's name."""
    return tuple(_fields_of(model))


def own_fields(model: type[BaseModel]) -> tuple[Field, ...]:
    """List the fields a kind adds to, or words differently from, what every record has."""
    common = fields_of(Record) if issubclass(model, Record) else ()
    return tuple(field for field in fields_of(model) if field not in common)


def parts_of(model: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """List the blocks inside a model, and the blocks inside these, each once."""
    found: dict[type[BaseModel], None] = {}
    for field in fields_of(model):
        if field.shape.nested:
            found[field.shape.nested] = None
            found.update(dict.fromkeys(parts_of(field.shape.nested)))
    return tuple(found)


def _fields_of(model: type[BaseModel]) -> Iterator[Field]:
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        if name == "id" and issubclass(model, Record):
            continue
        yield Field(
            name=name,
            title=info.title or name,
            description=info.description or "",
            examples=tuple(info.examples or ()),
            is_required=info.is_required(),
            shape=_shape_of(hints[name]),
        )


def _shape_of(annotation: Any) -> Shape:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _annotated_shape(annotation)
    if origin in (Union, types.UnionType):
        return _shape_of(next(arg for arg in get_args(annotation) if arg is not types.NoneType))
    if origin is tuple:
        return Shape(Form.LIST, annotation, inner=_shape_of(get_args(annotation)[0]))
    if origin is dict:
        key, value = get_args(annotation)
        return Shape(Form.TABLE, annotation, key=key, inner=_shape_of(value))
    if origin is Literal:
        return Shape(Form.CHOICE, annotation, choices=get_args(annotation))
    return _class_shape(annotation)


def _annotated_shape(annotation: Any) -> Shape:
    base, *marks = get_args(annotation)
    for mark in marks:
        if isinstance(mark, Reference):
            return Shape(Form.REFERENCE, annotation, reference=mark)
    for form, known in _MARKED:
        if all(mark in marks for mark in known):
            return Shape(form, annotation)
    if base in _PLAIN:
        return Shape(_PLAIN[base], annotation)
    return _shape_of(base)


def _class_shape(annotation: Any) -> Shape:
    if annotation in _PLAIN:
        return Shape(_PLAIN[annotation], annotation)
    if issubclass(annotation, RichText):
        return Shape(Form.RICH_TEXT, annotation)
    if issubclass(annotation, Text):
        return Shape(Form.TEXT, annotation)
    if issubclass(annotation, Part):
        return Shape(Form.PART, annotation, part=annotation)
    message = f"kim.shape cannot describe {annotation!r}"
    raise TypeError(message)
