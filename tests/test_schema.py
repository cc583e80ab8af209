"""The JSON Schemas say what the models say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from kim.export.schema import all_schemas, write_schemas
from kim.models import KINDS, Site

if TYPE_CHECKING:
    from pathlib import Path

SCHEMAS = all_schemas()
MODELS = {**KINDS, "site": Site}


def fields_in(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """List the descriptions of all fields, also of the blocks."""
    objects = [schema, *schema["definitions"].values()]
    return [field for part in objects for field in part["properties"].values()]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_has_exactly_the_fields_of_its_model(name: str) -> None:
    """Known fields, required fields, nothing else."""
    fields = MODELS[name].model_fields
    schema = SCHEMAS[name]
    assert list(schema["properties"]) == [field for field in fields if field != "id"]
    assert schema["required"] == [
        field for field, info in fields.items() if info.is_required() and field != "id"
    ]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_explained(name: str) -> None:
    """Editors show title, description and example."""
    for field in fields_in(SCHEMAS[name]):
        assert field["title"]
        assert field["description"]
        assert field["examples"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_pattern_fits_the_examples(name: str) -> None:
    """A pattern that refuses the field's own example would mark right files as wrong."""
    for field in fields_in(SCHEMAS[name]):
        for example in field["examples"]:
            assert re.search(field.get("pattern", ""), str(example)), field


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_block_is_defined(name: str) -> None:
    """No reference leads nowhere."""
    schema = SCHEMAS[name]
    used = set(re.findall(r"#/definitions/(\w+)", json.dumps(schema)))
    assert used == set(schema["definitions"])


def test_a_reference_says_where_its_ids_come_from() -> None:
    """For a record, a term, a list of terms and a record of the same kind."""
    fields = SCHEMAS["services"]["properties"]
    assert fields["organization"]["description"].endswith("Kennung aus directory/organizations/.")
    assert fields["topics"]["description"].endswith("Begriff aus directory/taxonomies/topics.yml.")
    assert fields["successor"]["description"].endswith("Kennung aus demselben Ordner.")


def test_values_are_described_as_authors_write_them() -> None:
    """Text may look like a number to an editor; yes and no are German."""
    contact, location = SCHEMAS["contacts"], SCHEMAS["locations"]
    assert location["properties"]["confidential"]["enum"] == ["ja", "nein"]
    assert location["definitions"]["Address"]["properties"]["postal_code"]["type"] == [
        "string",
        "number",
        "boolean",
    ]
    assert contact["properties"]["name"]["anyOf"][1]["required"] == ["de"]


def test_files_are_written_and_read_back(tmp_path: Path) -> None:
    """One file per kind and one for the site, nothing else."""
    written = write_schemas(tmp_path / "new" / "schema")
    assert sorted(written) == sorted((tmp_path / "new" / "schema").iterdir())
    assert {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
        for path in written
    } == SCHEMAS
