"""Find the references inside a record from the marks on its fields.

Comes in: a validated model. Goes out: (keys, kind, taxonomy, id) for every id it names, or (field,
kind, ids) where nobody asks for the place. The plan of where to look is made once per model class,
so finding costs only what a record really holds.
"""

import types
from collections.abc import Callable
from functools import cache, partial
from typing import Annotated, Any, NamedTuple, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from kim.fields import Reference
from kim.source import Keys


class Found(NamedTuple):
    """One id a record names, and where."""

    keys: Keys
    reference: Reference
    id: str


_found: Callable[[tuple[Keys, Reference, str]], Found] = partial(tuple.__new__, Found)
"""As Found(), but quicker: a large site has a hundred thousand."""


Named: TypeAlias = tuple[str, str, tuple[str, ...]]
"""A field, a kind and the ids of it that the field names."""


class _Plan(NamedTuple):
    """Where references can be in a value: it is one, or its parts hold some."""

    reference: Reference | None = None
    is_sequence: bool = False


def find_references(record: BaseModel) -> list[Found]:
    """Give every reference in the record, in field order."""
    found: list[Found] = []
    _add_model(record, (), found)
    return found


def list_targets(record: BaseModel) -> list[Named]:
    """Give the field, the kind and the ids of everything that a record names, in field order.

    The kind of a term says its taxonomy too; that of a record of the same kind is empty.
    """
    found: list[Named] = []
    _add_targets(record, "", found)
    return found


def _add_targets(model: BaseModel, field: str, found: list[Named]) -> None:
    for name, (reference, is_sequence) in _plans(type(model)):
        value = getattr(model, name)
        if not value:
            continue
        if reference is not None:
            ids = value if is_sequence else (value,)
            found.append((field or name, reference.target, ids))
        else:
            for item in value if is_sequence else (value,):
                _add_targets(item, field or name, found)


def _add_model(model: BaseModel, keys: Keys, found: list[Found]) -> None:
    for name, (reference, is_sequence) in _plans(type(model)):
        value = getattr(model, name)
        if not value:
            continue  # nothing is named, as in most fields
        here = (*keys, name)
        if reference is None:
            for index, item in enumerate(value) if is_sequence else ():
                _add_model(item, (*here, index), found)
            if not is_sequence:
                _add_model(value, here, found)
        elif is_sequence:
            found += [_found(((*here, n), reference, item)) for n, item in enumerate(value)]
        else:
            found.append(_found((here, reference, value)))


@cache
def _plans(model: type[BaseModel]) -> tuple[tuple[str, _Plan], ...]:
    found = []
    for name, info in model.model_fields.items():
        plan = _plan(info.annotation, tuple(info.metadata))
        if plan is not None:
            found.append((name, plan))
    return tuple(found)


def _plan(annotation: Any, metadata: tuple[Any, ...] = ()) -> _Plan | None:
    for mark in metadata:
        if isinstance(mark, Reference):
            return _Plan(reference=mark)
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        return _plan(inner, tuple(marks))
    if origin in (Union, types.UnionType):
        return next(filter(None, map(_plan, get_args(annotation))), None)
    if origin is tuple:
        plan = _plan(get_args(annotation)[0])
        return plan._replace(is_sequence=True) if plan else None
    return _plan_for_class(annotation)


def _plan_for_class(annotation: Any) -> _Plan | None:
    if not isinstance(annotation, type) or not issubclass(annotation, BaseModel):
        return None
    if issubclass(annotation, RootModel) or not _plans(annotation):
        return None
    return _Plan()
