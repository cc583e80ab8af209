"""The house rules that a program can hold: the ladder, the edges, sizes, words."""

from __future__ import annotations

import ast
import tomllib
from collections import ChainMap
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import pytest
from pydantic import TypeAdapter

import kim
from kim.models import KINDS, Site
from kim.shape import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
    "sheets",
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
    "pydantic_core": {"export", "fields", "translate", "render", "rows", "sheets", "stored"},
}
EDGES = {"cli", "plugin"}
SURROUNDINGS = {
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
PRINTING = {"print", "pprint", "echo", "sys.stdout", "sys.stderr"}
WATCHED = SURROUNDINGS | PRINTING
ENDS = {name.rpartition(".")[2] for name in WATCHED}
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


class Module(NamedTuple):
    """What the rules ask of a module; the tree it was read from would fill the memory."""

    is_explained: bool
    imports: frozenset[str]
    """Every module that is imported anywhere, also inside functions."""
    names: frozenset[str]
    """Those of WATCHED that it uses."""
    functions: Mapping[str, int]
    """The lines of each; the docstring is documentation and does not count."""


@cache
def read_module(path: Path) -> Module:
    """Parse a module and walk through it once."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tuple(ast.walk(tree))
    return Module(
        is_explained=bool(ast.get_docstring(tree)),
        imports=frozenset(name for node in nodes for name in imports_of(node)),
        names=frozenset(name for node in nodes for name in names_in(node)) & WATCHED,
        functions={
            f"{name_of(path)}:{node.name}": lines_of(node)
            for node in nodes
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        },
    )


def imports_of(node: ast.AST) -> Iterator[str]:
    """Yield the modules that a statement imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert not node.level, "an import is never relative"
        module = str(node.module)
        yield from (f"kim.{alias.name}" for alias in node.names) if module == "kim" else (module,)


def names_in(node: ast.AST) -> Iterator[str]:
    """Yield what a node names, if it could be one of WATCHED."""
    if isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute) and node.attr in ENDS:
        yield ast.unparse(node)


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def found_in(find: Callable[[Path], Any], paths: Iterable[Path] = MODULES) -> dict[str, Any]:
    """Give what is found in each of the files in which anything is."""
    return {name_of(path): found for path in paths if (found := find(path))}


def test_a_module_stands_on_a_rung() -> None:
    """A new part of the package says where it belongs."""
    assert found_in(lambda path: {rung_of(path)} - {*RUNGS, "__init__"}) == {}


@pytest.mark.promise("layers")
def test_a_module_imports_only_from_above() -> None:
    """What comes earlier in the flow knows nothing of what comes later."""

    def imports_from_below(path: Path) -> set[str]:
        own = rung_of(path)
        allowed = {*RUNGS[: RUNGS.index(own) + 1]} if own in RUNGS else set()
        imports = read_module(path).imports
        used = {name.split(".")[1] for name in imports if name.startswith("kim.")}
        return used - allowed

    assert found_in(imports_from_below) == {}


def test_a_foreign_package_is_used_where_it_belongs() -> None:
    """One door for YAML, one for MkDocs, one for the terminal."""

    def misplaced(path: Path) -> set[str]:
        used = {name.split(".")[0] for name in read_module(path).imports}
        return {name for name in used & ONLY.keys() if rung_of(path) not in ONLY[name]}

    assert found_in(misplaced) == {}


def test_only_the_command_prints() -> None:
    """Everything else returns what is to be said."""
    others = (path for path in MODULES if rung_of(path) != "cli")
    assert found_in(lambda path: read_module(path).names & PRINTING, others) == {}


def test_only_the_edges_read_clock_and_surroundings() -> None:
    """The day, the environment and the folder are arguments."""
    others = (path for path in MODULES if rung_of(path) not in EDGES)
    assert found_in(lambda path: read_module(path).names & SURROUNDINGS, others) == {}


def test_a_module_is_short_and_says_what_it_is_for() -> None:
    """At most three hundred lines, and a docstring."""
    sizes = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES_IN_MODULE} == {}
    assert found_in(lambda path: not read_module(path).is_explained) == {}


def test_functions_are_short(record_property: Any) -> None:
    """The median has at most ten lines, nine of ten have under thirty, none has over forty."""
    sizes = dict(ChainMap(*(dict(read_module(path).functions) for path in MODULES)))
    middle, most = median(sizes.values()), quantiles(sizes.values(), n=10)[-1]
    record_property("median", middle)
    record_property("90 %", most)
    assert {name: size for name, size in sizes.items() if size > MOST_LINES_IN_FUNCTION} == {}
    assert middle <= 10
    assert most < 30


@pytest.mark.promise("fields-explained")
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
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
def test_the_product_knows_no_municipality_and_no_machine() -> None:
    """Any municipality can install it; nothing leads back to where it was written."""

    def foreign_words(path: Path) -> list[str]:
        text = path.read_bytes().decode("utf-8", errors="ignore").casefold()
        return [word for word in FOREIGN_WORDS if word in text]

    assert found_in(foreign_words, TEXTS) == {}


def test_everything_the_program_reads_is_shipped() -> None:
    """A file that no pattern of pyproject.toml names is missing where kim is installed."""
    settings = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["kim"]
    shipped = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    assert [name_of(path) for path in TEXTS if path not in shipped and path.suffix != ".py"] == []
