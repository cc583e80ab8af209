"""A town in which every text that an author can write is hostile.

The fields are those of the models: a new one is covered the day it is there. Each text ends with a
tag of its own, by which it is found again in whatever is made from it. In one town each field of a
record meets a few payloads; turned on by one, the towns together bring every payload into every
field.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from kim.catalogue import load_catalogue
from kim.editions.form import checksum_of
from kim.editions.library import working_snapshot
from kim.editions.store import MANIFEST, freeze, write_edition
from kim.editions.written import write_record
from kim.fields import Line
from kim.macro_table import ANNEXES, CHAPTER, MACROS, SECTION, YEAR_ANNEX
from kim.models import KINDS, Site
from kim.models.edition import Edition
from kim.shape import Form, Shape, fields_of
from kim.skeleton import write_site
from tests.hostile.payloads import PAYLOADS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import BaseModel

    from kim.macro_table import Macro, Parameter
    from kim.shape import Field

TODAY = date(2026, 11, 21)
IDS = ("constructor", "search")
"""The records of each kind: their ids are hostile too."""
STANDS = ("2025-01-15", "2026-01-15")
LANGUAGES = ("de", "ar")
TAXONOMIES = (
    "accessibility", "categories", "languages", "legal-regimes", "life-situations", "methods",
    "needs", "residence-status", "target-groups", "topics",
)  # fmt: skip
FREE = (Form.TEXT, Form.RICH_TEXT, Form.LINE, Form.URL, Form.EMAIL, Form.PHONE, Form.SHARE)
"""Where an author writes words; elsewhere the loader takes nothing but its own form."""
MARKED = frozenset({"events.audience", "glossary.simple"})
"""Texts in which marks of emphasis work as well."""
SILENT = frozenset(
    {"valid_from", "valid_until", "successor", "formerly", "last_verified", "closed", "dates",
     "confidential", "minimum_age", "maximum_age", "ends_on", "until", "exclusions", "only",
     "share_of", "checksum"}
)  # fmt: skip
"""No words, and what they say would hide the record or its texts."""
NAMES = list(PAYLOADS)
_LINE = Shape(Form.LINE, Line)


@dataclass(frozen=True)
class Written:
    """One hostile text: in which field, in which language, which payload."""

    field: str
    language: str
    payload: str
    form: Form

    @property
    def expected(self) -> tuple[str, ...]:
        """Give what it may look like when it is read back."""
        text, shown = PAYLOADS[self.payload]
        if self.form is Form.URL:
            return (f"{text}/",)
        return (text, *shown) if self.form is Form.RICH_TEXT or self.field in MARKED else (text,)


@dataclass
class Town:
    """The folder of a site, and what was written into it, by tag."""

    root: Path
    turn: int
    written: dict[str, Written] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Field and payload where the loader takes no such text; an example stands there instead."""
    numbers: Iterator[int] = field(default_factory=count)
    places: dict[str, int] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    """The fields that have a hostile text today, not in an edition only."""

    def text(self, name: str, shape: Shape, example: Any, group: int) -> Any:
        """Write a hostile text into a field, or its example where the model refuses it."""
        if shape.form in {Form.TEXT, Form.RICH_TEXT}:
            return {
                language: self._one(name, shape, example, group + 7 * number, language)
                for number, language in enumerate(LANGUAGES)
            }
        return self._one(name, shape, example, group, "de")

    def _one(self, name: str, shape: Shape, example: Any, shift: int, language: str) -> Any:
        place = self.places.setdefault(name, len(self.places))
        payload = NAMES[(place * 5 + shift * 31 + self.turn) % len(NAMES)]
        tag = f"zq{next(self.numbers)}qz"
        for value in _attempts(shape.form, PAYLOADS[payload].text, tag):
            if _accepts(shape.annotation, value):
                self.written[tag] = Written(name, language, payload, shape.form)
                self.own.add(name)
                return value
        self.refused.append((name, payload))
        return example

    def chapter_text(self, name: str, group: int) -> str:
        """Write a hostile title or description of a chapter."""
        text: str = self._one(f"chapters.{name}", _LINE, "Titel", group, "de")
        return text

    def record(self, model: type[BaseModel], group: int, path: str = "") -> dict[str, Any]:
        """Fill a record or a block in it."""
        path = path or getattr(model, "kind", "site")
        values = {}
        for one in fields_of(model):
            if one.is_required or one.name not in SILENT:
                value = self._value(one, one.shape, f"{path}.{one.name}", group)
                if value is not None:
                    values[one.name] = value
        return values

    def _value(self, one: Field, shape: Shape, path: str, group: int) -> Any:
        example = one.examples[0]
        if shape.form in FREE:
            return self.text(path, shape, example if isinstance(example, str) else "x", group)
        if shape.form is Form.LIST:
            assert shape.inner is not None
            return self._list(one, shape.inner, path, group)
        if shape.form is Form.PART:
            assert shape.part is not None
            return self.record(shape.part, group, path)
        if shape.form is Form.TABLE:
            return self._table(shape, path, group)
        if shape.form is Form.REFERENCE:
            return self._reference(one, shape, path, group)
        return IDS[group] if shape.form is Form.ID else _first(example)

    def _list(self, one: Field, inner: Shape, path: str, group: int) -> list[Any] | None:
        first = self._value(one, inner, path, group)
        if first is None:
            return None
        is_other = inner.reference and inner.reference.kind not in {"", path.partition(".")[0]}
        return sorted(IDS) if is_other else [first]

    def _table(self, shape: Shape, path: str, group: int) -> Any:
        assert shape.inner is not None
        if shape.inner.form is Form.LIST:
            assert shape.inner.inner is not None
            words = self._one(path, shape.inner.inner, "Wort", group, "de")
            return {"de": [words]}
        return {IDS[group]: "1"}

    def _reference(self, one: Field, shape: Shape, path: str, group: int) -> Any:
        assert shape.reference is not None
        is_own = shape.reference.kind in {"", path.partition(".")[0]}
        if is_own and not one.is_required:
            return IDS[0] if group else None  # no circles
        if shape.reference.kind == "editions":
            return STANDS[0]
        return IDS[is_own ^ group]


def _attempts(form: Form, text: str, tag: str) -> Iterator[str]:
    if form is Form.URL:
        yield f"https://a.example/{text}/{tag}"
    elif form is Form.EMAIL:
        yield f"{text}{tag}@a.example"
    elif form in {Form.PHONE, Form.SHARE}:
        yield f"{text}{tag}"
    else:
        yield f"{text} {tag}"


def _accepts(annotation: Any, value: str) -> bool:
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError:
        return False
    return True


def _first(example: Any) -> Any:
    return example[0] if isinstance(example, list) else example


def make_town(root: Path, turn: int) -> Town:
    """Write a site whose every text is hostile, with two editions in which all texts differ."""
    town = Town(root / "town", turn)
    before = Town(root / "before", turn + 40, town.written, town.refused, town.numbers)
    _write_town(before)
    _write_town(town)
    for stand, source in zip(STANDS, (before, town), strict=True):
        _freeze(town, source, stand)
    return town


def _freeze(town: Town, source: Town, stand: str) -> None:
    """Freeze what one town says as an edition of another."""
    catalogue, _ = load_catalogue(source.root)
    record = source.record(Edition, 0)
    record |= {"stand": stand, "number": str(STANDS.index(stand) + 1)}
    record.pop("sources"), record.pop("verified_by")
    edition = Edition.model_validate({"id": stand, **record})
    files = freeze(working_snapshot(source.root, catalogue), write_record(edition))
    path = town.root / f"directory/editions/{stand}.yml"
    write_edition(path.with_suffix(""), files)
    _write(path, {**record, "checksum": checksum_of(files[MANIFEST])})


def _write_town(town: Town) -> None:
    root = town.root
    write_site(root, TODAY)
    for folder in (root / "directory").iterdir():
        for path in folder.iterdir() if folder.is_dir() else ():
            path.unlink()
    (root / "directory/editions").mkdir(exist_ok=True)
    for kind, model in KINDS.items():
        if kind not in {"editions", "taxonomies"}:
            for group, name in enumerate(IDS):
                _write(root / f"directory/{kind}/{name}.yml", town.record(model, group))
    for name in TAXONOMIES:
        _write(root / f"directory/taxonomies/{name}.yml", _taxonomy(town, name))
    _write(root / "directory/site.yml", _site(town))
    _write_chapters(town)


def _write_chapters(town: Town) -> None:
    """Write a chapter in which every building block stands, and one whose own words are hostile."""
    folder = town.root / "content/handbuch"
    for path in folder.iterdir():
        path.unlink()
    blocks = "\n\n".join(
        f"{{{{ {macro.name}({_arguments(macro, name)}) }}}}"
        for macro in MACROS.values()
        for name in (IDS if macro.arguments or macro.options else IDS[:1])
        if macro.name not in {"abbildung", "anlage"}
    )
    annexes = "\n\n".join(f'{{{{ anlage("{one}") }}}}' for one in (*ANNEXES, f"{YEAR_ANNEX}2021"))
    (folder / "alles.md").write_text(
        _head(town, "alles") + f"## Abschnitt {{: #constructor }}\n\n{blocks}\n\n{annexes}\n",
        "utf-8",
    )
    (folder / "constructor.md").write_text(
        _head(town, "constructor") + "## Abschnitt {: #constructor }\n\nText.\n", "utf-8"
    )
    (folder / "index.md").write_text(_head(town, "index") + "Text.\n", "utf-8")
    settings = (town.root / "mkdocs.yml").read_text("utf-8").partition("nav:")[0]
    title = town.chapter_text("nav.title", 0)
    (town.root / "mkdocs.yml").write_text(
        f"{settings}nav:\n  - handbuch/index.md\n  - {json.dumps(title, ensure_ascii=False)}:\n"
        "      - handbuch/alles.md\n      - handbuch/constructor.md\n", "utf-8"
    )  # fmt: skip


def _head(town: Town, name: str) -> str:
    values = {
        "title": town.chapter_text(f"{name}.title", 0),
        "kapitel": name,
        "description": town.chapter_text(f"{name}.description", 1),
    }
    return "---\n" + "\n".join(_lines(values, "")) + "\n---\n\n"


def _arguments(macro: Macro, name: str) -> str:
    first = (f'"{_target(one, name)}"' for one in macro.arguments)
    options = (f'{one.name}="{name}"' for one in macro.options)
    return ", ".join((*first, *options))


def _target(parameter: Parameter, name: str) -> str:
    return IDS[0] if parameter.target in {CHAPTER, SECTION} else name


def _taxonomy(town: Town, name: str) -> dict[str, Any]:
    """Give every list of terms a term for each group, named like the records."""
    model, path = KINDS["taxonomies"], f"taxonomies.{name}"
    first, second = (town.record(model, group, path) for group in range(len(IDS)))
    terms = [{**one["terms"][0], "id": IDS[n]} for n, one in enumerate((first, second))]
    for term in terms:
        term.pop("parent", None)
        if name != "needs":
            term.pop("services"), term.pop("organizations")
    return {**first, "terms": terms}


def _site(town: Town) -> dict[str, Any]:
    values = town.record(Site, 0)
    return {
        **values,
        "languages": list(LANGUAGES),
        "home_topics": list(IDS),
        "public_coverage_report": "ja",
        "concept_chapters": ["alles", "constructor"],
    }


def _write(path: Path, values: dict[str, Any]) -> None:
    """Write a file as an author could: every text in quotes, what cannot be seen as an escape."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(values, "")) + "\n", "utf-8")


def _lines(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _entry(f"{indent}{key}:", item, indent)
    else:
        for item in value:
            yield from _entry(f"{indent}-", item, indent)


def _entry(start: str, item: Any, indent: str) -> Iterator[str]:
    if isinstance(item, (dict, list)):
        yield start
        yield from _lines(item, indent + "  ")
    else:
        yield f"{start} {json.dumps(str(item), ensure_ascii=False)}"
