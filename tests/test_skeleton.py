"""A new site is whole, right and explains every field."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from kim.checks import RELEASE_CODES, check_site
from kim.models import KINDS, Site
from kim.shape import fields_of, parts_of
from kim.skeleton import FolderInUseError, example_of_site, fullest_example, site_texts, write_site
from kim.source import Source, parse_source

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

TODAY = date(2026, 11, 21)
TEXTS = site_texts(TODAY)
SWITCHED_OFF = re.compile(r"^( *)#(?! \S)", re.MULTILINE)
EXAMPLES = {fullest_example(kind, TODAY)[0]: model for kind, model in KINDS.items()}
EXAMPLES[PurePosixPath("directory/site.yml")] = Site

each_example = pytest.mark.parametrize("path", EXAMPLES, ids=str)


def values_of(text: str) -> dict[str, Any]:
    """Read a record's text."""
    source = parse_source(text.encode(), PurePosixPath("example.yml"))
    assert isinstance(source, Source), source
    return dict(source.value)


def switched_on(text: str) -> str:
    """Switch on every example that is switched off, also inside blocks."""
    while SWITCHED_OFF.search(text):
        text = SWITCHED_OFF.sub(r"\1", text)
    return text


@pytest.mark.promise("new-site")
def test_a_new_site_passes_the_check(tmp_path: Path) -> None:
    """No error, and no other warning than the imprint's, which must not be invented."""
    write_site(tmp_path / "seite", TODAY)
    catalogue, problems = check_site(tmp_path / "seite", TODAY)
    assert [str(problem) for problem in problems if problem.code not in RELEASE_CODES] == []
    assert all(catalogue.records[kind] for kind in KINDS)


def assert_whole(model: type[BaseModel], values: dict[str, Any]) -> None:
    """Every field of the model is there, and of every block in it."""
    assert set(values) == {field.name for field in fields_of(model)}
    for field in fields_of(model):
        if field.shape.nested:
            value = values[field.name]
            assert_whole(field.shape.nested, value[0] if isinstance(value, list) else value)


@each_example
def test_every_field_is_explained(path: PurePosixPath) -> None:
    """With its title and its description, and whether it must be there."""
    plain = re.sub(r"\s*\n *#+( *# )? *", " ", TEXTS[path])
    for part in (EXAMPLES[path], *parts_of(EXAMPLES[path])):
        for field in fields_of(part):
            required = " (Pflicht)" if field.is_required else ""
            assert f"{field.title}{required}: {field.description}" in plain, field.name


@each_example
def test_every_field_is_there_and_can_be_switched_on(path: PurePosixPath) -> None:
    """An author deletes '#' and nothing else; the value is of the right form."""
    model = EXAMPLES[path]
    values = values_of(switched_on(TEXTS[path]))
    assert_whole(model, values)
    if model is not Site:
        values["id"] = path.stem
    try:
        model.model_validate(values)
    except ValidationError as error:
        pytest.fail(str(error))


@each_example
def test_comments_change_no_value(path: PurePosixPath) -> None:
    """What the annotated file says is what the packaged one says."""
    kind = path.parent.name
    packaged = fullest_example(kind, TODAY) if kind in KINDS else example_of_site(TODAY)
    assert packaged == (path, values_of(TEXTS[path]))


def test_phone_numbers_are_from_the_range_that_is_never_given_out() -> None:
    """030 23125-000 to -999 belongs to films and examples."""
    numbers = re.findall(
        r"^ *-? *number: (0.*)|^ *phone: (0.*)", "\n".join(TEXTS.values()), re.MULTILINE
    )
    assert numbers
    assert all(re.fullmatch(r"030 23125-\d{3}", "".join(number)) for number in numbers)


def test_a_new_folder_and_its_parents_are_made(tmp_path: Path) -> None:
    """Every file is written as announced."""
    written = write_site(tmp_path / "a" / "b", TODAY)
    found = {
        PurePosixPath(path.relative_to(tmp_path / "a" / "b").as_posix())
        for path in (tmp_path / "a" / "b").rglob("*")
        if path.is_file()
    }
    assert found == set(written) == set(TEXTS)


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    """One file is enough, even a hidden one."""
    (tmp_path / ".notiz").write_text("bleibt", encoding="utf-8")
    with pytest.raises(FolderInUseError):
        write_site(tmp_path, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == [".notiz"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """It is refused and kept."""
    file = tmp_path / "datei"
    file.write_text("bleibt", encoding="utf-8")
    with pytest.raises(FolderInUseError):
        write_site(file, TODAY)
    assert file.read_text(encoding="utf-8") == "bleibt"


def test_the_day_is_the_one_given() -> None:
    """Made on another day, nothing but the day differs."""
    later = site_texts(date(2030, 1, 2))
    assert {path: text.replace("2030-01-02", "2026-11-21") for path, text in later.items()} == TEXTS
