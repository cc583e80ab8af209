"""The code of templates is kept, and counts for one text and one compiler only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import FileSystemLoader

from kim.render import compiled
from kim.render.compiled import CompiledTemplates, digest_compiler
from kim.render.environment import PageEnvironment

if TYPE_CHECKING:
    from pathlib import Path


class Watched(PageEnvironment):
    """An environment that counts what it compiles."""

    compilations = 0

    def _generate(self, *given: object, **named: object) -> str:
        self.compilations += 1
        return super()._generate(*given, **named)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _writes_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who tests may have told Python to keep no code."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", None)


def printed(folder: Path, templates: CompiledTemplates | None = None) -> tuple[str, int]:
    """Print page.html as a new program would; say how often a template was compiled."""
    environment = Watched(
        loader=FileSystemLoader(folder), bytecode_cache=templates or CompiledTemplates()
    )
    return environment.get_template("page.html").render(name="a"), environment.compilations


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    """The next program finds the code beside the template; this one remembers it."""
    (tmp_path / "page.html").write_text("<b>{{ name }}</b>", "utf-8")
    templates = CompiledTemplates()
    assert printed(tmp_path, templates) == ("<b>a</b>", 1)
    assert printed(tmp_path, templates) == ("<b>a</b>", 0)
    assert printed(tmp_path) == ("<b>a</b>", 0)
    (code,) = (tmp_path / "__pycache__").iterdir()
    code.unlink()
    assert printed(tmp_path, templates) == ("<b>a</b>", 0)
    assert printed(tmp_path) == ("<b>a</b>", 1)


def test_code_counts_for_one_text_and_one_compiler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text of the same length and date is another text; so is the code of another compiler."""
    page = tmp_path / "page.html"
    page.write_text("<b>{{ name }}</b>", "utf-8")
    printed(tmp_path)
    page.write_text("<i>{{ name }}</i>", "utf-8")
    assert printed(tmp_path) == ("<i>a</i>", 1)
    monkeypatch.setattr(compiled, "digest_compiler", lambda: digest_compiler() + 1)
    assert printed(tmp_path) == ("<i>a</i>", 1)
    assert printed(tmp_path) == ("<i>a</i>", 0)


@pytest.mark.parametrize("length", [0, 3, 16, 17, 60])
def test_broken_code_is_as_good_as_none(tmp_path: Path, length: int) -> None:
    """A program that was stopped while it wrote leaves a page that can be printed."""
    (tmp_path / "page.html").write_text("<b>{{ name }}</b>", "utf-8")
    printed(tmp_path)
    (code,) = (tmp_path / "__pycache__").iterdir()
    code.write_bytes(code.read_bytes()[:length])
    assert printed(tmp_path) == ("<b>a</b>", 1)


def test_where_nothing_can_be_written_templates_are_compiled_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A product that belongs to somebody else works as well."""
    (tmp_path / "page.html").write_text("<b>{{ name }}</b>", "utf-8")
    (tmp_path / "__pycache__").write_text("no folder", "utf-8")
    assert [printed(tmp_path) for _ in range(2)] == [("<b>a</b>", 1)] * 2
    (tmp_path / "__pycache__").unlink()
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert printed(tmp_path) == ("<b>a</b>", 1)
    assert not (tmp_path / "__pycache__").exists()
