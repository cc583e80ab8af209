"""The house rules that a program can hold: the ladder, the edges, sizes, words."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest
from pydantic import TypeAdapter

import kim
from kim.models import KINDS, Site
from kim.shape import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

PACKAGE = Path(kim.__file__).parent
RUNGS = (
    "problems",
    "nearest",
    "collecting",
    "reading",
    "files",
    "syntax",
    "lines",
    "source",
    "blocks",
    "crew",
    "demand",
    "settings",
    "fields",
    "words",
    "models",
    "pdf",
    "unpacked",
    "folded",
    "translate",
    "load",
    "translations",
    "messages",
    "traces",
    "reads",
    "sections",
    "rows",
    "renewal",
    "references",
    "blanks",
    "bulk",
    "chapters",
    "catalogue",
    "revision",
    "rules",
    "macro_table",
    "notation",
    "untranslated",
    "shape",
    "skeleton",
    "editions",
    "checks",
    "explain",
    "reference",
    "views",
    "export",
    "render",
    "reports",
    "handbook",
    "kept",
    "paper",
    "inputs",
    "preview",
    "plugin",
    "inspection",
    "seals",
    "marks",
    "releases",
    "confidential",
    "takeover",
    "stored",
    "recall",
    "memory",
    "note",
    "again",
    "publish",
    "building",
    "release",
    "persons",
    "hiding",
    "cli",
)
ONLY = {
    "yaml": {"source"},
    "mkdocs": {"plugin"},
    "material": {"plugin"},
    "markdown": {"plugin", "handbook"},
    "click": {"cli"},
    "lxml": {"paper"},
    "openpyxl": {"export"},
    "typst": {"paper"},
    "pydantic_core": {"fields", "translate", "render"},
}
EDGES = {"cli", "plugin"}
CLOCK_AND_SURROUNDINGS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "os.environ",
    "os.getenv",
    "os.getcwd",
    "Path.cwd",
    "Path.home",
}
FOREIGN_WORDS = ("oberhausen", "/work/", "/root/", "pypi.", "pythonhosted", "npmjs")
MOST_LINES_IN_MODULE = 300
MOST_LINES_IN_FUNCTION = 40
MODULES = sorted(PACKAGE.rglob("*.py"))
TEXTS = sorted(
    path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts
)
MODELS = sorted(
    {part for model in (*KINDS.values(), Site) for part in (model, *parts_of(model))},
    key=lambda model: model.__name__,
)


def name_of(path: Path) -> str:
    """Give a test its readable name."""
    return path.relative_to(PACKAGE).as_posix()


def rung_of(path: Path) -> str:
    """Give the part of the package a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree_of(path: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """Yield every module that is imported anywhere, also inside functions."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name_of(path)} imports relatively"
            module = str(node.module)
            yield from (
                (f"kim.{alias.name}" for alias in node.names) if module == "kim" else (module,)
            )


each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@each_module
def test_a_module_stands_on_a_rung(path: Path) -> None:
    """A new part of the package says where it belongs."""
    assert rung_of(path) in {*RUNGS, "__init__"}


@pytest.mark.promise("layers")
@each_module
def test_a_module_imports_only_from_above(path: Path) -> None:
    """What comes earlier in the flow knows nothing of what comes later."""
    own = rung_of(path)
    allowed = {*RUNGS[: RUNGS.index(own) + 1]} if own in RUNGS else set()
    used = {name.split(".")[1] for name in imports_of(path) if name.startswith("kim.")}
    assert used - allowed == set()


@each_module
def test_a_foreign_package_is_used_where_it_belongs(path: Path) -> None:
    """One door for YAML, one for MkDocs, one for the terminal."""
    used = {name.split(".")[0] for name in imports_of(path)}
    misplaced = {name for name in used & set(ONLY) if rung_of(path) not in ONLY[name]}
    assert misplaced == set()


@each_module
def test_only_the_command_prints(path: Path) -> None:
    """Everything else returns what is to be said."""
    if rung_of(path) == "cli":
        return
    calls = {
        ast.unparse(node.func) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)
    }
    names = {
        ast.unparse(node) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Attribute)
    }
    assert calls & {"print", "pprint", "echo"} == set()
    assert names & {"sys.stdout", "sys.stderr"} == set()


@each_module
def test_only_the_edges_read_clock_and_surroundings(path: Path) -> None:
    """The day, the environment and the folder are arguments."""
    if rung_of(path) in EDGES:
        return
    names = {
        ast.unparse(node) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Attribute)
    }
    assert names & CLOCK_AND_SURROUNDINGS == set()
    assert not {"environ", "getenv", "getcwd"} & {
        alias.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@each_module
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    """At most three hundred lines, and a docstring."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES_IN_MODULE
    assert ast.get_docstring(ast.parse(text))


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every function and its lines; the docstring is documentation and does not count."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0]
            documented = ast.get_docstring(node) is not None
            docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            lines = (node.end_lineno or 0) - node.lineno + 1
            yield f"{name_of(path)}:{node.name}", lines - docstring


def test_functions_are_short(record_property: Any) -> None:
    """The median has at most ten lines, nine of ten have under thirty, none has over forty."""
    sizes = dict(function for path in MODULES for function in functions_of(path))
    middle, most = median(sizes.values()), quantiles(sizes.values(), n=10)[-1]
    record_property("median", middle)
    record_property("90 %", most)
    assert {name: size for name, size in sizes.items() if size > MOST_LINES_IN_FUNCTION} == {}
    assert middle <= 10
    assert most < 30


@pytest.mark.promise("fields-explained")
@each_model
def test_a_field_explains_itself(model: type[BaseModel]) -> None:
    """Title, description and an example that is valid: schema and reference live from them."""
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        assert info.title, name
        assert info.description, name
        assert info.description.endswith("."), f"{name}: a description is a sentence"
        assert info.examples, name
        for example in info.examples:
            TypeAdapter(hints[name]).validate_python(example)
            assert is_written(example), f"{name}: {example!r} is not what an author writes"


def is_written(value: Any) -> bool:
    """Tell whether the value is text, or a list or mapping of text."""
    if isinstance(value, dict):
        return all(map(is_written, (*value, *value.values())))
    return all(map(is_written, value)) if isinstance(value, list) else isinstance(value, str)


@pytest.mark.promise("no-municipality-in-product")
@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_the_product_knows_no_municipality_and_no_machine(path: Path) -> None:
    """Any municipality can install it; nothing leads back to where it was written."""
    text = path.read_bytes().decode("utf-8", errors="ignore").casefold()
    assert [word for word in FOREIGN_WORDS if word in text] == []


def test_everything_the_program_reads_is_shipped() -> None:
    """A file that no pattern of pyproject.toml names is missing where kim is installed."""
    settings = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["kim"]
    shipped = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    assert [name_of(path) for path in TEXTS if path not in shipped and path.suffix != ".py"] == []
