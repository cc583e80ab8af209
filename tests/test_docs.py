"""The documents say what the program does."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import click
import pytest

from kim.cli import kim
from kim.reference import FOLDER, generated_pages, write_reference

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "redaktion"
DOCUMENTS = sorted(
    {
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "macros/kim/skeleton/site/README.md",
    }
)
LINK = re.compile(r"(?<!`)\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]+)")
COMMAND = re.compile(r"(?:^ *|`)kim ([a-z]+)([^`#\n]*)", re.MULTILINE)
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")

each_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


@pytest.mark.promise("guide-fresh")
@pytest.mark.parametrize("path", generated_pages(GUIDE), ids=str)
def test_the_author_guide_is_fresh(path: PurePosixPath) -> None:
    """`make docs` brings it up to date."""
    assert (GUIDE / path).read_text(encoding="utf-8") == generated_pages(GUIDE)[path]


def test_no_page_is_left_of_a_kind_that_is_gone() -> None:
    """The folder holds the generated pages and nothing else."""
    found = {FOLDER / page.name for page in (GUIDE / FOLDER).iterdir()}
    assert found == {path for path in generated_pages(GUIDE) if path.parent == FOLDER}


def test_writing_mends_what_is_stale(tmp_path: Path) -> None:
    """Pages of kinds that are gone go, tables are filled, written text stays."""
    for name in ("kapitel.md", "pruefen.md"):
        text = (GUIDE / name).read_text(encoding="utf-8")
        stale = re.sub(r"(<!-- [A-Z]+ -->\n).*?(\n<!-- /)", r"\1alt\2", text, flags=re.DOTALL)
        assert stale != text
        (tmp_path / name).write_text(stale, encoding="utf-8")
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "gone.md").write_text("alt", encoding="utf-8")
    write_reference(tmp_path)
    found = {
        PurePosixPath(page.relative_to(tmp_path).as_posix()): page.read_text(encoding="utf-8")
        for page in tmp_path.rglob("*.md")
    }
    assert found == generated_pages(GUIDE)


@each_document
def test_a_link_leads_to_a_file(path: Path) -> None:
    """Links between documents, without those in examples."""
    text = CODE.sub("", FENCE.sub("", path.read_text(encoding="utf-8")))
    missing = [link for link in LINK.findall(text) if not (path.parent / link).exists()]
    assert missing == []


def options_of(command: click.Command, rest: str) -> set[str]:
    """List the options that a call may have; of a group those of the command in it."""
    if isinstance(command, click.Group) and rest.split():
        command = command.commands[rest.split(maxsplit=1)[0]]
    return {option for parameter in command.params for option in parameter.opts}


@each_document
def test_a_command_exists(path: Path) -> None:
    """Whoever copies a call from a document gets no usage error."""
    text = path.read_text(encoding="utf-8")
    for code in (*FENCE.findall(text), *CODE.findall(text)):
        for name, rest in COMMAND.findall(code):
            command = kim.get_command(click.Context(kim), name)
            assert command, code
            known = options_of(command, rest)
            assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", rest)) - known == set(), code


@each_document
def test_a_make_target_exists(path: Path) -> None:
    """The Makefile knows every target that a document names."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    text = path.read_text(encoding="utf-8")
    named = {
        name
        for code in (*FENCE.findall(text), *CODE.findall(text))
        for name in re.findall(r"(?:^|`)make ([a-z]+)", code, re.MULTILINE)
    }
    assert named - targets == set()


@pytest.mark.parametrize("name", kim.modules)
def test_the_readme_knows_every_command(name: str) -> None:
    """The table of commands is complete."""
    assert f"`kim {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
