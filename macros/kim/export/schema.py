"""Field shapes → JSON Schema, so that editors complete, explain and check while one types.

Comes in: the registry of kinds. Goes out: one schema per kind and one for directory/site.yml.
An unquoted 71 or 01067 is a number for an editor and text for kim, so text may be a number here.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from kim.fields import HOME_LANGUAGE, LanguageCode
from kim.models import KINDS, Site
from kim.shape import Field, Form, Shape, fields_of, parts_of

_DIALECT = "http://json-schema.org/draft-07/schema#"
_TEXT = ["string", "number", "boolean"]
_LIMITS = ("pattern", "minLength", "maxLength", "minimum", "maximum")
_SAME_KIND = "Kennung aus demselben Ordner."

Schema = dict[str, Any]


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into the folder; list the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in all_schemas().items():
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)


def all_schemas() -> dict[str, Schema]:
    """Give the schema of every kind and of the site's own file."""
    return {kind: kind_schema(model) for kind, model in KINDS.items()} | {"site": site_schema()}


def kind_schema(model: type[BaseModel]) -> Schema:
    """Describe one kind's file."""
    title = str(getattr(model, "title", model.__name__))
    return (
        {"$schema": _DIALECT, "title": title}
        | _object_schema(model)
        | {"definitions": {part.__name__: _object_schema(part) for part in parts_of(model)}}
    )


def site_schema() -> Schema:
    """Describe directory/site.yml."""
    return kind_schema(Site) | {"title": "Angaben zur Seite"}


def _object_schema(model: type[BaseModel]) -> Schema:
    fields = fields_of(model)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.is_required],
        "properties": {field.name: _field_schema(field) for field in fields},
    }


def _field_schema(field: Field) -> Schema:
    where = _where(field.shape)
    return _value_schema(field.shape) | {
        "title": field.title,
        "description": f"{field.description} {where}".strip(),
        "examples": list(field.examples),
    }


def _where(shape: Shape) -> str:
    """Say where the ids come from that a field may hold."""
    reference = (shape.inner or shape).reference
    if reference is None:
        return ""
    if reference.taxonomy:
        return f"Begriff aus directory/taxonomies/{reference.taxonomy}.yml."
    return f"Kennung aus directory/{reference.kind}/." if reference.kind else _SAME_KIND


def _value_schema(shape: Shape) -> Schema:
    return _SCHEMAS.get(shape.form, _plain_schema)(shape)


def _plain_schema(shape: Shape) -> Schema:
    """Take over the limits that pydantic knows."""
    known = TypeAdapter(shape.annotation).json_schema()
    return {"type": _TEXT} | {name: known[name] for name in _LIMITS if name in known}


def _number_schema(shape: Shape) -> Schema:
    return _plain_schema(shape) | {"type": ["integer", "number"]}


def _translated_schema(_: Shape) -> Schema:
    language = TypeAdapter(LanguageCode).json_schema()["pattern"]
    by_language = {
        "type": "object",
        "required": [HOME_LANGUAGE],
        "patternProperties": {language: {"type": _TEXT}},
        "additionalProperties": False,
    }
    return {"anyOf": [{"type": _TEXT}, by_language]}


def _part_schema(shape: Shape) -> Schema:
    name = shape.part.__name__ if shape.part else ""
    return {"allOf": [{"$ref": f"#/definitions/{name}"}]}


def _list_schema(shape: Shape) -> Schema:
    return {"type": "array", "items": _value_schema(shape.inner)} if shape.inner else {}


def _table_schema(shape: Shape) -> Schema:
    pattern = TypeAdapter(shape.key).json_schema()["pattern"]
    values = _value_schema(shape.inner) if shape.inner else {}
    return {"type": "object", "patternProperties": {pattern: values}, "additionalProperties": False}


_SCHEMAS: Mapping[Form, Callable[[Shape], Schema]] = {
    Form.TEXT: _translated_schema,
    Form.RICH_TEXT: _translated_schema,
    Form.INTEGER: _number_schema,
    Form.DEGREES: _number_schema,
    Form.PART: _part_schema,
    Form.LIST: _list_schema,
    Form.TABLE: _table_schema,
    Form.CHOICE: lambda shape: {"enum": list(shape.choices)},
    Form.YES_NO: lambda _: {"enum": ["ja", "nein"]},
    Form.DAY: lambda _: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    Form.CLOCK: lambda _: {"type": "string", "pattern": r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$"},
    Form.SHARE: lambda _: {"type": "string", "pattern": r"^\d{1,3}/\d{1,3}$"},
    Form.URL: lambda _: {"type": "string", "pattern": "^https?://"},
    Form.EMAIL: lambda _: {"type": "string", "pattern": "^[^@ ]+@[^@ ]+$"},
    Form.NUMBER: lambda _: {"type": ["string", "number"]},
}
